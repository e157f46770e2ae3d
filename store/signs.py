"""Signs of life of the background work, in the database, so that every process sees what any other one did."""

from __future__ import annotations

from datetime import datetime

from store.database import Database
from store.tables.conversations import SignOfLifeRow


class Signs:
    """Signs of life on one database; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def leave(self, name: str, at: datetime) -> None:
        """Note that the work of this name was done."""
        with self._db.write() as session:
            session.merge(SignOfLifeRow(name=name, at=at))

    def last(self, name: str) -> datetime | None:
        """When the work of this name was last done; None when never."""
        with self._db.read() as session:
            row = session.get(SignOfLifeRow, name)
            return row.at if row else None
