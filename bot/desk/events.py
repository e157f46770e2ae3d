"""What Slack tells the app: which events a change makes, wrapped in an envelope's body, faults of order included."""

from __future__ import annotations

from bot.desk import shapes
from bot.desk.state import Outgoing, Slack
from bot.desk.world import Channel, Install, Json, Message

CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
SUBSCRIPTIONS = {"public": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim"}


def posted(slack: Slack, said: Message) -> None:
    """A message was posted: `message`, and `app_mention` where the bot is named in a channel."""
    channel = slack.channels[said.channel]
    install = slack.install_for(channel)
    if install is None or said.only_for is not None:
        return
    body = shapes.message(slack, said) | _sender(channel, install, said)
    body |= {"channel": channel.id, "event_ts": said.ts}
    named = f"<@{install.bot_user}>" in said.text and channel.kind != "im" and said.user != install.bot_user
    twins = named and slack.faults.take("twins", channel=channel.id) is not None
    if named:
        send(slack, "app_mention", install, body | {"type": "app_mention"}, channel)
    message = body | {"channel_type": CHANNEL_TYPES[channel.kind]}
    send(slack, SUBSCRIPTIONS[channel.kind], install, message, channel, forced=twins)


def _sender(channel: Channel, install: Install, said: Message) -> Json:
    if not channel.is_ext_shared:
        return {}
    return {"user_team": said.team, "source_team": said.team, "team": install.team}


def changed(slack: Slack, before: Json, said: Message) -> None:
    """A message was edited by its author or its app: `message` with the subtype message_changed."""
    body = {"subtype": "message_changed", "message": shapes.message(slack, said), "previous_message": before}
    _about_message(slack, slack.channels[said.channel], body)


def deleted(slack: Slack, before: Json, channel: Channel) -> None:
    """A message was deleted: `message` with the subtype message_deleted."""
    _about_message(
        slack, channel, {"subtype": "message_deleted", "deleted_ts": before["ts"], "previous_message": before}
    )


def _about_message(slack: Slack, channel: Channel, body: Json) -> None:
    install = slack.install_for(channel)
    if install is None:
        return
    ts = slack.new_ts()
    event = {"type": "message", "hidden": True, "channel": channel.id, "ts": ts, "event_ts": ts, **body}
    event["channel_type"] = CHANNEL_TYPES[channel.kind]
    send(slack, SUBSCRIPTIONS[channel.kind], install, event, channel)


def about_app(slack: Slack, install: Install, event: Json, channel: Channel | None = None) -> None:
    """Any other event, subscribed to by its own type."""
    send(slack, event["type"], install, {"event_ts": slack.new_ts(), **event}, channel)


def send(
    slack: Slack, name: str, install: Install, event: Json, channel: Channel | None, *, forced: bool = False
) -> None:
    """Wrap an event and give it to delivery, if the app wants it; or hold it back where a fault says so."""
    if not forced and not slack.app.wants(name, install):
        return
    body = {
        "token": "desk-verification", "team_id": install.team, "context_team_id": install.team,
        "context_enterprise_id": None, "api_app_id": slack.app.id, "event": event, "type": "event_callback",
        "event_id": slack.new_id("Ev"), "event_time": int(float(event["event_ts"])),
        "authorizations": [{"enterprise_id": None, "team_id": install.team, "user_id": install.bot_user, "is_bot": True,
                            "is_enterprise_install": False}],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": f"4-{slack.new_id('', 20)}",
    }  # fmt: skip
    _in_some_order(slack, Outgoing("events_api", body, retried=True))


def _in_some_order(slack: Slack, out: Outgoing) -> None:
    event = out.body["event"]
    fresh = event["type"] in ("message", "app_mention") and "subtype" not in event
    hold = fresh and slack.faults.take("edit_before_original") is not None
    if hold or slack.faults.take("disorder") is not None:
        slack.held.append(out)
        return
    late = slack.faults.take("late_event")
    out.delay = float(late.get("seconds", 2)) if late is not None else 0.0
    out.lose_first = slack.faults.take("lost_delivery") is not None
    slack.deliver(out)
    if slack.faults.take("duplicate_event") is not None:
        slack.deliver(Outgoing("events_api", out.body, retried=True))
    while slack.held:
        slack.deliver(slack.held.pop(0))
