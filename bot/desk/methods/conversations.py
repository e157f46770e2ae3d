"""Conversations: which there are, who is in them, what was said."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk import shapes, talk
from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.world import Channel, Json, Message

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
TYPES = {"public": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}
PREFIX = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


def _scoped(call: Call, channel: Channel, verb: str) -> Channel:
    needed = f"{PREFIX[channel.kind]}:{verb}"
    if needed not in call.install.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(call.install.scopes)))
    return channel


@method("conversations.info", *READ)
def info(call: Call) -> Json:
    """One conversation."""
    channel = _scoped(call, call.place(), "read")
    shown = shapes.channel(channel, call.bot, call.install.team)
    return {
        "channel": shown if call.flag("include_num_members") else {k: v for k, v in shown.items() if k != "num_members"}
    }


@method("conversations.list", *READ, tier=2)
def list_all(call: Call) -> Json:
    """The conversations this bot can see, by type."""
    return _listed(call, [c for c in _visible(call) if not (c.archived and call.flag("exclude_archived"))])


@method("users.conversations", *READ)
def of_user(call: Call) -> Json:
    """The conversations a person is in, of those this bot can see."""
    user = str(call.get("user", call.bot))
    return _listed(call, [c for c in _visible(call) if user in c.members])


def _visible(call: Call) -> list[Channel]:
    team = call.install.team
    near = [c for c in call.slack.channels.values() if team == c.team or team in c.shared]
    return [c for c in near if c.kind == "public" or call.bot in c.members]


def _listed(call: Call, channels: list[Channel]) -> Json:
    types = {t.strip() for t in str(call.get("types", "public_channel")).split(",")}
    kept = [c for c in channels if TYPES[c.kind] in types]
    for channel in kept:
        _scoped(call, channel, "read")
    page, cursor = _page(call, kept, 100)
    shown = [shapes.channel(c, call.bot, call.install.team) for c in page]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def _page(call: Call, things: list[Channel], default: int) -> tuple[list[Channel], str]:
    start, limit = int(call.get("cursor", 0)), min(int(call.get("limit", default)), 1000)
    return things[start : start + limit], str(start + limit) if start + limit < len(things) else ""


@method("conversations.open", "im:write", "mpim:write", "channels:manage", "groups:write")
def open_dm(call: Call) -> Json:
    """The DM with a person."""
    users = [u for u in str(call.need("users")).split(",") if u]
    known = [call.slack.users[u] for u in users if u in call.slack.users]
    if len(known) != len(users):
        raise SlackError("user_not_found")
    if len(known) != 1:
        raise SlackError("not_enough_users" if not known else "too_many_users")
    if known[0].deleted:
        raise SlackError("user_disabled")
    channel = call.slack.dm(call.bot, known[0].id)
    return {
        "channel": shapes.channel(channel, call.bot, call.install.team)
        if call.flag("return_im")
        else {"id": channel.id}
    }


@method("conversations.members", *READ, tier=4)
def members(call: Call) -> Json:
    """Who is in a conversation, people of connected workspaces included."""
    channel = _scoped(call, call.place(), "read")
    everyone = sorted(channel.members)
    start, limit = int(call.get("cursor", 0)), min(int(call.get("limit", 100)), 1000)
    cursor = str(start + limit) if start + limit < len(everyone) else ""
    return {"members": everyone[start : start + limit], "response_metadata": {"next_cursor": cursor}}


@method("conversations.history", *HISTORY)
def history(call: Call) -> Json:
    """What was said in a conversation, newest first, without the replies in threads."""
    channel = _scoped(call, call.joined(), "history")
    said = [m for m in channel.messages.values() if m.root == m.ts or m.broadcast]
    newest = sorted(_between(call, said), key=lambda m: m.ts, reverse=True)
    return _messages(call, newest)


@method("conversations.replies", *HISTORY)
def replies(call: Call) -> Json:
    """A thread: its root and its replies, oldest first."""
    channel = _scoped(call, call.joined(), "history")
    asked = str(call.need("ts"))
    if asked not in channel.messages:
        raise SlackError("thread_not_found")
    root = channel.messages[asked].root
    whole = [talk.found(channel, root), *_between(call, channel.replies(root))]
    return _messages(call, whole)


def _between(call: Call, said: Iterable[Message]) -> list[Message]:
    oldest, latest = str(call.get("oldest", "0")), str(call.get("latest", "9999999999"))
    inside = call.flag("inclusive")
    return [m for m in said if oldest < m.ts < latest or (inside and m.ts in (oldest, latest))]


def _messages(call: Call, said: list[Message]) -> Json:
    most = call.slack.rates.history_objects if call.slack.rates.strict_history else 999
    start, limit = int(call.get("cursor", 0)), min(int(call.get("limit", 100)), most)
    page, more = said[start : start + limit], start + limit < len(said)
    shown = [shapes.message(call.slack, m) for m in page]
    return {
        "messages": shown,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }
