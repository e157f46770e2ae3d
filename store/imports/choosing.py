"""Several rows of one ticket: which counts. The last update wins, equal rows are one, else none of them is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from store.imports.decoding import Decoded, Fault
from store.imports.sheets import shown

_START = datetime(1, 1, 1, tzinfo=UTC)
_EVERY = 500


@dataclass(slots=True)
class Choice:
    """Per ticket, in the file's order: the position of the row that counts, and of all its rows in order of time."""

    winners: list[int] = field(default_factory=list)
    updates: list[list[int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    repeated: int = 0
    superseded: int = 0


def chosen(rows: Decoded, *, progress: Callable[[int, int], None] | None = None) -> Choice:
    """One row a ticket, with its history where the export is a log of updates."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(rows.ids):
        if name:
            groups.setdefault(name, []).append(at)
    choice = Choice()
    order = _order(rows)
    done = 0
    for count, (name, places) in enumerate(groups.items(), start=1):
        if len(places) > 1 and not rows.is_log:
            _latest(rows, choice, name, places)
        else:
            _keep(choice, places if _in_order(rows, places) else sorted(places, key=order))
        done += len(places)
        if progress and (count % _EVERY == 0 or count == len(groups)):
            progress(done, len(rows.ids))
    return choice


def _in_order(rows: Decoded, places: list[int]) -> bool:
    """Whether rows stand in the file in order of time, as most logs have them: then nothing needs sorting."""
    times = [rows.updated[at] for at in places] if len(places) > 1 else []
    return all(one is not None and two is not None and one < two for one, two in pairwise(times))


def _keep(choice: Choice, places: list[int]) -> None:
    choice.winners.append(places[-1])
    choice.updates.append(places)


def _order(rows: Decoded) -> Callable[[int], tuple[datetime, int, int]]:
    """By update time, then by the tool's own count of updates (times may be whole minutes), then by place in the file."""
    known = {cell: _whole(shown(cell)) for cell in dict.fromkeys(rows.cells("update_count"))}
    counts = [known[cell] for cell in rows.cells("update_count")]

    def key(at: int) -> tuple[datetime, int, int]:
        return rows.updated[at] or _START, counts[at], at

    return key


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _latest(rows: Decoded, choice: Choice, name: str, places: list[int]) -> None:
    """For an export that is no log: a repeated row is dropped, otherwise the last update wins, otherwise nobody does."""
    distinct = {_facts(rows, at): at for at in reversed(places)}
    if len(distinct) == 1:
        choice.repeated += len(places) - 1
        _keep(choice, places[:1])
        return
    times = sorted(((rows.updated[at] or _START, at) for at in distinct.values()), reverse=True) if rows.updated else []
    if times and times[0][0] > times[1][0] and times[-1][0] > _START:
        choice.superseded += len(places) - 1
        _keep(choice, [times[0][1]])
        return
    numbers = ", ".join(str(rows.sheet.numbers[at]) for at in places)
    sentence = (
        f"Ticket {name} stands in rows {numbers} with different values, and no update time says which is the last."
    )
    choice.faults += [Fault(at, "of tickets that stand twice with different values", sentence) for at in places]


def _facts(rows: Decoded, at: int) -> tuple[object, ...]:
    """What the row says in the columns that matter, the time of the update itself left aside."""
    return tuple(rows.cells(name)[at] for name in rows.proposal.mapping.columns if name != "updated")
