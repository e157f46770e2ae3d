"""What was erased: found again by sums alone, so that a restore erases it again and the record keeps no word of it."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import create_engine, func, inspect, make_url, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError
from store.tables.contracts import ContractRow
from store.tables.happenings import UploadRow
from store.tables.mails import MailRow
from store.tables.tickets import BatchRow
from store.tables.upkeep import ErasureRow


@dataclass(frozen=True, slots=True)
class Missing:
    """Something an answer may rest on that is gone: in words without its content, the days it was of, and since when."""

    says: str
    starts: date | None
    ends: date | None
    at: datetime


@dataclass(slots=True)
class Gone:
    """What one erasure takes: rows by what they are to a person, and what is to be known of it afterwards."""

    kind: str
    note: dict[str, Any]
    rows: Counter[str] = field(default_factory=Counter)
    contract_id: int | None = None
    says: str = ""
    starts: date | None = None
    ends: date | None = None
    notes: list[str] = field(default_factory=list)


def salted(words: Iterable[str], salt: str) -> list[str]:
    """The sums by which words are found again without being kept."""
    return sorted({hashlib.sha256(f"{salt}:{word.casefold()}".encode()).hexdigest() for word in words})


def fresh_salt() -> str:
    """A new salt."""
    return secrets.token_hex(8)


def keep(session: Session, gone: Gone, by: str, now: datetime) -> int:
    """Put an erasure on record; returns its number."""
    row = ErasureRow(
        kind=gone.kind, note=gone.note, rows=dict(gone.rows), contract_id=gone.contract_id, says=gone.says,
        starts=gone.starts, ends=gone.ends, by=by, at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


class _NotMeant(Exception):  # noqa: N818 - it undoes a trial
    """A trial is over: everything it did is undone."""


def _undo(dry_run: bool) -> None:
    if dry_run:
        raise _NotMeant


class Erasures:
    """The erasures of this home."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def do(self, deed: Callable[[Session], list[Gone]], by: str, *, dry_run: bool = False) -> list[Gone]:
        """Erase in one transaction and put it on record; a dry run does the very same and undoes it."""
        gone: list[Gone] = []
        with suppress(_NotMeant), self._db.write() as session:
            gone = deed(session)
            for one in gone:
                if one.rows or one.kind == "person":  # who is not here may stand in a backup
                    keep(session, one, by, self._db.now())
            _undo(dry_run)
        return gone

    def any_of(self, ref: str) -> bool:
        """Whether anything was ever taken out of a contract."""
        with self._db.read() as session:
            own = select(ErasureRow.id).join(ContractRow, ContractRow.id == ErasureRow.contract_id)
            return session.scalar(own.where(ContractRow.ref == ref).limit(1)) is not None

    def missing(self, ref: str, kind: str) -> list[Missing]:
        """What was taken out of a contract ("tickets", "mails" …) and not put in again since."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            query = select(ErasureRow).where(ErasureRow.contract_id == contract, ErasureRow.kind == kind)
            rows = session.scalars(query.order_by(ErasureRow.id)).all()
            added = _last_added(session, contract, kind) if rows else None
            late = [one for one in rows if added is None or added <= one.at]
            return [Missing(one.says, one.starts, one.ends, one.at) for one in late]


def notes_at(url: str, since: datetime | None = None) -> list[dict[str, Any]]:
    """The erasures (made at or after an instant) in the database at `url`, oldest first, as a backup notes them.

    The database is read as it is: a backup is made before an older one is brought up to date, not after.
    """
    engine = create_engine(make_url(url))
    try:
        if not inspect(engine).has_table(ErasureRow.__tablename__):
            return []
        query = select(ErasureRow).order_by(ErasureRow.id)
        with Session(engine) as session:
            rows = session.scalars(query if since is None else query.where(ErasureRow.at >= since)).all()
            return [{"kind": one.kind, "at": one.at.isoformat(), "rows": one.rows, **one.note} for one in rows]
    except OperationalError:
        name = engine.url.render_as_string(hide_password=True)
        raise InterpreterError(
            f"The database {name} cannot be read: check that it is there, that its server runs and that the address is right."
        ) from None
    finally:
        engine.dispose()


def latest(session: Session) -> int:
    """The number of the newest erasure; 0 when there is none."""
    return session.scalar(select(func.max(ErasureRow.id))) or 0


def _last_added(session: Session, contract: int, kind: str) -> datetime | None:
    table: Any = {"tickets": BatchRow, "mails": MailRow}.get(kind, UploadRow)
    own = select(func.max(table.added_at)).where(table.contract_id == contract)
    return session.scalar(own.where(UploadRow.kind == kind) if table is UploadRow else own)
