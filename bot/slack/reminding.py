"""Reminders in Slack: a digest in a direct message, once, and what people answer to it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.answering.asking.period import day
from bot.chasing.due import finished, looked
from bot.chasing.reminders import Undelivered
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import Block
from bot.slack.blocks.reminders import DONE, LATER, NOTHING_DUE, SEEN, answered, digest, title
from bot.slack.escape import mrkdwn
from bot.slack.office import Office
from bot.slack.outbox import Where
from store.conversations import FINISHED
from store.facts.watched import Handling, Nudge
from store.measures.nudges import to_send

log = logging.getLogger("itbot.slack")
A_WEEK = timedelta(days=7)
GONE = {"channel_not_found", "user_not_found", "users_not_found", "account_inactive", "user_disabled", "cannot_dm_bot"}
LOOKED_BACK = 20
ELSEWHERE = "People from outside your company can read along here; ask me in a direct message, or look at my Home tab."


class InSlack:
    """Brings digests to people by their Slack user ids, each in a direct message, once."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def send(self, key: str, to: str, nudges: Sequence[Nudge]) -> str:
        """Post one digest. Raises Undelivered for somebody who is not here any more or may not see the contract."""
        refs = {nudge.item.contract for nudge in nudges}
        try:
            seen = self._office.may_see(self._office.readers.alone(to))
            if not refs <= seen.contracts:
                raise Undelivered(f"{to} may not see {', '.join(sorted(refs))}.")
            return once(self._office, key, to, title(len(nudges)), digest(nudges))
        except SlackApiError as refused:
            code = str(refused.response.get("error"))
            if code in GONE:
                raise Undelivered(f"{to} cannot be reached ({code}).") from None
            raise

    def free_in(self, to: str) -> float:
        """In how many seconds a person's direct message may be posted to again."""
        return self._office.outbox.free_in(to)


def once(office: Office, key: str, to: str, text: str, blocks: Sequence[Block]) -> str:
    """Say something to one person in a direct message, once for this key; returns its ts.

    Where an earlier attempt was cut off, the conversation is looked through for our own mark before anything is said
    again, so that what Slack took just before the process died is not repeated.
    """
    known = office.kept.ledger.get(key)
    if known is not None and known.state == FINISHED and known.ts:
        return known.ts
    channel, mark = office.outbox.direct(to), _mark(key)
    if known is not None and known.ts is None:
        ts = _already_there(office, channel, mark)
        if ts:
            office.kept.ledger.accepted(key, channel, ts)
            office.kept.ledger.finished(key)
            return ts
    marked = [*blocks[:-1], dict(blocks[-1]) | {"block_id": mark}]
    return office.outbox.say(key, Where(channel, "", "", to, office.team), text, marked)


def _mark(key: str) -> str:
    return f"once_{sha256(key.encode()).hexdigest()[:16]}"


def _already_there(office: Office, channel: str, mark: str) -> str:
    """Where a message of ours with this mark stands in a conversation; "" when there is none among the last ones."""
    try:
        messages = office.client.conversations_history(channel=channel, limit=LOOKED_BACK)["messages"]
    except SlackApiError as refused:
        log.info("could not look back: %s", refused.response.get("error"))
        return ""
    return next((str(one["ts"]) for one in messages if mark in _block_ids(one)), "")


def _block_ids(message: dict[str, Any]) -> set[str]:
    return {str(block.get("block_id", "")) for block in message.get("blocks") or ()}


def spoken(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Somebody pressed a button under a reminder: do it, and let the message say so."""
    ref, _, watched = str(body["value"]).partition("|")
    if ref not in office.may_see(office.readers.alone(body["user"])).contracts:
        return
    words = _done(office, ref, watched, str(body["deed"]), body["user"])
    if words:
        log.info("a reminder was answered: %s", body["deed"])
        _show(office, body, words, watched)


def _done(office: Office, ref: str, watched: str, deed: str, user: str) -> str:
    """Do what was pressed; returns what to say of it, "" for a button that is none of ours."""
    nudges = office.interpreter.stores.nudges
    if deed == SEEN:
        nudges.acknowledge(ref, watched, user)
        return "Seen. It comes up again in a week if it is still open."
    if deed == LATER:
        until = office.interpreter.today() + A_WEEK
        nudges.snooze(ref, watched, until)
        return f"Put off to {day(until)}."
    if deed == DONE:
        finished(office.interpreter, ref, watched, f"said in Slack by {user}")
        return "Done. It leaves the list."
    return ""


def due_now(office: Office, body: dict[str, Any], key: str) -> None:
    """`/itbot due`: what is due now, with the buttons of a reminder, for the eyes of whoever asked alone."""
    from bot.slack.deeds import respond

    if office.outbox.is_finished(key):
        return
    asked = body["asked"]
    seen = office.may_see(office.readers.alone(asked["user"]))
    if seen.why is not None:
        respond(office, body, mrkdwn(seen.why.value), notice(seen.why.value))
        return
    if office.readers.of(asked["channel"], asked["user"]).shared_outside and not asked["channel"].startswith("D"):
        respond(office, body, ELSEWHERE, notice(ELSEWHERE))
        return
    view, now = office.view(seen.contracts), office.interpreter.clock()
    every = [one for ref in view.stores.contracts.refs() for one in looked(view, ref, now).nudges]
    order = to_send([(one, Handling()) for one in every], now)
    blocks = digest(order) if order else notice(NOTHING_DUE)
    office.kept.ledger.attempt(key, office.team, asked["channel"], asked["ts"])
    respond(office, body, title(len(order)) if order else NOTHING_DUE, blocks)
    office.kept.ledger.finished(key)


def _show(office: Office, body: dict[str, Any], words: str, watched: str) -> None:
    """Let the message tell what was said; the Home tab is shown afresh, and a message only one person sees is answered."""
    if not body.get("channel"):
        from bot.slack.home import publish

        publish(office, body["user"])
    elif body.get("response_url"):
        from bot.slack.deeds import respond

        respond(office, body, words, notice(words))
    elif body.get("blocks"):
        blocks = answered(body["blocks"], watched, words)
        office.client.chat_update(channel=body["channel"], ts=body["ts"], text=words, blocks=blocks)
