"""Sends what is due: one digest a person, begun on record before it is posted, recorded when it went, checked afterwards.

The decision is made afresh each time from what the store holds, so that what was settled meanwhile sends nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.chasing.due import calendar_of, looked
from store.facts.watched import Nudge
from store.measures.nudges import Daily, to_send

if TYPE_CHECKING:
    from bot.wiring import Interpreter

BEAT_FILE = "chasing.json"


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
            if person and _sent(interpreter, sender, one, person, own, now):
                digests, things = digests + 1, things + len(own)
            else:
                unreached.append(person or "nobody is named")
    beat(interpreter.settings.home, BEAT_FILE, now)
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
    numbers = store.begin(ref, own)
    for to in dict.fromkeys((person, store.people(ref).fallback)):
        try:
            posted = sender.send(_key(ref, to, own, now), to, own) if to else ""
        except Undelivered:
            continue
        if posted:
            store.went(numbers, posted)
            return True
    return False


def _key(ref: str, to: str, own: Sequence[Nudge], now: datetime) -> str:
    """The digest's name: the same for the same things on the same day, so that a round cut short and made again is one message."""
    things = " ".join(f"{one.item.id}/{one.step}" for one in own)
    return f"nudge:{ref}:{to}:{now.date().isoformat()}:{sha256(things.encode()).hexdigest()[:12]}"


def beat(home: Path, name: str, now: datetime) -> None:
    """Leave a sign of life in the home; whole or not at all, since others read it meanwhile."""
    fresh = home / f"{name}.{os.getpid()}.new"
    fresh.write_text(json.dumps({"at": now.isoformat(timespec="seconds")}))
    fresh.replace(home / name)


def last_beat(home: Path, name: str = BEAT_FILE) -> datetime | None:
    """When reminders last made their round (or another job left its sign of life); None when they never did."""
    try:
        return datetime.fromisoformat(json.loads((home / name).read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None
