"""The silence watch: in a major incident that is still open, the moment by which a word was promised and did not come.

"We are still working on it" counts as a word; a message that it is over, or the ticket's end, ends the watch.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.answering.casefile import CaseFile
from bot.answering.stores import Stores
from bot.digest.crisis import Crisis, crisis_of
from bot.digest.keeping import CRISIS_KINDS
from store.facts.common import InterpreterError
from store.facts.watched import Kind, Watched
from store.measures.crisis import WORD_KINDS, Event

# An incident nobody wrote about for so long is no longer one to be watched by the hour.
STALE = timedelta(days=2)


def silences(case: CaseFile, now: datetime) -> Iterator[Watched]:
    """The silence of the latest incident, where it is open and word of it is overdue."""
    found = _open_crisis(case, now)
    if found is None:
        return
    last = [event for event in found.line.events if event.kind in WORD_KINDS and event.at <= now][-1]
    by, promised = _promised(found, last)
    if by is None or now < by:
        return
    zone = ZoneInfo(found.tz)
    yield Watched(
        id=f"silence:{case.ref}:{int(last.at.timestamp())}", kind=Kind.SILENCE, contract=case.ref,
        what=f"Ask for an update on “{found.name}”", due=by.astimezone(zone).date(), at=by,
        why=f"The last word came at {_moment(last.at, zone)}, and {promised} {_moment(by, zone)}.",
        settles="Any word from them, even that they are still working on it",
        clause=found.interval.source.clause if found.interval and last.promised_next is None else None,
        sources=(str(last.source),),
    )  # fmt: skip


def is_word_recent(stores: Stores, ref: str, now: datetime) -> bool:
    """Whether the provider wrote about an outage lately; cheap, and asked before anything is worked out."""
    readings = stores.correspondence.readings(ref)
    return any(
        one.kind in CRISIS_KINDS and one.side == "provider" and one.sent_at and now - STALE <= one.sent_at <= now
        for one in readings
    )


def _open_crisis(case: CaseFile, now: datetime) -> Crisis | None:
    if not is_word_recent(case.stores, case.ref, now):
        return None
    try:
        found = crisis_of(case, None, now)
    except InterpreterError:
        return None
    over = found.line.cleared is not None or any(
        event.kind in {"end", "cause"} and event.at <= now for event in found.line.events
    )
    words = [event for event in found.line.events if event.kind in WORD_KINDS and event.at <= now]
    return found if words and not over else None


def _promised(found: Crisis, last: Event) -> tuple[datetime | None, str]:
    """By when the next word was promised: by the last word itself, else by the contract's own interval."""
    if last.promised_next is not None:
        return last.promised_next, "it announced the next one for"
    if found.interval is not None and found.interval.limit_s:
        return last.at + timedelta(seconds=found.interval.limit_s), "the contract promises the next one by"
    return None, ""


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%H:%M} on {day(local.date())}"
