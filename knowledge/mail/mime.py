"""The parts of a mail as it travels: headers, plain words, page, files; whatever is broken is kept as far as it can be."""

from __future__ import annotations

import codecs
import email
import email.header
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import TypeVar

from knowledge.mail.model import Attachment

DEEPEST = 60
MOST_PARTS = 500
LONGEST_TEXT = 2_000_000
LONGEST_HEADER = 40_000
Kept = TypeVar("Kept")
Answer = TypeVar("Answer")
TOO_DEEP = "The mail is nested deeper, or in more parts, than any mail program writes; the rest was left out."
FLATTENED = TOO_DEEP.replace("the rest was left out", "only its readable lines were kept")
BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError)


@dataclass(slots=True)
class Raw:
    """A mail taken apart, nothing interpreted yet. Header names are in lower case; a repeated header has several values."""

    headers: dict[str, list[str]] = field(default_factory=dict)
    plain: str = ""
    page: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    enclosed: list[bytes] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def header(self, name: str) -> str:
        """The first value of a header; empty where it is missing."""
        return next(iter(self.headers.get(name, ())), "")

    def warn(self, sentence: str) -> None:
        """Keep a sentence for a person, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def taken_apart(data: bytes) -> Raw:
    """The parts of a mail in its internet form (RFC 5322 and MIME)."""
    raw = Raw()
    try:
        message = email.message_from_bytes(data)
        _headers(message, raw)
        for part in _leaves(message, raw):
            _place(part, raw)
        nested = TOO_DEEP in raw.warnings and not (raw.plain.strip() or raw.page.strip())
    except RecursionError:
        nested = True
    if nested:
        _flat(data, raw)
    raw.plain, raw.page = raw.plain[:LONGEST_TEXT], raw.page[:LONGEST_TEXT]
    return raw


def _headers(message: Message, raw: Raw) -> None:
    for name, value in message.raw_items():
        text = header_words(str(value)[:LONGEST_HEADER])
        raw.headers.setdefault(name.lower(), []).append(text)


def header_words(value: str) -> str:
    """A header with its encoded words decoded, on one line; an unknown encoding is read as well as it can be."""
    try:
        pieces = email.header.decode_header(value)
    except (*BROKEN, email.errors.HeaderParseError):
        pieces = [(value, None)]
    words = "".join(piece if isinstance(piece, str) else _decoded(piece, charset or "")[0] for piece, charset in pieces)
    healed = words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\s*[\r\n]+\s*", " ", healed)).strip()


def _leaves(message: Message, raw: Raw) -> Iterator[Message]:
    """The parts that hold something, in reading order; a mail enclosed whole is one part."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop(0)
        count += 1
        if count > MOST_PARTS or depth > DEEPEST:
            raw.warn(TOO_DEEP)
            return
        payload: object = safely(part.get_payload, None)
        inner = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        if part.get_content_type() == "message/rfc822":
            raw.enclosed += [data for one in inner if (data := safely(one.as_bytes, b""))]
        elif isinstance(payload, list):
            waiting[:0] = [(one, depth + 1) for one in inner]
        else:
            yield part


def safely(call: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What a call gives, or something else where broken data makes it fail."""
    try:
        return call()
    except (*BROKEN, RecursionError):
        return otherwise


def _place(part: Message, raw: Raw) -> None:
    """Put one part where it belongs."""
    kind = re.sub(r"[^\w./+-]", "", part.get_content_type(), flags=re.ASCII)[:100]
    name = header_words(safely(lambda: part.get_filename() or "", ""))
    data = _content(part)
    sent_as_file = safely(part.get_content_disposition, None) == "attachment"
    text = ""
    if kind.startswith("text/"):
        charset = safely(lambda: str(part.get_param("charset", "") or ""), "")
        text, guessed = _decoded(data, charset)
        if guessed and data:
            raw.warn(
                "Part of the mail does not say truly how its letters are written; check odd letters and signs of money."
            )
        if safely(lambda: str(part.get_param("format", "")).lower(), "") == "flowed":
            text = _unfolded(text)
    if kind == "text/calendar" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        raw.calendars.append(text)
    elif kind == "text/plain" and not sent_as_file and not name:
        raw.plain = f"{raw.plain}\n\n{text}" if raw.plain.strip() else text
        return
    elif kind == "text/html" and not sent_as_file and not name:
        raw.page = f"{raw.page}\n{text}" if raw.page.strip() else text
        return
    _keep_file(part, raw, name, kind, data)


def _content(part: Message) -> bytes:
    """The bytes of a part; those as they stand where its encoding is broken beyond decoding."""
    content: object = safely(lambda: part.get_payload(decode=True), None)
    if isinstance(content, bytes):
        return content
    raw: object = getattr(part, "_payload", "")
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _keep_file(part: Message, raw: Raw, name: str, kind: str, data: bytes) -> None:
    if not data and not name:
        return
    inline = kind.startswith("image/") and bool(part.get("Content-ID"))
    raw.attachments.append(Attachment(_safe_name(name, kind), kind, data, inline))
    if name.lower() == "winmail.dat" or kind in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        raw.warn(
            "The mail carries winmail.dat, which only Outlook opens; ask the sender for the files in it, or for the mail as HTML."
        )
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}:
        raw.warn("The mail is encrypted and cannot be read here; open it in your mail program and add a copy.")


def _safe_name(name: str, kind: str) -> str:
    """A file name without a path; a name made up from the kind where none is given."""
    plain = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    if plain:
        return plain[:200]
    return {"text/calendar": "calendar.ics"}.get(
        kind, f"unnamed.{re.sub(r'[^a-z0-9]+', '', kind.rpartition('/')[2]) or 'bin'}"
    )


def _decoded(data: bytes, charset: str) -> tuple[str, bool]:
    """Text out of bytes, and whether the declared encoding did not fit."""
    for name in dict.fromkeys((charset.strip().strip("'\""), "utf-8")):
        try:
            if name and codecs.lookup(name)._is_text_encoding:  # noqa: SLF001  # hex, zip and their kin are no letters
                return data.decode(name).replace("\r\n", "\n").replace("\r", "\n"), bool(
                    charset
                ) and name != charset.strip().strip("'\"")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", errors="replace").replace("\r\n", "\n").replace("\r", "\n"), True


def _unfolded(text: str) -> str:
    """format=flowed: a line that ends in a space goes on in the next, as long as both are quoted alike."""
    found: list[str] = []
    for line in text.split("\n"):
        open_line = found and found[-1].endswith(" ") and found[-1].rstrip(">") != "-- " and found[-1] != "-- "
        if open_line and _depth(found[-1]) == _depth(line) and line.strip("> "):
            found[-1] += line[_depth(line) :].lstrip(" ") if _depth(line) else line
        else:
            found.append(line)
    return "\n".join(found)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))


def _flat(data: bytes, raw: Raw) -> None:
    """A mail nested beyond reason: its outer headers, and the lines that are words."""
    head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    raw.headers.clear()
    raw.enclosed.clear()
    raw.attachments.clear()
    _headers(email.message_from_bytes(head + b"\n\n"), raw)
    text, _ = _decoded(body[:LONGEST_TEXT], "")
    lines = [line for line in text.split("\n") if not re.match(r"^(?:--\S*|[\w-]{2,40}:\s.*|\s+boundary=.*)$", line)]
    raw.plain = "\n".join(lines)
    raw.warnings[:] = [one for one in raw.warnings if one != TOO_DEEP]
    raw.warn(FLATTENED)
