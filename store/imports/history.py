"""A ticket's changes of state as pauses, first human response, last resolution and first priority.

Only what the history states is used: a change made by an automation is never a human response, and a clock that was never
seen to restart stays paused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from store.facts.common import Reject, Source
from store.facts.tickets import UNPLACED, Pause, Ticket, TicketState
from store.imports.names import label
from store.imports.priorities import priority_ranks
from store.imports.sentences import counted, quoted
from store.imports.sheets import Sheet
from store.imports.simple_rows import read_rows
from store.imports.states import pause_reason, state_of

_PAUSED = (TicketState.PAUSED_CUSTOMER, TicketState.PAUSED_OTHER)
_DONE = (TicketState.RESOLVED, TicketState.CLOSED, TicketState.CANCELLED)
_AUTOMATIC = frozenset(
    "system automation automated automatic auto workflow bot robot trigger scheduler api integration rule sla".split()
)
_FRESH = frozenset("new open logged received created submitted unassigned queued".split()) | {"to do"}
_AT_ONCE_S = 60
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a ticket's state: when, from what to what (the tool's own words), by whom."""

    ticket: str
    at: datetime
    before: str
    after: str
    by: str
    source: Source


@dataclass(frozen=True, slots=True)
class History:
    """The changes of a history file in order of time, with the rows that could not be read."""

    changes: tuple[Change, ...]
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...] = ()


def read_history(table: Path | Sheet, *, tz: str, now: datetime, date_order: str | None = None) -> History:
    """The changes in a table with the columns ticket, changed at, from status, to status, changed by."""
    read = read_rows(table, "history", tz=tz, now=now, date_order=date_order)
    changes = [
        Change(row.text("ticket"), row.moment("at"), row.text("before"), row.text("after"), row.text("by"), row.source)
        for row in read.rows
    ]
    changes.sort(key=lambda change: change.at)
    return History(tuple(changes), tuple(read.rejects), (*read.notes, *unplaced_notes(changes)))


def unplaced_notes(changes: Sequence[Change]) -> list[str]:
    """One sentence for each status of a history that nobody can place, with how often it stands there and an example."""
    unplaced: dict[str, list[str]] = {}
    for change in changes:
        if label(change.after) and state_of(change.after) is None and not _is_of_priority(change):
            unplaced.setdefault(change.after, []).append(change.ticket)
    return [
        f"What the status {quoted(text)} means is not known ({counted(len(tickets), 'change')}, such as in {tickets[0]}); no delay "
        "of such a ticket is put down to the provider."
        for text, tickets in sorted(unplaced.items(), key=lambda one: -len(one[1]))[:_TOLD]
    ]


def with_history(tickets: Iterable[Ticket], changes: Iterable[Change]) -> tuple[list[Ticket], list[str]]:
    """The tickets with pauses, first human response and a missing resolution filled from their changes, and notes.

    A response that the tool booked at the moment of an automation's change gives way to the first human's change.
    """
    by_ticket: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: change.at):
        by_ticket.setdefault(change.ticket, []).append(change)
    before = list(tickets)
    after = [_told(ticket, by_ticket[ticket.ext_id]) if ticket.ext_id in by_ticket else ticket for ticket in before]
    return after, _history_notes(before, after, by_ticket)


def _told(ticket: Ticket, changes: list[Change]) -> Ticket:
    first = next((_rank(change.before) for change in changes if _is_of_priority(change)), None)
    changes = [change for change in changes if not _is_of_priority(change)]
    responded, automatic = _response(ticket, changes)
    spans = pauses([(change.at, change.after, state_of(change.after)) for change in changes])
    return replace(
        ticket,
        pauses=spans or ticket.pauses,
        priority_first=first or ticket.priority_first,
        responded_at=responded,
        response_is_auto=automatic,
        resolved_at=ticket.resolved_at or (_last_resolution(changes) if ticket.state in _DONE else None),
        reopen_count=max(ticket.reopen_count, _reopenings(changes)),
    )


def _response(ticket: Ticket, changes: list[Change]) -> tuple[datetime | None, bool]:
    acts = [change for change in changes if change.at >= ticket.opened_at and _answers(change, ticket)]
    human = next((change.at for change in acts if change.by and not is_automation(change.by)), None)
    booked = ticket.responded_at
    if booked is None:
        return human, False
    near = [change for change in acts if abs((change.at - booked).total_seconds()) <= _AT_ONCE_S]
    if near and all(is_automation(change.by) for change in near):
        return (human, False) if human else (booked, True)
    return booked, ticket.response_is_auto


def _answers(change: Change, ticket: Ticket) -> bool:
    """Whether a change can be somebody's answer: not the logging of the ticket itself, nor an act of its own user."""
    logging = not change.before and (label(change.after) in _FRESH or change.at == ticket.opened_at)
    return not logging and (not ticket.user or label(change.by) != label(ticket.user))


def _is_of_priority(change: Change) -> bool:
    """Some tools log a change of priority in the same list: both values are then priorities and no states."""
    labels = (change.before, change.after)
    return all(_rank(text) is not None and state_of(text) is None for text in labels)


def _rank(text: str) -> int | None:
    return priority_ranks([text])[text]


def is_automation(name: str) -> bool:
    """Whether a name is that of a machine ("System", "Workflow rule 7"), not of a person."""
    return bool(set(label(name).split()) & _AUTOMATIC)


def pauses(states: Sequence[tuple[datetime, str, TicketState | None]]) -> tuple[Pause, ...]:
    """The spans in which the clock stood still, from changes in order of time as (when, label, state after it).

    A state that nobody can place leaves a span that may have been a wait.
    """
    spans: list[Pause] = []
    start: datetime | None = None
    reason = ""
    for at, text, state in states:
        now_reason = _reason(text, state)
        if now_reason == reason:
            continue
        if start is not None and at > start:
            spans.append(Pause(start, at, reason))
        start, reason = (at, now_reason) if now_reason else (None, "")
    if start is not None:
        spans.append(Pause(start, None, reason))
    return tuple(spans)


def _reason(text: str, state: TicketState | None) -> str:
    if state is None:
        return UNPLACED if label(text) else ""
    return pause_reason(text) if state in _PAUSED else ""


def last_resolution(states: Sequence[tuple[datetime, TicketState | None]]) -> datetime | None:
    """When the ticket last became resolved, unless it was opened again since."""
    at_last: datetime | None = None
    before: TicketState | None = None
    for at, state in states:
        if state == TicketState.RESOLVED and before != TicketState.RESOLVED:
            at_last = at
        elif state is not None and state not in _DONE:
            at_last = None
        before = state
    return at_last


def _last_resolution(changes: list[Change]) -> datetime | None:
    return last_resolution([(change.at, state_of(change.after)) for change in changes])


def _reopenings(changes: list[Change]) -> int:
    states = [state_of(change.after) for change in changes]
    done = (TicketState.RESOLVED, TicketState.CLOSED)
    return sum(1 for one, two in pairwise(states) if one in done and two and two not in _DONE)


def _history_notes(before: list[Ticket], after: list[Ticket], by_ticket: dict[str, list[Change]]) -> list[str]:
    known = {ticket.ext_id for ticket in before}
    strangers = len(set(by_ticket) - known)
    pairs = list(zip(before, after, strict=True))
    found = sum(1 for one, two in pairs if two.responded_at and not one.responded_at)
    replaced = sum(1 for one, two in pairs if one.responded_at and one.responded_at != two.responded_at)
    automatic = sum(1 for one, two in pairs if two.response_is_auto and not one.response_is_auto)
    notes = [f"The history covers {len(set(by_ticket) & known):,} of {counted(len(known), 'ticket')}."]
    if strangers:
        notes.append(f"{counted(strangers, 'ticket')} of the history stood in no ticket list and did not count.")
    if found:
        responses = counted(found, "first response", "is", "are")
        notes.append(f"{responses} taken from the history: the first change of state that a person made.")
    if replaced:
        responses = counted(replaced, "first response")
        notes.append(f"{responses} came from an automation; the first change by a person counts instead.")
    if automatic:
        notes.append(f"{counted(automatic, 'ticket', 'was', 'were')} answered by an automation only.")
    return notes
