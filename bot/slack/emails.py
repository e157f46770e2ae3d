"""An email in Slack explained: what its words mean, against the contracts that the readers may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack.blocks.notices import listing, notice
from bot.slack.blocks.pieces import Block
from bot.slack.escape import mrkdwn
from bot.slack.handling import question_in
from bot.slack.office import Office
from knowledge.jargon.translate import jargon_in

if TYPE_CHECKING:
    from bot.wiring import Interpreter

SHOWN = 20


def explained(view: Interpreter, words: str) -> list[Block]:
    """The blocks that explain an email's words; contract meanings come first where the contract may be seen."""
    from bot.slack.modals.words import _line

    contracts = view.stores.contracts
    definitions = [one for ref in contracts.refs() for one in contracts.definitions(ref)]
    found = jargon_in(words, definitions)  # type: ignore[arg-type]
    once = list({one.written.lower(): one for one in reversed(found)}.values())[::-1]
    if not once:
        return notice("I found no jargon in this email.")
    return listing("What the words in this email mean:", [_line(one) for one in once[:SHOWN]])


def arrived(office: Office, body: dict[str, Any], key: str) -> None:
    """An email was sent to a channel's address: explain it in its thread, to those who read there."""
    asked = question_in(body)
    if asked is None:
        return
    seen = office.may_see(office.readers.of(asked.channel, asked.user))
    if asked.outside or (seen.why is not None and "outside" in seen.why.value):
        return
    words = "\n".join(_words(office, str(one["id"])) for one in asked.files)
    blocks = explained(office.view(seen.contracts), words)
    office.outbox.say(key, asked.where, mrkdwn("This email in plain English."), blocks)


def _words(office: Office, file_id: str) -> str:
    info = office.client.files_info(file=file_id)["file"]
    return str(info.get("plain_text") or info.get("preview_plain_text") or info.get("preview") or "")
