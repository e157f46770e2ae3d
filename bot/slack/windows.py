"""The windows by name: which shortcut or button opens which, which answers come back, and what is said when one fails."""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.slack.blocks.notices import apology
from bot.slack.modals import claims, documents, notes, places, reminded, terms, words
from bot.slack.modals.common import Taken, told
from bot.slack.modals.feedback import REASON, feedback, reasoned, working
from bot.slack.modals.places import open_here
from bot.slack.office import Office
from bot.slack.wording import in_slack
from store.facts.common import InterpreterError

__all__ = ["BUTTONS", "SHORTCUTS", "SUBMITTED", "failed", "feedback", "kept_safe", "open_here", "working"]

log = logging.getLogger("itbot.slack")
Opening = Callable[[Office, dict[str, Any]], None]
Taking = Callable[[Office, dict[str, Any]], Taken]

SHORTCUTS: dict[str, Opening] = {
    "explain_email": words.explain,
    "translate_jargon": words.translate,
    "add_document": documents.add,
}
BUTTONS: dict[str, Opening] = {
    documents.ADD: documents.add,
    terms.CHECK: terms.check,
    terms.CORRECT: terms.correct,
    notes.COMMITMENT: notes.commitment,
    notes.REVIEW: notes.review,
    places.CHOOSE: places.choose,
    reminded.CHOOSE: reminded.choose,
    claims.CLAIM: claims.claim,
    claims.LETTER: claims.letter,
}
SUBMITTED: dict[str, Taking] = {
    REASON: reasoned,
    documents.SENT: documents.sent,
    terms.CONFIRMED: terms.confirmed,
    terms.CORRECTED: terms.corrected,
    notes.MADE: notes.made,
    notes.LOGGED: notes.logged,
    places.CHOSEN: places.chosen,
    reminded.CHOSEN: reminded.chosen,
    claims.SENT: claims.sent,
    claims.SAID: claims.said,
    words.DATED: words.dated,
}


def kept_safe(taken: Taking, office: Office, body: dict[str, Any]) -> Taken:
    """What came back from a window, read; where that fails the window says so and nothing was changed."""
    try:
        return taken(office, body)
    except Exception as error:  # noqa: BLE001 - the edge: the person sees a sentence, the log has the place
        return Taken({"response_action": "update", "view": told("That did not work", _words(error))})


def failed(office: Office, body: dict[str, Any], error: Exception) -> None:
    """A window could not be opened, or a press not be carried out: say so, as well as the place allows."""
    said = _words(error)
    place = body.get("container") or {}
    channel = place.get("channel_id") or (body.get("channel") or {}).get("id") or ""
    user = (body.get("user") or {}).get("id", "")
    try:
        if channel:
            office.quick.chat_postEphemeral(channel=channel, user=user, text=said)
        else:
            office.client.chat_postMessage(channel=office.outbox.direct(user), text=said)
    except (SlackClientError, OSError):
        log.warning("the person could not be told")


def _words(error: Exception) -> str:
    if isinstance(error, InterpreterError):
        return in_slack(str(error))
    reference = uuid.uuid4().hex[:8]
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("reference %s: %s\n%s", reference, type(error).__name__, where)
    return apology(reference)
