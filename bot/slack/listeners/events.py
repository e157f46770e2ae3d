"""Events: every one that matters is saved, and acknowledged by Bolt when the listener returns (never before)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from slack_bolt import App

from bot.slack import incoming
from bot.slack.arrivals import Arrivals
from bot.slack.changes import twin_of
from bot.slack.questions import MEMORY
from store.conversations import Conversations

CHANGED, DELETED = "message_changed", "message_deleted"


class Events:
    """The listeners of the Events API."""

    def __init__(self, arrivals: Arrivals, kept: Conversations) -> None:
        self._arrivals, self._kept = arrivals, kept

    def register(self, app: App) -> None:
        """Tell the app who listens to what; `manifest.json` names the same events."""
        app.event("app_mention")(self.mention)
        app.event("message")(self.message)
        app.event("app_home_opened")(self.home)
        app.event("app_uninstalled")(self.removed)
        app.event("tokens_revoked")(self.removed)

    def mention(self, body: dict[str, Any], event: dict[str, Any], context: Mapping[str, Any]) -> None:
        """Somebody named us in a channel."""
        bot = context.get("bot_user_id") or ""
        if incoming.by_a_person(event, bot):
            self._question(body, event, bot)

    def message(self, body: dict[str, Any], event: dict[str, Any], context: Mapping[str, Any]) -> None:
        """A message where we are: a question, an edit, a deletion; anything else is not even saved."""
        bot = context.get("bot_user_id") or ""
        subtype = event.get("subtype")
        if subtype == CHANGED:
            self._edited(body, event, bot)
        elif subtype == DELETED:
            self._deleted(body, event)
        elif incoming.is_email(event) or (
            subtype in incoming.SPOKEN and incoming.by_a_person(event, bot) and self._for_us(body, event, bot)
        ):
            self._question(body, event, bot)

    def home(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Somebody opened our Home tab or our messages."""
        self._save(
            body,
            "home" if event.get("tab") == "home" else "greet",
            {"user": event["user"], "channel": event.get("channel", "")},
        )

    def removed(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """We were removed from a workspace, or our token was taken back."""
        revoked = event["type"] == "tokens_revoked"
        if not revoked or (event.get("tokens") or {}).get("bot"):
            self._save(body, "removed", {"revoked": revoked})

    def _for_us(self, body: dict[str, Any], event: dict[str, Any], bot: str) -> bool:
        """In a direct message everything; in a channel what names us, and what goes on asking in a thread of ours."""
        if event.get("channel_type") == "im" or event["channel"].startswith("D"):
            return True
        text = event.get("text") or ""
        if incoming.names(text, bot):
            return True
        thread = event.get("thread_ts")
        if not thread or not incoming.reads_as_question(text, bot):
            return False
        return bool(self._kept.threads.turns(team_of(body), event["channel"], thread, within=MEMORY, limit=1))

    def _question(self, body: dict[str, Any], event: dict[str, Any], bot: str) -> None:
        asked = incoming.asked(team_of(body), event, bot, outside=is_outside(body))
        kind = "email" if incoming.is_email(event) else "question"
        self._save(body, kind, {"asked": asdict(asked)}, twin_of(asked.team, asked.channel, asked.ts))

    def _edited(self, body: dict[str, Any], event: dict[str, Any], bot: str) -> None:
        now = {**event["message"], "channel": event["channel"]}
        before = event.get("previous_message") or {}
        if now.get("text") == before.get("text") or not incoming.by_a_person(now, bot):
            return
        team, channel = team_of(body), event["channel"]
        ours = self._kept.ledger.to(team, channel, now["ts"])
        if ours or channel.startswith("D") or incoming.names(now.get("text") or "", bot):
            asked = incoming.asked(team, now, bot, outside=is_outside(body))
            self._save(body, "edited", {"asked": asdict(asked)})

    def _deleted(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        before = event.get("previous_message") or {}
        if before.get("bot_id"):
            return
        team, channel, ts = team_of(body), event["channel"], event["deleted_ts"]
        if channel.startswith("D") or self._kept.ledger.to(team, channel, ts):
            self._save(body, "deleted", {"channel": channel, "ts": ts})

    def _save(self, body: dict[str, Any], kind: str, said: dict[str, Any], twin: str | None = None) -> None:
        team = team_of(body)
        self._arrivals.take(
            f"slack:{team}:{body['event_id']}", team, kind, {"enterprise": enterprise_of(body), **said}, twin
        )


def team_of(body: dict[str, Any]) -> str:
    """The workspace that installed us, which in a shared channel need not be the one the event names first."""
    for one in body.get("authorizations") or ():
        if one.get("team_id"):
            return str(one["team_id"])
    return str(
        body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""
    )


def enterprise_of(body: dict[str, Any]) -> str:
    """The organisation the workspace belongs to; "" for none."""
    for one in body.get("authorizations") or ():
        if one.get("enterprise_id"):
            return str(one["enterprise_id"])
    return str(body.get("enterprise_id") or (body.get("enterprise") or {}).get("id") or "")


def is_outside(body: dict[str, Any]) -> bool:
    """Whether Slack itself says that people of other companies are in the channel."""
    return bool(body.get("is_ext_shared_channel"))
