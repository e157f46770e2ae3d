"""Mails kept: each once, by whatever route it came, in its thread, with what a notice among them announces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.mail_records import MailRecord, MailsAdded, NewMail, Side
from store.tables.base import epoch, instant
from store.tables.contracts import ContractRow
from store.tables.mails import MailRow
from store.threads import Threads, in_order

AT_ONCE = 500
ROUTES_APART = timedelta(hours=14)  # a forwarded copy tells its time in a zone of its own


class Mails:
    """The mails of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, ref: str, mails: Sequence[NewMail]) -> MailsAdded:
        """Take in mails, whole or not at all. A mail that is there already changes nothing."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            known = _Known(session, contract)
            rows = [row for mail in in_order(mails) if (row := known.taken(mail, self._db.now())) is not None]
            session.add_all(rows)
            known.join(session, contract)
            session.flush()
            return MailsAdded(tuple(row.id for row in rows), len(mails) - len(rows))

    def listed(
        self,
        ref: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        side: Side | None = None,
    ) -> tuple[MailRecord, ...]:
        """The mails of a contract sent in [since, until), oldest first; those without a date only when neither is given."""
        query = select(MailRow)
        query = query if since is None else query.where(MailRow.sent_at >= since)
        query = query if until is None else query.where(MailRow.sent_at < until)
        query = query if side is None else query.where(MailRow.side == side)
        return self._found(ref, query)

    def speaking_of(self, ref: str, word: str, side: Side) -> tuple[MailRecord, ...]:
        """The mails of one side with this word in their subject or words, oldest first; those without a date last."""
        found = or_(MailRow.latest.icontains(word, autoescape=True), MailRow.subject.icontains(word, autoescape=True))
        return self._found(ref, select(MailRow).where(MailRow.side == side, found))

    def writers(self, ref: str) -> tuple[str, ...]:
        """The names of those of the provider's side whose mails of a contract are here, each once."""
        with self._db.read() as session:
            own = select(MailRow.sender_name).where(MailRow.contract_id == row_of(session, ref).id)
            return tuple(sorted(set(session.scalars(own.where(MailRow.side == "provider"))) - {""}))

    def thread(self, ref: str, thread: str) -> tuple[MailRecord, ...]:
        """The mails of one thread, oldest first."""
        return self._found(ref, select(MailRow).where(MailRow.thread == thread))

    def notices(
        self, ref: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[MailRecord, ...]:
        """The mails that announce work or an outage, oldest first: those sent, or announcing a start, in [since, until)."""
        found = self._found(ref, select(MailRow).where(MailRow.notice.is_not(None)))
        return tuple(one for one in found if _within(one, since, until))

    def judge_sides(self, ref: str, side_of: Callable[[str], Side]) -> int:
        """Set the side of every mail anew by its sender's address; how many changed."""
        with self._db.write() as session:
            own = select(MailRow).where(MailRow.contract_id == row_of(session, ref).id)
            changed = [(row, side) for row in session.scalars(own) if (side := side_of(row.sender_address)) != row.side]
            for row, side in changed:
                row.side = side
            return len(changed)

    def get(self, mail_id: int) -> MailRecord | None:
        """One mail by its number; None when there is none."""
        with self._db.read() as session:
            row = session.get(MailRow, mail_id)
            return _record(row, session.get_one(ContractRow, row.contract_id).ref) if row else None

    def several(self, ids: Sequence[int]) -> tuple[MailRecord, ...]:
        """The mails of these numbers, in their order; numbers that are none are left out."""
        found: dict[int, MailRecord] = {}
        with self._db.read() as session:
            for start in range(0, len(ids), AT_ONCE):
                some = select(MailRow, ContractRow.ref).join(ContractRow, ContractRow.id == MailRow.contract_id)
                rows = session.execute(some.where(MailRow.id.in_(ids[start : start + AT_ONCE])))
                found |= {row.id: _record(row, ref) for row, ref in rows}
        return tuple(found[one] for one in ids if one in found)

    def _found(self, ref: str, query: Select[MailRow]) -> tuple[MailRecord, ...]:
        with self._db.read() as session:
            contract = row_of(session, ref)
            own = query.where(MailRow.contract_id == contract.id)
            rows = session.scalars(own.order_by(MailRow.sent_at.is_(None), MailRow.sent_at, MailRow.id))
            return tuple(_record(row, ref) for row in rows)


class _Known:
    """What a contract's mails are known by, read once for a whole file of mails."""

    def __init__(self, session: Session, contract: ContractRow) -> None:
        self._contract = contract.id
        self._keys: set[str] = set()
        self._words: dict[str, list[NewMail]] = {}
        self._threads = Threads()
        for row in session.scalars(select(MailRow).where(MailRow.contract_id == contract.id).order_by(MailRow.id)):
            mail = _mail(row)
            self._remember(mail)
            self._threads.know(mail, row.thread)

    def taken(self, mail: NewMail, now: datetime) -> MailRow | None:
        """The row of a new mail; None where the mail is known."""
        if mail.key in self._keys or any(_same(mail, other) for other in self._words.get(mail.words_hash, ())):
            return None
        self._remember(mail)
        return _row(mail, self._contract, self._threads.place(mail), now)

    def join(self, session: Session, contract: ContractRow) -> None:
        """Threads that turned out to be one get one name."""
        session.flush()
        for thread, root in self._threads.merged.items():
            own = update(MailRow).where(MailRow.contract_id == contract.id, MailRow.thread == thread)
            session.execute(own.values(thread=root))

    def _remember(self, mail: NewMail) -> None:
        self._keys.add(mail.key)
        self._words.setdefault(mail.words_hash, []).append(mail)


def _same(one: NewMail, other: NewMail) -> bool:
    """Whether two mails with the same words are one mail by two routes: at most one carries an id, author and time agree."""
    if (one.message_id and other.message_id) or not one.latest:
        return False
    addresses = {one.sender_address.lower(), other.sender_address.lower()} - {""}
    names = {one.sender_name.casefold(), other.sender_name.casefold()} - {""}
    author = len(addresses) == 1 or (not addresses and len(names) == 1)
    if len(addresses) < 2 and names:
        author = len(names) == 1 or len(addresses) == 1
    if one.sent is None or other.sent is None:
        return author
    return author and abs(one.sent - other.sent) <= ROUTES_APART


def _within(record: MailRecord, since: datetime | None, until: datetime | None) -> bool:
    moments = [one for one in (record.mail.notice_start, record.sent) if one is not None]
    if since is None and until is None:
        return True
    return any((since is None or one >= since) and (until is None or one < until) for one in moments)


def _row(mail: NewMail, contract_id: int, thread: str, now: datetime) -> MailRow:
    offset = mail.sent.utcoffset() if mail.sent else None
    return MailRow(
        contract_id=contract_id,
        key=mail.key,
        message_id=mail.message_id,
        words_hash=mail.words_hash,
        thread=thread,
        topic=mail.topic,
        subject=mail.subject,
        sender_name=mail.sender_name,
        sender_address=mail.sender_address,
        side=mail.side,
        sent_at=mail.sent and instant(epoch(mail.sent)),
        sent_offset=None if offset is None else int(offset.total_seconds()),
        latest=mail.latest,
        said={**mail.said, "reply": mail.reply, "references": list(mail.references)},
        language=mail.language,
        warnings=list(mail.warnings),
        attachments=[dict(one) for one in mail.attachments],
        notice=mail.notice,
        notice_start=mail.notice_start,
        notice_end=mail.notice_end,
        file=mail.file,
        added_at=now,
    )


def _mail(row: MailRow) -> NewMail:
    said: dict[str, Any] = dict(row.said)
    sent = row.sent_at
    if sent is not None and row.sent_offset is not None:
        sent = sent.astimezone(timezone(timedelta(seconds=row.sent_offset)))
    return NewMail(
        key=row.key,
        words_hash=row.words_hash,
        topic=row.topic,
        subject=row.subject,
        sender_name=row.sender_name,
        sender_address=row.sender_address,
        side=row.side,  # type: ignore[arg-type]
        sent=sent,
        latest=row.latest,
        file=row.file,
        message_id=row.message_id,
        reply=bool(said.pop("reply", False)),
        references=tuple(said.pop("references", ())),
        said=said,
        language=row.language,
        warnings=tuple(row.warnings),
        attachments=tuple(row.attachments),
        notice=row.notice,
        notice_start=row.notice_start,
        notice_end=row.notice_end,
    )


def _record(row: MailRow, ref: str) -> MailRecord:
    return MailRecord(row.id, ref, row.thread, row.added_at, _mail(row))
