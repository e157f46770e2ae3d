"""Registers a person keeps by hand: a line is noted, edited or taken back, and nothing that was said is ever lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError
from store.facts.happened import LogEntry
from store.register_rows import IMPORTED, imported_line, kept_lines, noted_line, overlay_key
from store.tables.contracts import ContractRow
from store.tables.happenings import LogEntryRow
from store.tables.registers import RegisterRow

CHANGEABLE = ("on", "at", "what", "who", "state", "due")


class Registers:
    """The registers of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def listed(self, ref: str, kind: str | None = None) -> tuple[LogEntry, ...]:
        """The lines in force, of one register or of all, in order of their day."""
        with self._db.read() as session:
            lines = kept_lines(session, row_of(session, ref))
        return tuple(line for line in lines if kind in (None, line.kind))

    def note(self, ref: str, line: LogEntry) -> LogEntry:
        """Keep a line, and give it back with its number. The very same line again is the line there is."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            for known in kept_lines(session, contract):
                if replace(known, source=line.source) == line:
                    return known
            return noted_line(self._added(session, contract, line))

    def edit(self, ref: str, number: str, *, dry_run: bool = False, **changes: Any) -> LogEntry:
        """Change fields of a line (CHANGEABLE); the earlier wording is kept and `undo` brings it back.

        Raises InterpreterError when there is no such line.
        """
        with self._changing(dry_run=dry_run) as session:
            contract = row_of(session, ref)
            row = self._row(session, contract, number)
            if isinstance(row, LogEntryRow):
                line = replace(imported_line(row), **changes)
                return noted_line(self._added(session, contract, line, overlays=overlay_key(row)))
            line, replaced, overlays = replace(noted_line(row), **changes), row.id, row.overlays
            row.ended_at = self._db.now()
            return noted_line(self._added(session, contract, line, replaced=replaced, overlays=overlays))

    def undo(self, ref: str, number: str, *, dry_run: bool = False) -> LogEntry | None:
        """Take back the last thing done to a line: an edit gives way to the wording before it, a new line goes.

        A line that was taken back comes again. Returns the line that now stands, or None.
        """
        with self._changing(dry_run=dry_run) as session:
            contract = row_of(session, ref)
            row = self._row(session, contract, number, ended=True)
            if isinstance(row, LogEntryRow):
                raise InterpreterError(
                    f"{number} is as its file says; nothing was changed by hand, so nothing to undo."
                )
            if row.ended_at is not None:
                return self._again(session, row)
            row.ended_at = self._db.now()
            before = session.get(RegisterRow, row.replaces) if row.replaces else None
            if before is not None:
                before.ended_at = None
                return noted_line(before)
            under = _imported(session, contract, row.overlays) if row.overlays else None
            return imported_line(under) if under else None

    @contextmanager
    def _changing(self, *, dry_run: bool) -> Iterator[Session]:
        """A writing transaction; in a dry run it is carried out and then let go of."""
        with self._db.write() as session, session.begin_nested() as step:
            yield session
            if dry_run:
                session.flush()
                step.rollback()

    def _again(self, session: Session, row: RegisterRow) -> LogEntry:
        later = session.scalar(
            select(RegisterRow).where(RegisterRow.replaces == row.id, RegisterRow.ended_at.is_(None))
        )
        if later is not None:
            raise InterpreterError(f"{row.id} was changed later; undo {later.id} first.")
        row.ended_at = None
        return noted_line(row)

    def _added(
        self,
        session: Session,
        contract: ContractRow,
        line: LogEntry,
        *,
        replaced: int | None = None,
        overlays: str | None = None,
    ) -> RegisterRow:
        said = {name: getattr(line, name) for name in CHANGEABLE}
        row = RegisterRow(
            contract_id=contract.id,
            kind=line.kind,
            replaces=replaced,
            overlays=overlays,
            added_at=self._db.now(),
            **said,
        )
        session.add(row)
        session.flush()
        return row

    def _row(
        self, session: Session, contract: ContractRow, number: str, *, ended: bool = False
    ) -> RegisterRow | LogEntryRow:
        digits = number.removeprefix(IMPORTED)
        key = int(digits) if digits.isascii() and digits.isdigit() else 0
        row: RegisterRow | LogEntryRow | None
        row = session.get(LogEntryRow, key) if number.startswith(IMPORTED) else session.get(RegisterRow, key)
        gone = isinstance(row, RegisterRow) and row.ended_at is not None and not ended
        if row is None or row.contract_id != contract.id or gone:
            raise InterpreterError(
                f"There is no line {number} in the registers of {contract.ref}; itbot register lists them."
            )
        return row


def _imported(session: Session, contract: ContractRow, key: str) -> LogEntryRow | None:
    own: Sequence[LogEntryRow] = session.scalars(
        select(LogEntryRow).where(LogEntryRow.contract_id == contract.id, LogEntryRow.natural_key == key)
    ).all()
    return own[0] if own else None
