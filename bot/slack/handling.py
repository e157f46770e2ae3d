"""The outer edge of the work: each saved event is dealt with once, and none ends in silence.

What goes wrong is written to the log under a reference; the person reads a plain sentence with that reference and never
a word of the error itself.
"""

from __future__ import annotations

import logging
import threading
import traceback
import uuid
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.chasing.jobs import ForNewerError
from bot.slack.blocks.notices import apology, notice
from bot.slack.escape import mrkdwn
from bot.slack.incoming import Asked
from bot.slack.office import Office, Offices
from bot.slack.outbox import Where
from bot.slack.questions import show_status
from bot.slack.wording import in_slack
from knowledge.documents.model import UnreadableError
from knowledge.library import LibraryError
from store.conversations import APOLOGISED, DONE, DROPPED, WAITING
from store.facts.common import InterpreterError

log = logging.getLogger("itbot.slack")
REMOVED = "removed"
Handler = Callable[[Office, dict[str, Any], str], None]


class Handling:
    """Finds who deals with an event, and catches what they let fall."""

    def __init__(self, offices: Offices, handlers: dict[str, Handler]) -> None:
        self._offices, self._handlers = offices, handlers
        self._removing = threading.Lock()

    def handle(self, key: str) -> None:
        """Deal with one saved event: it ends done, apologised for, or dropped.

        Only ForNewerError is raised, while a roll-out is under way: the event is of a kind that this version does not know.
        """
        event = self._offices.kept.inbox.get(key)
        if event is None or event.state != WAITING:
            return
        enterprise = event.body.get("enterprise", "")
        if event.kind == REMOVED:
            self._removed(event.team, enterprise, revoked=bool(event.body.get("revoked")))
            self._offices.kept.inbox.close(key, DONE)
            return
        if event.kind not in self._handlers:
            raise ForNewerError
        office = self._offices.of(event.team, enterprise)
        if office is None:
            self._offices.kept.inbox.close(key, DROPPED)
            return
        try:
            self._handlers[event.kind](office, event.body, key)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it was, the person hears of it
            state = _told(office, event.body, key, error)
        else:
            state = DONE
        self._offices.kept.inbox.close(key, state)
        if self._offices.figures is not None:
            self._offices.figures.event(event.kind, state)

    def _removed(self, team: str, enterprise: str, *, revoked: bool) -> None:
        """A token was taken back, or the app was removed; by then no call to Slack works any more."""
        with self._removing:  # both come at once, in any order
            if revoked:
                self._offices.revoked(team, enterprise)
            else:
                self._offices.forget(team)


def _told(office: Office, body: dict[str, Any], key: str, error: Exception) -> str:
    """Tell the person, in their place and in plain words; what happened goes to the log."""
    reference = uuid.uuid4().hex[:8]
    expected = isinstance(error, (InterpreterError, UnreadableError, LibraryError))
    if not expected:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("reference %s: %s\n%s", reference, _without_words(error), where)
    words = in_slack(str(error)) if expected else apology(reference)
    asked = question_in(body)
    if asked is None:
        return DONE if expected else APOLOGISED
    show_status(office, asked, "")
    for way in _ways(office, asked):
        try:
            office.outbox.say(key, way(), mrkdwn(words), notice(words))
        except (SlackClientError, OSError) as refused:
            log.warning("reference %s could not be told: %s", reference, _without_words(refused))
        else:
            return DONE if expected else APOLOGISED
    return DROPPED


def _ways(office: Office, asked: Asked) -> list[Callable[[], Where]]:
    """Where to say it: in the thread, else in a direct message."""
    direct = lambda: Where(office.outbox.direct(asked.user), asked.ts, "", asked.user, asked.user_team)  # noqa: E731
    return [lambda: asked.where, direct]


def question_in(body: dict[str, Any]) -> Asked | None:
    """The question an event carries, if any."""
    one = body.get("asked")
    return Asked(**{**one, "files": tuple(one["files"])}) if one else None


def _without_words(error: BaseException) -> str:
    """An error for the log: its kind, and Slack's own code where it has one; never what a person or document said."""
    code = error.response.get("error") if hasattr(error, "response") and error.response is not None else ""
    return f"{type(error).__name__}{f' ({code})' if code else ''}"
