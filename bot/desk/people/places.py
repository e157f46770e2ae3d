"""Moving about: the app's Home and Messages tabs, other channels, who is invited and who leaves."""

from __future__ import annotations

from bot.desk import events, shapes
from bot.desk.acts import Deed, act
from bot.desk.errors import ActError
from bot.desk.world import Channel, Json


def _tab(deed: Deed, tab: str) -> Channel:
    install = deed.install()
    channel = deed.slack.dm(deed.person.id, install.bot_user)
    event: Json = {"type": "app_home_opened", "user": deed.person.id, "channel": channel.id, "tab": tab}
    home = deed.slack.homes.get(deed.person.id)
    if tab == "home" and home is not None:
        event["view"] = shapes.view(deed.slack, home)
    events.about_app(deed.slack, install, event)
    return channel


@act("open_home")
def open_home(deed: Deed) -> Json:
    """Open the app's Home tab."""
    return {"channel": _tab(deed, "home").id}


@act("open_messages")
def open_messages(deed: Deed) -> Json:
    """Open the app's Messages tab: the DM with it."""
    return {"channel": _tab(deed, "messages").id}


@act("look_at")
def look_at(deed: Deed) -> Json:
    """Have a channel on the screen beside the app."""
    install, channel = deed.install(), deed.place()
    entity = {"type": "slack#/types/channel_id", "value": channel.id, "team_id": channel.team}
    dm = deed.slack.dm(deed.person.id, install.bot_user)
    events.about_app(deed.slack, install, {
        "type": "app_context_changed", "user": deed.person.id, "channel": dm.id, "context": {"entities": [entity]},
    })  # fmt: skip
    return {}


@act("open_dm")
def open_dm(deed: Deed) -> Json:
    """Open the DM with somebody."""
    other = str(deed.need("user"))
    if other not in deed.slack.users:
        raise ActError("user_not_found", "There is no such person on this desk.")
    return {"channel": deed.slack.dm(deed.person.id, other).id}


@act("invite")
def invite(deed: Deed) -> Json:
    """Bring somebody, or the app, into a channel."""
    return _membership(deed, "member_joined_channel")


@act("remove")
def remove(deed: Deed) -> Json:
    """Take somebody, or the app, out of a channel."""
    return _membership(deed, "member_left_channel")


def _membership(deed: Deed, type_: str) -> Json:
    channel, user = deed.place(), str(deed.need("user"))
    if user not in deed.slack.users:
        raise ActError("user_not_found", "There is no such person on this desk.")
    listening = deed.slack.install_for(channel)
    (channel.members.add if type_ == "member_joined_channel" else channel.members.discard)(user)
    listening = deed.slack.install_for(channel) or listening
    deed.slack.feed.tell("channels")
    if listening is not None:
        event = {
            "type": type_,
            "user": user,
            "channel": channel.id,
            "channel_type": channel.id[0],
            "team": channel.team,
        }
        events.about_app(deed.slack, listening, event | {"inviter": deed.person.id}, channel)
    return {}


@act("archive")
def archive(deed: Deed) -> Json:
    """Close a channel to new messages."""
    deed.place().archived = True
    deed.slack.feed.tell("channels")
    return {}


@act("convert")
def convert(deed: Deed) -> Json:
    """Make a private channel public or a public one private."""
    channel, kind = deed.place(), deed.need("kind")
    if channel.kind not in ("public", "private") or kind not in ("public", "private"):
        raise ActError("cannot_convert", "Only a channel can be made public or private.")
    channel.kind = kind
    deed.slack.feed.tell("channels")
    return {}
