"""Priorities, states, types, flags and durations: the words of many tools, and a question where a word is unclear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.tickets import TicketState, TicketType
from store.imports.claims import flag, seconds, time_left
from store.imports.priorities import means_none, priority_ranks
from store.imports.states import pause_reason, raised_by_provider, state_of, type_by_prefix, type_of


def ranks(labels, **options):
    return list(priority_ranks(labels.split("|"), **options).values())


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("P1|P2|P3|P4", [1, 2, 3, 4]),
        ("1|2|3|4|5", [1, 2, 3, 4, 5]),
        ("Critical|High|Medium|Low", [1, 2, 3, 4]),
        ("Urgent|High|Normal|Low", [1, 2, 3, 4]),
        ("Sev1|SEV-2|Severity 3", [1, 2, 3]),
        ("1 - Critical|2 - High|3 - Moderate|4 - Low|5 - Planning", [1, 2, 3, 4, 5]),
        ("Priority 1 - Emergency Response|Priority 3 - Normal Response", [1, 3]),
        ("Emergency|P1 - Critical|Critical (P1)", [1, 1, 1]),
        ("Highest|High|Medium|Low|Lowest", [1, 2, 3, 4, 5]),
        ("urgent|URGENT| High ", [1, 1, 2]),
        ("Р1|Ｐ２|P\u200b3", [1, 2, 3]),
    ],
)
def test_usual_priority_labels_have_their_rank(labels, expected):
    """One is the most urgent, whatever the script or the spelling."""
    assert ranks(labels) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("Critical|Major|Minor", [1, 2, 3]),
        ("MINOR|Major", [3, 2]),
        ("Critical|Major|Minor|Planning", [1, 2, 3, 5]),
        ("Critical|High|Minor", [1, 2, 4]),
    ],
)
def test_labels_that_the_contract_uses_have_the_rank_it_gives_them(labels, expected):
    """Minor is third where the contract has no lower; a label from another scale leaves the usual reading in place."""
    assert ranks(labels, own={"critical": 1, "major": 2, "minor": 3}) == expected


def test_the_highest_number_is_never_taken_for_the_most_urgent():
    """A scale that counts upwards contradicts itself word by number, so all of it is asked."""
    assert ranks("1 - Low|2 - Medium|3 - High|4 - Urgent") == [None, None, None, None]


def test_numbers_that_are_a_tools_ids_are_asked():
    """In some tools 4 is urgent, in others the ids are the customer's own; labels still count."""
    assert ranks("1|2|Urgent", ranked_numbers=False) == [None, None, 1]


def test_two_words_of_one_rank_in_one_file_are_asked():
    """A file with both Critical and Urgent has a scale with more steps than these words tell."""
    assert ranks("Critical|Urgent|High") == [None, None, 2]


@pytest.mark.parametrize("label", ["Gold", "P0", "Tier A", "7", "VIP", "P1/P2"])
def test_an_unknown_label_has_no_rank(label):
    """It is asked once, and counts under no priority until then."""
    assert ranks(label) == [None]


def test_a_label_that_says_none_is_no_question():
    """Blank, a question mark or "None" mean that nobody set a priority."""
    assert all(means_none(text) for text in ("", "?", "None", "-", "Not set"))
    assert not means_none("Gold")


@pytest.mark.parametrize(
    ("label", "state", "reason"),
    [
        ("New", TicketState.OPEN, ""),
        ("Work in Progress", TicketState.OPEN, ""),
        ("Awaiting User Info", TicketState.PAUSED_CUSTOMER, "customer"),
        ("Waiting Customer", TicketState.PAUSED_CUSTOMER, "customer"),
        ("Waiting on Third Party", TicketState.PAUSED_OTHER, "vendor"),
        ("Awaiting Vendor", TicketState.PAUSED_OTHER, "vendor"),
        ("Waiting Parts", TicketState.PAUSED_OTHER, "parts"),
        ("Scheduled", TicketState.PAUSED_OTHER, "scheduled"),
        ("On-hold", TicketState.PAUSED_OTHER, "unknown"),
        ("Awaiting Problem", TicketState.PAUSED_OTHER, "unknown"),
        (">Closed<", TicketState.CLOSED, ""),
        ("Solved", TicketState.RESOLVED, ""),
        ("Canceled", TicketState.CANCELLED, ""),
        ("Merged", TicketState.CANCELLED, ""),
        ("On Hold - Awaiting Caller", TicketState.PAUSED_CUSTOMER, "customer"),
        ("Pending User Info", TicketState.PAUSED_CUSTOMER, "customer"),
        ("Customer: action required", TicketState.PAUSED_CUSTOMER, "customer"),
        ("03 - Client - information awaited", TicketState.PAUSED_CUSTOMER, "customer"),
        ("Awaiting feedback", TicketState.PAUSED_CUSTOMER, "customer"),
        ("On hold (vendor)", TicketState.PAUSED_OTHER, "vendor"),
        ("Held: supplier to send spare parts", TicketState.PAUSED_OTHER, "unknown"),
        ("On Hold - Awaiting Change", TicketState.PAUSED_OTHER, "scheduled"),
        ("Visit booked", TicketState.PAUSED_OTHER, "scheduled"),
        ("Waiting for customer support", TicketState.OPEN, ""),
        ("Awaiting technician", TicketState.OPEN, ""),
        ("Customer has responded", TicketState.OPEN, ""),
        ("Escalated to tier 2", TicketState.OPEN, ""),
        ("Resolved, awaiting confirmation by user", TicketState.RESOLVED, ""),
        ("Pending closure", TicketState.RESOLVED, ""),
        ("Waiting for customer or vendor", TicketState.PAUSED_OTHER, "unknown"),
        ("Work scheduled", TicketState.PAUSED_OTHER, "scheduled"),
        ("Re-opened by customer", TicketState.OPEN, ""),
        ("No longer on hold", None, ""),
        ("Working with user", None, ""),
        ("Vendor engaged", None, ""),
        ("Phase two", None, ""),
    ],
)
def test_states_and_what_a_clock_waits_for(label, state, reason):
    """Each state is open, paused for a reason, done, cancelled, or not known."""
    assert state_of(label) is state
    if reason:
        assert pause_reason(label) == reason


def test_types_by_label_and_by_the_prefix_of_the_number():
    """A number INC is an incident; a label nobody knows is unknown, not an incident."""
    assert [type_of(text) for text in ("[System] Service request", "Question", "Task")] == [
        TicketType.REQUEST, TicketType.REQUEST, TicketType.UNKNOWN,
    ]  # fmt: skip
    assert type_by_prefix("INC0000045") is TicketType.INCIDENT
    assert type_by_prefix("HD-14") is TicketType.UNKNOWN


def test_who_raised_a_ticket_is_told_by_its_source():
    """Monitoring is the provider, the telephone a user, anything else nobody knows."""
    assert [raised_by_provider(text) for text in ("Monitoring", "Phone", "Self-service", "Other")] == [
        True,
        False,
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("true", True),
        ("FALSE", False),
        ("Within SLA", True),
        ("SLA Violated", False),
        (1.0, True),
        ("maybe", None),
        ("", None),
    ],
)
def test_flags_are_yes_no_or_not_known(cell, expected):
    """The provider's verdict in the words of its tool."""
    assert flag(cell) is expected


def test_a_cell_with_the_time_left_is_met_unless_negative():
    """Jira writes what remains of the target: a minus means breached."""
    assert [time_left(cell) for cell in ("1:23", "-0:14", "", timedelta(minutes=-3))] == [True, False, None, False]


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("01:30:00", "hours", 5400),
        ("39:55:00", "hours", 143700),
        ("1.5", "hours", 5400),
        ("90", "minutes", 5400),
        ("90", None, None),
        (90.0, "minutes", 5400),
        ("2h 5m", None, 7500),
        ("-0:14", "hours", None),
        (timedelta(hours=30), None, 108000),
        ("soon", "minutes", None),
        ("", "minutes", None),
    ],
)
def test_durations_in_their_shapes(cell, unit, expected):
    """hh:mm:ss under "(in Hrs)" is not hours; a bare number without a unit is nothing."""
    assert seconds(cell, unit) == expected


@given(st.lists(st.text(max_size=12), max_size=6))
def test_no_label_makes_the_vocabulary_fail(labels):
    """Every label gets a rank from 1 to 5 or none."""
    assert all(rank in (None, 1, 2, 3, 4, 5) for rank in priority_ranks(labels).values())
