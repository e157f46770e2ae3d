"""One small export of each tool, in its own column names and value shapes, each with its traps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.facts.common import InterpreterError
from store.facts.tickets import Pause, TicketState, TicketType
from store.imports.proposals import propose
from store.imports.sheets import read_sheet


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def by_id(read):
    return {ticket.ext_id: ticket for ticket in read.tickets}


SERVICENOW_LOG = """
    number,incident_state,active,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,sys_updated_at,contact_type,location,category,impact,urgency,priority,assignment_group,problem_id,closed_code,resolved_at,closed_at
    INC001,New,true,0,0,true,Caller 1,29/2/2016 01:16,29/2/2016 01:23,Phone,Site A,Mail,2 - Medium,2 - Medium,2 - High,Group 1,?,?,?,?
    INC001,Awaiting User Info,true,0,2,true,Caller 1,29/2/2016 01:16,29/2/2016 03:00,Phone,Site A,Mail,2 - Medium,2 - Medium,3 - Moderate,Group 1,?,?,?,?
    INC001,Active,true,0,3,true,Caller 1,29/2/2016 01:16,29/2/2016 05:00,Phone,Site A,Mail,2 - Medium,2 - Medium,3 - Moderate,Group 1,?,?,?,?
    INC001,Awaiting Vendor,true,0,4,true,Caller 1,29/2/2016 01:16,29/2/2016 05:30,Phone,Site A,Mail,2 - Medium,2 - Medium,3 - Moderate,Group 1,?,?,?,?
    INC001,Resolved,true,1,6,false,Caller 1,29/2/2016 01:16,29/2/2016 11:29,Phone,Site A,Mail,2 - Medium,2 - Medium,3 - Moderate,Group 1,?,code 5,29/2/2016 11:29,5/3/2016 12:00
    INC001,Closed,false,1,7,false,Caller 1,29/2/2016 01:16,5/3/2016 12:00,Phone,Site A,Mail,2 - Medium,2 - Medium,3 - Moderate,Group 1,?,code 5,29/2/2016 11:29,5/3/2016 12:00
    INC002,Closed,false,0,5,true,Caller 2,1/3/2016 09:00,3/3/2016 10:00,Email,Site A,?,2 - Medium,2 - Medium,4 - Low,Group 1,?,?,?,3/3/2016 10:00
    INC002,Resolved,true,0,4,true,Caller 2,1/3/2016 09:00,2/3/2016 10:00,Email,Site A,?,2 - Medium,2 - Medium,4 - Low,Group 1,?,?,?,3/3/2016 10:00
    INC002,New,true,0,0,true,Caller 2,1/3/2016 09:00,1/3/2016 09:05,Email,Site A,?,2 - Medium,2 - Medium,4 - Low,Group 1,?,?,?,3/3/2016 10:00
"""


def test_the_servicenow_log_is_one_ticket_a_number(imported):
    """The last update counts: its priority, its state, its made_sla, its reopenings."""
    read = imported(SERVICENOW_LOG)
    assert read.proposal.tool == "servicenow"
    ticket = by_id(read)["INC001"]
    assert (ticket.priority, ticket.priority_first, ticket.state) == (3, 2, TicketState.CLOSED)
    assert (ticket.provider_sla_met, ticket.reopen_count, ticket.type) == (False, 1, TicketType.INCIDENT)
    assert ticket.resolved_at == utc("2016-02-29 11:29")
    assert ticket.source.row == 7
    assert "The 9 rows are updates of 2 tickets; the last update of each counts." in read.notes


def test_the_servicenow_log_tells_when_a_clock_stood(imported):
    """From an Awaiting state to the next state, each with its reason."""
    assert by_id(imported(SERVICENOW_LOG))["INC001"].pauses == (
        Pause(utc("2016-02-29 03:00"), utc("2016-02-29 05:00"), "customer"),
        Pause(utc("2016-02-29 05:30"), utc("2016-02-29 11:29"), "vendor"),
    )


def test_a_servicenow_log_in_any_order_of_rows_reads_the_same(imported):
    """The update time orders the updates, not the place in the file; the log's change to Resolved is the resolution."""
    ticket = by_id(imported(SERVICENOW_LOG))["INC002"]
    assert (ticket.state, ticket.resolved_at, ticket.category) == (TicketState.CLOSED, utc("2016-03-02 10:00"), "")


def test_servicenow_gives_no_first_response(imported):
    """A change of state is not made into one; the note says what cannot be measured."""
    read = imported(SERVICENOW_LOG)
    assert all(ticket.responded_at is None for ticket in read.tickets)
    assert any("response targets cannot be measured" in note for note in read.notes)


def test_the_servicenow_list_export_has_display_labels(imported):
    """Number, Opened, Short description; a request by its number; numbers for states."""
    read = imported("""
        Number,Opened,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Updated,Resolved,Closed
        INC0010,2026-10-03 08:20:00,Till frozen,A. Baker,1 - Critical,In Progress,Hardware,Desk,,2026-10-03 08:30:00,,
        RITM0011,2026-10-03 09:00:00,New laptop,A. Baker,5 - Planning,3,Hardware,Desk,,2026-10-03 09:30:00,,
        INC0012,2026-10-02 09:00:00,Mail slow,A. Baker,4 - Low,Canceled,Mail,Desk,,2026-10-03 09:30:00,,
    """)
    assert read.proposal.tool == "servicenow"
    assert [(t.priority, t.type, t.state) for t in read.tickets] == [
        (1, TicketType.INCIDENT, TicketState.OPEN),
        (5, TicketType.REQUEST, TicketState.PAUSED_OTHER),
        (4, TicketType.INCIDENT, TicketState.CANCELLED),
    ]


def test_jira_service_management(imported):
    """Repeated headers, named months, and SLA cells that hold the time left, negative once breached."""
    read = imported("""
        Summary,Issue key,Issue id,Issue Type,Status,Priority,Reporter,Created,Updated,Resolved,Comment,Comment,Custom field (Time to first response),Custom field (Time to resolution),Satisfaction rating,Custom field ([CHART] Date of First Response)
        Printer,HELP-1,10001,[System] Incident,Resolved,Highest,ann,15/Oct/25 3:04 PM,15/Oct/25 5:00 PM,15/Oct/25 4:00 PM,one,two,0:12,-1:23,5,15/Oct/25 3:07 PM
        Access,HELP-2,10002,Service Request with Approvals,Waiting for customer,Low,bob,2/Nov/25 9:00 AM,3/Nov/25 9:00 AM,,,,1:00,,,
    """)
    one, two = read.tickets
    assert read.proposal.tool == "jira_service_management"
    assert (one.opened_at, one.responded_at, one.resolved_at) == (
        utc("2025-10-15 14:04"),
        utc("2025-10-15 14:07"),
        utc("2025-10-15 15:00"),
    )
    assert (one.provider_sla_met, one.provider_response_met, one.priority, one.type) == (
        False,
        True,
        1,
        TicketType.INCIDENT,
    )
    assert (one.reported_response_s, one.reported_resolution_s) == (None, None)
    assert (two.state, two.type, two.provider_sla_met) == (TicketState.PAUSED_CUSTOMER, TicketType.REQUEST, None)


@pytest.mark.parametrize("lower", [False, True])
def test_freshservice_and_freshdesk(imported, lower):
    """Columns "(in Hrs)" hold hh:mm:ss; Freshdesk writes the same headers in lower case."""
    header = "Ticket Id,Subject,Status,Priority,Source,Type,Requester Name,Created Time,Due by Time,Resolved Time,Closed Time,Last Updated Time,Initial Response Time,First Response Time (in Hrs),Resolution Time (in Hrs),Agent interactions,Customer interactions,Resolution Status,First Response Status"
    read = imported(f"""
        {header.lower() if lower else header}
        101,VPN down,Closed,Urgent,Phone,Incident,Ann,2026-10-03 08:20:00,2026-10-03 12:20:00,2026-10-03 10:20:00,2026-10-05 10:20:00,2026-10-05 10:20:00,2026-10-03 08:31:00,00:11:00,02:00:00,2,1,SLA Violated,Within SLA
        102,Mouse,Waiting on Third Party,Medium,Portal,Service Request,Bob,2026-10-04 08:20:00,2026-10-08 12:20:00,,,2026-10-04 09:20:00,,,,0,1,,
    """)
    one, two = read.tickets
    assert read.proposal.tool == "freshservice"
    assert (one.ext_id, one.priority, one.reported_response_s, one.reported_resolution_s) == ("101", 1, 660, 7200)
    assert (one.responded_at, one.provider_sla_met, one.provider_response_met) == (utc("2026-10-03 07:31"), False, True)
    assert (two.state, two.priority, two.responded_at, two.reported_response_s) == (
        TicketState.PAUSED_OTHER,
        3,
        None,
        None,
    )


def test_freshservice_numbers_for_priorities_are_asked(imported):
    """Its interface counts 1 for low up to 4 for urgent, so a bare number is never taken as a rank."""
    read = imported("""
        Ticket Id,Subject,Status,Priority,Created Time,Due by Time,Resolved Time,Closed Time
        1,x,Open,4,2026-10-03 08:20:00,2026-10-03 09:20:00,,
    """)
    assert read.tickets[0].priority is None
    assert any("which priority is “4”" in question.text.lower() for question in read.proposal.questions)
    assert any("carries the priority “4”, whose rank is not known" in note for note in read.notes)


def test_zendesk(imported):
    """Minutes to the first reply are the provider's figure, no time; pending waits for the user."""
    read = imported("""
        Id,Subject,Requester,Status,Priority,Ticket type,Via,Created at,Updated at,Solved at,Reopens,Replies,First reply time in minutes,First reply time in minutes within business hours,Full resolution time in minutes,On hold time in minutes
        7,Login,Ann,Solved,Urgent,Incident,Web,2026-10-03T08:20:00Z,2026-10-03T10:00:00Z,2026-10-03T09:20:00Z,1,2,11,5,60,0
        8,Quote,Bob,Pending,Normal,Question,Mail,2026-10-03T08:20:00Z,2026-10-03T10:00:00Z,,0,1,30,30,,0
        9,Wait,Cid,Hold,Low,Problem,Mail,2026-10-03T08:20:00Z,2026-10-03T10:00:00Z,,0,1,,,,15
    """)
    one, two, three = read.tickets
    assert read.proposal.tool == "zendesk"
    assert (one.opened_at, one.responded_at, one.reported_response_s, one.reported_resolution_s) == (
        utc("2026-10-03 08:20"),
        None,
        660,
        3600,
    )
    assert (one.reopen_count, one.priority, one.state) == (1, 1, TicketState.RESOLVED)
    assert (two.state, two.type, two.priority) == (TicketState.PAUSED_CUSTOMER, TicketType.REQUEST, 3)
    assert (three.state, three.type) == (TicketState.PAUSED_OTHER, TicketType.PROBLEM)
    assert [ticket.hold_s for ticket in read.tickets] == [0, 0, 900]
    assert any("not when or for whom" in note for note in read.notes)
    assert any("number of minutes" in note for note in read.notes)


def test_connectwise(imported):
    """Minutes are counted by stage: a duration is their sum, the skipped ones included; in SLA is the provider's word."""
    read = imported("""
        id,summary,board,status,priority,severity,impact,dateEntered,dateResponded,dateResplan,dateResolved,closedDate,respondMinutes,resPlanMinutes,resolveMinutes,respondSkippedMinutes,minutesWaiting,isInSla,siteName,contactName
        501,Server down,Support,>Closed,Priority 1 - Emergency Response,High,High,2026-10-03T08:20:00Z,2026-10-03T08:40:00Z,2026-10-03T09:00:00Z,2026-10-03T10:20:00Z,2026-10-04T08:00:00Z,20,20,80,5,0,True,Leeds,Ann
        502,New user,Support,Waiting Parts,Priority 4 - Scheduled Maintenance,Low,Low,2026-10-03T08:20:00Z,,,,,,,,,30,False,Leeds,Bob
    """)
    one, two = read.tickets
    assert read.proposal.tool == "connectwise"
    assert (one.ext_id, one.priority, one.state, one.provider_sla_met) == ("501", 1, TicketState.CLOSED, True)
    assert (one.reported_response_s, one.reported_resolution_s) == (25 * 60, 125 * 60)
    assert (one.opened_at, one.responded_at) == (utc("2026-10-03 08:20"), utc("2026-10-03 08:40"))
    assert (two.priority, two.state, two.reported_response_s) == (4, TicketState.PAUSED_OTHER, None)
    assert (one.hold_s, two.hold_s) == (0, 1800)


def test_autotask(imported):
    """Any status flick counts as its first response, which the notes say; elapsed hours are decimals."""
    read = imported("""
        Ticket Number,Title,Status,Priority,Queue,Ticket Type,Create Date,First Response Date Time,First Response Due Date Time,Resolved Date Time,Completed Date,First Response Elapsed Hours,First Response Met,Resolution Elapsed Hours,Resolution Met
        T20261003.0001,Mail stuck,Complete,Critical,Help Desk,Incident,10/03/2026 09:20 AM,10/03/2026 09:25 AM,10/03/2026 10:20 AM,10/13/2026 09:50 AM,10/13/2026 09:50 AM,0.08,true,0.5,false
        T20261004.0002,Call back,Waiting Customer,Medium,Help Desk,Service Request,10/14/2026 09:20 AM,,10/14/2026 10:20 AM,,,,,,
    """)
    one, two = read.tickets
    assert read.proposal.tool == "autotask"
    assert read.proposal.date_orders["opened"] == "MDY"
    assert one.opened_at == utc("2026-10-03 08:20")
    assert (one.reported_response_s, one.reported_resolution_s) == (288, 1800)
    assert (one.provider_response_met, one.provider_sla_met, one.state) == (True, False, TicketState.RESOLVED)
    assert two.state is TicketState.PAUSED_CUSTOMER
    assert any("any change of status as the first response" in note for note in read.notes)


def test_halopsa(imported):
    """Ids of the customer's own making are asked; a ticket taken out of the SLA is said to be so."""
    read = imported("""
        id,summary,dateoccurred,responsedate,respondbydate,fixbydate,dateclosed,slaholdtime,onhold,excludefromsla,priority_id,status_id,tickettype_id,user_name
        9001,Slow PC,2026-10-03T08:20:00Z,2026-10-03T08:30:00Z,2026-10-03T09:20:00Z,2026-10-03T16:20:00Z,2026-10-03T12:20:00Z,0,false,true,4,9,1,Ann
        9002,Monitor,2026-10-03T09:20:00Z,,2026-10-03T10:20:00Z,2026-10-03T16:20:00Z,,0,false,false,1,2,1,Bob
    """)
    one, two = read.tickets
    assert read.proposal.tool == "halopsa"
    assert (one.excluded, one.exclusion_reason, one.priority, one.priority_raw) == (True, "no reason given", None, "4")
    assert (one.state, two.state, two.excluded) == (TicketState.CLOSED, TicketState.OPEN, False)
    assert {question.about for question in read.proposal.questions} >= {
        "priority:4",
        "priority:1",
        "state:9",
        "state:2",
    }


def test_zoho_desk(imported):
    """Overdue is the opposite of met; its dates are day first with AM and PM."""
    read = imported("""
        Ticket Number,Subject,Status,Priority,Channel,Contact Name,createdTime,dueDate,closedTime,isOverDue
        31,Password,Closed,High,Email,Ann,21/02/2018 12:00 PM,21/02/2018 4:00 PM,21/02/2018 5:30 PM,true
        32,Screen,On Hold,Low,Phone,Bob,22/02/2018 12:00 PM,23/02/2018 4:00 PM,,false
    """)
    one, two = read.tickets
    assert read.proposal.tool == "zoho"
    assert (one.opened_at, one.closed_at, one.provider_sla_met) == (
        utc("2018-02-21 12:00"),
        utc("2018-02-21 17:30"),
        False,
    )
    assert (two.state, two.provider_sla_met) == (TicketState.PAUSED_OTHER, True)


def test_a_list_kept_by_hand(imported):
    """Any list with a reference and a date logged is read; near spellings are asked about."""
    read = imported("""
        Ref,Date logged,Prioritty,Status,Date resolved,Raised by,Description
        1,03/10/2026 08:20,P1,Fixed,03/10/2026 09:20,Ann,No internet
        2,14/10/2026 08:20,P3,In progress,,Bob,Slow
    """)
    assert read.proposal.tool == "generic"
    assert [(t.priority, t.state) for t in read.tickets] == [(1, TicketState.RESOLVED), (3, TicketState.OPEN)]
    assert any(question.about == "column:priority" for question in read.proposal.questions)
    assert read.proposal.confidence < 0.8


def test_columns_that_name_a_due_time_are_never_the_time_itself(csv_file, now):
    """Columns "Resolved by", "Response due" and "First response target" are not when it happened."""
    sheet = read_sheet(
        csv_file("""
        Ticket,Opened,Resolved by,Response due,First response target,Resolution due,Status
        1,2026-10-03 08:20,2026-10-03 09:20,2026-10-03 08:35,2026-10-03 08:35,2026-10-03 12:00,Open
    """)
    )
    proposal = propose(sheet, tz="Europe/London", now=now)
    assert set(proposal.mapping.columns) == {"id", "opened", "state"}


def test_needed_columns_that_are_missing_are_named(imported):
    """The sentence says what is needed and what the file has."""
    with pytest.raises(
        InterpreterError, match="no column for when it was opened: its columns are Ticket, Status, Priority"
    ):
        imported("Ticket,Status,Priority\n1,Open,P1\n")


def test_times_are_known_by_what_they_are_about(imported):
    """Whether "Create Date/Time", "Time logged" or "Date occurred": a tool is known by its own in other turns too."""
    read = imported("""
        Ticket Number,Title,Priority,Status,Create Date/Time,First Response Date/Time,Resolved Date/Time
        T20260901.0003,Email down,Critical,Complete,09/01/2026 08:12 AM,09/01/2026 08:20 AM,09/01/2026 10:02 AM
        T20260914.0001,Printer,Low,Waiting Customer,09/14/2026 04:45 PM,,
    """)
    assert read.proposal.tool == "autotask"
    assert (read.tickets[0].opened_at, read.tickets[0].responded_at) == (
        utc("2026-09-01 07:12"),
        utc("2026-09-01 07:20"),
    )
    read = imported("""
        Fault no,Priority,Date/Time Occurred,Time of response at,Cleared Date & Time
        7,P1,03/09/2026 08:20,03/09/2026 08:30,03/09/2026 09:20
        8,P2,14/09/2026 08:20,,
    """)
    one = read.tickets[0]
    assert (one.opened_at, one.resolved_at) == (utc("2026-09-03 07:20"), utc("2026-09-03 08:20"))
