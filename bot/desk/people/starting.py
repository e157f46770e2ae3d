"""Starting something: a slash command, a shortcut on a message, a shortcut from anywhere."""

from __future__ import annotations

from bot.desk import shapes, talk
from bot.desk.acts import Deed, Done, Pending, acknowledged, act
from bot.desk.blocks.checking import checked
from bot.desk.errors import ActError, SlackError
from bot.desk.people.pressing import base
from bot.desk.world import Channel, Install, Json, Message


@act("command")
def command(deed: Deed) -> Done:
    """Use a slash command; Slack allows that anywhere but in a thread."""
    channel, name = deed.place(), str(deed.need("command"))
    install = deed.install()
    known = [c["command"] for c in deed.slack.app.commands]
    if name not in known or "commands" not in install.scopes:
        raise ActError("unknown_command", f"There is no command {name} here.")
    if deed.get("thread_ts") is not None:
        raise ActError("not_in_threads", f"{name} is not supported in threads.")
    team = deed.slack.teams[install.team]
    body = {
        "token": "desk-verification", "team_id": team.id, "team_domain": team.domain, "channel_id": channel.id,
        "channel_name": _name(channel), "user_id": deed.person.id, "user_name": deed.person.name, "command": name,
        "text": str(deed.get("text", "")), "api_app_id": deed.slack.app.id, "is_enterprise_install": "false",
        "response_url": deed.slack.hook(channel.id, deed.person.id, install.token),
        "trigger_id": deed.slack.trigger(deed.person.id),
    }  # fmt: skip

    def finish(payload: Json | None) -> Json:
        if payload:
            spoken(deed, channel, install, payload)
        return acknowledged(payload)

    return Pending(deed.send("slash_commands", body), finish)


def _name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup", "mpim": "privategroup"}.get(channel.kind, channel.name)


def spoken(deed: Deed, channel: Channel, install: Install, payload: Json) -> None:
    """A message given with the acknowledgement: for the asker alone, or for the channel."""
    text, blocks = str(payload.get("text", "")), payload.get("blocks") or []
    try:
        passed = checked(blocks, "message") if blocks else []
    except SlackError as refused:
        deed.slack.journal.note("answer_refused", error=refused.code, **refused.extra)
        return
    if not text and not passed:
        return
    said = Message(
        channel.id, deed.slack.new_ts(), install.bot_user, text, install.team, blocks=talk.named(deed.slack, passed),
        bot_id=install.bot_id, app_id=deed.slack.app.id,
        only_for=None if payload.get("response_type") == "in_channel" else deed.person.id,
    )  # fmt: skip
    talk.say(deed.slack, said)


def _shortcut(deed: Deed, kind: str) -> Install:
    known = [
        s for s in deed.slack.app.shortcuts if s.get("type") == kind and s["callback_id"] == deed.need("callback_id")
    ]
    if not known:
        raise ActError("unknown_shortcut", "There is no such shortcut here.")
    return deed.install()


@act("message_shortcut")
def message_shortcut(deed: Deed) -> Done:
    """Use a shortcut on a message."""
    install, said, channel = _shortcut(deed, "message"), deed.message(), deed.place()
    body = base(deed, "message_action", install.team) | {
        "callback_id": deed.need("callback_id"), "trigger_id": deed.slack.trigger(deed.person.id),
        "action_ts": deed.slack.new_ts(), "message_ts": said.ts, "message": shapes.message(deed.slack, said),
        "channel": {"id": channel.id, "name": _name(channel)},
        "response_url": deed.slack.hook(channel.id, deed.person.id, install.token),
    }  # fmt: skip
    return Pending(deed.send("interactive", body), acknowledged)


@act("global_shortcut")
def global_shortcut(deed: Deed) -> Done:
    """Use a shortcut from anywhere."""
    install = _shortcut(deed, "global")
    body = base(deed, "shortcut", install.team) | {
        "callback_id": deed.need("callback_id"), "trigger_id": deed.slack.trigger(deed.person.id),
        "action_ts": deed.slack.new_ts(),
    }  # fmt: skip
    return Pending(deed.send("interactive", body), acknowledged)
