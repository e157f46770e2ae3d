"""The earliest day out of a contract, by notice or at the term's end, and the last day of an option to extend it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from store.facts.agreed import ContractFacts
from store.measures.leaving import exits, first_end, last_extension, last_notice, later, next_end, renewed_end

FACTS = ContractFacts("C-1", "MSA", "Halyard", service_start=date(2025, 1, 1), initial_term_months=12)
ROLLS = replace(FACTS, renewal="automatic", renewal_months=12, notice_months=3)
TODAY = date(2025, 9, 20)


def ways(facts, today=TODAY):
    return [(one.way, str(one.notice_on), str(one.out_on), one.sure) for one in exits(facts, today)]


def test_notice_at_any_time_runs_from_today():
    """One month from 20 September is 20 October; thirty days too; the first term still runs, which the clause leaves open."""
    assert ways(replace(FACTS, termination_notice_months=1))[0] == ("notice", "2025-09-20", "2025-10-20", False)
    assert ways(replace(FACTS, termination_notice_days=30), date(2026, 2, 1)) == [
        ("notice", "2026-02-01", "2026-03-03", True)
    ]
    assert ways(replace(FACTS, termination_notice_months=1), date(2026, 1, 31)) == [
        ("notice", "2026-01-31", "2026-02-28", True)
    ]


def test_a_first_term_holds_the_notice_back_as_the_clause_says():
    """Given only after it: 1 January and three months. Not running out before it: its last day, or today's notice."""
    after = replace(FACTS, termination_notice_months=3, termination_bar="given_after_first_term")
    assert ("notice", "2026-01-01", "2026-04-01", False) in ways(after)
    assert ways(after, date(2026, 5, 5)) == [("notice", "2026-05-05", "2026-08-05", True)]
    until = replace(after, termination_bar="ends_after_first_term")
    assert ("notice", "2025-09-20", "2025-12-31", True) in ways(until)
    assert ("notice", "2025-11-20", "2026-02-20", True) in ways(until, date(2025, 11, 20))
    assert ways(replace(until, initial_term_months=None)) == []


def test_at_the_end_of_a_term_that_renews_the_last_day_for_notice_decides():
    """By 30 September for the end of 2025; a day later only the end of 2026 is left."""
    assert ways(ROLLS) == [("term", "2025-09-30", "2025-12-31", True)]
    assert ways(ROLLS, date(2025, 10, 1)) == [("term", "2026-09-30", "2026-12-31", True)]
    assert ways(replace(ROLLS, notice_months=None)) == []
    assert ways(replace(ROLLS, renewal_months=None), date(2025, 10, 1)) == []
    assert ways(replace(ROLLS, renewal_months=1, notice_months=3), date(2026, 1, 31)) == []


def test_a_term_that_does_not_renew_ends_by_itself():
    """Its last day is the way out; once it is past there is none that we can read."""
    assert ways(FACTS) == [("term", "2025-12-31", "2025-12-31", True)]
    assert ways(replace(FACTS, notice_days=31)) == [("term", "2025-11-30", "2025-12-31", True)]
    assert (ways(FACTS, date(2026, 1, 1)), ways(replace(FACTS, service_start=None))) == ([], [])


def test_the_earliest_way_comes_first():
    """Notice at any time beats the end of the renewed term."""
    assert [way for way, *_ in ways(replace(ROLLS, termination_notice_days=60), date(2026, 2, 1))] == ["notice", "term"]


def test_an_option_to_extend_has_a_last_day_and_is_no_notice_that_is_due():
    """Two months before the end of 2025."""
    option = replace(FACTS, extension_months=12, extension_notice_months=2)
    assert (last_extension(option), last_notice(option, date(2025, 12, 31))) == (date(2025, 10, 31), None)
    assert last_extension(replace(option, extension_notice_months=None, extension_notice_days=60)) == date(2025, 11, 1)
    assert (last_extension(FACTS), last_extension(ContractFacts("C", "", ""))) == (None, None)


def test_terms_run_on_by_whole_renewals():
    """A stated end goes before a counted one; a month's last day stays one."""
    assert next_end(replace(ROLLS, term_end=date(2025, 2, 28), renewal_months=1), date(2025, 3, 30)) == date(
        2025, 3, 31
    )
    assert (next_end(FACTS, date(2027, 1, 1)), first_end(FACTS)) == (date(2025, 12, 31), date(2025, 12, 31))


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(
    today=DAYS,
    start=DAYS,
    term=st.integers(1, 36),
    days=st.integers(0, 120),
    bar=st.sampled_from(["", "given_after_first_term", "ends_after_first_term"]),
)
def test_by_notice_no_earlier_day_would_do(today, start, term, days, bar):
    """Another road: try every day from today on, with notice on every day, and take the first that the words allow."""
    assume(start <= today)
    facts = replace(
        FACTS, service_start=start, initial_term_months=term, termination_notice_days=days, termination_bar=bar
    )
    end = later(start, term) - timedelta(1)

    def allowed(out):
        given = out - timedelta(days)
        if bar == "given_after_first_term":
            return given >= today and given > end
        return given >= today and (bar == "" or out >= end)

    first = next(day for day in (today + timedelta(n) for n in range(3000)) if allowed(day))
    assert next(one for one in exits(facts, today) if one.way == "notice").out_on == first


def test_the_term_after_the_next_renewal_ends_a_renewal_later():
    """A year from 1 January 2025 renews by a year: asked in 2025 and in 2026; a contract that does not renew has none."""
    assert renewed_end(ROLLS, date(2025, 6, 1)) == date(2026, 12, 31)
    assert renewed_end(ROLLS, date(2026, 6, 1)) == date(2027, 12, 31)
    assert renewed_end(FACTS, date(2025, 6, 1)) is None
    assert renewed_end(replace(FACTS, initial_term_months=None), date(2025, 6, 1)) is None
