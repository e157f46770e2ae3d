"""When failure has become persistent, by each way in which contracts count it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, ContractFacts, Firmness, Metric, ServiceLevel, Trigger
from store.facts.common import Money, Result, Source, Status
from store.measures.credits import MonthCredits
from store.measures.results import LevelResult
from store.measures.triggers import criticality, doubtful_triggers, hits

CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 4, 1))
P1 = ServiceLevel(1, "MSA-1", Metric.RESPONSE, Source("msa.docx"), 1, target_pct=Decimal(95))
P2 = replace(P1, id=2, priority=2)
TRIGGER = Trigger(1, "MSA-1", 3, Source("msa.docx", clause="9.2"), consecutive=True)
RESULTS = {"M": Result.MISSED, "k": Result.MET, "-": Result.NO_DEMAND, "?": Result.CANNOT_TELL}


def month(number):
    index = 2026 * 12 + number - 1
    return f"{index // 12}-{index % 12 + 1:02d}"


def history(marks, level=P1, first=1):
    """Read "MMk-?" as missed, missed, kept, no demand, cannot tell, from January on; a blank is no record."""
    return {
        month(first + place): (LevelResult(level, "x", RESULTS[mark]),)
        for place, mark in enumerate(marks)
        if mark != " "
    }


def both(*histories):
    return {name: tuple(one for each in histories for one in each.get(name, ())) for name in set().union(*histories)}


def hit(trigger, results, credits=None, contract=CONTRACT):
    return hits(Agreed(contract, triggers=(trigger,)), results, credits or {})


@pytest.mark.parametrize(
    ("marks", "months", "current"),
    [
        ("MMM", "1 2 3", True),
        ("MMkM", None, None),
        ("MM?M", None, None),
        ("MM M", None, None),
        ("MM-M", "1 2 4", True),
        ("MMMk", "1 2 3", False),
        ("MMMM", "1 2 3 4", True),
    ],
)
def test_three_months_running_means_three_proved_misses(marks, months, current):
    """A month without demand neither breaks nor builds the run; one that cannot be told breaks it."""
    found = hit(TRIGGER, history(marks))
    assert [[one.months, one.current] for one in found] == (
        [[tuple(month(int(number)) for number in months.split()), current]] if months else []
    )


def test_a_run_over_a_quiet_month_says_that_this_is_our_reading():
    """The words name the quiet month."""
    found = hit(TRIGGER, history("MM-M"))[0]
    assert found.what == (
        "P1 first response missed 3 months running (January 2026, February 2026, April 2026); we read a month without demand "
        "(March 2026) as neither breaking nor building the run"
    )
    assert (found.since, found.until, found.level) == ("2026-04", "2026-04", P1)


@pytest.mark.parametrize(("marks", "since"), [("MkMkkMkM", "2026-08"), ("MkkkMkkkkkkkMM", None), ("MMMM", "2026-04")])
def test_four_misses_in_any_twelve_months(marks, since):
    """The window rolls: a miss of thirteen months ago no longer counts."""
    rolling = replace(TRIGGER, k=4, n=12, consecutive=False)
    found = hit(rolling, history(marks))
    assert [one.since for one in found] == ([since] if since else [])


def test_a_hit_holds_as_long_as_its_misses_stay_in_the_window():
    """Two of four: hit in month 2, gone after month 4."""
    found = hit(replace(TRIGGER, k=2, n=4, consecutive=False), history("MMkkkk"))[0]
    assert (found.since, found.until, found.current) == ("2026-02", "2026-04", False)
    assert found.what == "P1 first response missed in 2 months (January 2026, February 2026)"


def credits(**percents):
    """Months named m1, m2 ... with the per cent of the charge that was owed."""
    zero = Money(Decimal(0), "GBP")
    return {
        month(int(name[1:])): MonthCredits(
            "x", "MSA-1", zero, zero, owed_per_cent=None if value is None else Decimal(value)
        )
        for name, value in percents.items()
    }


def test_credits_of_a_fifth_of_the_fees_in_two_of_any_four_months():
    """Months 1 and 4 hit the trigger, months 1 and 5 do not."""
    fifth = replace(TRIGGER, scope="credits", level=Decimal(20), k=2, n=4, consecutive=False)
    assert hit(fifth, {}, credits(m1="20", m2="0", m3="19.99", m4="25"))[0].months == ("2026-01", "2026-04")
    assert hit(fifth, {}, credits(m1="20", m2="0", m3="0", m4="0", m5="25")) == ()
    assert hit(fifth, {}, credits(m1="20", m2=None, m4="1")) == ()


def test_credits_at_the_cap():
    """Without a level the trigger is the cap itself."""
    capped = replace(TRIGGER, scope="credits", k=1, n=1, consecutive=False)
    months = credits(m1="10", m2="10")
    months["2026-02"] = replace(months["2026-02"], cap_reached=True)
    found = hit(capped, {}, months)[0]
    assert (found.months, found.what) == (("2026-02",), "credits at the cap in 1 months (February 2026)")


def points(*earned):
    return {name: replace(one, points=Decimal(earned[place])) for place, (name, one) in enumerate(
        credits(**{f"m{number}": "0" for number in range(1, len(earned) + 1)}).items())}  # fmt: skip


def test_fifty_points_in_any_three_months():
    """20 + 0 + 30 is enough; 20 + 0 + 0 + 30 is spread too far."""
    fifty = replace(TRIGGER, scope="points", level=Decimal(50), k=1, n=3, consecutive=False)
    assert hit(fifty, {}, points(20, 0, 30))[0].months == ("2026-01", "2026-03")
    assert hit(fifty, {}, points(20, 0, 0, 30)) == ()


def test_points_three_months_running():
    """Any points at all, or so many each month."""
    running = replace(TRIGGER, scope="points")
    assert hit(running, {}, points(1, 2, 3))[0].what.startswith("service points earned 3 months running")
    assert hit(replace(running, level=Decimal(2)), {}, points(1, 2, 3)) == ()
    assert hit(replace(running, level=Decimal(2), k=2), {}, points(1, 2, 3))[0].what.startswith("2 service points or")


def test_any_level_counts_the_months_in_which_enough_levels_failed():
    """Two levels at least, in two months running."""
    two = replace(TRIGGER, scope="any_level", level=Decimal(2), k=2)
    assert hit(two, both(history("MM"), history("MM", P2)))[0].months == ("2026-01", "2026-02")
    assert hit(two, both(history("MM"), history("kM", P2))) == ()
    one = replace(two, level=None, k=3)
    assert hit(one, both(history("Mk-?"), history("kM-k", P2))) == ()
    assert hit(one, both(history("Mk-M"), history("kM-?", P2)))[0].months == ("2026-01", "2026-02", "2026-04")


def test_each_level_is_watched_by_itself():
    """P1 twice and P2 once are not three of the same level; a rule may name the priority it watches."""
    mixed = both(history("MMk"), history("kkM", P2))
    assert hit(TRIGGER, mixed) == ()
    assert hit(replace(TRIGGER, priority=2, k=1), mixed)[0].level == P2
    assert hit(replace(TRIGGER, metric=Metric.CSAT, k=1), mixed) == ()


def test_a_mere_target_counts_only_where_the_trigger_names_its_metric():
    """An aim that is missed is no failure of the contract, unless the clause says so."""
    aims = history("MMM", replace(P1, firmness=Firmness.TARGET))
    assert hit(TRIGGER, aims) == ()
    assert len(hit(replace(TRIGGER, metric=Metric.RESPONSE), aims)) == 1


def test_the_same_level_runs_on_through_a_new_version_of_the_contract():
    """An amendment changes the row's number, not the promise; another contract's rows do not count."""
    assert len(hit(TRIGGER, history("MM") | history("M", replace(P1, id=9), first=3))) == 1
    assert hit(TRIGGER, history("MMM", replace(P1, contract="MSA-2"))) == ()


def test_a_quarterly_level_is_missed_in_periods_running():
    """March, June and September; the months between have no result."""
    found = hit(TRIGGER, history("M  M  M", replace(P1, window="quarter")))[0]
    assert found.months == ("2026-01", "2026-04", "2026-07")
    assert "without demand" not in found.what


@pytest.mark.parametrize(
    ("window", "marks", "months"),
    [
        ("contract_year", "MMMM", None),
        ("contract_year", "   MMkM", ("2026-04", "2026-05", "2026-07")),
        ("calendar_year", "MkkkMkM", ("2026-01", "2026-05", "2026-07")),
    ],
)
def test_three_in_a_contract_year_start_anew_with_the_year(window, marks, months):
    """The contract year begins in April: three misses to March and one after are not three in a year."""
    yearly = replace(TRIGGER, k=3, consecutive=False, window=window)
    found = hit(yearly, history(marks if months else "kMM" + marks[:2]))
    assert [one.months for one in found] == ([months] if months else [])


def test_a_contract_year_without_a_known_start_is_taken_as_the_calendar_year():
    """So that the count is never spread over more than twelve months."""
    yearly = replace(TRIGGER, k=3, consecutive=False, window="contract_year")
    assert len(hit(yearly, history("MMM"), contract=replace(CONTRACT, service_start=None))) == 1


def test_misses_without_any_window_are_not_judged():
    """Three misses of how many months is for the contract to say; one miss needs no window."""
    assert hit(replace(TRIGGER, consecutive=False), history("MMM")) == ()
    assert hit(replace(TRIGGER, consecutive=False, k=1), history("Mk"))[0].months == ("2026-01",)
    assert hit(replace(TRIGGER, scope="weather"), history("MMM")) == ()


def test_doubtful_triggers_are_asked_about_and_never_hit():
    """A conflict in the wording is for a person."""
    doubtful = replace(TRIGGER, status=Status.CONFLICT)
    assert hit(doubtful, history("MMM")) == ()
    agreed = Agreed(CONTRACT, triggers=(doubtful, TRIGGER))
    assert [one.what for one in doubtful_triggers(agreed)] == ["persistent failure under msa.docx, 9.2"]


def test_a_trigger_counts_only_while_it_is_in_force():
    """An amendment took it out in March."""
    assert hit(replace(TRIGGER, effective_to=date(2026, 3, 1)), history("MMM")) == ()
    fifty = replace(TRIGGER, scope="points", level=Decimal(5), n=3, consecutive=False, effective_from=date(2027, 1, 1))
    assert hit(fifty, {}, points(20, 0, 30)) == ()


def test_without_any_month_nothing_is_hit():
    """No history, no hit."""
    assert hit(TRIGGER, {}) == ()


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        ("MMkMM", "i c i i i"),
        ("M-MMk", "i i c c i"),
        ("MkMM?k", "i i i c c i"),
    ],
)
def test_an_important_metric_missed_twice_is_critical_until_met_once_only(marks, standing):
    """After it was met again, it can never become critical a second time."""
    assert [word[0] for word in criticality([RESULTS[mark] for mark in marks])] == standing.split()


def test_misses_of_any_levels_are_counted_together():
    """Four targets missed in six months: two levels in January and two in March are four; three are not enough."""
    trigger = replace(TRIGGER, k=4, n=6, consecutive=False, scope="misses")
    (found,) = hit(trigger, both(history("MkM"), history("MkM", P2)))
    assert (found.months, found.current) == ((month(1), month(3)), True)
    assert hit(trigger, both(history("MkM"), history("Mkk", P2))) == ()
    assert hit(trigger, both(history("MMkkkkM"), history("kkkkkk", P2))) == ()


def test_a_trigger_may_ask_for_less_than_its_level_promises():
    """Below 99 % in two months of six: 99.5 % misses a level of 99.9 % and does not count; no demand does not either."""
    level = replace(P1, metric=Metric.AVAILABILITY, priority=None, target_pct=Decimal("99.9"))
    trigger = replace(TRIGGER, k=2, n=6, consecutive=False, level=Decimal(99), metric=Metric.AVAILABILITY)

    def months(*actual):
        return {
            month(place): (
                LevelResult(level, "x", Result.MISSED, Decimal(one))
                if one
                else LevelResult(level, "x", Result.NO_DEMAND),
            )
            for place, one in enumerate(actual, start=1)
        }

    assert hit(trigger, months("99.5", "99.5", "98.9", "")) == ()
    (found,) = hit(trigger, months("98.9", "99.5", "98.99"))
    assert found.months == (month(1), month(3))
    assert found.what.startswith("availability below 99 % in 2 months")


def test_a_trigger_watches_its_own_service_and_its_own_schedule():
    """The Vault is not the Cluster, and patching stands in no schedule of Service Levels."""
    vault = replace(P1, metric=Metric.AVAILABILITY, priority=None, service="Backup Vault")
    assert hit(replace(TRIGGER, service="Production Cluster"), history("MMM", level=vault)) == ()
    assert hit(replace(TRIGGER, service="backup vault"), history("MMM", level=vault)) != ()
    patching = replace(P1, source=Source("msa.docx", clause="5.1"))
    listed = replace(P1, source=Source("msa.docx", clause="Schedule 2, 1"))
    assert hit(replace(TRIGGER, within="Schedule 2"), history("MMM", level=patching)) == ()
    assert hit(replace(TRIGGER, within="Schedule 2"), history("MMM", level=listed)) != ()
