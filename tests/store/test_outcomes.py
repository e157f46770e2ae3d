"""A month's figures are counted from stored outcomes, and are the same as judging the tickets by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.contracts import Contracts
from store.database import open_database
from store.facts.agreed import Metric
from store.facts.common import FAR_PAST, Period, Source, Status
from store.facts.tickets import Ticket, TicketState, TicketType
from store.measures.outcomes import MET, MISSED, columns_of, judged, months_of
from store.outcome_rows import deciding_instant
from store.outcomes import Outcomes
from store.records import BatchInfo, ClauseRecord, ContractHead, Durations, FlagCounts, NewVersion, TermRecord
from store.terms import Terms
from store.tickets import Tickets

AUGUST, SEPTEMBER = Period.of_month("2026-08"), Period.of_month("2026-09")
FIRST_WEEK = Period(date(2026, 9, 1), date(2026, 9, 7), "first week of September")
EXPORTED = datetime(2026, 9, 30, 23, tzinfo=UTC)  # midnight in London


def level(metric, minutes, *, priority=1, **more):
    """A level in plain calendar time, so that a reader can work it out in the head."""
    fields = {"metric": metric, "priority": priority, "limit_s": minutes * 60, "target_pct": "95", "clock": "calendar"}
    return TermRecord("service_level", fields | more, quote=f"{minutes} min", clause="3.1")


@pytest.fixture
def home(db):
    """A contract with P1 response in 15 minutes and resolution in 4 hours, ready for tickets."""
    Contracts(db).add_version(
        NewVersion(
            ContractHead("MSA-1"),
            "msa.docx",
            "msa",
            "",
            clauses=[ClauseRecord("3.1", "3.1", "", "x")],
            terms=[level("response", 15), level("resolution", 240)],
        )
    )
    return Outcomes(db), Tickets(db), Terms(db), Contracts(db)


def counted(home, rows, metric=Metric.RESPONSE, period=SEPTEMBER):
    outcomes, tickets, terms, _ = home
    batch = BatchInfo("t.csv", "t", exported_at=EXPORTED, response_recorded=True, resolution_recorded=True)
    tickets.add("MSA-1", rows, batch)
    outcomes.recompute("MSA-1")
    ids = [one.id for one in terms.agreed("MSA-1").levels if one.metric is metric]
    return outcomes.counts("MSA-1", metric, ids, period)


def test_a_month_names_who_missed_and_where_it_stands(home, ticket):
    """Two of three answered in time; the third is named with its file and row."""
    counts = counted(
        home,
        [
            ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10", "2026-09-01 10:00", row=2),
            ticket("T-2", "2026-09-02 09:00", "2026-09-02 09:15", "2026-09-02 10:00", row=3),
            ticket("T-3", "2026-09-03 09:00", "2026-09-03 09:16", "2026-09-03 10:00", row=4),
            ticket("T-4", "2026-08-03 09:00", "2026-08-03 09:16", "2026-08-03 10:00", row=5),
        ],
    )
    assert (counts.in_time, counts.of, counts.missed, counts.sources) == (2, 3, ("T-3",), ("tickets.csv:4",))
    assert counts.as_of == EXPORTED


def test_what_is_not_counted_is_told_apart(home, ticket):
    """Cancelled and excluded with their reasons, not yet due, and without evidence: none of them is in the share."""
    counts = counted(
        home,
        [
            ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10", "2026-09-01 10:00"),
            ticket("T-2", "2026-09-01 09:00", state=TicketState.CANCELLED),
            ticket("T-3", "2026-09-01 09:00", excluded=True, exclusion_reason="customer asked to wait"),
            ticket("T-4", "2026-09-01 09:00", excluded=True),
            ticket("T-5", "2026-09-30 22:50"),
            ticket("T-6", "2026-09-01 09:00", None, None, state=TicketState.CLOSED),
        ],
    )
    assert (counts.in_time, counts.of, counts.missed) == (1, 1, ())
    assert counts.excluded == ((1, "cancelled"), (1, "customer asked to wait"), (1, "no reason given"))
    assert (counts.pending, counts.no_evidence) == (1, 1)


def test_a_week_is_counted_by_its_days(home, ticket):
    """The first week of September ends with the seventh."""
    rows = [
        ticket("T-1", "2026-09-07 22:50", "2026-09-07 22:55"),
        ticket("T-2", "2026-09-07 23:05", "2026-09-07 23:10"),
        ticket("T-3", "2026-08-31 23:05", "2026-09-08 09:00"),
    ]
    counts = counted(home, rows, period=FIRST_WEEK)
    assert (counts.in_time, counts.of, counts.missed) == (1, 2, ("T-3",))


def test_two_months_are_counted_together(home, ticket):
    """A quarter is the sum of its months."""
    rows = [
        ticket("T-1", "2026-08-03 09:00", "2026-08-03 09:05"),
        ticket("T-2", "2026-09-03 09:00", "2026-09-03 09:05"),
    ]
    counts = counted(home, rows, period=Period(date(2026, 8, 1), date(2026, 9, 30), "August and September"))
    assert (counts.in_time, counts.of) == (2, 2)


def test_the_version_in_force_on_the_day_judges_the_ticket(home, ticket):
    """From the 15th the promise is 5 minutes; each ticket is judged by the promise of its day."""
    outcomes, _, terms, contracts = home
    contracts.add_version(
        NewVersion(
            ContractHead("MSA-1"),
            "no1.docx",
            "no1",
            "",
            kind="amendment",
            effective_from=date(2026, 9, 15),
            clauses=[ClauseRecord("3.1", "3.1", "", "y")],
            terms=[level("response", 5), level("resolution", 240)],
        )
    )
    rows = [
        ticket("T-1", "2026-09-14 09:00", "2026-09-14 09:10"),
        ticket("T-2", "2026-09-15 09:00", "2026-09-15 09:10"),
    ]
    both = counted(home, rows)
    assert (both.in_time, both.of, both.missed) == (1, 2, ("T-2",))
    first = next(one for one in terms.agreed("MSA-1").levels if one.effective_from == FAR_PAST)
    assert outcomes.counts("MSA-1", Metric.RESPONSE, [first.id], SEPTEMBER).of == 1


def test_outcomes_say_when_they_must_be_made_again(home, ticket, db):
    """A new file, a correction or a confirmation make them old; the same file again does not."""
    outcomes, tickets, terms, _ = home
    assert not outcomes.needs_recompute("MSA-1")
    row = [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10")]
    tickets.add("MSA-1", row, BatchInfo("t.csv", "t"))
    assert outcomes.needs_recompute("MSA-1")
    assert outcomes.recompute("MSA-1") == 1
    assert not outcomes.needs_recompute("MSA-1")
    tickets.add("MSA-1", row, BatchInfo("t.csv", "t"))
    assert not outcomes.needs_recompute("MSA-1")
    terms.correct(1, {"limit_s": "5 min"})
    assert outcomes.needs_recompute("MSA-1")
    outcomes.recompute("MSA-1")
    assert not outcomes.needs_recompute("MSA-1")


def test_each_contract_keeps_its_own_outcomes(home, ticket, db):
    """Judging one contract again leaves the figures of another as they are."""
    outcomes, tickets, terms, contracts = home
    other = NewVersion(ContractHead("B-1"), "b.docx", "b", "", terms=[level("response", 15)])
    contracts.add_version(other)
    tickets.add("B-1", [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10")], BatchInfo("b.csv", "b"))
    assert counted(home, [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:30")]).missed == ("T-1",)
    theirs = [one.id for one in terms.agreed("B-1").levels]
    for _ in range(2):
        outcomes.recompute("B-1")
        assert outcomes.counts("B-1", Metric.RESPONSE, theirs, SEPTEMBER).in_time == 1
        outcomes.recompute("MSA-1")
        assert outcomes.counts("MSA-1", Metric.RESPONSE, [1], SEPTEMBER).missed == ("T-1",)


def test_a_correction_changes_what_was_met(home, ticket):
    """Ten minutes keep a promise of 15, and break one of 5."""
    rows = [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10")]
    assert counted(home, rows).in_time == 1
    home[2].correct(1, {"limit_s": "5 min"})
    assert counted(home, rows).missed == ("T-1",)


def test_a_level_in_conflict_judges_nothing(home, ticket, db):
    """Where the contract can be read two ways, no ticket is met or missed by it."""
    home[3].add_version(NewVersion(ContractHead("MSA-1"), "other.docx", "other", "", terms=[level("response", 30)]))
    assert {one.status for one in home[2].agreed("MSA-1").levels if one.metric is Metric.RESPONSE} == {Status.CONFLICT}
    counts = counted(home, [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10")])
    assert (counts.in_time, counts.of) == (0, 0)


def test_an_open_ticket_that_is_late_counts_in_the_month_of_its_breach(home, ticket):
    """Opened on the last evening of August, due in September, still open: September's miss."""
    rows = [ticket("T-1", "2026-08-31 22:00", "2026-08-31 22:05")]
    assert counted(home, rows, Metric.RESOLUTION).missed == ("T-1",)
    assert counted(home, rows, Metric.RESOLUTION, AUGUST).of == 0
    assert counted(home, rows, Metric.RESOLUTION, FIRST_WEEK).missed == ("T-1",)


def test_an_old_open_ticket_of_an_old_file_is_not_called_late(home, ticket):
    """A file of 1 September proves nothing about the days after, unless a newer file still has the ticket."""
    outcomes, tickets, _, _ = home
    row = [ticket("T-1", "2026-09-01 09:00")]
    old = BatchInfo("sep1.csv", "a", exported_at=datetime(2026, 9, 1, 9, 5, tzinfo=UTC), response_recorded=True)
    tickets.add("MSA-1", row, old)
    tickets.add(
        "MSA-1",
        [ticket("T-2", "2026-09-20 09:00")],
        BatchInfo("sep30.csv", "b", exported_at=EXPORTED, response_recorded=True),
    )
    outcomes.recompute("MSA-1")
    assert outcomes.counts("MSA-1", Metric.RESPONSE, [1], SEPTEMBER).missed == ("T-2",)
    assert outcomes.counts("MSA-1", Metric.RESPONSE, [1], SEPTEMBER).pending == 1
    tickets.add("MSA-1", row, BatchInfo("oct.csv", "c", exported_at=EXPORTED, response_recorded=True))
    outcomes.recompute("MSA-1")
    assert outcomes.counts("MSA-1", Metric.RESPONSE, [1], SEPTEMBER).missed == ("T-1", "T-2")


def test_times_taken_are_real_tickets_times(home, ticket):
    """Half, nine in ten and the slowest are times that some ticket took, not averages between two."""
    minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40]
    rows = [ticket(f"T-{m}", "2026-09-01 09:00", f"2026-09-01 09:{m:02d}") for m in minutes]
    counted(home, rows)
    times = home[0].durations("MSA-1", Metric.RESPONSE, [1], SEPTEMBER)
    assert times == Durations(n=10, median_s=300, p90_s=540, slowest_s=2400, slowest="T-40")
    assert home[0].durations("MSA-1", Metric.RESPONSE, [1], AUGUST) == Durations(0)


def test_a_contract_without_timed_levels_judges_nothing_and_is_up_to_date(db, ticket):
    """There is nothing to be met; the tool's own flags can still be counted."""
    ref = Contracts(db).placeholder("Northwind")
    outcomes, tickets = Outcomes(db), Tickets(db)
    rows = [
        ticket("T-1", "2026-09-01 09:00", None, "2026-09-02 09:00", provider_sla_met=True),
        ticket("T-2", "2026-09-01 09:00", None, "2026-09-02 09:00", provider_sla_met=False, row=7),
        ticket("T-3", "2026-08-01 09:00", state=TicketState.CLOSED, closed_at=datetime(2026, 9, 3, tzinfo=UTC)),
        ticket(
            "T-4", "2026-09-01 09:00", None, "2026-09-02 09:00", provider_sla_met=False, state=TicketState.CANCELLED
        ),
        ticket("T-5", "2026-09-01 09:00", None, "2026-10-02 09:00", provider_sla_met=False),
        ticket("T-6", "2026-09-01 09:00", None, "2026-09-02 09:00", provider_sla_met=False, priority=3),
    ]
    tickets.add(ref, rows, BatchInfo("t.csv", "t", exported_at=datetime(2026, 10, 31, tzinfo=UTC)))
    outcomes.recompute(ref)
    assert not outcomes.needs_recompute(ref)
    flags = outcomes.flag_counts(ref, SEPTEMBER, priority=1)
    assert flags == FlagCounts(1, 2, 1, ("T-2",), ("tickets.csv:7",), datetime(2026, 10, 31, tzinfo=UTC))
    assert outcomes.flag_counts(ref, SEPTEMBER).missed == ("T-2", "T-6")
    assert outcomes.flag_counts(ref, SEPTEMBER, metric=Metric.RESPONSE).missing == 4


MINUTES = st.integers(0, 60 * 24 * 61)


def at(minutes):
    return datetime(2026, 8, 1, tzinfo=UTC) + timedelta(minutes=minutes)


@st.composite
def some_tickets(draw):
    rows = []
    for number in range(draw(st.integers(1, 15))):
        opened = draw(MINUTES)
        responded = draw(st.none() | st.integers(0, 40))
        resolved = draw(st.none() | st.integers(0, 60 * 24 * 10))
        rows.append(
            Ticket(
                ext_id=f"T-{number}",
                opened_at=at(opened),
                source=Source("t.csv", row=number),
                type=TicketType.INCIDENT,
                priority=draw(st.sampled_from([1, 2, None])),
                state=draw(st.sampled_from(TicketState)),
                responded_at=None if responded is None else at(opened + responded),
                resolved_at=None if resolved is None else at(opened + resolved),
                excluded=draw(st.booleans()) and draw(st.booleans()),
            )
        )
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some_tickets(),
    st.sampled_from(list(Metric)[:2]),
    st.sampled_from(["resolved", "opened"]),
    st.dates(date(2026, 8, 1), date(2026, 9, 30)),
    st.integers(0, 40),
)
def test_counting_stored_outcomes_is_the_same_as_judging_one_by_one(
    tmp_path_factory, rows, metric, month_by, start, length
):
    """Any tickets, any span: the quick count equals the plain loop over judged tickets."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('outcomes') / 'app.db'}")
    found = [level("response", 15, month_by=month_by), level("resolution", 240, month_by=month_by)]
    Contracts(database).add_version(NewVersion(ContractHead("MSA-1"), "a", "a", "", terms=found))
    levels = Terms(database).agreed("MSA-1").levels
    exported = max(
        at(60 * 24 * 61), *(moment for row in rows for moment in (row.opened_at, row.resolved_at or row.opened_at))
    )
    batch = BatchInfo("t.csv", "t", exported_at=exported, response_recorded=True, resolution_recorded=True)
    Tickets(database).add("MSA-1", rows, batch)
    outcomes = Outcomes(database)
    outcomes.recompute("MSA-1")
    one = next(each for each in levels if each.metric is metric)

    columns = columns_of(rows)
    spoken = columns.opened * 0 + int(exported.timestamp())
    plain = judged(columns, levels, None, int(exported.timestamp()), "Europe/London")
    told = plain.response if metric is Metric.RESPONSE else plain.resolution
    by_opening = [each.id for each in levels if each.month_by == "opened"]
    when = columns.opened if metric is Metric.RESPONSE else deciding_instant(told, columns, spoken, by_opening)
    assert (months_of(when, "Europe/London") == told.month).all()

    for period in (Period.of_month("2026-08"), Period(start, start + timedelta(days=length), "")):
        first, after = (moment.timestamp() for moment in period.bounds())
        here = [place for place in range(len(rows)) if told.level[place] == one.id and first <= when[place] < after]
        counts = outcomes.counts("MSA-1", metric, [one.id], period)
        assert counts.in_time == sum(told.met[place] == MET for place in here)
        assert sorted(counts.missed) == sorted(rows[place].ext_id for place in here if told.met[place] == MISSED)
        assert counts.of == counts.in_time + len(counts.missed)
        others = counts.pending + counts.no_evidence + sum(number for number, _ in counts.excluded)
        assert counts.of + others == len(here)
    database.close()
