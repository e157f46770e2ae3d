"""Between a mail as read and a mail as kept: which side wrote it, what of it is kept, and back again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

from knowledge.mail.model import Attachment, Earlier, Mail, Person
from knowledge.mail.notices import Notice, read_notice
from knowledge.mail.windows import When, Window
from store.facts.agreed import ContractFacts
from store.mail_records import MailRecord, NewMail, Side

# Words that many company names share and that tell no company from another.
COMMON = set(
    "limited ltd plc llp llc inc incorporated gmbh company group holdings services service solutions managed management "
    "technology technologies tech systems networks network support digital cloud computing consulting international "
    "global partners partnership the and uk".split()
)


def side_of(address: str, facts: ContractFacts) -> Side:
    """Whose mail it claims to be, by the domain alone: a From line proves nothing, so nothing is ever allowed by it."""
    domain = address.rpartition("@")[2].lower()
    if domain and _named(domain, facts.provider):
        return "provider"
    return "customer" if domain and _named(domain, facts.customer) else "other"


def _named(domain: str, company: str) -> bool:
    """Whether a domain carries the telling words of a company's name."""
    labels = re.sub(r"[^a-z0-9.]", "", domain).split(".")[:-1]
    words = [word for word in re.findall(r"[a-z0-9]+", company.lower()) if word not in COMMON]
    joined = "".join(words)
    telling = [word for word in words if len(word) >= 4] or ([joined] if len(joined) >= 3 else [])
    return any(word in label for label in labels for word in [*telling[:2], *([joined] if len(joined) >= 4 else [])])


def as_new(mail: Mail, side: Side, zone: tzinfo) -> NewMail:
    """What is kept of a mail: its words and what they announce; of its files the names and sizes."""
    notice = read_notice(mail, zone)
    references = dict.fromkeys((*mail.references, mail.in_reply_to))
    references.pop("", None)
    return NewMail(
        key=mail.key,
        words_hash=mail.words_hash,
        topic=mail.topic,
        subject=mail.subject,
        sender_name=mail.sender.name,
        sender_address=mail.sender.address,
        side=side,
        sent=mail.sent,
        latest=mail.latest,
        file=mail.file,
        message_id=mail.message_id,
        reply=mail.is_reply,
        references=tuple(references),
        said=_said(mail),
        language=mail.language,
        warnings=mail.warnings,
        attachments=tuple(_file(one) for one in mail.attachments),
        notice=notice_json(notice) if notice else None,
        notice_start=_sure(notice.start) if notice else None,
        notice_end=_sure(notice.end) if notice else None,
    )


def _said(mail: Mail) -> dict[str, Any]:
    return {
        "to": [asdict(one) for one in mail.to],
        "cc": [asdict(one) for one in mail.cc],
        "signature": mail.signature,
        "disclaimer": mail.disclaimer,
        "note": mail.note,
        "in_reply_to": mail.in_reply_to,
        "forwarded_by": mail.forwarded_by and asdict(mail.forwarded_by),
        "quoted": [_earlier_json(one) for one in mail.quoted],
        "tables": [[list(row) for row in grid] for grid in mail.tables],
        "calendars": list(mail.calendars),
    }


def _earlier_json(one: Earlier) -> dict[str, Any]:
    return {
        "author": one.author and asdict(one.author),
        "sent": one.sent and one.sent.isoformat(),
        "text": one.text,
        "sent_words": one.sent_words,
        "subject": one.subject,
    }


def _file(one: Attachment) -> dict[str, Any]:
    found = hashlib.sha256(one.content).hexdigest()
    return {"name": one.name, "mime": one.mime, "bytes": len(one.content), "sha256": found, "inline": one.inline}


def _sure(when: When | None) -> datetime | None:
    return when.at if when and when.sure else None


def notice_json(notice: Notice) -> dict[str, Any]:
    """A notice as JSON values; instants in ISO form with their offset."""
    return {
        "kind": notice.kind,
        "state": notice.state.value,
        "windows": [_window_json(one) for one in notice.windows],
        "reference": notice.reference,
        "services": list(notice.services),
        "impact": notice.impact,
        "effect": notice.effect,
        "emergency": notice.emergency,
        "doubts": list(notice.doubts),
    }


def _window_json(window: Window) -> dict[str, Any]:
    return {"start": _when_json(window.start), "end": _when_json(window.end), "backup": window.backup}


def _when_json(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    at = when.at and when.at.isoformat()
    return {"at": at, "words": when.words, "readings": [one.isoformat() for one in when.readings], "doubt": when.doubt}


def as_mail(record: MailRecord) -> Mail:
    """A kept mail as it was read, its attachments without their contents."""
    kept, said = record.mail, record.mail.said
    return Mail(
        message_id=kept.message_id,
        subject=kept.subject,
        sender=Person(kept.sender_name, kept.sender_address),
        to=_people(said.get("to")),
        cc=_people(said.get("cc")),
        sent=kept.sent,
        latest=kept.latest,
        signature=said.get("signature", ""),
        disclaimer=said.get("disclaimer", ""),
        quoted=tuple(_earlier(one) for one in said.get("quoted", ())),
        attachments=tuple(Attachment(one["name"], one["mime"], b"", one["inline"]) for one in kept.attachments),
        language=kept.language,
        warnings=kept.warnings,
        file=kept.file,
        in_reply_to=said.get("in_reply_to", ""),
        references=kept.references,
        forwarded_by=Person(**said["forwarded_by"]) if said.get("forwarded_by") else None,
        note=said.get("note", ""),
        tables=tuple(tuple(tuple(row) for row in grid) for grid in said.get("tables", ())),
        calendars=tuple(said.get("calendars", ())),
    )


def _people(kept: Iterable[dict[str, str]] | None) -> tuple[Person, ...]:
    return tuple(Person(**one) for one in kept or ())


def _earlier(one: dict[str, Any]) -> Earlier:
    author = Person(**one["author"]) if one["author"] else None
    sent = datetime.fromisoformat(one["sent"]) if one["sent"] else None
    return Earlier(author, sent, one["text"], one["sent_words"], one["subject"])
