"""The record of who asked and saw what: lines are only ever added, and each holds the sum of the one before it.

A line changed, left out or put in between breaks the chain from there on. What may have to be erased stands in the
details; the chain holds only their salted sum, so that it still holds when they are gone. Lines cut off at the end show
only to whoever noted the last sum elsewhere: an export prints it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from store.database import Database
from store.tables.base import epoch
from store.tables.upkeep import AuditRow

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, what was done, its details (None once erased), and its sum."""

    id: int
    at: datetime
    act: str
    details: dict[str, Any] | None
    sum: str


@dataclass(frozen=True, slots=True)
class Chain:
    """How the chain stands: how many lines, the last sum, and the first line that does not hold (None: all do)."""

    lines: int
    last: str
    broken: int | None


class Audit:
    """The record of one home or workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, act: str, **details: Any) -> None:
        """Add a line. `details` are JSON values; those that are None are left out."""
        told = {name: value for name, value in details.items() if value is not None}
        salt = secrets.token_hex(8)
        with self._db.write() as session:
            before = session.scalar(select(AuditRow.sum).order_by(AuditRow.id.desc()).limit(1)) or BEGINNING
            at, of_details = self._db.now(), _sum(salt, told)
            row = AuditRow(
                at=at, act=act, details=told, salt=salt, details_sum=of_details, before=before,
                sum=_sum(epoch(at), act, of_details, before),
            )  # fmt: skip
            session.add(row)

    def listed(self, limit: int | None = 50) -> list[Line]:
        """The latest lines, newest first; all with None."""
        with self._db.read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(limit))
            return [Line(row.id, row.at, row.act, row.details, row.sum) for row in rows]

    def chain(self) -> Chain:
        """Go along the whole chain."""
        before, broken = BEGINNING, None
        with self._db.read() as session:
            count = session.scalar(select(func.count()).select_from(AuditRow)) or 0
            for row in session.scalars(select(AuditRow).order_by(AuditRow.id)):
                sound = row.before == before and row.sum == _sum(epoch(row.at), row.act, row.details_sum, before)
                told = row.details is None or _sum(row.salt, row.details) == row.details_sum
                if broken is None and not (sound and told):
                    broken = row.id
                before = row.sum
        return Chain(count, before, broken)


def _sum(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
