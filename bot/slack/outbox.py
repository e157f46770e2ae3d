"""The way out: every message is noted before it is posted and after it was taken, and posted no faster than allowed.

A message has a key. Under the same key it is posted once: asked again (a restart, an edit, a repeat) it is changed in
place. A process that dies between Slack taking a message and our noting it leaves a message that nobody noted: whoever
takes the work over looks through the thread for it first, and fills that one. Where Slack does not let us look, it is
said once more, in the same thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.chat_stream import ChatStream

from bot.slack.blocks.pieces import Block
from bot.slack.pace import Pace
from store.conversations import FINISHED, Ledger, Outgoing

log = logging.getLogger("itbot.slack")
LOOKED_BACK, FRESH_S, REMEMBERED = 100, 10.0, 1000


@dataclass(frozen=True, slots=True)
class Where:
    """Where an answer goes: the channel, the message it answers, and its thread ("" = none). `user` asked."""

    channel: str
    asked_ts: str
    thread: str
    user: str
    user_team: str


# A step: its name, its words, in_progress, complete or error, and what it found.
Step = tuple[str, str, str] | tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in both its forms: `streamed` with `below` under it, or `whole` with `text` for a notification."""

    streamed: str
    below: Sequence[Block]
    text: str
    whole: Sequence[Block]


class Outbox:
    """Posts for one workspace."""

    def __init__(self, client: WebClient, ledger: Ledger, team: str, pace: Pace, bot_user: str = "") -> None:
        self._client, self._ledger, self._team, self._pace = client, ledger, team, pace
        self._bot_user = bot_user
        self._own: dict[str, None] = {}
        self._direct: dict[str, str] = {}

    def say(
        self,
        key: str,
        where: Where,
        text: str,
        blocks: Sequence[Block],
        answer_id: str | None = None,
        *,
        begun: bool = False,
    ) -> str:
        """Post a message, or change the one that this key posted before; returns its ts.

        `begun` says that this attempt began as a stream, which looked for what an earlier one left behind.
        """
        known = self._ledger.attempt(key, self._team, where.channel, where.asked_ts)
        known = known if begun else self._with_what_was_left(known, where)
        if known.ts is not None and known.posted_in is not None:
            ts = self._change(known.posted_in, known.ts, text, blocks)
        else:
            ts = self._post(key, where, text, blocks)
        self._ledger.finished(key, answer_id)
        return ts

    def stream(self, key: str, where: Where) -> Streamed:
        """Begin a message that fills up while it is worked on. Where none can be streamed, it comes whole at the end."""
        known = self._with_what_was_left(self._ledger.attempt(key, self._team, where.channel, where.asked_ts), where)
        fresh = known.ts is None and bool(where.thread) and self._pace.may_stream()
        stream = None
        if fresh:
            stream = self._client.chat_stream(
                channel=where.channel,
                thread_ts=where.thread,
                recipient_team_id=where.user_team or self._team,
                recipient_user_id=where.user,
                task_display_mode="timeline",
            )
        return Streamed(self, key, where, stream)

    def only_for(self, where: Where, text: str, blocks: Sequence[Block]) -> bool:
        """A message that only the person who asked sees; False where Slack does not take one there."""
        try:
            self._client.chat_postEphemeral(
                channel=where.channel,
                user=where.user,
                text=text,
                blocks=list(blocks),
                thread_ts=where.thread if where.thread and where.thread != where.asked_ts else None,
            )
        except SlackApiError as refused:
            log.info("ephemeral message not taken: %s", refused.response.get("error"))
            return False
        return True

    def direct(self, user: str) -> str:
        """The direct message channel with a person; it never changes, so Slack is asked once."""
        if user not in self._direct:
            self._direct[user] = str(self._client.conversations_open(users=user)["channel"]["id"])
        return self._direct[user]

    def free_in(self, user: str) -> float:
        """In how many seconds a person may be written to in their direct message; 0 = now."""
        channel = self._direct.get(user)
        return self._pace.free_in(channel) if channel else 0.0

    def take_back(self, message: Outgoing) -> None:
        """Delete a message of ours."""
        if message.posted_in and message.ts:
            try:
                self._client.chat_delete(channel=message.posted_in, ts=message.ts)
            except SlackApiError as refused:
                if refused.response.get("error") != "message_not_found":
                    raise
        self._ledger.drop(message.key)

    def begun(self, key: str, channel: str, ts: str) -> None:
        """Note that a stream began."""
        self._ledger.accepted(key, channel, ts)

    def finished(self, key: str, answer_id: str | None) -> None:
        """Note that a message is whole."""
        self._ledger.finished(key, answer_id)

    def turn(self, channel: str) -> None:
        """Wait for the channel's turn."""
        self._pace.wait(channel)

    def is_finished(self, key: str) -> bool:
        """Whether the message of this key is whole already."""
        known = self._ledger.get(key)
        return known is not None and known.state == FINISHED

    def _with_what_was_left(self, known: Outgoing, where: Where) -> Outgoing:
        """A message's record, with its place found where an earlier attempt posted it and died before noting that."""
        own = known.key in self._own
        self._own[known.key] = None
        while len(self._own) > REMEMBERED:
            del self._own[next(iter(self._own))]
        # What this process itself attempted before it knows the end of: there was none, or it was noted.
        if own or known.ts is not None or known.attempts < 2 or not (where.thread and self._bot_user):
            return known
        try:
            found = self._client.conversations_replies(
                channel=where.channel, ts=where.thread, oldest=where.asked_ts, limit=LOOKED_BACK
            )["messages"]
        except SlackApiError as refused:
            log.info("could not look back: %s", refused.response.get("error"))
            return known
        others = any(one.get("user") != self._bot_user and one["ts"] != where.asked_ts for one in found)
        # Where others speak in the thread too, what is very fresh may be the answer to one of them, about to be noted.
        until = f"{time.time() - (FRESH_S if others else 0):.6f}"
        ours = [
            str(one["ts"]) for one in found if one.get("user") == self._bot_user and where.asked_ts < one["ts"] <= until
        ]
        left = sorted(set(ours) - self._ledger.noted(self._team, where.channel, ours))
        if not left:
            return known
        self._ledger.accepted(known.key, where.channel, left[0])
        return replace(known, posted_in=where.channel, ts=left[0])

    def _post(self, key: str, where: Where, text: str, blocks: Sequence[Block]) -> str:
        self._pace.wait(where.channel)
        posted = self._client.chat_postMessage(
            channel=where.channel,
            text=text,
            blocks=list(blocks),
            thread_ts=where.thread or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        self._pace.posted(where.channel)
        self._ledger.accepted(key, str(posted["channel"]), str(posted["ts"]))
        return str(posted["ts"])

    def _change(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> str:
        """Change a message; one whose stream is still open (we died in the middle of it) is closed first."""
        try:
            self._client.chat_update(channel=channel, ts=ts, text=text, blocks=list(blocks))
        except SlackApiError as refused:
            if "stream" not in str(refused.response.get("error")):
                raise
            self._client.chat_stopStream(channel=channel, ts=ts)
            self._client.chat_update(channel=channel, ts=ts, text=text, blocks=list(blocks))
        return ts


class Streamed:
    """A message on its way: steps as they are taken, then the answer. A stream that dies is finished as a message."""

    def __init__(self, outbox: Outbox, key: str, where: Where, stream: ChatStream | None) -> None:
        self._outbox, self._key, self._where, self._stream = outbox, key, where, stream

    def steps(self, *steps: Step) -> None:
        """Show steps, all in one call."""
        self._append([_task(*one) for one in steps])

    def finish(self, said: Said, steps: Sequence[Step], answer_id: str | None) -> str:
        """Say the answer with the last steps; where no stream lives any more, the whole of it as one message."""
        if self._stream is not None and self._stream.ts:
            chunks = [*(_task(*one) for one in steps), {"type": "markdown_text", "text": said.streamed}]
            try:
                self._stream.stop(chunks=chunks, blocks=list(said.below))
            except SlackClientError as died:
                self._died(died)
            else:
                self._outbox.finished(self._key, answer_id)
                return str(self._stream.ts)
        return self._outbox.say(self._key, self._where, said.text, said.whole, answer_id, begun=True)

    def abandon(self) -> None:
        """Close the stream, because there will be no answer in it; what is said instead takes its place."""
        if self._stream is not None and self._stream.ts:
            try:
                self._stream.stop()
            except SlackClientError as died:
                self._died(died)

    def _append(self, chunks: Sequence[dict[str, Any]]) -> None:
        if self._stream is None:
            return
        begun = self._stream.ts is not None
        try:
            if not begun:
                self._outbox.turn(self._where.channel)
            self._stream.append(chunks=chunks)
        except SlackClientError as died:
            self._died(died)
        else:
            if not begun and self._stream.ts:
                self._outbox.begun(self._key, self._where.channel, self._stream.ts)

    def _died(self, died: SlackClientError) -> None:
        """Streams live some minutes only; the message they began can still be changed."""
        log.info("stream ended early: %s", died.response.get("error") if isinstance(died, SlackApiError) else "closed")
        self._stream = None


def _task(name: str, title: str, status: str, details: str = "") -> dict[str, Any]:
    made = {"type": "task_update", "id": name, "title": title, "status": status}
    return made | ({"details": details} if details else {})
