"""What a person should know about an import, as plain sentences: what was merged, assumed, unknown, or odd in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from store.facts.tickets import Ticket, TicketState
from store.imports.building import Built
from store.imports.choosing import Choice
from store.imports.columns import says_utc
from store.imports.decoding import Decoded
from store.imports.names import label
from store.imports.sentences import counted, quoted, some

_DONE = (TicketState.RESOLVED, TicketState.CLOSED)


def notes_on(rows: Decoded, choice: Choice, made: Built) -> list[str]:
    """The sentences, the most important first; each carries its count."""
    return [
        *_on_rows(rows, choice),
        *_on_times(rows, made),
        *_on_labels(rows, made.tickets),
        *_on_tickets(rows, made.tickets),
        *_on_tool(rows, made.tickets),
    ]


def _on_rows(rows: Decoded, choice: Choice) -> Iterable[str]:
    if rows.is_log and any(len(places) > 1 for places in choice.updates):
        updates = sum(len(places) for places in choice.updates)
        yield f"The {updates:,} rows are updates of {counted(len(choice.winners), 'ticket')}; the last update of each counts."
    if choice.repeated:
        yield f"{counted(choice.repeated, 'row', 'repeats', 'repeat')} another row and did not count again."
    if choice.superseded:
        yield f"{counted(choice.superseded, 'row', 'was', 'were')} replaced by a later update of the same ticket."
    if rows.sheet.uncalculated:
        formulas = counted(rows.sheet.uncalculated, "formula", "has", "have")
        yield f"{formulas} no stored result and read as empty; open the file in Excel and save it."
    if rows.sheet.other_sheets:
        yield f"Only the worksheet {rows.sheet.name} was read, not {', '.join(rows.sheet.other_sheets)}."


def _on_times(rows: Decoded, made: Built) -> Iterable[str]:
    told = [header for header in rows.proposal.mapping.columns.values() if says_utc(header)]
    if made.zoneless:
        also = f", those of {some(told)} as UTC." if told else "."
        yield f"Times that name no zone were read as {rows.tz} time{also}"
    if made.doubled:
        yield f"{counted(made.doubled, 'time')} fell in the hour that the clocks went through twice; the first passage was taken."
    if made.skipped:
        yield f"{counted(made.skipped, 'time')} fell in the hour that the clocks skipped and moved on by that hour."
    if made.unreadable:
        yield f"{counted(made.unreadable, 'closing time')} cannot be read; no measured time depends on them."
    if made.resolved_by_log:
        tickets = counted(made.resolved_by_log, "ticket", "takes its", "take their")
        yield f"{tickets} time of resolution from the log's own change to resolved, having no other."
    if made.opened_again:
        tickets = counted(made.opened_again, "open ticket", "carries", "carry")
        yield f"{tickets} an earlier time of resolution, which does not count because of being opened again."


def _on_labels(rows: Decoded, tickets: list[Ticket]) -> Iterable[str]:
    unranked = Counter(ticket.priority_raw for ticket in tickets if ticket.priority is None and ticket.priority_raw)
    for text, count in unranked.most_common(5):
        carried = counted(count, "ticket", "carries", "carry")
        yield f"{carried} the priority {quoted(text)}, whose rank is not known and which counts under no priority."
    without = sum(1 for ticket in tickets if not ticket.priority_raw)
    if without and rows.has("priority"):
        yield f"{counted(without, 'ticket', 'has', 'have')} no priority."
    unknown = [f"{quoted(text)}" for text, state in rows.proposal.state_map.items() if state is None]
    if unknown:
        yield f"What the status {some(unknown)} means is not known; such tickets were judged by their times."
    if any(label(text) in ("merged", "duplicate", "closed duplicate") for text in rows.proposal.state_map):
        yield "Merged and duplicate tickets count as cancelled."


def _on_tickets(rows: Decoded, tickets: list[Ticket]) -> Iterable[str]:
    late = [ticket.ext_id for ticket in tickets if _answered_late(ticket)]
    if late:
        yield f"{counted(len(late), 'ticket', 'shows', 'show')} a first response later than the resolution: {some(late)}."
    unresolved = [ticket.ext_id for ticket in tickets if ticket.state in _DONE and ticket.resolved_at is None]
    if unresolved and rows.has("resolved"):
        yield f"{counted(len(unresolved), 'finished ticket', 'has', 'have')} no time of resolution: {some(unresolved)}."
    held = sum(1 for ticket in tickets if ticket.hold_s and not ticket.pauses)
    if held:
        yield (
            f"{counted(held, 'ticket', 'was', 'were')} on hold for a time that is given, but not when or for whom; where that "
            "would decide whether a fix was in time, it is not judged. The tool's export of status changes would settle it."
        )
    excluded = sum(ticket.excluded for ticket in tickets)
    if excluded:
        yield f"{counted(excluded, 'ticket', 'is', 'are')} marked in the export as excluded from the service levels."


def _answered_late(ticket: Ticket) -> bool:
    return bool(ticket.responded_at and ticket.resolved_at and ticket.responded_at > ticket.resolved_at)


def _on_tool(rows: Decoded, tickets: list[Ticket]) -> Iterable[str]:
    for about, sentence in rows.form.missing_notes.items():
        found, _, name = about.rpartition(":")
        if rows.has(name) == bool(found):
            yield sentence
    answered, resolved = any(ticket.responded_at for ticket in tickets), any(ticket.resolved_at for ticket in tickets)
    if not answered and (rows.has("responded") or "responded" not in rows.form.missing_notes):
        yield "The file has no time of first response, so response targets cannot be measured from it."
    if not resolved:
        yield "The file has no time of resolution, so resolution targets cannot be measured from it."
