"""What Slack sent, read: which events matter, the words of a person without Slack's marks, and where an answer goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.slack.escape import clean
from bot.slack.outbox import Where

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")
LINK = re.compile(r"<([^|>!@#][^|>]*)(?:\|([^>]*))?>")
SPECIAL = re.compile(r"<![^>]*>")
ASKING = re.compile(
    r"\?\s*$|^(?:and|but|so|or|what|why|how|when|which|who|where|is|are|was|were|did|do|does|can|could|has|have|had|show|list|tell|compare|explain|only|same|for)\b",
    re.IGNORECASE,
)
LONGEST = 4000
# What other events of the kind "message" say is of no concern: joins, topics, reminders, bots.
SPOKEN = {None, "file_share", "thread_broadcast"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in: its words without marks, and everything needed to answer in the right place."""

    team: str
    channel: str
    ts: str
    thread: str
    user: str
    user_team: str
    text: str
    files: tuple[dict[str, Any], ...] = ()
    contract: str | None = None
    outside: bool = False

    @property
    def where(self) -> Where:
        """Where the answer goes: into the thread of the question."""
        return Where(self.channel, self.ts, self.thread, self.user, self.user_team)

    @property
    def is_direct(self) -> bool:
        """Whether it was asked in a direct message."""
        return self.channel.startswith("D")


def said(text: str, bot_user: str) -> str:
    """The words of a person: our own name dropped, Slack's marks turned back into what was typed."""
    words = MENTION.sub(lambda found: "" if found[1] == bot_user else "someone", text)
    words = LINK.sub(
        lambda found: found[2] or found[1].removeprefix("mailto:"), SPECIAL.sub("", CHANNEL.sub(r"#\1", words))
    )
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(clean(words).split())[:LONGEST]


def names(text: str, bot_user: str) -> bool:
    """Whether a message names us."""
    return bot_user in MENTION.findall(text)


def reads_as_question(text: str, bot_user: str) -> bool:
    """Whether an untagged line in a thread of ours is meant for us: a question, and addressed to nobody else."""
    others = [user for user in MENTION.findall(text) if user != bot_user]
    return not others and bool(ASKING.search(said(text, bot_user)))


def is_email(event: dict[str, Any]) -> bool:
    """Whether a message is an email sent to the channel's address."""
    return event.get("user") == "USLACKBOT" and any(
        f.get("mode") == "email" or f.get("filetype") == "email" for f in event.get("files") or ()
    )


def by_a_person(event: dict[str, Any], bot_user: str) -> bool:
    """Whether a person said this: no app (ours least of all), no system line; an email to a channel counts."""
    if is_email(event):
        return True
    return bool(event.get("user")) and not event.get("bot_id") and event["user"] not in {bot_user, "USLACKBOT"}


def asked(team: str, event: dict[str, Any], bot_user: str, *, outside: bool) -> Asked:
    """A message event as a question."""
    kept = ("id", "name", "filetype", "mode", "mimetype", "size", "subject", "file_access")
    return Asked(
        team=team,
        channel=event["channel"],
        ts=event["ts"],
        thread=event.get("thread_ts") or event["ts"],
        user=event.get("user", ""),
        user_team=event.get("user_team") or event.get("team") or team,
        text=said(event.get("text") or "", bot_user),
        files=tuple(
            {name: one[name] for name in kept if one.get(name) is not None} for one in event.get("files") or ()
        ),
        outside=outside,
    )
