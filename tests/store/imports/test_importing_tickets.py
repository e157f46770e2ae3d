"""Every row is a ticket, an update, or a reject with its number and one sentence; nothing half-read is kept."""

from __future__ import annotations

# ruff: noqa: DTZ001 - cells of a workbook hold wall-clock times without a zone
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from store.facts.common import InterpreterError
from store.facts.tickets import TicketState
from store.imports.columns import Mapping, fingerprint
from store.imports.proposals import answered, propose
from store.imports.sheets import read_sheet
from store.imports.tickets import import_tickets


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reasons(read):
    return {reject.source.row: reject.sentence for reject in read.rejects}


GOOD = "HD-1,25/09/2026 08:00,25/09/2026 08:10,25/09/2026 10:00,Closed,P1\n"
HEAD = "Ticket,Opened,First response,Resolved,Status,Priority\n"


def test_rows_that_cannot_be_right_are_left_out_with_their_row_number(imported):
    """Each has its own sentence, and the note counts them by reason."""
    read = imported(
        HEAD + GOOD +
        ",25/09/2026 08:00,,,Open,P1\n"
        "HD-3,31/02/2026 08:00,,,Open,P1\n"
        "HD-4,,,,Open,P1\n"
        "HD-5,25/09/2026 08:00,,24/09/2026 08:00,Closed,P1\n"
        "HD-6,25/09/2026 08:00,25/09/2026 07:00,,Open,P1\n"
        "HD-7,25/12/2026 08:00,,,Open,P1\n"
        "HD-8,25/09/2026 08:00,soon,,Open,P1\n"
        "HD-9,25/09/1900 08:00,,,Open,P1\n"
    )  # fmt: skip
    assert [ticket.ext_id for ticket in read.tickets] == ["HD-1"]
    assert reasons(read) == {
        3: "The row has no ticket number.",
        4: "“31/02/2026 08:00” in the column Opened cannot be read as a date with a time.",
        5: "The row does not say when the ticket was opened.",
        6: "It was resolved on 24 September 2026 at 08:00, before it was opened on 25 September 2026 at 08:00.",
        7: "It was answered on 25 September 2026 at 07:00, before it was opened on 25 September 2026 at 08:00.",
        8: "It was opened on 25 December 2026 at 08:00, which is still to come.",
        9: "“soon” in the column First response cannot be read as a date with a time.",
        10: "“25/09/1900 08:00” in the column Opened cannot be read as a date with a time.",
    }
    assert read.notes[0].startswith("8 of 9 rows were left out: 3 with a date that cannot be read, ")


def test_a_resolution_still_to_come_is_a_plan_and_is_left_out(imported):
    """The tool's planned date must not pass for a repair."""
    read = imported(HEAD + GOOD + "HD-2,25/09/2026 08:00,,25/12/2026 10:00,Open,P1\n")
    assert reasons(read) == {3: "It was resolved on 25 December 2026 at 10:00, which is still to come."}


def test_an_answer_after_the_resolution_is_kept_and_told(imported):
    """It is odd, but it can happen; a person should look."""
    read = imported(HEAD + GOOD + "HD-2,25/09/2026 08:00,25/09/2026 12:00,25/09/2026 10:00,Closed,P1\n")
    assert len(read.tickets) == 2
    assert "1 ticket shows a first response later than the resolution: HD-2." in read.notes


def test_what_was_opened_again_is_not_resolved(imported):
    """An open ticket with an old resolution time has not been resolved yet."""
    read = imported(HEAD + GOOD + "HD-2,25/09/2026 08:00,,25/09/2026 10:00,In Progress,P1\n")
    assert (read.tickets[1].state, read.tickets[1].resolved_at) == (TicketState.OPEN, None)
    assert any("opened again" in note for note in read.notes)


def test_the_same_row_twice_is_one_ticket(imported):
    """A merged export repeats rows; columns nobody uses may differ."""
    read = imported("Ticket,Opened,Status,Comment\nHD-1,25/09/2026 08:00,Open,one\nHD-1,25/09/2026 08:00,Open,two\n")
    assert len(read.tickets) == 1
    assert "1 row repeats another row and did not count again." in read.notes


def test_the_last_update_of_a_ticket_wins(imported):
    """An older copy of the ticket is superseded, wherever it stands."""
    read = imported("""
        Ticket,Opened,Status,Priority,Last updated
        HD-1,25/09/2026 08:00,Closed,P2,27/09/2026 08:00
        HD-1,25/09/2026 08:00,Open,P1,26/09/2026 08:00
    """)
    assert [(t.state, t.priority, t.source.row) for t in read.tickets] == [(TicketState.CLOSED, 2, 2)]


def test_one_number_with_two_stories_and_no_update_time_is_left_out(imported):
    """Which row is right cannot be known, so neither is taken."""
    read = imported(
        "Ticket,Opened,Status\nHD-1,25/09/2026 08:00,Open\nHD-1,25/09/2026 08:00,Closed\nHD-2,25/09/2026 08:00,Open\n"
    )
    assert [t.ext_id for t in read.tickets] == ["HD-2"]
    assert (
        reasons(read)[2]
        == "Ticket HD-1 stands in rows 2, 3 with different values, and no update time says which is the last."
    )


def test_a_row_whose_cells_do_not_match_the_header_is_left_out(imported):
    """A stray comma moves every value after it under the wrong name."""
    read = imported(
        "Ticket,Subject,Opened,Resolved,Status\nHD-1,Printer, upstairs,25/09/2026 08:00,,Open\nHD-2,Mail,25/09/2026 08:00,,Open\nHD-3,x\n"
    )
    assert [t.ext_id for t in read.tickets] == ["HD-2"]
    assert "6 cells where the header has 5" in reasons(read)[2]
    assert "2 cells where the header has 5" in reasons(read)[4]


def test_a_file_that_is_cut_off_loses_its_last_row_only(imported):
    """The last line has no end and too few cells."""
    read = imported(HEAD + GOOD + "HD-2,25/09/2026 08:00,25/09/2026 0")
    assert len(read.tickets) == 1
    assert "cut off there" in reasons(read)[3]


def test_spreadsheets_that_leave_out_trailing_blanks_are_read(imported):
    """Some write short rows by habit; one short row is damage, many are a style."""
    rows = "".join(f"HD-{n},25/09/2026 08:00,Open\n" for n in range(40))
    assert len(imported("Ticket,Opened,Status,Resolved,Note\n" + rows).tickets) == 40


def test_an_ambiguous_date_order_stops_the_import_with_a_question(imported):
    """No row decides, so a person must; the sentence says how."""
    table = "Ticket,Opened,Status\nHD-1,03/04/2026 08:00,Open\nHD-2,05/06/2026 08:00,Open\n"
    with pytest.raises(
        InterpreterError, match=r"day first or month first\? No row of it tells. Say it with --date-order DMY"
    ):
        imported(table)
    assert imported(table, date_order="DMY").tickets[0].opened_at == utc("2026-04-03 07:00")
    assert imported(table, date_order="MDY").tickets[0].opened_at == utc("2026-03-04 08:00")


def test_one_row_in_the_other_order_is_asked_about_and_then_rejected(imported):
    """Two orders in a column cannot both be right; told which, the odd row is left out."""
    table = "Ticket,Opened,Status\nHD-1,25/04/2026 08:00,Open\nHD-2,04/26/2026 08:00,Open\n"
    with pytest.raises(InterpreterError, match="do not follow one order"):
        imported(table)
    assert list(reasons(imported(table, date_order="DMY"))) == [3]


def test_days_without_times_stop_the_import(imported):
    """From midnight to midnight no response can be measured."""
    with pytest.raises(InterpreterError, match="holds days without a time of day"):
        imported("Ticket,Opened,Status\nHD-1,25/09/2026,Open\nHD-2,26/09/2026,Open\n")


def test_the_zone_of_the_export_is_used_unless_a_time_has_its_own(imported):
    """Ten past eight in Sydney is ten past ten the evening before in London."""
    read = imported(
        "Ticket,Opened,Status\nHD-1,2026-09-25 08:00,Open\nHD-2,2026-09-25T08:00:00Z,Open\n", tz="Australia/Sydney"
    )
    assert [t.opened_at for t in read.tickets] == [utc("2026-09-24 22:00"), utc("2026-09-25 08:00")]
    assert "Times that name no zone were read as Australia/Sydney time." in read.notes


def test_nothing_is_said_of_a_zone_where_every_time_has_its_own(imported):
    """A note on times that name no zone would be about none of them."""
    read = imported("Ticket,Opened,Status\nHD-1,2026-09-25T08:00:00Z,Open\n", tz="Australia/Sydney")
    assert not any("name no zone" in note for note in read.notes)


def test_a_column_that_says_utc_is_utc(imported):
    """Its own name counts for more than the zone of the rest."""
    read = imported("Ticket,Created (UTC),Resolved,Status\nHD-1,2026-09-25 08:00,2026-09-25 09:30,Closed\n")
    assert (read.tickets[0].opened_at, read.tickets[0].resolved_at) == (
        utc("2026-09-25 08:00"),
        utc("2026-09-25 08:30"),
    )
    assert "Times that name no zone were read as Europe/London time, those of Created (UTC) as UTC." in read.notes


def test_hours_that_clocks_changed_in_are_told(imported):
    """Doubled and skipped hours are counted, not hidden."""
    read = imported("Ticket,Opened,Status\nHD-1,25/10/2026 01:30,Open\nHD-2,29/03/2026 01:30,Open\n")
    assert "1 time fell in the hour that the clocks went through twice; the first passage was taken." in read.notes
    assert "1 time fell in the hour that the clocks skipped and moved on by that hour." in read.notes


def test_an_unknown_priority_is_kept_as_written_and_counted(imported):
    """Gold has no rank until a person gives it one."""
    table = HEAD + GOOD.replace("P1", "Gold")
    read = imported(table)
    assert (read.tickets[0].priority, read.tickets[0].priority_raw) == (None, "Gold")
    told = answered(read.proposal, {"priority:Gold": "1"})
    assert imported(table, mapping=told).tickets[0].priority == 1


def test_an_unknown_status_is_judged_by_the_times_and_asked(imported):
    """The label Phase two says nothing; a resolution time does."""
    read = imported(HEAD + GOOD.replace("Closed", "Phase two"))
    assert read.tickets[0].state is TicketState.RESOLVED
    assert [question.about for question in read.proposal.questions] == ["state:Phase two"]
    told = answered(read.proposal, {"state:Phase two": "paused_customer"})
    assert (
        imported(HEAD + GOOD.replace("Closed", "Phase two"), mapping=told).tickets[0].state
        is TicketState.PAUSED_CUSTOMER
    )


def test_a_mapping_by_hand_reads_columns_nobody_could_guess(imported):
    """Field to column name, as JSON."""
    mapping = Mapping.from_json(
        '{"columns": {"id": "Vorgang", "opened": "Eröffnet", "state": "Zustand"}, "states": {"offen": "open"}}'
    )
    read = imported("Vorgang,Eröffnet,Zustand\n17,25.09.2026 08:00,offen\n", mapping=mapping)
    assert (read.tickets[0].ext_id, read.tickets[0].state, read.tickets[0].opened_at) == (
        "17",
        TicketState.OPEN,
        utc("2026-09-25 07:00"),
    )
    assert Mapping.from_json(read.proposal.mapping.to_json()) == read.proposal.mapping


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"columns": {"colour": "x"}}', '{"columns": {"id": "A"}, "date_orders": {"opened": "sideways"}}'],
)
def test_a_broken_mapping_is_refused_in_one_sentence(text):
    """Not JSON, no columns, an unknown field, an unknown order."""
    with pytest.raises(InterpreterError, match=r"(?i)mapping"):
        Mapping.from_json(text)


def test_a_mapping_to_a_column_that_is_not_there_is_refused(imported):
    """The columns of the file are named."""
    with pytest.raises(InterpreterError, match="no column called When"):
        imported(HEAD + GOOD, mapping=Mapping("generic", {"id": "Ticket", "opened": "When"}))


def test_the_fingerprint_is_of_the_columns_not_of_their_order():
    """A mapping is found again for next month's export."""
    assert fingerprint(("Ticket", "Opened at")) == fingerprint(("opened_at", "ticket"))
    assert fingerprint(("Ticket", "Opened")) != fingerprint(("Ticket", "Closed"))


def test_a_doubled_column_with_different_values_is_asked_about(imported):
    """Which of two columns called Opened is meant?"""
    with pytest.raises(InterpreterError, match="stands in the file twice with different values"):
        imported("Ticket,Opened,Opened,Status\nHD-1,25/09/2026 08:00,26/09/2026 08:00,Open\n")


def test_a_proposal_can_be_shown_before_anything_is_kept(csv_file, now):
    """Tool, columns with a sample, labels, what is not used, and the questions."""
    proposal = propose(read_sheet(csv_file(HEAD + GOOD.replace("P1", "Gold"))), tz="Europe/London", now=now)
    shown = "\n".join(proposal.lines())
    assert "opened: Opened, DMY (such as “25/09/2026 08:00”)" in shown
    assert "Gold = ?" in shown
    assert proposal.preview[0][:2] == ("Ticket", "Opened")
    assert proposal.date_orders["resolved"] == "DMY"


def test_what_the_export_covers_and_when_it_was_made(imported):
    """The days of the first and last opening, and the latest moment the file knows of."""
    read = imported(HEAD + GOOD + "HD-2,28/09/2026 23:30,,30/09/2026 10:00,Closed,P1\n")
    assert read.covers == (date(2026, 9, 25), date(2026, 9, 28))
    assert read.exported_at == utc("2026-09-30 09:00")


def test_progress_is_told_in_rows(imported):
    """The last call says that every row was seen."""
    calls = []
    imported(HEAD + GOOD, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (1, 1)


def test_an_excel_export_reads_like_the_csv(tmp_path, now):
    """Numbers for ids lose their .0, dates keep their minutes, a midnight is a midnight."""
    book = Workbook()
    book.active.append(["Ticket", "Opened", "Resolved", "Priority", "Status"])
    book.active.append([1042, datetime(2026, 9, 25, 8, 20), datetime(2026, 9, 26), 1, "Closed"])
    book.active.append([1043, datetime(2026, 9, 26, 8, 20), datetime(2026, 9, 26, 9, 5), 3, "Closed"])
    book.save(tmp_path / "tickets.xlsx")
    read = import_tickets(tmp_path / "tickets.xlsx", tz="Europe/London", now=now)
    one, two = read.tickets
    assert (one.ext_id, one.opened_at, one.resolved_at, one.priority) == (
        "1042",
        utc("2026-09-25 07:20"),
        utc("2026-09-25 23:00"),
        1,
    )
    assert (two.ext_id, two.source.row, two.priority) == ("1043", 3, 3)


def test_the_same_file_again_gives_the_same_tickets(imported):
    """Nothing depends on the day, the order of a set or the clock."""
    assert imported(HEAD + GOOD).tickets == imported(HEAD + GOOD).tickets


def test_a_reply_by_a_robot_is_marked_as_one(imported):
    """The export says who replied first."""
    read = imported("""
        Ticket,Opened,First response,First response by,Status
        HD-1,25/09/2026 08:00,25/09/2026 08:00,Auto-acknowledgement,Open
        HD-2,25/09/2026 08:00,25/09/2026 08:04,A. Baker,Open
    """)
    assert [t.response_is_auto for t in read.tickets] == [True, False]


def test_a_ticket_that_the_export_excludes_says_why(imported):
    """Without a reason, that is said; each exclusion needs its evidence."""
    read = imported("""
        Ticket,Opened,Status,Excluded from SLA,Exclusion reason
        HD-1,25/09/2026 08:00,Open,Yes,Customer's own network
        HD-2,25/09/2026 08:00,Open,Yes,
        HD-3,25/09/2026 08:00,Open,No,
    """)
    assert [(t.excluded, t.exclusion_reason) for t in read.tickets] == [
        (True, "Customer's own network"), (True, "no reason given"), (False, ""),
    ]  # fmt: skip


def test_a_column_of_responses_that_is_empty_throughout_is_no_record(imported):
    """A tool that never fills it in has not recorded that nobody answered."""
    read = imported(HEAD + GOOD.replace("25/09/2026 08:10", ""))
    assert "The file has no time of first response, so response targets cannot be measured from it." in read.notes


def tried(call):
    """What a call gave, or the sentence with which it refused."""
    try:
        return call(), ""
    except InterpreterError as refusal:
        return None, str(refusal)


CELLS = st.one_of(
    st.sampled_from(["", "?", "25/09/2026 08:00", "2026-09-25T08:00Z", "P1", "Closed", "=1+1", '"', "1", "nan"]),
    st.text(max_size=8),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8))
def test_whatever_stands_in_the_cells_it_is_a_ticket_a_reject_or_a_sentence(tmp_path, rows):
    """Never a traceback, and every row is accounted for."""
    path = tmp_path / "odd.csv"
    text = HEAD + "\n".join(",".join(row) for row in rows) + "\n"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    read, refusal = tried(lambda: import_tickets(path, tz="Europe/London", now=datetime(2026, 11, 23, tzinfo=UTC)))
    assert "\n" not in refusal
    if read:
        repeated = sum("repeat" in note or "replaced" in note for note in read.notes)
        assert repeated or len(read.tickets) + len(read.rejects) == read.rows
        assert all(ticket.resolved_at is None or ticket.resolved_at >= ticket.opened_at for ticket in read.tickets)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_whatever_the_bytes_a_file_is_a_table_or_a_sentence(tmp_path, content):
    """Garbage is refused, not crashed on."""
    path = tmp_path / "garbage.csv"
    path.write_bytes(content)
    sheet, refusal = tried(lambda: read_sheet(path))
    assert refusal.startswith("garbage.csv") or sheet
    if sheet:
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
