"""The two entries in a message's menu: an email explained, and jargon in plain English, in a window only they see."""

from __future__ import annotations

import zlib
from base64 import b85decode, b85encode
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.slack.blocks.notices import listing
from bot.slack.blocks.pieces import Block, context, date_input, modal
from bot.slack.blocks.sizes import VIEW_BLOCKS, fitted
from bot.slack.incoming import said
from bot.slack.modals.common import Taken, contracts_seen, opened, seen_by, told, values, wrong
from bot.slack.office import Office
from knowledge.jargon.translate import Jargon, jargon_in

if TYPE_CHECKING:
    from knowledge.clauses import Definition

SHOWN = 25
MAIL, DATED = "This email", "mail_dated"
ASK_DAY = "On which day was it sent? Its words do not say; days such as “Friday” need it."
# Slack lets a window carry 3,000 characters; a message of its own holds 40,000 (up to four bytes each).
CARRIED, LONGEST = 3000, 160_000


def translate(office: Office, body: dict[str, Any]) -> None:
    """Every piece of jargon in a message, explained; the contract's own definitions first where they may be seen."""
    words = _words_of(office, body["message"])
    found = jargon_in(words, _definitions(office, body))
    opened(office, body, jargon_window(found))


def _definitions(office: Office, body: dict[str, Any]) -> list[Definition]:
    contracts = office.interpreter.stores.contracts
    return [one for facts in contracts_seen(office, seen_by(office, body)) for one in contracts.definitions(facts.ref)]  # type: ignore[misc]


def jargon_window(found: list[Jargon]) -> Block:
    """The window: each term once, what it means, and where that is from."""
    if not found:
        return told("In plain English", "I found no jargon in this message.")
    once = {one.written.lower(): one for one in reversed(found)}
    lines = [jargon_line(one) for one in reversed(once.values())]
    blocks = [*listing("What the words in this message mean:", lines[:SHOWN])]
    if len(lines) > SHOWN:
        blocks.append(context(f"{len(lines) - SHOWN} more are not shown."))
    return modal("In plain English", fitted(blocks, limit=VIEW_BLOCKS))


def jargon_line(one: Jargon) -> str:
    """One term with its meaning and where that is from; a term nobody explained says so."""
    if one.meaning is None:
        return f"{one.written}: nobody has explained this to me; ask the provider what it stands for."
    where = "your contract" if one.meaning.source == "contract" else "general glossary"
    clause = f", {one.meaning.clause}" if one.meaning.clause else ""
    return f"{one.written}: {one.meaning.meaning} ({where}{clause})"


def _words_of(office: Office, message: dict[str, Any]) -> str:
    """A message's words, and those of an email in it."""
    mail = [one.get("plain_text") or one.get("preview_plain_text") or "" for one in message.get("files") or ()]
    return "\n".join(filter(None, [said(message.get("text") or "", office.bot_user), *mail]))


def explain(office: Office, body: dict[str, Any]) -> None:
    """An email in plain English: what it says, what it promises, and what its words mean."""
    from bot.slack import emails

    words = _words_of(office, body["message"])
    mail = emails.mail_in(office, body["message"], words)
    if mail is None:
        opened(office, body, told(MAIL, "There are no words in this message that I could explain."))
        return
    blocks = emails.shown_to(office, seen_by(office, body), mail)
    packed = "" if mail.sent else _packed(words)
    if packed:
        opened(office, body, _dated(blocks, packed))
    else:
        opened(office, body, modal(MAIL, blocks))


def _dated(blocks: list[Block], packed: str, first: str = "") -> Block:
    """The window of pasted words: what was read, and the day of sending, which the words do not say, to be given."""
    field = date_input("sent", ASK_DAY, first=first, optional=True)
    return modal(MAIL, [field, *blocks], callback=DATED, submit="Read it again", metadata=packed)


def dated(office: Office, body: dict[str, Any]) -> Taken:
    """The day of sending was given (or taken away): read the words once more with it, in the same window."""
    from bot.slack import emails
    from knowledge.mail.reading import read_pasted

    packed, day = body["view"]["private_metadata"], values(body).get("sent")
    zone = ZoneInfo(office.interpreter.settings.timezone)
    sent = datetime.combine(date.fromisoformat(day), time(12), zone) if day else None
    if sent is not None and sent.date() > office.interpreter.today():
        return wrong("sent", "This day has not come yet.")
    mail = read_pasted(_unpacked(packed), sent=sent, zone=zone)
    blocks = emails.shown_to(office, seen_by(office, body), mail)
    return Taken({"response_action": "update", "view": _dated(blocks, packed, day or "")})


def _packed(words: str) -> str:
    """The words small enough to travel with the window, since nothing of them is kept; "" where they are too long."""
    made = b85encode(zlib.compress(words.encode(), 9)).decode()
    return made if len(made) <= CARRIED else ""


def _unpacked(packed: str) -> str:
    """The words again; what is longer than any message of Slack's is cut."""
    return zlib.decompressobj().decompress(b85decode(packed), LONGEST).decode("utf-8", "replace")
