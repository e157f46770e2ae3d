"""Outlook's own file of one message (.msg), taken apart like any other mail."""

from __future__ import annotations

import re
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from knowledge.documents.model import UnreadableError
from knowledge.mail.mime import BROKEN, Raw, header_words, safely
from knowledge.mail.model import Attachment

if TYPE_CHECKING:
    from oxmsg import Message

SENDER_ADDRESS = 0x5D01
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def outlook_parts(name: str, data: bytes) -> Raw:
    """The parts of a .msg file; UnreadableError where it is damaged or is no message."""
    from oxmsg import Message

    try:
        message = Message.load(data)
        return _raw(message)
    except (*BROKEN, OSError, RecursionError, KeyError, IndexError, MemoryError) as trouble:
        raise UnreadableError(
            f"{name} is no Outlook message we can read, or is damaged; in Outlook save it again, or save it as .eml."
        ) from trouble


def _sender(message: Message) -> str:
    """The sender; inside one company Outlook keeps a directory path for the address, and the real one beside it."""
    said = safely(lambda: message.sender or "", "")
    if "@" in said:
        return said
    address = safely(lambda: message.properties.str_prop_value(SENDER_ADDRESS) or "", "")
    name = re.sub(r"\s*<[^>]*>\s*$", "", said).strip(' "')
    return formataddr((name, address)) if address else name


def _raw(message: Message) -> Raw:
    raw = Raw()
    for name, value in message.message_headers.items():
        raw.headers.setdefault(name.lower(), []).append(header_words(str(value)))
    sent = message.sent_date
    for name, value in (
        ("from", _sender(message)),
        ("subject", message.subject or ""),
        ("date", format_datetime(sent) if sent else ""),
        ("to", ", ".join(formataddr((one.name, one.email_address)) for one in message.recipients)),
    ):
        if value and name not in raw.headers:
            raw.headers[name] = [value]
    raw.plain = safely(lambda: message.body or "", "").replace("\r\n", "\n").replace("\r", "\n")
    raw.page = safely(lambda: message.html_body or "", "")
    for one in message.attachments:
        data = safely(lambda one=one: one.file_bytes, b"") or b""  # type: ignore[misc]
        mime = safely(lambda one=one: one.mime_type, None) or "application/octet-stream"  # type: ignore[misc]
        raw.attachments.append(Attachment(one.file_name or "unnamed", mime, data, mime.startswith("image/")))
        if mime == "text/calendar":
            raw.calendars.append(data.decode("utf-8", "replace"))
    return raw
