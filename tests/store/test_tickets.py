"""Tickets are taken in once, whatever is added how often, and come back as they were said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store.contracts import Contracts
from store.database import open_database
from store.facts.common import InterpreterError, Period, Source
from store.facts.tickets import Pause, Ticket, TicketState, TicketType
from store.imports.history import Change
from store.measures.ticket_columns import columns_of
from store.records import Added, BatchInfo, HistoryAdded, MonthCount
from store.tables.tickets import TicketBeforeRow, TicketRow
from store.tickets import Tickets

SEPTEMBER = Period.of_month("2026-09")


@pytest.fixture
def tickets(db):
    Contracts(db).placeholder("Northwind")
    return Tickets(db)


REF = "Northwind"


def export(name, day, **more):
    """One export file, named and dated."""
    return BatchInfo(name, name, exported_at=datetime.fromisoformat(day).replace(tzinfo=UTC), **more)


def test_the_same_file_again_changes_nothing(tickets, ticket):
    """Adding an export twice gives the same tickets, and one file on record."""
    rows = [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:10"), ticket("T-2", "2026-09-02 09:00")]
    assert tickets.add(REF, rows, export("sep.csv", "2026-09-30")) == Added(new=2, changed=0, unchanged=0)
    assert tickets.add(REF, rows, export("sep.csv", "2026-09-30")) == Added(new=0, changed=0, unchanged=2)
    assert [batch.info.file for batch in tickets.batches(REF)] == ["sep.csv"]


def test_a_later_export_tells_how_a_ticket_went_on_and_what_it_said_before_is_kept(tickets, ticket, db):
    """The newer words count; the priority it had is still on record."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00", priority=1)], export("sep.csv", "2026-09-30"))
    closed = ticket("T-1", "2026-09-01 09:00", None, "2026-10-02 10:00", priority=3, row=9)
    assert tickets.add(REF, [closed], export("oct.csv", "2026-10-31")) == Added(new=0, changed=1, unchanged=0)
    (now,) = tickets.tickets(REF)
    assert now == closed
    with db.read() as session:
        (before,) = session.scalars(select(TicketBeforeRow)).all()
    assert (before.fields["priority"], before.fields["resolved_at"]) == (1, None)


def test_an_older_export_added_late_undoes_nothing(tickets, ticket):
    """August's file does not re-open what September's says is closed."""
    closed = ticket("T-1", "2026-08-20 09:00", None, "2026-09-02 10:00")
    tickets.add(REF, [closed], export("sep.csv", "2026-09-30"))
    still_open = [ticket("T-1", "2026-08-20 09:00"), ticket("T-0", "2026-08-01 09:00")]
    assert tickets.add(REF, still_open, export("aug.csv", "2026-08-31")) == Added(
        new=1, changed=0, unchanged=0, older=1
    )
    assert [one.resolved_at is None for one in tickets.tickets(REF)] == [True, False]


def test_a_better_reading_of_the_same_file_counts(tickets, ticket):
    """When the columns were mapped wrongly, the file can be added again with another mapping."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00")], export("sep.csv", "2026-09-30"))
    again = [ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:05")]
    assert tickets.add(REF, again, export("sep.csv", "2026-09-30")) == Added(new=0, changed=1, unchanged=0)


def test_a_ticket_named_twice_in_a_file_counts_once_as_its_last_row_says(tickets, ticket):
    """The last row of a file is the latest word."""
    rows = [ticket("T-1", "2026-09-01 09:00", row=2), ticket("T-1", "2026-09-01 09:00", "2026-09-01 09:05", row=3)]
    assert tickets.add(REF, rows, export("sep.csv", "2026-09-30")).new == 1
    assert tickets.tickets(REF)[0].responded_at is not None


def test_two_contracts_may_have_a_ticket_of_the_same_number(tickets, ticket, db):
    """T-1 of one provider is not T-1 of another."""
    other = Contracts(db).placeholder("Contoso")
    for ref in (REF, other):
        assert tickets.add(ref, [ticket("T-1", "2026-09-01 09:00")], export("t.csv", "2026-09-30")).new == 1


def test_a_ticket_comes_back_as_it_was_said(tickets):
    """Every field, every pause, and the place it was read from."""
    said = Ticket(
        ext_id="T-9",
        opened_at=datetime(2026, 9, 1, 9, tzinfo=UTC),
        source=Source("book.xlsx [Sheet 2]", row=14),
        type=TicketType.REQUEST,
        priority=2,
        priority_raw="High",
        priority_first=1,
        state=TicketState.PAUSED_CUSTOMER,
        responded_at=datetime(2026, 9, 1, 9, 5, tzinfo=UTC),
        response_is_auto=True,
        resolved_at=None,
        closed_at=datetime(2026, 9, 3, 9, 5, tzinfo=UTC),
        reopen_count=2,
        pauses=(
            Pause(datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 1, 11, tzinfo=UTC), "customer"),
            Pause(datetime(2026, 9, 1, 12, tzinfo=UTC), None),
        ),
        category="E-mail",
        service="Mail",
        site="Leeds",
        user="A. Buyer",
        summary="“It’s” on fire\n=1+1",
        provider_sla_met=False,
        provider_response_met=None,
        excluded=True,
        exclusion_reason="customer asked to wait",
        proactive=False,
        reported_response_s=300,
        reported_resolution_s=None,
        hold_s=54_000,
    )
    tickets.add(REF, [said], export("book.xlsx", "2026-09-30"))
    assert tickets.tickets(REF, ["T-9"]) == [said]


def test_a_ticket_without_a_zone_is_a_fault_and_nothing_is_kept(tickets, ticket):
    """The whole file is refused, not only the row."""
    aware = ticket("T-2", "2026-09-01 09:00")
    naive = replace(aware, opened_at=aware.opened_at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="has no zone"):
        tickets.add(REF, [ticket("T-1", "2026-09-01 09:00"), naive], BatchInfo("t.csv", "t"))
    assert tickets.count(REF) == 0
    assert tickets.batches(REF) == []


def test_an_empty_file_is_nothing(tickets):
    """No row, no batch, no age."""
    assert tickets.add(REF, [], BatchInfo("t.csv", "t")) == Added(0, 0, 0)
    assert (tickets.as_of(REF), tickets.covered(REF), tickets.batches(REF)) == (None, None, [])
    assert tickets.monthly_counts(REF) == ()


def test_tickets_of_an_unknown_contract_are_refused_with_the_known_ones(tickets, ticket):
    """The sentence names what there is."""
    with pytest.raises(InterpreterError, match="no contract called “X”; known are: Northwind"):
        tickets.add("X", [ticket("T-1", "2026-09-01 09:00")], BatchInfo("t.csv", "t"))


def test_the_data_speak_of_the_export_or_else_of_their_latest_instant(tickets, ticket):
    """An export that does not say when it was made is as old as the last thing in it."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00", "2026-09-04 10:00")], BatchInfo("a.csv", "a"))
    assert tickets.as_of(REF) == datetime(2026, 9, 4, 10, tzinfo=UTC)
    tickets.add(REF, [ticket("T-2", "2026-09-02 09:00")], export("b.csv", "2026-09-30"))
    assert tickets.as_of(REF) == datetime(2026, 9, 30, tzinfo=UTC)
    assert tickets.covered(REF) == (date(2026, 9, 1), date(2026, 9, 30))


def test_an_open_ticket_in_a_newer_export_was_still_open_then(tickets, ticket):
    """A row that did not change says all the same that nothing had happened by then."""
    row = [ticket("T-1", "2026-09-01 09:00")]
    tickets.add(REF, row, export("sep.csv", "2026-09-30"))
    assert tickets.add(REF, row, export("oct.csv", "2026-10-31")) == Added(new=0, changed=0, unchanged=1)
    assert [batch.info.file for batch in tickets.batches(REF)] == ["sep.csv", "oct.csv"]


def test_evidence_can_be_asked_for_by_id_and_by_period(tickets, ticket):
    """Oldest first; a period has both its ends, in its own zone."""
    rows = [ticket("T-3", "2026-10-01 09:00"), ticket("T-2", "2026-08-31 23:30"), ticket("T-1", "2026-08-31 22:30")]
    tickets.add(REF, rows, export("t.csv", "2026-10-31"))
    assert [one.ext_id for one in tickets.tickets(REF)] == ["T-1", "T-2", "T-3"]
    assert [one.ext_id for one in tickets.tickets(REF, ["T-3", "T-1", "T-7"])] == ["T-1", "T-3"]
    assert [one.ext_id for one in tickets.tickets(REF, period=SEPTEMBER)] == ["T-2"]
    assert tickets.sample(REF, 2) == ["T-3", "T-2"]
    assert tickets.opened(REF, SEPTEMBER) == 1


def test_tickets_opened_are_counted_by_month_and_kind(tickets, ticket):
    """What a trend is made of; months without tickets have no row."""
    rows = [
        ticket("T-1", "2026-08-03 09:00", category="Mail"),
        ticket("T-2", "2026-08-04 09:00", category="Mail"),
        ticket("T-3", "2026-09-05 09:00", category="Print", priority=3),
        ticket("T-4", "2026-09-06 09:00", category="Mail", type=TicketType.REQUEST, priority=None),
    ]
    tickets.add(REF, rows, export("t.csv", "2026-09-30"))
    assert tickets.monthly_counts(REF) == (
        MonthCount("2026-08", TicketType.INCIDENT, "Mail", 1, 2),
        MonthCount("2026-09", TicketType.INCIDENT, "Print", 3, 1),
        MonthCount("2026-09", TicketType.REQUEST, "Mail", None, 1),
    )
    assert tickets.monthly_counts(REF, SEPTEMBER, types=[TicketType.REQUEST])[0].count == 1
    assert tickets.monthly_counts(REF, categories=["Print"])[0].month == "2026-09"
    assert tickets.opened(REF, SEPTEMBER, type=TicketType.INCIDENT, priority=3) == 1


def test_the_backlog_of_a_day_is_what_was_open_when_it_ended(tickets, ticket):
    """Resolved later counts as open; finished without a time is told apart; a re-opened ticket is open."""
    rows = [
        ticket("OLD", "2026-08-01 09:00"),
        ticket("LATER", "2026-09-25 09:00", None, "2026-10-02 09:00"),
        ticket("DONE", "2026-09-01 09:00", None, "2026-09-02 09:00"),
        ticket("CLOSED", "2026-09-28 09:00", state=TicketState.CLOSED, closed_at=datetime(2026, 10, 5, tzinfo=UTC)),
        ticket("UNDATED", "2026-09-01 09:00", state=TicketState.CLOSED),
        ticket("CANCELLED", "2026-09-01 09:00", state=TicketState.CANCELLED),
        ticket("AGAIN", "2026-09-29 09:00", None, "2026-09-29 10:00", state=TicketState.OPEN, reopen_count=1),
        ticket("TOMORROW", "2026-10-01 09:00"),
    ]
    tickets.add(REF, rows, export("t.csv", "2026-10-31"))
    backlog = tickets.backlog(REF, date(2026, 9, 30))
    assert (backlog.total, backlog.oldest, backlog.oldest_days, backlog.undated) == (4, "OLD", 60, 2)
    assert backlog.ages == (("0-2 days", 2), ("3-7 days", 1), ("8-30 days", 0), ("more than 30 days", 1))
    assert tickets.backlog(REF, date(2026, 9, 30), priority=2).total == 0


MOMENTS = st.integers(0, 60 * 24 * 30).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
PAUSES = st.builds(Pause, MOMENTS, st.none() | MOMENTS, st.sampled_from(["customer", "vendor"]))
ANY = st.lists(
    st.builds(
        Ticket,
        ext_id=st.integers(1, 30).map("T-{}".format),
        opened_at=MOMENTS,
        source=st.just(Source("t.csv", row=1)),
        type=st.sampled_from(TicketType),
        priority=st.none() | st.integers(1, 5),
        priority_first=st.none() | st.integers(1, 5),
        state=st.sampled_from(TicketState),
        responded_at=st.none() | MOMENTS,
        response_is_auto=st.booleans(),
        resolved_at=st.none() | MOMENTS,
        closed_at=st.none() | MOMENTS,
        reopen_count=st.integers(0, 2),
        pauses=st.lists(PAUSES, max_size=2).map(tuple),
        service=st.sampled_from(["", "Mail", "Print"]),
        excluded=st.booleans(),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.ext_id,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY, ANY)
def test_columns_read_from_the_database_are_those_of_the_tickets(tmp_path_factory, first, second):
    """The quick way and the plain way see the same tickets, also after a second file."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('columns') / 'app.db'}")
    ref, tickets = Contracts(database).placeholder(), Tickets(database)
    for name, rows, day in (("a", first, "2026-10-01"), ("b", second, "2026-11-01")):
        batch = export(name, day, response_recorded=True, resolution_recorded=True)
        once, again = tickets.add(ref, rows, batch), tickets.add(ref, rows, batch)
        assert once.new + once.changed + once.unchanged == again.unchanged == len(rows)
    latest = {one.ext_id: one for one in (*first, *second)}
    assert {one.ext_id: one.pauses for one in tickets.tickets(ref)} == {
        name: one.pauses for name, one in latest.items()
    }
    quick = tickets.columns(ref)
    with database.read() as session:
        plain = columns_of([latest[name] for name in session.scalars(select(TicketRow.ext_id).order_by(TicketRow.id))])
    for name in plain.__slots__:
        if name != "ids":
            assert np.array_equal(getattr(plain, name), getattr(quick, name)), name
    database.close()


def test_what_an_export_does_not_hold_is_known_not_to_be_held(tickets, ticket):
    """A file without a single first response proves nothing by its silence."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00", None, "2026-09-02 09:00")], export("a.csv", "2026-09-30"))
    tickets.add(REF, [ticket("T-2", "2026-09-01 09:00", "2026-09-02 09:00")], export("b.csv", "2026-09-30"))
    columns = tickets.columns(REF)
    assert columns.response_recorded.tolist() == [False, True]
    assert columns.resolution_recorded.tolist() == [True, False]


def change(name, at, before, after, by="Ann Agent"):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Change(name, moment, before, after, by, Source("history.csv", row=2))


HISTORY = [
    change("T-1", "2026-09-01 09:10", "Open", "In Progress"),
    change("T-1", "2026-09-01 10:00", "In Progress", "Waiting for customer"),
    change("T-1", "2026-09-01 11:00", "Waiting for customer", "In Progress"),
]
PAUSE = (Pause(datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 1, 11, tzinfo=UTC), "customer"),)


def test_a_history_tells_when_the_clock_stood_and_who_answered_first(tickets, ticket):
    """The ticket gains its pause and its first human response; the same history again changes nothing."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00")], export("sep.csv", "2026-09-30"))
    assert tickets.add_history(REF, HISTORY, BatchInfo("history.csv", "h")) == HistoryAdded(3, 0, 1)
    (told,) = tickets.tickets(REF)
    assert (told.pauses, told.responded_at) == (PAUSE, datetime(2026, 9, 1, 9, 10, tzinfo=UTC))
    assert tickets.add_history(REF, HISTORY, BatchInfo("history.csv", "h")) == HistoryAdded(0, 3, 0)


@pytest.mark.parametrize("history_first", [True, False])
def test_history_and_tickets_may_come_in_any_order_and_again(tickets, ticket, history_first):
    """Neither the order of the files nor adding one again loses what the history tells."""
    rows, batch = [ticket("T-1", "2026-09-01 09:00")], export("sep.csv", "2026-09-30")
    if history_first:
        assert tickets.add_history(REF, HISTORY, BatchInfo("h", "h")).waiting == 1
        tickets.add(REF, rows, batch)
    else:
        tickets.add(REF, rows, batch)
        tickets.add_history(REF, HISTORY, BatchInfo("h", "h"))
    assert tickets.add(REF, rows, batch) == Added(new=0, changed=0, unchanged=1)
    assert tickets.tickets(REF)[0].pauses == PAUSE


def test_a_later_export_keeps_what_the_history_told(tickets, ticket):
    """October's export knows the resolution; September's history still knows the pause."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00")], export("sep.csv", "2026-09-30"))
    tickets.add_history(REF, HISTORY, BatchInfo("h", "h"))
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00", None, "2026-10-02 09:00")], export("oct.csv", "2026-10-31"))
    (told,) = tickets.tickets(REF)
    assert (told.pauses, told.resolved_at) == (PAUSE, datetime(2026, 10, 2, 9, tzinfo=UTC))


def test_more_history_is_laid_over_the_export_not_over_itself(tickets, ticket):
    """A resolution read from the first history does not stand once the second shows a re-opening."""
    tickets.add(REF, [ticket("T-1", "2026-09-01 09:00", state=TicketState.CLOSED)], export("sep.csv", "2026-09-30"))
    tickets.add_history(
        REF, [*HISTORY, change("T-1", "2026-09-02 09:00", "In Progress", "Resolved")], BatchInfo("h", "h")
    )
    assert tickets.tickets(REF)[0].resolved_at == datetime(2026, 9, 2, 9, tzinfo=UTC)
    tickets.add_history(REF, [change("T-1", "2026-09-03 09:00", "Resolved", "In Progress")], BatchInfo("i", "i"))
    (told,) = tickets.tickets(REF)
    assert (told.resolved_at, told.reopen_count) == (None, 1)
