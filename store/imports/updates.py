"""What a log with one row per update tells beyond the last row: pauses, the change to resolved, the first priority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.facts.tickets import Pause, TicketState
from store.imports.choosing import Choice
from store.imports.decoding import Decoded
from store.imports.history import last_resolution, pauses
from store.imports.picked import text_of

_PAUSED = (TicketState.PAUSED_CUSTOMER, TicketState.PAUSED_OTHER)


@dataclass(frozen=True, slots=True)
class Told:
    """What one ticket's updates say."""

    pauses: tuple[Pause, ...] = ()
    resolved_at: datetime | None = None
    priority_first: int | None = None


_NOTHING = Told()


def told_by_updates(rows: Decoded, choice: Choice, resolved: list[datetime | None]) -> list[Told]:
    """For every chosen ticket what its updates say; nothing where the export is no log or there is one row only.

    The change to resolved is looked for only where the ticket's own row gives no time in `resolved`.
    """
    if not rows.is_log:
        return [_NOTHING] * len(choice.winners)
    labels = {cell: text_of(cell) for cell in dict.fromkeys(rows.cells("state"))}
    known = {cell: (text, rows.proposal.state_map.get(text)) for cell, text in labels.items()}
    states = [known[cell] for cell in rows.cells("state")]
    waits = [state in _PAUSED for _, state in states]
    cells = rows.cells("priority")
    ranks = {cell: rows.proposal.priority_map.get(text_of(cell)) for cell in dict.fromkeys(cells)}
    told = []
    for places, done in zip(choice.updates, resolved, strict=True):
        first = ranks[cells[places[0]]] if len(places) > 1 else None
        looked_into = len(places) > 1 and (done is None or any(waits[at] for at in places))
        told.append(_told(rows, places, states, first) if looked_into else Told(priority_first=first))
    return told


def _told(rows: Decoded, places: list[int], states: list[tuple[str, TicketState | None]], first: int | None) -> Told:
    changes = [(at, *states[place]) for place in places if (at := rows.updated[place]) is not None]
    return Told(pauses(changes), last_resolution([(at, state) for at, _, state in changes]), first)
