"""Scheduled messages: posted when their time has come."""

from __future__ import annotations

import asyncio

from bot.desk import talk
from bot.desk.state import Slack
from bot.desk.world import Message

EVERY = 0.5


async def keep_posting(slack: Slack) -> None:
    """Post what is due, for ever."""
    while True:
        await asyncio.sleep(EVERY)
        with slack.lock:
            post_due(slack)


def post_due(slack: Slack) -> None:
    """Post the scheduled messages whose time has come; one with metadata disappears unposted, as on the real Slack."""
    now = slack.clock().timestamp()
    due = [s for s in slack.scheduled if s["post_at"] <= now]
    slack.scheduled = [s for s in slack.scheduled if s["post_at"] > now]
    for each in due:
        install = slack.installs.get(each["bot"])
        if each["never"] or install is None or install.revoked:
            slack.journal.note("never_posted", id=each["id"])
            continue
        talk.say(slack, Message(
            each["channel"], slack.new_ts(), install.bot_user, each["text"], install.team,
            thread_ts=each["thread_ts"], blocks=each["blocks"], bot_id=install.bot_id, app_id=slack.app.id,
        ))  # fmt: skip
