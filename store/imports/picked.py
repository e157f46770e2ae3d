"""The chosen row of every ticket, column by column: each different cell is interpreted once, and only in chosen rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from store.imports.cells import Cell
from store.imports.choosing import Choice
from store.imports.claims import flag, seconds, time_left, unit_of
from store.imports.columns import is_missing
from store.imports.decoding import Decoded
from store.imports.formats.model import MEASURED
from store.imports.names import normal, visible
from store.imports.sheets import shown

T = TypeVar("T")


@dataclass(slots=True)
class Dates:
    """Instants of one field, ticket by ticket; `unreadable` gives the cells that hold something that is no time."""

    times: list[datetime | None]
    unreadable: dict[int, str] = field(default_factory=dict)
    skipped: int = 0
    doubled: int = 0
    zoneless: bool = False


def text_of(cell: Cell) -> str:
    """A cell as clean text, "" where it says that nothing is there."""
    return "" if is_missing(cell) else visible(shown(cell))


@dataclass(frozen=True, slots=True)
class Picked:
    """The cells of the chosen rows of a decoded sheet."""

    rows: Decoded
    choice: Choice

    def cells(self, name: str) -> list[Cell]:
        """A field's cells in the chosen rows."""
        header = self.rows.proposal.mapping.columns.get(name)
        return self.rows.sheet.picked(header, self.choice.winners) if header else [None] * len(self.choice.winners)

    def each(self, name: str, read: Callable[[Cell], T], default: T) -> list[T]:
        """A field read by `read`, `default` where the cell is missing or there is no such column."""
        if not self.rows.has(name):
            return [default] * len(self.choice.winners)
        mine = self.cells(name)
        known = {cell: default if is_missing(cell) else read(cell) for cell in dict.fromkeys(mine)}
        return [known[cell] for cell in mine]

    def texts(self, name: str) -> list[str]:
        """A field as clean text."""
        return self.each(name, text_of, "")

    def dates(self, name: str) -> Dates:
        """A field's instants; a day without a time of day counts as its midnight only where nothing is measured by it."""
        if not self.rows.has(name):
            return Dates([None] * len(self.choice.winners))
        cells = self.cells(name)
        reader = self.rows.reader(name, without_clock=name not in MEASURED)
        times = reader.column(cells)
        unreadable = {
            place: shown(cell) for place, cell in enumerate(cells) if times[place] is None and not is_missing(cell)
        }
        return Dates(times, unreadable, reader.skipped, reader.doubled, reader.zoneless)

    def claims(self, of: str) -> list[bool | None]:
        """The tool's own verdict on the level called sla or response, as the provider's claim."""
        if self.rows.has(f"{of}_met"):
            return self.each(f"{of}_met", time_left if self.rows.form.remaining_time else flag, None)
        breached = self.each(f"{of}_breached", flag, None)
        return [None if cell is None else not cell for cell in breached]

    def durations(self, name: str) -> list[int | None]:
        """A duration that the tool reports, in seconds: one column, or the sum of the stages it is counted in."""
        stages = [header for header in self.rows.sheet.header if normal(header) in self.rows.form.sums.get(name, ())]
        if stages:
            columns = [self.rows.sheet.column(header) for header in stages]
            return [_added([seconds(column[at], "minutes") for column in columns]) for at in self.choice.winners]
        unit = unit_of(normal(self.rows.proposal.mapping.columns.get(name, "")))
        return self.each(name, lambda cell: seconds(cell, unit), None)


def _added(parts: list[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
