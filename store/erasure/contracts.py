"""A whole contract erased: its documents, tickets, mails and numbers, and every answer and thread that spoke of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.orm import Session

from store.erasure.record import Gone, fresh_salt, salted
from store.tables.answers import AnswerRow
from store.tables.contracts import ContractRow, DocumentRow
from store.tables.conversations import FeedbackRow, IncomingRow, OutgoingRow, PlaceRow, TurnRow
from store.tables.schema import metadata
from store.tables.tickets import TicketRow
from store.tables.upkeep import AuditRow, UseRow

# How a person calls the rows of a table, where it is not the table's own name.
NAMES = {
    "document": "documents", "document_file": "files", "clause": "clauses", "definition": "definitions", "term": "terms",
    "ticket": "tickets", "ticket_pause": "pauses of tickets", "ticket_before": "earlier words of tickets",
    "ticket_change": "changes of tickets", "import_batch": "files of tickets", "upload": "files of tables", "mail": "mails",
    "mail_reading": "readings of mails", "promise": "promises", "answer": "answers", "turn": "questions in threads",
    "outcome": "outcomes of tickets", "feedback": "opinions on answers", "place": "places opened in Slack",
    "invoice_line": "invoice lines", "log_entry": "lines of logs", "register_entry": "lines of registers",
}  # fmt: skip
# These hang on one of a contract's rows and not on the contract itself.
PARENTS: dict[str, Any] = {"ticket": TicketRow, "document": DocumentRow}


def called(table: str) -> str:
    """How a person calls the rows of a table."""
    return NAMES.get(table, table.replace("_", " "))


def of_a_contract(table: Table, contract_id: int) -> ColumnElement[bool] | None:
    """Which rows of a table belong to a contract; None where none ever does."""
    if "contract_id" in table.c and table.name != "erasure":
        return table.c.contract_id == contract_id
    for column in table.c:
        for key in column.foreign_keys:
            parent = PARENTS.get(key.column.table.name)
            if parent is not None:
                return column.in_(select(parent.id).where(parent.contract_id == contract_id))
    return None


def erase_contract(session: Session, ref: str) -> Gone:
    """Erase everything of one contract; returns what went. A ref that is not here takes nothing."""
    salt = fresh_salt()
    gone = Gone("contract", {"salt": salt, "sums": salted([ref], salt)})
    row = session.scalar(select(ContractRow).where(ContractRow.ref == ref))
    if row is None:
        return gone
    only = session.scalar(select(func.count()).select_from(ContractRow)) == 1
    names = {row.ref, row.title or "", *_documents(session, row.id)} - {""}
    gone.rows += erase_answers(
        session, lambda answer, told: (only and not _is_of_another(answer, ref)) or speaks_of(told, names)
    )
    gone.rows += _conversations(session, ref, names, only=only)
    for table in reversed(metadata.sorted_tables):
        which = of_a_contract(table, row.id)
        if which is not None:
            gone.rows[called(table.name)] += _deleted(session, delete(table).where(which))
    session.delete(row)
    session.flush()
    gone.rows = +gone.rows
    return gone


def erase_contract_again(session: Session, note: dict[str, Any]) -> Gone:
    """Erase the contract that a note of an earlier erasure finds by its sum, where it is here."""
    for ref in session.scalars(select(ContractRow.ref)).all():
        if salted([ref], note["salt"])[0] in note["sums"]:
            return erase_contract(session, ref)
    return Gone("contract", {"salt": note["salt"], "sums": note["sums"]})


def erase_answers(session: Session, which: Callable[[AnswerRow, str], bool]) -> Counter[str]:
    """Erase the answers for which `which(row, its words as JSON)` holds, with what people and threads hold of them."""
    gone: Counter[str] = Counter()
    ids = [row.id for row in session.scalars(select(AnswerRow)) if which(row, _told(row))]
    names = [f"a-{number}" for number in ids]
    for start in range(0, len(ids), 500):
        some, called_so = ids[start : start + 500], names[start : start + 500]
        gone["answers"] += _deleted(session, delete(AnswerRow).where(AnswerRow.id.in_(some)))
        gone["opinions on answers"] += _deleted(
            session, delete(FeedbackRow).where(FeedbackRow.answer_id.in_(called_so))
        )
        gone["questions in threads"] += _deleted(session, delete(TurnRow).where(TurnRow.answer_id.in_(called_so)))
        posted = update(OutgoingRow).where(OutgoingRow.answer_id.in_(called_so)).values(answer_id=None)
        gone["messages in Slack that hold such answers (delete them there)"] += _deleted(session, posted)
        _blank_audit(session, called_so)
    return +gone


def speaks_of(told: str, names: Iterable[str]) -> bool:
    """Whether an answer, as JSON, names one of these."""
    return any(json.dumps(name, ensure_ascii=False)[1:-1] in told for name in names)


def _is_of_another(answer: AnswerRow, ref: str) -> bool:
    said = [one.get("contract") for part in ("figures", "citations") for one in answer.answer.get(part, ())]
    return any(one not in {None, "", ref} for one in [*said, answer.context.get("contract")])


def _told(row: AnswerRow) -> str:
    return json.dumps([row.question, row.answer, row.context, row.evidence], ensure_ascii=False)


def _conversations(session: Session, ref: str, names: set[str], *, only: bool) -> Counter[str]:
    """What threads, places and the inbox hold of a contract."""
    gone: Counter[str] = Counter()
    turns = session.execute(select(TurnRow.id, TurnRow.contract, TurnRow.question)).all()
    said = [turn for turn, of, words in turns if of == ref or (of is None and only) or speaks_of(words, names)]
    gone["questions in threads"] += _deleted(session, delete(TurnRow).where(TurnRow.id.in_(said)))
    gone["places opened in Slack"] += _deleted(session, delete(PlaceRow).where(PlaceRow.contract == ref))
    keys = [key for key in session.scalars(select(OutgoingRow.key)) if ref in key]
    gone["messages on record"] += _deleted(session, delete(OutgoingRow).where(OutgoingRow.key.in_(keys)))
    waiting = session.execute(select(IncomingRow.key, IncomingRow.body).where(IncomingRow.state == "waiting")).all()
    spoken = [key for key, body in waiting if speaks_of(json.dumps(body, ensure_ascii=False), names)]
    let_go = update(IncomingRow).where(IncomingRow.key.in_(spoken)).values(state="dropped", body={})
    gone["questions that wait"] += _deleted(session, let_go)
    for row in session.scalars(select(AuditRow).where(AuditRow.details.is_not(None))):
        if row.details and row.details.get("contract") == ref:
            row.details, row.salt = None, None
            gone["details in the record"] += 1
    session.execute(delete(UseRow).where(UseRow.who == ref))
    return gone


def _blank_audit(session: Session, answers: list[str]) -> None:
    for row in session.scalars(select(AuditRow).where(AuditRow.details.is_not(None))):
        if row.details and row.details.get("answer") in answers:
            row.details, row.salt = None, None


def _documents(session: Session, contract_id: int) -> list[str]:
    return list(session.scalars(select(DocumentRow.name).where(DocumentRow.contract_id == contract_id)))


def _deleted(session: Session, statement: Any) -> int:
    return int(session.connection().execute(statement).rowcount)
