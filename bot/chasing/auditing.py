"""Looks at the reminders apart from whoever sends them: what was begun and never went out, and what nobody was told of.

It reads the record and decides afresh what should have gone out; it trusts neither the jobs nor the sender.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.chasing.due import Looked, calendar_of, looked
from bot.chasing.reminders import ROUNDS
from store.measures.nudges import Daily, WorkingDays, to_send
from store.signs import Signs

if TYPE_CHECKING:
    from bot.wiring import Interpreter

AUDITOR = "auditor"
# The auditor comes by every hour; after three it is missed.
SILENT_AUDITOR = timedelta(hours=3)
# Rounds are made on working days only; over the longest holidays nothing is heard for some days.
SILENT_ROUNDS = timedelta(days=6)
UNANSWERED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the auditor found: of which contract, one plain sentence, and a name under which it is told once."""

    contract: str
    says: str
    key: str = ""


def audited(interpreter: Interpreter, now: datetime) -> list[Finding]:
    """Everything that went wrong with the reminders of every contract; nothing is changed and nothing is sent."""
    return [one for ref in interpreter.stores.contracts.refs() for one in _of_contract(interpreter, ref, now)]


def _of_contract(interpreter: Interpreter, ref: str, now: datetime) -> Iterator[Finding]:
    yield from _hanging(interpreter, ref, now)
    people = interpreter.stores.nudges.people(ref)
    if not (people.owner or people.manager or people.fallback):
        return
    tz = interpreter.stores.contracts.facts(ref).tz
    before = last_working_day(calendar_of(interpreter.case(ref, _day(now, tz))), _day(now, tz))
    then = datetime.combine(before, Daily(tz).at, ZoneInfo(tz))
    beat = Signs(interpreter.database).last(ROUNDS)
    if beat is None:
        return
    if beat < then:
        yield Finding(ref, f"No round of reminders was made on {day(before)}.", f"round:{before}")
    silent = _unsent(looked(interpreter, ref, then), then) & _unsent(looked(interpreter, ref, now), now)
    if silent:
        words = "thing has" if len(silent) == 1 else "things have"
        yield Finding(
            ref,
            f"{len(silent)} {words} been due since {day(before)} or longer, and nobody was reminded.",
            f"silent:{before}",
        )


def _hanging(interpreter: Interpreter, ref: str, now: datetime) -> Iterator[Finding]:
    """What was begun and never went out, counted by the day on which it was begun."""
    sent = interpreter.stores.nudges.sent(ref)
    went = {one.watched: one.number for one in sent if one.sent_at is not None}
    hanging = Counter(
        one.begun_at.date()
        for one in sent
        if one.sent_at is None and now - one.begun_at > UNANSWERED and went.get(one.watched, 0) < one.number
    )
    for begun, count in sorted(hanging.items()):
        words = "reminder was" if count == 1 else "reminders were"
        yield Finding(ref, f"{count} {words} begun on {day(begun)} and never went out.", f"hanging:{begun}:{count}")


def _unsent(seen: Looked, now: datetime) -> set[str]:
    """What should go out at that moment, as people have handled things since."""
    return {one.item.id for one in to_send([(nudge, seen.of(nudge.item)) for nudge in seen.nudges], now) if one.to}


def last_working_day(calendar: WorkingDays, today: date) -> date:
    """The last working day before today."""
    found = today - timedelta(days=1)
    while calendar.working_day_after(found - timedelta(days=1), 1) != found:
        found -= timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Beat:
    """When a background job last gave a sign of life (None: never yet), and whether that is recent enough."""

    at: datetime | None
    recent: bool


def heartbeats(signs: Signs, now: datetime) -> dict[str, Beat]:
    """The signs of life of the rounds of reminders and of their auditor."""
    rounds, audit = signs.last(ROUNDS), signs.last(AUDITOR)
    return {
        "reminders": Beat(rounds, rounds is None or now - rounds < SILENT_ROUNDS),
        "auditor": Beat(audit, audit is None or now - audit < SILENT_AUDITOR),
    }


def signs_of_life(signs: Signs, now: datetime) -> dict[str, object]:
    """The same as a document."""
    return {
        name: {"at": one.at.isoformat(timespec="seconds") if one.at else None, "recent": one.recent}
        for name, one in heartbeats(signs, now).items()
    }


def _day(now: datetime, tz: str) -> date:
    return now.astimezone(ZoneInfo(tz)).date()
