"""A ticket's changes of state: where its clock stood, who answered first, when it was really resolved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.facts.common import InterpreterError, Source
from store.facts.tickets import UNPLACED, Pause, Ticket, TicketState
from store.imports.history import read_history, with_history


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def history(csv_file, now):
    def read(text, **options):
        return read_history(csv_file(text, "history.csv"), **{"tz": "UTC", "now": now, **options})

    return read


def ticket(**own):
    return Ticket(
        **{
            "ext_id": "HD-1",
            "opened_at": utc("2026-09-25 08:00"),
            "source": Source("t.csv", row=2),
            "user": "Ann",
            **own,
        }
    )


CHANGES = """
    Ticket,Changed at,From status,To status,Changed by
    HD-1,2026-09-25 08:00,,Open,Ann
    HD-1,2026-09-25 08:01,Open,Assigned,Workflow rule 7
    HD-1,2026-09-25 08:20,Assigned,In Progress,Joe
    HD-1,2026-09-25 09:00,In Progress,Waiting on Customer,Joe
    HD-1,2026-09-25 11:00,Waiting on Customer,In Progress,Ann
    HD-1,2026-09-25 12:00,In Progress,Resolved,Joe
"""


def test_history_gives_pauses_and_the_first_human_response(history):
    """Neither the logging, nor a rule, nor the user's own act is a response; waiting for the customer is a pause."""
    (told,), notes = with_history([ticket(state=TicketState.CLOSED)], history(CHANGES).changes)
    assert told.responded_at == utc("2026-09-25 08:20")
    assert told.pauses == (Pause(utc("2026-09-25 09:00"), utc("2026-09-25 11:00"), "customer"),)
    assert told.resolved_at == utc("2026-09-25 12:00")
    assert notes[0] == "The history covers 1 of 1 ticket."


def test_a_response_booked_by_a_rule_gives_way_to_the_first_person(history):
    """The tool booked the rule's change as the first response."""
    (told,), notes = with_history([ticket(responded_at=utc("2026-09-25 08:01"))], history(CHANGES).changes)
    assert (told.responded_at, told.response_is_auto) == (utc("2026-09-25 08:20"), False)
    assert any("came from an automation" in note for note in notes)


def test_a_response_by_a_rule_alone_is_marked(history):
    """Nobody came after it."""
    only = "Ticket,Changed at,From status,To status,Changed by\nHD-1,2026-09-25 08:01,Open,Assigned,System\n"
    (told,), _ = with_history([ticket(responded_at=utc("2026-09-25 08:01"))], history(only).changes)
    assert told.response_is_auto


def test_a_response_that_the_export_knows_is_not_moved(history):
    """A person's reply may well come before the first change of state."""
    (told,), _ = with_history([ticket(responded_at=utc("2026-09-25 08:10"))], history(CHANGES).changes)
    assert told.responded_at == utc("2026-09-25 08:10")


def test_a_clock_never_seen_to_restart_stays_paused(history):
    """The last change left it waiting for a supplier."""
    open_end = "Ticket,Changed at,To status,Changed by\nHD-1,2026-09-25 09:00,Awaiting Vendor,Joe\n"
    (told,), _ = with_history([ticket()], history(open_end).changes)
    assert told.pauses == (Pause(utc("2026-09-25 09:00"), None, "vendor"),)


def test_two_reasons_in_a_row_are_two_pauses(history):
    """Customer first, supplier next."""
    text = """
        Ticket,Changed at,From status,To status,Changed by
        HD-1,2026-09-25 09:00,Open,Waiting on Customer,Joe
        HD-1,2026-09-25 10:00,Waiting on Customer,Waiting on Third Party,Joe
        HD-1,2026-09-25 11:00,Waiting on Third Party,Open,Joe
    """
    (told,), _ = with_history([ticket()], history(text).changes)
    assert [(pause.reason, pause.start.hour, pause.end.hour) for pause in told.pauses] == [
        ("customer", 9, 10),
        ("vendor", 10, 11),
    ]


def test_a_reopened_ticket_counts_its_reopenings_and_its_last_resolution(history):
    """Resolved, opened again, resolved: one reopening; the second resolution counts."""
    text = (
        CHANGES + "    HD-1,2026-09-26 09:00,Resolved,Reopened,Ann\n    HD-1,2026-09-26 10:00,Reopened,Resolved,Joe\n"
    )
    (told,), _ = with_history([ticket(state=TicketState.RESOLVED)], history(text).changes)
    assert (told.reopen_count, told.resolved_at) == (1, utc("2026-09-26 10:00"))


def test_a_change_of_priority_in_the_history_gives_the_first_one(history):
    """Lowered from P1 to P3: the clock stays as it was, and nobody has answered by it."""
    text = """
        Ticket,Changed at,From,To,Changed by
        HD-1,2026-09-25 09:00,Open,On Hold,System
        HD-1,2026-09-25 09:30,P1,P3,Joe
        HD-1,2026-09-25 10:00,On Hold,Open,System
    """
    (told,), _ = with_history([ticket(priority=3)], history(text).changes)
    assert (told.priority_first, told.responded_at) == (1, None)
    assert told.pauses == (Pause(utc("2026-09-25 09:00"), utc("2026-09-25 10:00"), "unknown"),)


def test_changes_of_unknown_tickets_and_unreadable_rows_are_told(history):
    """The history may hold more tickets than the list."""
    read = history("""
        Ticket,Changed at,From status,To status,Changed by
        HD-2,2026-09-25 09:00,Open,Closed,Joe
        HD-1,when it was done,Open,Closed,Joe
        ,2026-09-25 09:00,Open,Closed,Joe
    """)
    assert [(reject.source.row, reject.sentence) for reject in read.rejects] == [
        (3, "The changed at “when it was done” cannot be read as a date with a time."),
        (4, "The row has no ticket."),
    ]
    _, notes = with_history([ticket()], read.changes)
    assert "1 ticket of the history stood in no ticket list and did not count." in notes


def test_a_history_whose_dates_nobody_can_order_is_asked(history):
    """As for the tickets themselves."""
    text = "Ticket,Changed at,To status\nHD-1,03/04/2026 09:00,Closed\n"
    with pytest.raises(InterpreterError, match="day first or month first"):
        history(text)
    assert history(text, date_order="DMY").changes[0].at == utc("2026-04-03 09:00")


def test_a_wait_for_the_caller_is_seen_however_the_tool_words_it(history):
    """The label "On Hold - Awaiting Caller" stands in no list of states, and yet plainly waits for us."""
    text = CHANGES.replace("Waiting on Customer", "On Hold - Awaiting Caller")
    (told,), _ = with_history([ticket()], history(text).changes)
    assert told.pauses == (Pause(utc("2026-09-25 09:00"), utc("2026-09-25 11:00"), "customer"),)


def test_a_status_nobody_can_place_is_told_and_is_claimed_as_no_wait(history):
    """It may have been a wait: its span is kept apart, and the note counts it with an example."""
    read = history(CHANGES.replace("Waiting on Customer", "Phase two"))
    (told,), _ = with_history([ticket()], read.changes)
    assert [pause.reason for pause in told.pauses] == [UNPLACED]
    assert told.waits == ()
    assert any("“Phase two” means is not known (1 change, such as in HD-1)" in note for note in read.notes)
