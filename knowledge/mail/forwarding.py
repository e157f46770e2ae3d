"""A mail that quotes or passes on others: whose words are the mail's own, and what stands below them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, tzinfo

from knowledge.mail.heads import sent_of
from knowledge.mail.model import Earlier, Mail, Person
from knowledge.mail.parting import Part, Parts
from knowledge.mail.signing import signed

FORWARD = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|i|doorst|vs|vb)\s*:", re.IGNORECASE)
WORDS_OF_THEIR_OWN = 8


def earlier(parts: tuple[Part, ...], sent: datetime | None, zone: tzinfo | None) -> tuple[Earlier, ...]:
    """The messages quoted under a mail, each with its author, its time and its own words."""
    found: list[Earlier] = []
    for part in parts:
        head = part.head
        when, _ = sent_of(head.sent_words, zone, sent) if head and head.sent_words else (None, "")
        text, _, _ = signed(part.text, str(head.author) if head and head.author else "")
        found.append(
            Earlier(
                head.author if head else None, when, text, head.sent_words if head else "", head.subject if head else ""
            )
        )
    return tuple(found)


def forwarded(mail: Mail, parts: Parts, zone: tzinfo | None) -> tuple[Mail, list[str]]:
    """A forwarded mail is its inner author's: their words, their date.

    Where the writer passes on a colleague's mail with words of their own, those words are the mail: it is the sender who
    speaks to the reader, and what the colleague wrote stays quoted below.
    """
    if _speaks_for_the_house(mail, parts):
        return mail, []
    doubt: list[str] = []
    left = list(parts.earlier)
    subject = mail.subject
    while left and left[0].head and left[0].head.block and _passes_on(left[0], mail, subject):
        part = left.pop(0)
        head = part.head
        sent, unclear = sent_of(head.sent_words, zone, mail.sent) if head else (None, "")
        latest, signature, notes = signed(part.text, str(head.author) if head and head.author else "")
        outer = mail.forwarded_by or (mail.sender if mail.sender != Person() else None)
        doubt += [f"The forwarded mail's date is not clear: {unclear}"] if unclear else []
        mail = replace(
            mail, sender=(head and head.author) or Person(), sent=sent, subject=(head and head.subject) or mail.subject,
            to=(head and head.to) or mail.to, latest=latest, signature=signature, disclaimer=notes, forwarded_by=outer,
            note="\n\n".join(one for one in (mail.note, mail.latest) if one), quoted=mail.quoted[1:], message_id="",
            in_reply_to=mail.message_id or mail.in_reply_to,
        )  # fmt: skip
        subject = ""
    return mail, doubt


def _passes_on(part: Part, mail: Mail, subject: str) -> bool:
    return part.forwarded or bool(FORWARD.match(subject)) or not mail.latest


def _speaks_for_the_house(mail: Mail, parts: Parts) -> bool:
    """Whether somebody passes on a colleague's words, with a message of their own, to people of another house."""
    inner = next((part.head.author for part in parts.earlier if part.head and part.head.author), None)
    house = mail.sender.domain
    outside = [one for one in (*mail.to, *mail.cc) if one.domain and one.domain != house]
    return bool(
        inner and house and inner.domain == house and outside and len(mail.latest.split()) >= WORDS_OF_THEIR_OWN
    )
