"""The rows of a sheet that can be tickets, and the mapped columns they are read from; unmapped columns are never touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from store.imports.cells import Cell
from store.imports.columns import is_missing, says_utc
from store.imports.dates import DateReader
from store.imports.formats.model import Format
from store.imports.names import visible
from store.imports.proposals import Proposal
from store.imports.sentences import quoted
from store.imports.sheets import Sheet, shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One row left out: its position among the rows, a few words to count it under, and the sentence for the list."""

    at: int
    kind: str
    sentence: str


@dataclass(slots=True)
class Decoded:
    """A sheet's rows under a proposal: `ids` are "" where a row is faulty; `updated` is empty unless the file tells."""

    sheet: Sheet
    proposal: Proposal
    form: Format
    ids: list[str]
    tz: str
    now: datetime
    updated: list[datetime | None] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_log(self) -> bool:
        """Whether several rows of one ticket are its updates, told by the tool as they happened."""
        return self.form.one_row_per_update and bool(self.updated)

    def has(self, name: str) -> bool:
        """Whether a column was found for the field."""
        return name in self.proposal.mapping.columns

    def cells(self, name: str) -> list[Cell]:
        """The cells of the column that fills a field, a blank for every row when there is none."""
        header = self.proposal.mapping.columns.get(name)
        return self.sheet.column(header) if header else [None] * len(self.ids)

    def reader(self, name: str, *, without_clock: bool) -> DateReader:
        """A reader of the field's dates in the order that was decided for its column."""
        tz = "UTC" if says_utc(self.proposal.mapping.columns.get(name, "")) else self.tz
        return DateReader(tz, self.proposal.date_orders.get(name), self.now.year + 1, without_clock=without_clock)


def decoded(sheet: Sheet, proposal: Proposal, *, tz: str, now: datetime) -> Decoded:
    """The rows with their ticket numbers; rows that cannot be a ticket or an update are faults and carry none."""
    columns = proposal.mapping.columns
    known = {
        cell: "" if is_missing(cell) else " ".join(visible(shown(cell)).split()) for cell in sheet.values(columns["id"])
    }
    rows = Decoded(
        sheet, proposal, proposal.mapping.form, [known[cell] for cell in sheet.column(columns["id"])], tz, now
    )
    for at, name in enumerate(rows.ids):
        if not name:
            rows.faults.append(Fault(at, "without a ticket number", "The row has no ticket number."))
    _drop_ragged(rows)
    if rows.has("updated"):
        rows.updated = rows.reader("updated", without_clock=True).column(rows.cells("updated"))
    if rows.is_log:
        _drop_undated_updates(rows)
    return rows


def _drop_ragged(rows: Decoded) -> None:
    """A row whose cells do not match the header may have its values under the wrong names.

    Rows of one file that are short in numbers are another matter: spreadsheets leave out trailing empty cells.
    """
    ragged = rows.sheet.ragged
    width = len(rows.sheet.header)
    short = sum(1 for cells in ragged.values() if cells < width)
    habit = short >= max(16, len(rows.ids) // 100) and not rows.sheet.cut_short
    for at, cells in ragged.items():
        if (cells < width and habit) or not rows.ids[at]:
            continue
        last = at == len(rows.ids) - 1 and rows.sheet.cut_short
        why = "the file seems to be cut off there" if last else "a stray or missing delimiter may have moved its values"
        sentence = f"The row has {cells} cells where the header has {width}: {why}."
        rows.faults.append(Fault(at, "with more or fewer cells than the header", sentence))
        rows.ids[at] = ""


def _drop_undated_updates(rows: Decoded) -> None:
    """An update without a time cannot be put in order with the others of its ticket."""
    if None not in rows.updated:
        return
    cells, counted = rows.cells("updated"), {name: rows.ids.count(name) for name in _undated(rows)}
    for at, name in enumerate(rows.ids):
        if name and rows.updated[at] is None and counted[name] > 1:
            sentence = f"{quoted(shown(cells[at]))} cannot be read as the time of an update."
            rows.faults.append(Fault(at, "that are updates without a readable time", sentence))
            rows.ids[at] = ""


def _undated(rows: Decoded) -> set[str]:
    return {name for name, at in zip(rows.ids, rows.updated, strict=True) if at is None}
