"""What is to be chased, over all contracts, at a moment: the list that people see and that the reminders are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.chasing.watching import watched
from store.facts.agreed import ServiceHours
from store.facts.common import InterpreterError
from store.facts.watched import Handling, Nudge, Watched
from store.measures.calendar import Clock
from store.measures.nudges import ENDS, held_back, nudge, urgency

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile
    from bot.wiring import Interpreter

OFFICE_WEEK = tuple((day, 540, 1020) for day in range(5))
YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Looked:
    """One contract at a moment: everything watched, how people handled it, and the reminders that are due."""

    ref: str
    watched: tuple[Watched, ...]
    handling: dict[str, Handling]
    nudges: tuple[Nudge, ...]

    def of(self, item: Watched) -> Handling:
        """How one thing was handled; untouched where nobody did anything."""
        return self.handling.get(item.id, Handling())


def looked(interpreter: Interpreter, ref: str, now: datetime) -> Looked:
    """Look at one contract at a moment (aware)."""
    tz = interpreter.stores.contracts.facts(ref).tz
    return seen_in(interpreter.case(ref, _day(now, tz)), now)


def seen_in(case: CaseFile, now: datetime) -> Looked:
    """The same from a contract's file of that day."""
    store, tz = case.stores.nudges, case.facts.tz
    items, handling = watched(case, now), store.handling(case.ref)
    people, calendar = store.people(case.ref), calendar_of(case)
    found = (nudge(one, handling.get(one.id, Handling()), people, now, calendar, tz) for one in items)
    return Looked(case.ref, tuple(items), handling, tuple(one for one in found if one is not None))


def calendar_of(case: CaseFile) -> Clock:
    """The contract's working days; Monday to Friday where it names none, or never closes."""
    hours = case.facts.hours or ServiceHours(tz=case.facts.tz, weekly=OFFICE_WEEK)
    return Clock(hours, case.today - YEAR, case.today + YEAR)


def due_rows(seen: Looked) -> list[dict[str, Any]]:
    """The reminders of one contract as `itbot due --json` gives them, the most pressing first."""
    order = sorted(seen.nudges, key=urgency)
    return [
        {
            "id": one.item.id, "code": one.item.code, "contract": one.item.contract, "kind": one.item.kind.value, "what": one.item.what,
            "due": one.item.due.isoformat(), "days_late": one.days_late, "rung": one.rung.value, "owner": one.to,
            "why": one.item.why, "settles": one.item.settles, "clause": one.item.clause, "sources": list(one.item.sources),
        }
        for one in order
    ]  # fmt: skip


def ahead_rows(seen: Looked, today: date, days: int) -> list[dict[str, Any]]:
    """What falls due within so many days and is not chased yet, or is put off, with why nothing is sent."""
    chased = {one.item.id for one in seen.nudges}
    rows = []
    for item in seen.watched:
        if item.id in chased or (item.due - today).days > days:
            continue
        rows.append({
            "id": item.id, "code": item.code, "contract": item.contract, "kind": item.kind.value, "what": item.what,
            "due": item.due.isoformat(), "state": "too late" if is_over(item, today) else state_of(seen.of(item), today),
        })  # fmt: skip
    return rows


def is_over(item: Watched, today: date) -> bool:
    """Whether its day is past for good, so that nothing can be done about it any more."""
    return item.kind in ENDS and today > item.due


def state_of(handling: Handling, today: date) -> str:
    """Why nothing is sent about a thing now, in a word or two."""
    if handling.done_at is not None:
        return "done"
    if handling.muted:
        return "muted"
    if handling.snoozed_until is not None and today < handling.snoozed_until:
        return f"put off to {handling.snoozed_until.isoformat()}"
    return "acknowledged" if handling.acknowledged_at is not None else "not yet"


def found(interpreter: Interpreter, watched_id: str, now: datetime) -> tuple[str, Watched]:
    """The contract and the thing of an id or a code. Raises InterpreterError when it names none or several."""
    every = [(ref, one) for ref in interpreter.stores.contracts.refs() for one in looked(interpreter, ref, now).watched]
    hits = [pair for pair in every if pair[1].id == watched_id] or [
        pair for pair in every if pair[1].id.startswith(watched_id)
    ]
    if len(hits) != 1:
        said = "nothing that is watched" if not hits else "more than one thing"
        raise InterpreterError(
            f"'{watched_id}' names {said}; itbot due --ahead 400 lists what is watched, with its id."
        )
    return hits[0]


def finished(interpreter: Interpreter, ref: str, watched_id: str, evidence: str) -> None:
    """A person says that it is done. A promise in the register counts as kept where that was said by its day.

    Said later, the register is left as it is: nobody knows on which day it was done.
    """
    stores, today = interpreter.stores, _day(interpreter.clock(), interpreter.stores.contracts.facts(ref).tz)
    stores.nudges.done(ref, watched_id, evidence)
    for line in stores.registers.listed(ref, "promises"):
        if watched_id == f"line:{ref}:{line.number}" and line.due is not None and today <= line.due:
            stores.registers.edit(ref, line.number, state="kept")


def coming(seen: Looked, now: datetime, today: date, days: int) -> list[Watched]:
    """What is due or will be within so many days and nobody has put off, in order of the day."""
    return [
        one
        for one in seen.watched
        if (one.due - today).days <= days and not is_over(one, today) and not held_back(seen.of(one), now, today)
    ]


def is_held(handling: Handling, now: datetime, tz: str) -> bool:
    """Whether a person said that it is not to be chased now."""
    return held_back(handling, now, _day(now, tz))


def _day(now: datetime, tz: str) -> date:
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(tz)).date()
