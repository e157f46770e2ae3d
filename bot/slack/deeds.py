"""Who deals with which kind of saved event."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from bot.slack import changes, emails, files, home, reminding
from bot.slack.allowance import HeldBackError
from bot.slack.blocks.answer_card import card, fallback
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import Block
from bot.slack.escape import mrkdwn
from bot.slack.files import LOOPBACK
from bot.slack.handling import Handler, question_in
from bot.slack.incoming import Asked
from bot.slack.modals import claims, notes, terms
from bot.slack.office import Office
from bot.slack.questions import answer, within_limits, worked_out

HOOKS = frozenset({"hooks.slack.com"})
TIMEOUT_S = 20


def handlers() -> dict[str, Handler]:
    """Every kind of event with its deed."""
    return {
        "question": question,
        "direct": direct,
        "edited": changes.edited,
        "deleted": changes.deleted,
        "email": emails.arrived,
        "command": command,
        "file": files.decided,
        "document": document,
        "home": home.opened,
        "greet": home.greeted,
        "confirm_terms": _then_home(terms.do_confirm),
        "correct_term": _then_home(terms.do_correct),
        "note": _then_home(notes.do_note),
        "claim": _then_home(claims.do_claim),
        "nudge": reminding.spoken,
        "due": reminding.due_now,
    }


def _then_home(deed: Handler) -> Handler:
    """A deed whose outcome shows on the person's Home tab."""

    def run(office: Office, body: dict[str, Any], key: str) -> None:
        deed(office, body, key)
        home.publish(office, body["user"])

    return run


def question(office: Office, body: dict[str, Any], key: str) -> None:
    """A question, a file, or both."""
    asked = question_in(body)
    if asked is None:
        return
    if asked.files:
        files.offered(office, asked, key)
    if asked.text or not asked.files:
        answer(office, asked, key if not asked.files else f"{key}:words")


def direct(office: Office, body: dict[str, Any], key: str) -> None:
    """A question pressed where there is no channel (the Home tab): answered in a direct message."""
    asked = question_in(body)
    if asked is None:
        return
    channel = office.outbox.direct(asked.user)
    answer(office, replace(asked, channel=channel, thread=""), key)


def command(office: Office, body: dict[str, Any], key: str) -> None:
    """A slash command: the answer is seen by the person alone, and goes to a direct message where others listen in."""
    asked = question_in(body)
    if asked is None or office.outbox.is_finished(key):
        return
    alone = office.readers.alone(asked.user)
    seen = office.may_see(alone)
    if seen.why is not None:
        respond(office, body, mrkdwn(seen.why.value), notice(seen.why.value))
        return
    here = office.readers.of(asked.channel, asked.user) if not asked.is_direct else alone
    if here.shared_outside:  # the answer there is counted
        _in_direct_message(office, asked, body, key)
        return
    try:
        within_limits(office, asked)
    except HeldBackError as busy:
        respond(office, body, mrkdwn(str(busy)), notice(str(busy)))
        return
    made = worked_out(office, asked, seen)
    known = office.kept.ledger.attempt(key, office.team, asked.channel, asked.ts)
    if known.attempts == 1 or known.ts is None:
        respond(office, body, fallback(made), card(made))
    office.kept.ledger.finished(key, made.id)


def _in_direct_message(office: Office, asked: Asked, body: dict[str, Any], key: str) -> None:
    answer(office, replace(asked, channel=office.outbox.direct(asked.user), thread=""), key)
    words = "People from outside your company can read along here, so I have answered you in a direct message."
    respond(office, body, words, notice(words))


def document(office: Office, body: dict[str, Any], key: str) -> None:
    """Files handed over in the window: offered in a direct message."""
    channel = office.outbox.direct(body["user"])
    sent = tuple({"id": one} for one in body["files"])
    asked = Asked(office.team, channel, key, "", body["user"], office.team, "", sent, body.get("contract"))
    files.offered(office, asked, key)


def respond(office: Office, body: dict[str, Any], text: str, blocks: list[Block]) -> None:
    """Answer a command at the address it came with, which only its sender sees; only Slack's own address is used."""
    url = str(body.get("response_url") or "")
    if not may_answer(url, office.client.base_url):
        asked = question_in(body)
        if asked is not None:
            office.outbox.only_for(asked.where, text, blocks)
        return
    said = {"response_type": "ephemeral", "replace_original": False, "text": text, "blocks": blocks}
    request = urllib.request.Request(  # noqa: S310 - the address was checked
        url, json.dumps(said).encode(), {"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT_S).close()  # noqa: S310
    except urllib.error.HTTPError as gone:
        # The address lives half an hour; later the answer goes to a direct message.
        asked = question_in(body)
        if asked is None or gone.code < 400:
            raise
        channel = office.outbox.direct(asked.user)
        office.client.chat_postMessage(
            channel=channel, text=text, blocks=blocks, unfurl_links=False, unfurl_media=False
        )


def may_answer(url: str, api: str) -> bool:
    """Whether a response address is Slack's own (or the desk's that the API address names)."""
    there, home_of_api = urlsplit(url), urlsplit(api)
    if there.username is not None or there.password is not None:
        return False
    if there.scheme == "https" and there.hostname in HOOKS:
        return True
    return there.scheme == "http" and there.hostname in LOOPBACK and there.netloc == home_of_api.netloc
