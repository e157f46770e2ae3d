"""How often something was used in a window of time, counted in the database, so that a limit holds over all processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.database import Database
from store.tables.upkeep import UseRow

MINUTE, DAY = 60, 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in each window of so many seconds."""

    most: int
    seconds: int


class Uses:
    """The uses of one home; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def taken(self, what: str, limits: Mapping[str, tuple[str, Limit]], now: int) -> tuple[str, int] | None:
        """Take one use if every limit has room, and return None; else (the limit's name, seconds until there is room).

        `limits` maps a name to whom it counts (a person, or a workspace) and the limit; `now` are seconds since 1970. A use
        that is refused counts nowhere.
        """
        with self._db.write() as session:
            rows = {
                name: _row(session, f"{what}/{one.seconds}", who, now // one.seconds)
                for name, (who, one) in limits.items()
            }
            for name, (_, one) in limits.items():
                if rows[name].count >= one.most:
                    return name, one.seconds - now % one.seconds
            for row in rows.values():
                row.count += 1
            return None

    def forget(self, now: int) -> None:
        """Drop the counts of windows that are long over."""
        with self._db.write() as session:
            for seconds in (MINUTE, DAY):
                over = UseRow.what.endswith(f"/{seconds}"), UseRow.window < now // seconds - 1
                session.execute(delete(UseRow).where(*over))


def _row(session: Session, what: str, who: str, window: int) -> UseRow:
    row = session.scalar(select(UseRow).where(UseRow.what == what, UseRow.who == who, UseRow.window == window))
    if row is None:
        row = UseRow(what=what, who=who, window=window, count=0)
        session.add(row)
        session.flush()
    return row
