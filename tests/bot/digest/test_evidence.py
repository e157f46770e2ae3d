"""What our records seem to show of a promise: proposed, never counted until a person says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.digest.evidence_on_record import shown_by_records
from bot.digest.keeping import brought_up
from store.facts.common import Source
from store.facts.promised import Promise, State
from store.measures.promises import counted

REF = "BRC-2024-117"


def promised(interpreter, what, made, due, **more):
    """Keep one promise and give it back with its number."""
    one = Promise(
        REF,
        "We",
        what,
        what,
        datetime.fromisoformat(made).replace(tzinfo=UTC),
        Source("mail.eml"),
        due=date.fromisoformat(due),
        mail=what,
        **more,
    )
    return interpreter.stores.promises.add(REF, [one])[0]


def shown(interpreter, one):
    """What the records show of a promise, as (state, words)."""
    found = {
        each.number: (each.state, each.evidence)
        for each in shown_by_records(interpreter.stores, REF, interpreter.clock())
    }
    return found.get(one.number, (None, ""))


@pytest.mark.parametrize(("due", "state"), [("2026-10-31", State.KEPT), ("2026-10-01", State.LATE)])
def test_a_ticket_that_was_resolved_shows_a_promise_to_fix_it(sample_copy, due, state):
    """By its day it seems kept, after it late; the ticket is named."""
    ticket = next(
        t for t in sample_copy.stores.tickets.tickets(REF) if t.resolved_at and f"{t.resolved_at:%Y-%m}" == "2026-10"
    )
    made = f"{ticket.resolved_at:%Y-%m-01}T00:00" if ticket.resolved_at.day > 1 else "2026-09-30T00:00"
    seen = shown(sample_copy, promised(sample_copy, f"fix {ticket.ext_id} for good", made, due))
    assert seen[0] is state
    assert f"ticket {ticket.ext_id} was resolved on" in seen[1]


def test_a_level_that_was_promised_is_held_against_the_month_it_was_promised_for(sample_copy):
    """October's P1 response came to 5 of 7: 95 per cent was promised and not met, 70 would have been."""
    missed = promised(
        sample_copy, "P1 first response will be at 95 % or better", "2026-09-20T09:00", "2026-10-01", starts=True
    )
    kept = promised(
        sample_copy, "P1 first response will be at 70 % or better", "2026-09-20T09:00", "2026-10-01", starts=True
    )
    assert shown(sample_copy, missed) == (State.MISSED, "October 2026 came to 71.43 % against the 95 % promised")
    assert shown(sample_copy, kept)[0] is State.KEPT


def test_a_level_promised_for_a_month_that_still_runs_shows_nothing(sample_copy):
    """Nothing is said of November while it is November."""
    one = promised(sample_copy, "have patching back to 95 %", "2026-10-30T09:00", "2026-11-30")
    assert shown(sample_copy, one) == (None, "")


def test_words_that_no_record_settles_show_nothing(sample_copy):
    """A promise to send evidence is not kept by a test, and one about nothing on record stays open."""
    for what in ("send the restore test evidence", "tidy the cupboard", "fix the printer"):
        assert shown(sample_copy, promised(sample_copy, what, "2026-01-02T09:00", "2026-12-30")) == (None, "")


def test_what_seems_so_counts_only_once_a_person_confirms_it(sample_copy):
    """Proposed, the count stays as it was; confirmed, it moves."""
    one = promised(
        sample_copy, "P1 first response will be at 95 % or better", "2026-09-20T09:00", "2026-10-01", starts=True
    )
    brought_up(sample_copy.stores, REF, sample_copy.clock())
    held = sample_copy.stores.promises
    seen = held.get(one.number)
    assert (seen.state, seen.proposed) == (State.OPEN, State.MISSED)
    today = sample_copy.today()
    assert counted(held.listed(REF), today).missed == 0
    held.confirm([one.number])
    assert counted(held.listed(REF), today).missed == 1
