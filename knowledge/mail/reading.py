"""A mail read: from a file, from bytes, from pasted words or from what Slack knows of it.

Nothing that stands in a mail is ever an order here; whatever is odd about it is told in its warnings.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from knowledge.documents.cleaning import calm, visible
from knowledge.documents.model import UnreadableError
from knowledge.documents.text import decoded
from knowledge.mail import doubts
from knowledge.mail.boxes import boxed, is_box
from knowledge.mail.forwarding import earlier, forwarded
from knowledge.mail.heads import YEARS, head_at, people_of, person_of, sent_of
from knowledge.mail.markup import Shown, shown
from knowledge.mail.mime import LONGEST_TEXT, Raw, taken_apart
from knowledge.mail.model import Mail, Person
from knowledge.mail.outlook import MAGIC, outlook_parts
from knowledge.mail.parting import parted
from knowledge.mail.signing import signed
from knowledge.mail.tongue import NAMES, language_of

KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|reply-to|x-[\w-]+|sender|in-reply-to|references):",
    re.IGNORECASE | re.MULTILINE,
)
HEADER = re.compile(rb"^(?:>?From |[A-Za-z][\w-]{1,60}:(?:[ \t]|\r?\n))")
LONGEST_HEAD = 20_000
STUB = 0.25
MOST_ENCLOSED = 50
DEEPEST_ENCLOSED = 10


def read_mail(source: Path | bytes, *, name: str = "", zone: tzinfo | None = None) -> Mail:
    """The mail in a file or in bytes (.eml, .msg, a saved page, a calendar entry, plain words).

    `zone` is where the reader lives: forwarded mails tell their time without one, and then it is taken.
    A mail never fails for being odd; UnreadableError only where there is nothing to read at all.
    """
    data, name = _bytes_of(source, name)
    if not data.strip():
        raise UnreadableError(f"{name} is empty; export the mail again and add that copy.")
    return _mail(_apart(data, name), name, zone)


def read_mails(source: Path | bytes, *, name: str = "", zone: tzinfo | None = None) -> Iterator[Mail]:
    """Every mail in a file: one, the many of an mbox, and the mails that a mail encloses whole."""
    label = name or (source.name if isinstance(source, Path) else "the mail")
    if is_box(source):
        for number, data in enumerate(boxed(source), 1):
            yield from _with_enclosed(data, f"{label}, mail {number}", zone)
    else:
        data, label = _bytes_of(source, name)
        if not data.strip():
            raise UnreadableError(f"{label} is empty; export the mail again and add that copy.")
        yield from _with_enclosed(data, label, zone)


def read_pasted(
    text: str, *, sent: datetime | None = None, name: str = "pasted text", zone: tzinfo | None = None
) -> Mail:
    """A mail out of words somebody pasted; header lines at its top are read where they are there."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    head = head_at(lines, first)
    raw = Raw(plain="\n".join(lines))
    if head is not None and head.block:
        raw.plain = "\n".join(lines[first + head.length :])
        author = head.author or Person()
        raw.headers = {
            "from": [f"{author.name} <{author.address}>" if author.address else author.name],
            "date": [head.sent_words], "subject": [head.subject], "to": [", ".join(map(_written, head.to))],
        }  # fmt: skip
    mail = _mail(raw, name, zone or (sent.tzinfo if sent else None))
    return mail if mail.sent or sent is None else replace(mail, sent=sent)


def read_shared(record: Mapping[str, Any], page: bytes = b"", *, zone: tzinfo | None = None) -> Mail:
    """A mail forwarded into Slack: Slack's own record of the file (its words and headers), and its page if fetched."""
    headers = record.get("headers") or {}
    raw = Raw(plain=str(record.get("plain_text") or ""), page=page.decode("utf-8", "replace"))
    raw.headers = {
        "from": [_slack_people(record.get("from"))], "to": [_slack_people(record.get("to"))],
        "cc": [_slack_people(record.get("cc"))], "subject": [str(record.get("subject") or record.get("title") or "")],
        "date": [str(headers.get("date") or "")], "message-id": [str(headers.get("message_id") or "")],
        "in-reply-to": [str(headers.get("in_reply_to") or "")],
    }  # fmt: skip
    return _mail(raw, str(record.get("name") or "a mail in Slack"), zone)


def _slack_people(people: Any) -> str:
    known = [one for one in people or () if isinstance(one, Mapping)]
    return ", ".join(str(one.get("original") or one.get("address") or "") for one in known)


def _written(person: Person) -> str:
    return f"{person.name} <{person.address}>" if person.address else person.name


def _bytes_of(source: Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "the mail"
    try:
        return source.read_bytes(), name or source.name
    except OSError:
        raise UnreadableError(
            f"{source.name} cannot be opened; check that it is there and that you may read it."
        ) from None


def _with_enclosed(data: bytes, name: str, zone: tzinfo | None, depth: int = 0) -> Iterator[Mail]:
    """A mail, and those it encloses whole; an outer mail that says nothing itself only passes them on."""
    raw = _apart(data, name)
    outer = _mail(raw, name, zone)
    enclosed = raw.enclosed[:MOST_ENCLOSED] if depth < DEEPEST_ENCLOSED else []
    if not enclosed or outer.latest or outer.attachments:
        yield outer
    for one in enclosed:
        for inner in _with_enclosed(one, name, zone, depth + 1):
            passed_on = inner.forwarded_by or (outer.sender if outer.sender != Person() else None)
            told = inner.warnings if outer.latest else tuple(dict.fromkeys((*raw.warnings, *inner.warnings)))
            yield replace(inner, forwarded_by=passed_on, note=inner.note or outer.latest, warnings=told)


def _apart(data: bytes, name: str) -> Raw:
    """The parts, by what the bytes are rather than by what the file is called."""
    if data.startswith(MAGIC):
        return outlook_parts(name, data)
    start = data.lstrip()[:200]
    if start.startswith(b"BEGIN:VCALENDAR"):
        return Raw(calendars=[decoded(name, data)])
    if HEADER.match(start) and not start.startswith(b"<") and KNOWN.search(data.lstrip()[:LONGEST_HEAD]):
        return taken_apart(data.lstrip())
    if data.count(b"=3D") > 3 and b"=\n" in data.replace(b"\r\n", b"\n"):
        data = quopri.decodestring(data)
    text = decoded(name, data)[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    return (
        Raw(page=text) if re.match(rb"(?i)<(?:!doctype|html|head|body|div|table|p|span|\?xml)", start) else _typed(text)
    )


def _typed(text: str) -> Raw:
    """Plain words in a file; a page pasted after a few words is still a page."""
    return (
        Raw(page=text)
        if len(re.findall(r"</(?:div|p|td|span|b|body)>", text[:50_000], re.IGNORECASE)) > 2
        else Raw(plain=text)
    )


def _mail(raw: Raw, name: str, zone: tzinfo | None) -> Mail:
    """Put the parts together into what was said, by whom, when."""
    page = shown(raw.page) if raw.page.strip() else Shown()
    words = _words(raw, page)
    sender = person_of(visible(raw.header("from"))) if raw.header("from") else Person()
    sent = _sent(raw, zone)
    home = sent.tzinfo if sent else zone
    parts = parted(calm(visible(re.sub(r"<!--.{0,2000}?-->", "", words, flags=re.DOTALL))))
    latest, signature, notes = signed(parts.latest, str(sender) or sender.address)
    mail = Mail(
        message_id=_id(raw.header("message-id")),
        subject=visible(raw.header("subject")),
        sender=sender,
        to=people_of(visible(raw.header("to"))),
        cc=people_of(visible(raw.header("cc"))),
        sent=sent,
        latest=latest,
        signature=signature,
        disclaimer=notes,
        quoted=earlier(parts.earlier, sent, home),
        attachments=tuple(raw.attachments),
        file=name,
        in_reply_to=_id(raw.header("in-reply-to")),
        references=_ids(" ".join(raw.headers.get("references", ()))),
        tables=tuple(tuple(tuple(map(visible, row)) for row in grid) for grid in page.tables),
        calendars=tuple(map(visible, raw.calendars)),
    )
    doubt = _warnings(raw, page, words)
    mail, more = forwarded(mail, parts, home)
    language = language_of(mail.latest) or language_of(mail.subject)
    told = dict.fromkeys(map(visible, [*doubt, *more, *_final(mail, raw, language)]))
    return replace(mail, language=language, warnings=tuple(told))


def _words(raw: Raw, page: Shown) -> str:
    """The plain words, or the page's where the plain part is missing or only a stub of it."""
    plain = raw.plain.strip()
    letters = len(re.sub(r"\s", "", plain))
    return page.text if not plain or letters < STUB * len(re.sub(r"\s", "", page.text)) else raw.plain


def _sent(raw: Raw, zone: tzinfo | None) -> datetime | None:
    words = raw.header("date")
    if not words:
        return None
    try:
        sent = parsedate_to_datetime(words)
        unsaid = UTC if zone is None or words.rstrip().endswith("-0000") else zone
        sent = sent if sent.tzinfo else sent.replace(tzinfo=unsaid)
        sent.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        found, doubt = sent_of(words, zone)
        if doubt:
            raw.warn(f"The mail's own date is not clear: {doubt}")
        return found
    if sent.year not in YEARS:
        raw.warn(f"The mail says it was sent in the year {sent.year}, which cannot be.")
        return None
    return sent


def _id(words: str) -> str:
    found = re.search(r"<([^<>\s]{3,400})>", visible(words))
    return found[1] if found else visible(words).strip()[:400]


def _ids(words: str) -> tuple[str, ...]:
    return tuple(re.findall(r"<([^<>\s]{3,400})>", visible(words))[:200])


def _warnings(raw: Raw, page: Shown, words: str) -> list[str]:
    found = list(raw.warnings)
    authors = raw.headers.get("from", [])
    if len(authors) > 1 and len(set(authors)) > 1:
        found.append(
            f"The mail names two senders, “{authors[0][:80]}” and “{authors[1][:80]}”; only the first is shown to most readers."
        )
    if len(people_of(raw.header("to"))) >= 200:
        found.append("The mail is addressed to very many people; the first 200 are kept.")
    found += doubts.letter_tricks(f"{raw.header('subject')}\n{words}") + doubts.orders(
        f"{raw.header('subject')}\n{visible(words)}"
    )
    found += doubts.hidden(page.hidden, "hidden") + doubts.hidden(page.struck, "struck-out")
    found += [f"The hidden words: {one}" for one in doubts.orders("\n".join(page.hidden))]
    if raw.plain.strip() and page.text.strip():
        found += doubts.numbers_differ(parted(visible(raw.plain)).latest, parted(visible(page.text)).latest)
    return found


def _final(mail: Mail, raw: Raw, language: str) -> list[str]:
    found = []
    if not mail.latest and not mail.calendars:
        found.append("The mail holds no words of its own." if mail.quoted or mail.attachments else "The mail is empty.")
    if not mail.sent:
        found.append("The mail does not say when it was sent.")
    if mail.sender == Person():
        found.append("The mail does not say who sent it.")
    if language not in {"", "en"}:
        found.append(
            f"The mail is written in {NAMES[language]}; its dates and figures are read, its wording is not judged."
        )
    if len(raw.plain) >= LONGEST_TEXT or len(raw.page) >= LONGEST_TEXT:
        found.append("The mail is longer than two million letters; what follows was left out.")
    return found
