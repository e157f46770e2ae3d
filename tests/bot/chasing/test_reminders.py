"""Reminders reach the right person once, stop when told, and are checked by somebody else than the one who sends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.chasing_kills import late_contract
from bot.chasing.auditing import audited
from bot.chasing.due import due_rows, found, looked
from bot.chasing.letters import claim_letter, escalation, told
from bot.chasing.reminders import ROUNDS, Undelivered, next_round, send_due
from store.facts.common import InterpreterError, Period, Result
from store.facts.watched import People, Rung
from store.signs import Signs

REF = "BRC-2024-117"


class Postbox:
    """Takes digests in, refuses those for people who are away, and drops out where told."""

    def __init__(self, away=(), breaks=False, paced=False):
        self.away, self.breaks, self.paced, self.post, self.busy = away, breaks, paced, [], {}

    def send(self, key, to, nudges):
        if to in self.away:
            raise Undelivered(f"{to} cannot be reached.")
        if self.breaks:
            raise KeyboardInterrupt
        self.post.append((to, [one.item.id for one in nudges]))
        self.busy = {one: left for one, left in self.busy.items() if left > 0} | {to: 1.0}
        return f"box:{len(self.post)}:{key}"

    def free_in(self, to):
        return self.busy.get(to, 0.0) if self.paced else 0.0

    def wait(self, seconds):
        self.busy = {one: left - seconds for one, left in self.busy.items()}


@pytest.fixture
def company(sample_copy):
    """The sample company on its own today, with people named."""
    sample_copy.stores.nudges.name_people(REF, People("hanna", "priya", "tomas"))
    return sample_copy, sample_copy.clock().replace(hour=10)


def test_each_person_gets_one_digest_and_nothing_twice(company):
    """Everything that is due for somebody comes in one message; an hour later there is nothing more to say."""
    interpreter, now = company
    box = Postbox()
    first = send_due(interpreter, box, now)
    assert [to for to, _ in box.post] == list(dict.fromkeys(to for to, _ in box.post))
    assert first.things == sum(len(ids) for _, ids in box.post) == len(looked(interpreter, REF, now).nudges) > 0
    assert send_due(interpreter, box, now + timedelta(hours=1)).digests == 0
    assert Signs(interpreter.database).last(ROUNDS) == now + timedelta(hours=1)


def test_the_most_pressing_whose_reader_is_free_goes_first_and_nobody_waits_for_another(company):
    """Two contracts' digests for one person, one for another: the second person is told while the first is busy."""
    interpreter, now = company
    for ref, owner, late in (("X-1", "hanna", 40), ("X-2", "hanna", 30), ("X-3", "zoe", 3)):
        late_contract(interpreter, ref, 1, owner, late=late)
    box = Postbox(paced=True)
    send_due(interpreter, box, now, refs=["X-1", "X-2", "X-3"], sleep=box.wait)
    assert [(to, ids[0].split(":")[1]) for to, ids in box.post] == [("hanna", "X-1"), ("zoe", "X-3"), ("hanna", "X-2")]


def test_what_a_person_acknowledges_puts_off_or_ends_is_not_sent(company):
    """Said before the round, it never goes out."""
    interpreter, now = company
    seen, handled = looked(interpreter, REF, now), interpreter.stores.nudges
    ids = [nudge.item.id for nudge in seen.nudges]
    handled.acknowledge(REF, ids[0], "hanna")
    handled.snooze(REF, ids[1], now.date() + timedelta(days=3))
    handled.done(REF, ids[2], "seen in the meeting")
    handled.mute(REF, ids[3])
    box = Postbox()
    send_due(interpreter, box, now)
    sent = {id_ for _, own in box.post for id_ in own}
    assert sent == set(ids[4:])
    handled.done(REF, ids[2], undo=True)
    handled.mute(REF, ids[3], muted=False)
    send_due(interpreter, box, now)
    assert {id_ for _, own in box.post for id_ in own} == set(ids[2:])


def test_somebody_else_is_told_when_a_person_cannot_be_reached(company):
    """The fallback hears of it; where nobody can be reached the round says so."""
    interpreter, now = company
    box = Postbox(away=("hanna", "priya"))
    send_due(interpreter, box, now)
    assert {to for to, _ in box.post} == {"tomas"}
    interpreter.stores.nudges.name_people(REF, People("hanna"))
    again = send_due(interpreter, Postbox(away=("hanna",)), now + timedelta(days=8))
    assert again.unreached


def test_a_clock_set_back_a_day_sends_nothing_again(company):
    """Told on Monday at ten; at what the clock then calls the Friday before, and on Monday once more, nobody is told anew."""
    interpreter, now = company
    box = Postbox()
    assert send_due(interpreter, box, now).digests > 0
    for moment in (now - timedelta(days=1), now - timedelta(days=3), now + timedelta(minutes=1)):
        assert send_due(interpreter, box, moment).digests == 0


def test_nothing_is_sent_in_the_night(company):
    """Quiet hours are the contract's own wall clock's."""
    interpreter, now = company
    assert send_due(interpreter, Postbox(), now.replace(hour=23)).digests == 0


def test_a_reminder_that_was_begun_and_never_went_is_found_by_the_auditor(company):
    """Cut off between the record and the post: it is on record as begun, it is told, and it is sent the next time."""
    interpreter, now = company
    with pytest.raises(KeyboardInterrupt):
        send_due(interpreter, Postbox(breaks=True), now)
    begun = interpreter.stores.nudges.sent(REF)
    assert begun
    assert all(one.sent_at is None for one in begun)
    later = interpreter.clock() + timedelta(minutes=30)
    assert any("never went out" in one.says for one in audited(interpreter, later))
    box = Postbox()
    send_due(interpreter, box, now)
    assert box.post
    assert not any("never went out" in one.says for one in audited(interpreter, later))


def test_what_stays_due_is_chased_further_up_and_not_down(company):
    """Two weeks on, things that were reminded of come again, at the same rung or a higher one."""
    interpreter, now = company
    before = {row["id"]: row["rung"] for row in due_rows(looked(interpreter, REF, now))}
    after = {row["id"]: row["rung"] for row in due_rows(looked(interpreter, REF, now + timedelta(days=14)))}
    order = [rung.value for rung in Rung]
    assert all(order.index(after[id_]) >= order.index(rung) for id_, rung in before.items() if id_ in after)


def test_the_next_round_is_nine_in_the_morning_of_a_working_day(company):
    """By the contract's own clock."""
    interpreter, now = company
    coming = next_round(interpreter, REF, now)
    assert coming > now
    assert coming.astimezone(now.tzinfo).weekday() < 5


def test_the_claim_letter_holds_every_figure_of_the_sum_and_the_words_it_rests_on(company):
    """Amount, steps, late tickets, the clause on claiming and the last day, all as `credits` has them."""
    interpreter, _ = company
    case = interpreter.case(REF, Period.of_month("2026-10").start.replace(day=20))
    credits, letter = case.credits("2026-09"), claim_letter(case, "2026-09")
    assert f"{credits.short.amount:,.2f}" in letter.body
    assert f"{credits.owed.amount:,.2f}" in letter.body
    missed = [
        ref
        for result in case.month("2026-09")
        for ref in result.missed
        if result.result is Result.MISSED and result.level.priority in {1, 2}
    ]
    assert missed
    assert all(ref in letter.body for ref in missed)
    assert letter.by == "2026-10-30"
    assert "nothing has been sent" in told(letter)


def test_a_credit_that_cannot_be_claimed_is_not_claimed(company):
    """Too late, or nothing owed: one plain sentence says why there is no letter."""
    interpreter, now = company
    with pytest.raises(InterpreterError, match="last day to claim"):
        claim_letter(interpreter.case(REF, now.date()), "2026-07")
    with pytest.raises(InterpreterError, match=r"Nothing is owed|credited in full"):
        claim_letter(interpreter.case(REF, now.date()), "2025-02")


def test_no_letter_rests_on_what_nobody_has_confirmed(company):
    """A promise read by machine is put before our people first."""
    interpreter, now = company
    seen = looked(interpreter, REF, now)
    unsure = replace(seen.watched[0], confirmed=False)
    with pytest.raises(InterpreterError, match="confirm it first"):
        escalation(interpreter.case(REF, now.date()), unsure, Rung.DRAFT)
    sure = next(nudge.item for nudge in seen.nudges if nudge.item.clause)
    letter = escalation(interpreter.case(REF, now.date()), sure, Rung.NOTICE)
    assert sure.what in letter.body
    assert f"{sure.clause}" in letter.body
    with pytest.raises(InterpreterError, match="names nothing"):
        found(interpreter, "zzzzz", now)
