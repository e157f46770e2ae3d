"""A file taken out again, as if it had never been added, or refused with the reason; never half.

Two files that told the same tickets or lines cannot be taken apart any more: what the one said, the other may have
changed. Then both go, and the one to keep is added again; a figure over half of them would be wrong in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.contract_heads import touch
from store.erasure.contracts import called, erase_answers, speaks_of
from store.erasure.documents import take_out_document
from store.erasure.record import Gone, fresh_salt, salted
from store.happening_rows import KINDS, NAMES
from store.tables.contracts import ContractRow, DocumentRow
from store.tables.happenings import LogEntryRow, UploadRow
from store.tables.mails import MailRow
from store.tables.outcomes import OutcomeRow
from store.tables.registers import RegisterRow
from store.tables.schema import metadata
from store.tables.tickets import BatchRow, TicketChangeRow, TicketRow
from store.ticket_history import told_without

HISTORY = "history"
Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Named:
    """A file as the home knows it: of which contract, by which name and sum, what it was, and its row's number."""

    contract: str
    file: str
    sha256: str
    kind: str
    number: int


def files_named(session: Session, name: str, sha256: str = "", ref: str | None = None) -> list[Named]:
    """Every file taken in that has this name, this whole sum, or a sum that begins so (six letters or more)."""

    def meant(file: str, sum_: str) -> bool:
        begins = len(name) >= 6 and sum_.startswith(name.lower())
        return sum_ == sha256 if sha256 else (_base(file) == name or begins)

    found = []
    for contract in session.scalars(select(ContractRow).order_by(ContractRow.id)):
        if ref in {None, contract.ref}:
            found += [
                Named(contract.ref, file, sum_, kind, number)
                for file, sum_, kind, number in _every(session, contract.id)
                if meant(file, sum_)
            ]
    return found


def _every(session: Session, contract: int) -> list[tuple[str, str, str, int]]:
    documents = session.scalars(select(DocumentRow).where(DocumentRow.contract_id == contract))
    rows: list[tuple[str, str, str, int]] = [(one.name, one.sha256, "document", one.id) for one in documents]
    batches = session.scalars(select(BatchRow).where(BatchRow.contract_id == contract))
    rows += [(one.file, one.sha256, HISTORY if one.tool == HISTORY else "tickets", one.id) for one in batches]
    uploads = session.scalars(select(UploadRow).where(UploadRow.contract_id == contract))
    rows += [(one.file, one.sha256, one.kind, one.id) for one in uploads]
    files = session.scalars(select(MailRow.file).where(MailRow.contract_id == contract).distinct())
    rows += [(file, "", "mails", 0) for file in dict.fromkeys(_base(one) for one in files)]
    return rows


def erase_file(session: Session, named: Named) -> Gone:
    """Take one file out of its contract; what goes with it is in the counts and the notes."""
    contract = session.scalars(select(ContractRow).where(ContractRow.ref == named.contract)).one()
    salt = fresh_salt()
    gone = Gone("file", {"salt": salt, "sums": salted([_mark(named)], salt), "of": named.kind}, contract_id=contract.id)
    touch(contract)
    deed = {"document": _document, "tickets": _tickets, HISTORY: _history, "mails": _mails}.get(named.kind, _table)
    names = deed(session, contract, named, gone)
    gone.rows += erase_answers(session, lambda _row, told: speaks_of(told, names))
    gone.rows = +gone.rows
    session.flush()
    session.expire_all()
    return gone


def erase_file_again(session: Session, note: dict[str, Any]) -> Gone:
    """Take out the file that a note of an earlier erasure finds by its sum, where it is here."""
    for contract in session.scalars(select(ContractRow).order_by(ContractRow.id)).all():
        for file, sum_, kind, number in _every(session, contract.id):
            named = Named(contract.ref, file, sum_, kind, number)
            if kind == note["of"] and salted([_mark(named)], note["salt"])[0] in note["sums"]:
                return erase_file(session, named)
    return Gone("file", dict(note))


def _mark(named: Named) -> str:
    return f"{named.contract}/{named.sha256 or named.file}"


def _base(file: str) -> str:
    """The file a mail came in: "box.mbox, mail 3" is of box.mbox."""
    return file.partition(", mail ")[0]


def _document(session: Session, contract: ContractRow, named: Named, gone: Gone) -> Collection[str]:
    gone.rows += take_out_document(session, contract, named.number)
    gone.contract_id = None
    return {named.file}


def _tickets(session: Session, contract: ContractRow, named: Named, gone: Gone) -> Collection[str]:
    batches = _joined(
        [one for one in _batches(session, contract) if one.tool != HISTORY], named.number, _shares_tickets
    )
    ids = [one.id for one in batches]
    tickets = select(TicketRow.id).where((TicketRow.batch_id.in_(ids)) | (TicketRow.seen_batch_id.in_(ids)))
    for table in reversed(metadata.sorted_tables):
        for column in table.c:
            if any(key.column.table.name == "ticket" for key in column.foreign_keys):
                session.connection().execute(delete(table).where(column.in_(tickets)))
    gone.rows["tickets"] = _deleted(session, delete(TicketRow).where(TicketRow.id.in_(tickets)))
    gone.rows["files of tickets"] = _deleted(session, delete(BatchRow).where(BatchRow.id.in_(ids)))
    _say(gone, "tickets", min(one.covers_from for one in batches).date(), max(one.covers_to for one in batches).date())
    _with_it(gone, [one.file for one in batches if one.id != named.number])
    return {one.file for one in batches}


def _history(session: Session, contract: ContractRow, named: Named, gone: Gone) -> Collection[str]:
    batches = _joined([one for one in _batches(session, contract) if one.tool == HISTORY], named.number, _overlap)
    files = {one.file for one in batches}
    own = (TicketChangeRow.contract_id == contract.id, TicketChangeRow.source_file.in_(files))
    names = list(dict.fromkeys(session.scalars(select(TicketChangeRow.ext_id).where(*own))))
    gone.rows["changes of tickets"] = _deleted(session, delete(TicketChangeRow).where(*own))
    told_without(session, contract.id, names)
    session.connection().execute(
        delete(OutcomeRow).where(
            OutcomeRow.ticket_id.in_(select(TicketRow.id).where(TicketRow.contract_id == contract.id))
        )
    )
    gone.rows["files of tickets"] = _deleted(
        session, delete(BatchRow).where(BatchRow.id.in_([one.id for one in batches]))
    )
    _say(gone, "tickets", min(one.covers_from for one in batches).date(), max(one.covers_to for one in batches).date())
    _with_it(gone, [one.file for one in batches if one.id != named.number])
    return files


def _table(session: Session, contract: ContractRow, named: Named, gone: Gone) -> Collection[str]:
    own = select(UploadRow).where(UploadRow.contract_id == contract.id, UploadRow.kind == named.kind)
    uploads = _joined(session.scalars(own.order_by(UploadRow.id)).all(), named.number, _shares_lines)
    files = {one.file for one in uploads}
    made = next((made for made, name in NAMES.items() if name == named.kind), None)
    row: Any = KINDS[made].row if made else LogEntryRow
    which = [row.contract_id == contract.id, row.source_file.in_(files)] + ([] if made else [row.kind == named.kind])
    keys = list(session.scalars(select(row.natural_key).where(*which)))
    edits = (RegisterRow.contract_id == contract.id, RegisterRow.overlays.in_(keys))
    gone.rows["lines of registers"] = 0 if made else _deleted(session, delete(RegisterRow).where(*edits))
    gone.rows[f"lines of {named.kind}"] = _deleted(session, delete(row).where(*which))
    months = sorted({month for one in uploads for month in one.months})
    gone.rows["files of tables"] = _deleted(
        session, delete(UploadRow).where(UploadRow.id.in_([one.id for one in uploads]))
    )
    if months:
        last = date.fromisoformat(f"{months[-1]}-28")
        _say(gone, named.kind, date.fromisoformat(f"{months[0]}-01"), last)
    _with_it(gone, [one.file for one in uploads if one.id != named.number])
    return files


def _mails(session: Session, contract: ContractRow, named: Named, gone: Gone) -> Collection[str]:
    own = [
        row
        for row in session.scalars(select(MailRow).where(MailRow.contract_id == contract.id))
        if _base(row.file) == named.file
    ]
    days = sorted(row.sent_at.date() for row in own if row.sent_at)
    gone.rows += erase_mails(session, contract.id, own)
    _say(gone, "mails", days[0] if days else None, days[-1] if days else None)
    return {row.file for row in own} | {row.key for row in own}


def erase_mails(session: Session, contract: int, mails: Sequence[MailRow], *, promises: bool = True) -> Counter[str]:
    """Erase mails with what was read from them; the promises in them too, or not."""
    gone: Counter[str] = Counter()
    for start in range(0, len(mails), 500):
        some = mails[start : start + 500]
        keys = [row.key for row in some]
        for table in metadata.sorted_tables:
            kept = table.name == "promise" and not promises
            if {"contract_id", "mail"} <= set(table.c.keys()) and not kept:
                which = (table.c.contract_id == contract, table.c.mail.in_(keys))
                gone[called(table.name)] += _deleted(session, delete(table).where(*which))
        gone["mails"] += _deleted(session, delete(MailRow).where(MailRow.id.in_([row.id for row in some])))
    return gone


def _batches(session: Session, contract: ContractRow) -> Sequence[BatchRow]:
    return session.scalars(select(BatchRow).where(BatchRow.contract_id == contract.id).order_by(BatchRow.id)).all()


def _joined(rows: Sequence[Row], number: int, shares: Callable[[Row, Row], bool]) -> list[Row]:
    """The row of this number with every row that it shares something with, directly or by way of others."""
    found = {number}
    while True:
        more = {
            other.id
            for one in rows
            if one.id in found
            for other in rows
            if other.id not in found and shares(*sorted((one, other), key=lambda row: row.id))
        }
        if not more:
            return [row for row in rows if row.id in found]
        found |= more


def _overlap(one: BatchRow, other: BatchRow) -> bool:
    return one.file == other.file or (one.covers_from <= other.covers_to and other.covers_from <= one.covers_to)


def _shares_tickets(earlier: BatchRow, later: BatchRow) -> bool:
    """Whether the later file told tickets that were there already, and in the span of the earlier one."""
    told_again = later.rows_ok > later.new
    return told_again and earlier.covers_from <= later.covers_to and later.covers_from <= earlier.covers_to


def _shares_lines(earlier: UploadRow, later: UploadRow) -> bool:
    told_again = later.changed or later.unchanged
    return earlier.file == later.file or bool(told_again and set(earlier.months) & set(later.months))


def _say(gone: Gone, kind: str, starts: date | None, ends: date | None) -> None:
    gone.kind, gone.starts, gone.ends = kind, starts, ends
    gone.says = {"mails": "mails", "tickets": "a file of tickets"}.get(kind, f"a file of {kind}")


def _with_it(gone: Gone, files: list[str]) -> None:
    if files:
        gone.notes.append(
            f"{', '.join(files)} told some of the same and {'goes' if len(files) == 1 else 'go'} too; add again what is to stay."
        )


def _deleted(session: Session, statement: Any) -> int:
    return int(session.connection().execute(statement).rowcount)
