"""A person covered wherever they are named: in every text of every table, however deep in a document."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, Table, Text, delete, select, update
from sqlalchemy.orm import Session

from store.erasure.contracts import called
from store.erasure.marks import COVER, Marks
from store.erasure.record import Gone, latest
from store.tables.answers import AnswerRow
from store.tables.contracts import ContractRow, DocumentFileRow, DocumentRow
from store.tables.conversations import InstallRow
from store.tables.nudges import HandlingRow, PeopleRow
from store.tables.schema import metadata

# Sums and sealed secrets: no text that names anybody.
NOT_TEXT = {"erasure", "install", "alembic_version"}


def erase_person(session: Session, marks: Marks) -> Gone:
    """Cover a person everywhere; figures stay, since a covered name is still one name. Returns what was changed."""
    gone = Gone("person", dict(marks.note))
    number = latest(session) + 1
    documents = [row.id for row in session.scalars(select(DocumentRow)) if marks.spans(row.text)]
    gone.rows["files (their text stays, covered)"] = _files(session, documents)
    for table in metadata.sorted_tables:
        if table.name not in NOT_TEXT:
            changed = _table(session, table, marks, number)
            gone.rows[called(table.name)] += len(changed)
            if table.name == "answer":
                _marked(session, changed, number)
    gone.rows["installations"] = _installs(session, marks)
    _nobody(session)
    if +gone.rows:
        for contract in session.scalars(select(ContractRow)):
            contract.revision += 1
    gone.rows = +gone.rows
    session.flush()
    session.expire_all()
    return gone


def _files(session: Session, documents: list[int]) -> int:
    """A file cannot be covered within: it goes, and what was read from it stays."""
    gone = session.connection().execute(delete(DocumentFileRow).where(DocumentFileRow.document_id.in_(documents)))
    return int(gone.rowcount)


def _installs(session: Session, marks: Marks) -> int:
    """What a person allowed with a token of their own; the workspace's own installation names nobody."""
    theirs = [row for row in session.scalars(select(InstallRow)) if marks.spans(row.user)]
    for row in theirs:
        session.delete(row)
    session.flush()
    return len(theirs)


def _nobody(session: Session) -> None:
    """Nobody can be reminded under a covered name: the next one in line is."""
    for table, columns in ((PeopleRow, ("owner", "manager", "fallback")), (HandlingRow, ("owner",))):
        for row in session.scalars(select(table).execution_options(populate_existing=True)):
            for name in columns:
                if getattr(row, name).startswith(COVER):
                    setattr(row, name, "")


def _marked(session: Session, changed: list[dict[str, Any]], number: int) -> None:
    """Note on an answer that words in it were covered, so that a replay can say so."""
    for key in changed:
        row = session.get_one(AnswerRow, key["id"], populate_existing=True)
        row.context = {**row.context, "erased": number}


def _table(session: Session, table: Table, marks: Marks, number: int) -> list[dict[str, Any]]:
    """Cover the person in one table; the keys of the rows that changed."""
    texts = [column for column in table.c if _is_text(column)]
    if not texts:
        return []
    keys = list(table.primary_key.columns)
    connection = session.connection()
    changes = []
    for row in connection.execute(select(*keys, *[one for one in texts if one not in keys])).mappings():
        new = {one.name: value for one in texts if (value := _value(row[one.name], marks, number)) != row[one.name]}
        if new:
            changes.append(({one.name: row[one.name] for one in keys}, new))
    for where, new in changes:
        named = [table.c[name] == value for name, value in where.items()]
        connection.execute(update(table).where(*named).values(**_kept_in_chain(table, new)))
    return [where for where, _ in changes]


def _kept_in_chain(table: Table, new: dict[str, Any]) -> dict[str, Any]:
    """Details of the audit are taken out whole: changed ones would no longer have the sum that stands in the chain."""
    return {"details": None, "salt": None} if table.name == "audit" else new


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, (Text, JSON))


def _value(value: Any, marks: Marks, number: int) -> Any:
    if isinstance(value, str):
        return marks.covered(value, number)
    if isinstance(value, list):
        return [_value(one, marks, number) for one in value]
    if isinstance(value, dict):
        return {_value(name, marks, number): _value(one, marks, number) for name, one in value.items()}
    return value
