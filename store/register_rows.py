"""The lines people keep, imported and kept by hand, as one list: a line by hand stands in the place of what it edits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.facts.common import Source
from store.facts.happened import LogEntry
from store.tables.contracts import ContractRow
from store.tables.happenings import LogEntryRow
from store.tables.registers import RegisterRow

BY_HAND = "register"
IMPORTED = "i"


def kept_lines(session: Session, contract: ContractRow) -> tuple[LogEntry, ...]:
    """Every line in force, in order of its day."""
    own = select(RegisterRow).where(RegisterRow.contract_id == contract.id, RegisterRow.ended_at.is_(None))
    noted = session.scalars(own).all()
    hidden = {row.overlays for row in noted if row.overlays}
    imported = session.scalars(select(LogEntryRow).where(LogEntryRow.contract_id == contract.id)).all()
    lines = [imported_line(row) for row in imported if overlay_key(row) not in hidden]
    lines += [noted_line(row) for row in noted]
    return tuple(sorted(lines, key=lambda line: (line.on, line.kind, line.number)))


def overlay_key(row: LogEntryRow) -> str:
    """What an imported line is known by, even when its file is added again."""
    return row.natural_key


def imported_line(row: LogEntryRow) -> LogEntry:
    """The fact of an imported row."""
    source = Source(row.source_file, row.source_row, row.source_clause, row.source_page, row.source_quote)
    return LogEntry(
        row.kind, row.on, row.what, source, row.who, row.state, due=row.due, at=row.at, number=f"{IMPORTED}{row.id}"
    )


def noted_line(row: RegisterRow) -> LogEntry:
    """The fact of a row kept by hand; its source is the register and its number there."""
    source = Source(BY_HAND, row=row.id)
    return LogEntry(row.kind, row.on, row.what, source, row.who, row.state, due=row.due, at=row.at, number=str(row.id))
