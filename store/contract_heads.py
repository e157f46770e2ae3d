"""A contract's head: found by its name, made when it is new, and filled in when it was only a place kept free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.facts.common import InterpreterError
from store.records import ContractHead
from store.tables.contracts import ContractRow, DocumentRow

COMPANY_WORDS = frozenset(
    "ltd limited plc llc llp inc gmbh ag bv sa pty corp corporation company co group holdings the and of for "
    "service services managed it support agreement contract master solutions technology technologies systems".split()
)


def row_of(session: Session, ref: str) -> ContractRow:
    """The contract called `ref`; InterpreterError names the ones there are."""
    row = session.scalar(select(ContractRow).where(ContractRow.ref == ref))
    if row is None:
        known = ", ".join(session.scalars(select(ContractRow.ref).order_by(ContractRow.id))) or "none yet"
        raise InterpreterError(f"There is no contract called “{ref}”; known are: {known}.")
    return row


def touch(row: ContractRow) -> None:
    """Note that the contract's terms or tickets are about to change."""
    row.revision += 1


def head_of(row: ContractRow) -> ContractHead:
    """What people said of the contract."""
    return ContractHead(row.ref, row.title, row.provider, row.customer, row.tz, row.currency)


def made_or_found(session: Session, head: ContractHead, now: datetime) -> ContractRow:
    """The row for this head: the one of that name, else the only place kept free, else a new one."""
    row = session.scalar(select(ContractRow).where(ContractRow.ref == head.ref)) or _kept_free(session, head)
    if row is None:
        row = ContractRow(added_at=now, revision=0, **asdict(head))
        session.add(row)
    for name, value in asdict(head).items():
        if value is not None:
            setattr(row, name, value)
    session.flush()
    return row


def keep_free(session: Session, provider: str, now: datetime) -> ContractRow:
    """A head with no document yet, so that tickets can arrive before the contract does."""
    free = [row for row in session.scalars(select(ContractRow)) if _is_free(session, row)]
    row = next((row for row in free if (row.provider or "") == provider), None)
    if row is None:
        row = ContractRow(ref=_new_ref(session, provider), provider=provider or None, added_at=now, revision=0)
        session.add(row)
        session.flush()
    return row


def _kept_free(session: Session, head: ContractHead) -> ContractRow | None:
    rows = session.scalars(select(ContractRow).limit(2)).all()
    if len(rows) != 1 or not _is_free(session, rows[0]):
        return None
    known, told = _telling(rows[0].provider), _telling(head.provider)
    return rows[0] if not known or not told or known & told else None


def _is_free(session: Session, row: ContractRow) -> bool:
    return session.scalar(select(DocumentRow.id).where(DocumentRow.contract_id == row.id).limit(1)) is None


def _new_ref(session: Session, provider: str) -> str:
    stem = "-".join(re.findall(r"\w+", provider)) or "CONTRACT"
    taken = set(session.scalars(select(ContractRow.ref)))
    ref, number = stem, 1
    while ref in taken:
        number += 1
        ref = f"{stem}-{number}"
    return ref


def matching(heads: Sequence[ContractHead], words: str) -> list[str]:
    """The contracts that these words may mean, the likeliest first: by ref, by title, by the provider's name."""
    scored = [(_likeness(head, words), head.ref) for head in heads]
    return [ref for score, ref in sorted(scored, key=lambda pair: -pair[0]) if score]


def _likeness(head: ContractHead, words: str) -> int:
    said = _plain(words)
    if _plain(head.ref) and f" {_plain(head.ref)} " in f" {said} ":
        return 1000
    telling = _telling(head.provider) | _telling(head.title)
    return len(telling & set(said.split()))


def _plain(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold().replace("’s", "").replace("'s", "")))


def _telling(text: str | None) -> set[str]:
    return {word for word in _plain(text).split() if word not in COMPANY_WORDS and not word.isdigit()}
