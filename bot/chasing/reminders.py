"""Sends what is due: one digest a person, begun on record before it is posted, recorded when it went, checked afterwards.

The decision is made afresh each time from what the store holds, so that what was settled meanwhile sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.chasing.due import calendar_of, looked
from store.facts.watched import Nudge
from store.measures.nudges import Daily, to_send

if TYPE_CHECKING:
    from bot.wiring import Interpreter

BEAT_FILE = "chasing.json"
UNANSWERED = timedelta(minutes=5)
MISSED_BEAT = timedelta(days=4)


class Undelivered(Exception):  # noqa: N818 - a fact about a message, not a fault of ours
    """A person cannot be reached: the sentence says why. Somebody else is tried."""


class Sender(Protocol):
    """Whatever brings a digest to a person."""

    def send(self, key: str, to: str, nudges: Sequence[Nudge]) -> str:
        """Post one digest and return where it stands. The same key is never posted twice. Raises Undelivered."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """One round of reminders: how many digests went out, of how many things, and whom nobody could reach."""

    digests: int
    things: int
    unreached: tuple[str, ...] = ()


def send_due(interpreter: Interpreter, sender: Sender, now: datetime, *, ref: str | None = None) -> Round:
    """Send everything that is due now and has not gone out, one digest a person and contract; nothing in quiet hours."""
    digests, things, unreached = 0, 0, []
    for one in [ref] if ref else list(interpreter.stores.contracts.refs()):
        if Daily(interpreter.stores.contracts.facts(one).tz).is_quiet(now):
            continue
        seen = looked(interpreter, one, now)
        fresh = to_send([(nudge, seen.of(nudge.item)) for nudge in seen.nudges], now)
        for person, own in _by_person(fresh).items():
            if _sent(interpreter, sender, one, person, own, now):
                digests, things = digests + 1, things + len(own)
            else:
                unreached.append(person or "nobody is named")
    _beat(interpreter, now)
    return Round(digests, things, tuple(unreached))


def next_round(interpreter: Interpreter, ref: str, now: datetime) -> datetime:
    """When a contract's reminders go out next: nine in the morning of a working day, by its own clock."""
    case = interpreter.case(ref, now.date())
    return Daily(case.facts.tz).next_after(now, calendar_of(case))


def _by_person(nudges: Iterable[Nudge]) -> dict[str, list[Nudge]]:
    found: dict[str, list[Nudge]] = {}
    for nudge in nudges:
        found.setdefault(nudge.to, []).append(nudge)
    return found


def _sent(interpreter: Interpreter, sender: Sender, ref: str, person: str, own: list[Nudge], now: datetime) -> bool:
    """Bring one digest to a person, or to the fallback where that person cannot be reached."""
    store = interpreter.stores.nudges
    numbers = [store.begin(nudge) for nudge in own]
    key = f"nudge:{ref}:{person}:{now.date().isoformat()}:{numbers[0]}"
    for to in dict.fromkeys((person, store.people(ref).fallback)):
        try:
            posted = sender.send(key, to, own) if to else ""
        except Undelivered:
            continue
        if posted:
            for number in numbers:
                store.went(number, posted)
            return True
    return False


def _beat(interpreter: Interpreter, now: datetime) -> None:
    file = interpreter.settings.home / BEAT_FILE
    file.write_text(json.dumps({"at": now.isoformat(timespec="seconds")}))


def last_beat(home: Path) -> datetime | None:
    """When reminders last made their round; None when they never did."""
    try:
        return datetime.fromisoformat(json.loads((home / BEAT_FILE).read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the auditor found: of which contract, and one plain sentence."""

    contract: str
    says: str


def audited(interpreter: Interpreter, now: datetime) -> list[Finding]:
    """What was begun and never ended, and what is due and was not sent within a working day: looked at apart from the sending."""
    found = []
    for ref in interpreter.stores.contracts.refs():
        store = interpreter.stores.nudges
        hanging = [one for one in store.sent(ref) if one.sent_at is None and now - one.begun_at > UNANSWERED]
        later = {one.watched for one in store.sent(ref) if one.sent_at is not None}
        found += [
            Finding(ref, f"A reminder to {one.to or 'nobody'} about {one.watched} was begun and never went out.")
            for one in hanging
            if one.watched not in later
        ]
        case = interpreter.case(ref, now.date())
        first = calendar_of(case).working_day_after(now.date() - timedelta(days=3), 1)
        yesterday = looked(
            interpreter, ref, datetime.combine(first, datetime.min.time(), now.tzinfo) + timedelta(hours=9)
        )
        seen = looked(interpreter, ref, now)
        due = {nudge.item.id for nudge in seen.nudges} & {nudge.item.id for nudge in yesterday.nudges}
        silent = [id_ for id_ in due if seen.handling.get(id_) is None]
        if silent and last_beat(interpreter.settings.home) is not None:
            found.append(
                Finding(ref, f"{len(silent)} things have been due for more than a working day and nobody was reminded.")
            )
    return found
