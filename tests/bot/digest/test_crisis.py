"""One incident on a timeline, from its mails, its ticket and the outage log."""

from __future__ import annotations

import pytest

from bot.digest.crisis import crisis_of
from bot.digest.crisis_words import sentences_of
from bot.digest.keeping import brought_up
from store.facts.common import InterpreterError, Period

REF = "BRC-2024-117"


@pytest.fixture
def case(sample_copy):
    """The first sample company with its mails read."""
    brought_up(sample_copy.stores, REF, sample_copy.clock())
    return sample_copy.case(REF, sample_copy.today())


def test_an_outage_begins_where_the_log_says_and_ends_with_the_clear_word(case):
    """Down 09:20 to 12:02 by the log; told 09:58, again 11:41, cleared 12:24."""
    found = crisis_of(case, None, case.now)
    assert [(one.kind, f"{one.at:%H:%M}") for one in found.line.events] == [
        ("start", "08:20"), ("notice", "08:58"), ("update", "10:41"), ("end", "11:02"), ("clear", "11:24"),
    ]  # fmt: skip
    assert found.line.first_word_s == 38 * 60
    assert any("38 minutes, against 15 minutes promised" in one for one in sentences_of(found))


def test_an_incident_is_told_by_its_ticket_with_what_was_written_while_it_ran(case):
    """The ticket begins and ends the line; a number nobody knows is said in a sentence."""
    ticket = next(one for one in case.stores.tickets.tickets(REF) if one.resolved_at and one.priority == 1)
    found = crisis_of(case, ticket.ext_id, case.now)
    assert found.name == ticket.ext_id
    assert {one.at for one in found.line.events} >= {ticket.opened_at, ticket.resolved_at}
    with pytest.raises(InterpreterError, match="no ticket INC-0000"):
        crisis_of(case, "INC-0000", case.now)


def test_a_month_without_a_word_about_an_outage_holds_no_crisis(case):
    """Nothing is made up where nothing was written."""
    with pytest.raises(InterpreterError, match="No message about an outage is on record"):
        crisis_of(case, None, case.now, Period.of_month("2026-06", case.facts.tz))
