"""What a person should know about an import, as plain sentences: what was merged, assumed, unknown, or odd in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from store.facts import Ticket, TicketState
from store.imports.building import Built
from store.imports.choosing import Choice
from store.imports.decoding import Decoded
from store.imports.names import label

_DONE = (TicketState.RESOLVED, TicketState.CLOSED)


def notes_on(rows: Decoded, choice: Choice, made: Built) -> list[str]:
    """The sentences, the most important first; each carries its count."""
    return [
        *_on_rows(rows, choice),
        *_on_times(rows, made),
        *_on_labels(rows, made.tickets),
        *_on_tickets(rows, made.tickets),
        *_on_tool(rows),
    ]


def _on_rows(rows: Decoded, choice: Choice) -> Iterable[str]:
    updates = sum(len(places) for places in choice.updates if len(places) > 1)
    if updates > len(choice.winners) and rows.form.one_row_per_update:
        tickets = f"{len(choice.winners):,} tickets"
        yield f"The {sum(map(len, choice.updates)):,} rows are updates of {tickets}; the last update of each counts."
    if choice.repeated:
        yield f"{_things(choice.repeated, 'row')} repeat another row and were counted once."
    if choice.superseded:
        yield f"{_things(choice.superseded, 'row')} were replaced by a later update of the same ticket."
    if rows.sheet.uncalculated:
        formulas = _things(rows.sheet.uncalculated, "cell")
        yield f"{formulas} hold formulas without a stored result and were read as empty; open the file in Excel and save it."
    if rows.sheet.other_sheets:
        yield f"Only the worksheet {rows.sheet.name} was read, not {', '.join(rows.sheet.other_sheets)}."


def _on_times(rows: Decoded, made: Built) -> Iterable[str]:
    yield f"Times that name no zone were read as {rows.tz} time."
    if made.doubled:
        yield f"{_things(made.doubled, 'time')} fell in the hour that the clocks went through twice; the first passage was taken."
    if made.skipped:
        yield f"{_things(made.skipped, 'time')} fell in the hour that the clocks skipped; they were moved on by that hour."
    if made.unreadable:
        cells = _things(made.unreadable, "closing time")
        yield f"{cells} cannot be read and were left empty; no measured time depends on them."
    if made.resolved_by_log:
        tickets = _things(made.resolved_by_log, "ticket")
        yield f"{tickets} without a time of resolution take it from the log's own change to resolved."
    if made.opened_again:
        tickets = _things(made.opened_again, "open ticket")
        yield f"{tickets} carry an earlier time of resolution, which does not count because they were opened again."


def _on_labels(rows: Decoded, tickets: list[Ticket]) -> Iterable[str]:
    unranked = Counter(ticket.priority_raw for ticket in tickets if ticket.priority is None and ticket.priority_raw)
    for text, count in unranked.most_common(5):
        yield f"{_things(count, 'ticket')} carry the priority “{text}”, whose rank is not known; they count under no priority."
    without = sum(1 for ticket in tickets if not ticket.priority_raw)
    if without and rows.has("priority"):
        yield f"{_things(without, 'ticket')} have no priority."
    unknown = [text for text, state in rows.proposal.state_map.items() if state is None]
    if unknown:
        yield f"The status {', '.join(f'“{text}”' for text in unknown[:5])} is not known; such tickets were judged by their times."


def _on_tickets(rows: Decoded, tickets: list[Ticket]) -> Iterable[str]:
    late = [
        ticket.ext_id
        for ticket in tickets
        if ticket.responded_at and ticket.resolved_at and ticket.responded_at > ticket.resolved_at
    ]
    if late:
        yield f"{_things(len(late), 'ticket')} show a first response later than the resolution: {_some(late)}."
    unresolved = [ticket.ext_id for ticket in tickets if ticket.state in _DONE and ticket.resolved_at is None]
    if unresolved:
        yield f"{_things(len(unresolved), 'finished ticket')} have no time of resolution: {_some(unresolved)}."
    excluded = sum(ticket.excluded for ticket in tickets)
    if excluded:
        yield f"{_things(excluded, 'ticket')} are marked in the export as excluded from the service levels."
    merged = sum(1 for text in rows.proposal.state_map if label(text) in ("merged", "duplicate", "closed duplicate"))
    if merged:
        yield "Merged and duplicate tickets count as cancelled."


def _on_tool(rows: Decoded) -> Iterable[str]:
    for about, sentence in rows.form.missing_notes.items():
        found, _, name = about.rpartition(":")
        if rows.has(name) == bool(found):
            yield sentence
    if not rows.has("responded") and "responded" not in rows.form.missing_notes:
        yield "The file has no time of first response, so response targets cannot be measured from it."
    if not rows.has("resolved"):
        yield "The file has no time of resolution, so resolution targets cannot be measured from it."


def _things(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (f" and {len(ids) - 5:,} more" if len(ids) > 5 else "")
