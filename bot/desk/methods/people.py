"""People: one, all, by email address; and reactions to what they said."""

from __future__ import annotations

from bot.desk import shapes, talk
from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.world import Json, User


def _seen(call: Call, user: User) -> Json:
    shown = shapes.person(call.slack, user, call.install.team)
    if "users:read.email" not in call.install.scopes:
        shown["profile"].pop("email", None)
    return shown


def _known(call: Call, user: User) -> bool:
    """Whether this workspace knows a person: its own, and those it shares a channel with."""
    team = call.install.team
    return user.team == team or any(
        user.id in c.members and (c.team == team or team in c.shared) for c in call.slack.channels.values()
    )


@method("users.info", "users:read", tier=4)
def info(call: Call) -> Json:
    """One person."""
    user = call.slack.users.get(str(call.need("user")))
    if user is None:
        raise SlackError("user_not_found")
    if not _known(call, user):
        raise SlackError("user_not_visible")
    return {"user": _seen(call, user)}


@method("users.list", "users:read", tier=2)
def list_all(call: Call) -> Json:
    """Everybody this workspace knows."""
    people = [u for u in call.slack.users.values() if _known(call, u)]
    start, limit = int(call.get("cursor", 0)), int(call.get("limit", 1000))
    cursor = str(start + limit) if start + limit < len(people) else ""
    shown = [_seen(call, u) for u in people[start : start + limit]]
    return {"members": shown, "cache_ts": 0, "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", "users:read.email")
def by_email(call: Call) -> Json:
    """The person with an email address; people of other workspaces are not found by it."""
    wanted = str(call.need("email")).lower()
    found = [u for u in call.slack.users.values() if u.email.lower() == wanted and u.team == call.install.team]
    if not found or found[0].deleted:
        raise SlackError("users_not_found")
    return {"user": _seen(call, found[0])}


@method("reactions.add", "reactions:write")
def react(call: Call) -> Json:
    """Put an emoji on a message."""
    channel = call.joined()
    said = talk.found(channel, call.need("timestamp"))
    name = str(call.need("name")).strip(":")
    who = said.reactions.setdefault(name, [])
    if call.bot in who:
        raise SlackError("already_reacted")
    who.append(call.bot)
    talk.show(call.slack, said, "message_changed")
    return {}


@method("reactions.remove", "reactions:write")
def unreact(call: Call) -> Json:
    """Take an emoji off a message."""
    channel = call.joined()
    said = talk.found(channel, call.need("timestamp"))
    who = said.reactions.get(str(call.need("name")).strip(":"), [])
    if call.bot not in who:
        raise SlackError("no_reaction")
    who.remove(call.bot)
    said.reactions = {n: u for n, u in said.reactions.items() if u}
    talk.show(call.slack, said, "message_changed")
    return {}
