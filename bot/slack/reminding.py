"""Reminders in Slack: a round each working day by a durable job, a digest in a direct message, and what people answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.chasing.due import found
from bot.chasing.jobs import Jobs
from bot.chasing.reminders import Undelivered, audited, next_round, send_due
from bot.slack.blocks.reminders import DONE, LATER, SEEN, answered, digest, title
from bot.slack.escape import clean
from bot.slack.office import Office
from bot.slack.outbox import Where
from store.facts.common import InterpreterError
from store.facts.watched import Nudge

log = logging.getLogger("itbot.slack")
ROUND, AUDIT = "reminders", "reminders-audit"
A_WEEK = timedelta(days=7)
GONE = {"channel_not_found", "user_not_found", "users_not_found", "account_inactive", "user_disabled", "cannot_dm_bot"}


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
            channel = self._office.outbox.direct(to)
            return self._office.outbox.say(
                key, Where(channel, "", "", to, self._office.team), title(len(nudges)), digest(nudges)
            )
        except SlackApiError as refused:
            code = str(refused.response.get("error"))
            if code in GONE:
                raise Undelivered(f"{to} cannot be reached ({code}).") from None
            raise


class Rounds:
    """Schedules each contract's next round and makes it when its time has come; a durable job, so a restart loses none."""

    def __init__(self, jobs: Jobs, office: Callable[[], Office | None], clock: Callable[[], datetime]) -> None:
        self._jobs, self._office, self._clock = jobs, office, clock
        jobs.handles(ROUND, self.make)

    def begin(self) -> None:
        """Put every contract's next round on the calendar; one that stands there already stays."""
        office = self._office()
        if office is None:
            return
        for ref in office.interpreter.stores.contracts.refs():
            self._plan(office, ref)

    def make(self, payload: dict[str, Any]) -> None:
        """Make one round, and put the next on the calendar first, so that a failure never ends the chain."""
        office = self._office()
        if office is None:
            return
        ref = str(payload["ref"])
        self._plan(office, ref)
        send_due(office.interpreter, InSlack(office), self._clock(), ref=ref)
        for one in audited(office.interpreter, self._clock()):
            log.warning("reminders: %s", one.says)

    def _plan(self, office: Office, ref: str) -> None:
        at = next_round(office.interpreter, ref, self._clock())
        self._jobs.schedule(f"round:{office.team}:{ref}:{at.date()}", ROUND, {"ref": ref}, at=at)


def spoken(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Somebody pressed a button under a reminder: do it, and let the message say so."""
    ref, _, watched = str(body["value"]).partition("|")
    if ref not in office.may_see(office.readers.alone(body["user"])).contracts:
        return
    nudges = office.interpreter.stores.nudges
    now = office.interpreter.clock()
    deed = str(body["deed"])
    if deed == SEEN:
        nudges.acknowledge(ref, watched, body["user"])
        words = "Seen. It comes up again in a week if it is still open."
    elif deed == LATER:
        until = now.date() + A_WEEK
        nudges.snooze(ref, watched, until)
        words = f"Put off to {until.day} {until:%B %Y}."
    elif deed == DONE:
        nudges.done(ref, watched, f"said in Slack by {body['user']}")
        words = "Done. It leaves the list."
    else:
        return
    log.info("a reminder was answered: %s", deed)
    _show(office, body, clean(words), watched)


def _show(office: Office, body: dict[str, Any], words: str, watched: str) -> None:
    """Change the message so that it tells what was said."""
    if not body.get("channel") or not body.get("blocks"):
        return
    try:
        code = found(office.interpreter, watched, office.interpreter.clock())[1].code
    except InterpreterError:
        code = str(body.get("block", "")).removeprefix("nudge_")
    blocks = answered(body["blocks"], code, words)
    office.client.chat_update(channel=body["channel"], ts=body["ts"], text=title(1), blocks=blocks)
