"""The two entries in a message's menu: an email explained, and jargon in plain English, in a window only they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack.blocks.notices import listing
from bot.slack.blocks.pieces import Block, context, modal
from bot.slack.blocks.sizes import VIEW_BLOCKS, fitted
from bot.slack.incoming import said
from bot.slack.modals.common import contracts_seen, opened, seen_by, told
from bot.slack.office import Office
from knowledge.jargon.translate import Jargon, jargon_in

if TYPE_CHECKING:
    from knowledge.clauses import Definition

SHOWN = 25


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
    blocks = emails.shown_to(office, seen_by(office, body), body["message"], words)
    opened(office, body, modal("This email", blocks))
