"""Saying, changing and taking back a message, whoever does it: the store, the events and the page all hear of it."""

from __future__ import annotations

from typing import Any

from bot.desk import events, shapes
from bot.desk.errors import SlackError
from bot.desk.state import Slack
from bot.desk.world import Channel, Json, Message


def named(slack: Slack, blocks: list[Json]) -> list[Json]:
    """The blocks with an id each, and an action id for each element that a person can use."""
    seen = []
    for block in blocks:
        copied = {**block}
        copied.setdefault("block_id", slack.new_id("", 5))
        if isinstance(copied.get("elements"), list) and copied["type"] in ("actions", "context_actions"):
            copied["elements"] = [_with_action(slack, e) for e in copied["elements"]]
        for part in ("accessory", "element"):
            if isinstance(copied.get(part), dict) and copied[part].get("type") != "image":
                copied[part] = _with_action(slack, copied[part])
        seen.append(copied)
    return seen


def _with_action(slack: Slack, element: Json) -> Json:
    return {"action_id": slack.new_id("", 5), **element} if isinstance(element, dict) else element


def audience(slack: Slack, channel: Channel, said: Message | None = None) -> set[str]:
    """Who sees a change in a channel on their page: its members, and in a public one the whole workspace."""
    if said is not None and said.only_for is not None:
        return {said.only_for}
    if channel.kind == "public":
        return channel.members | {u.id for u in slack.users.values() if u.team == channel.team and u.kind != "guest"}
    return set(channel.members)


def say(slack: Slack, said: Message) -> Message:
    """Post a message (or an ephemeral one)."""
    channel = slack.channels[said.channel]
    place = channel.messages if said.only_for is None else channel.ephemerals
    place[said.ts] = said
    show(slack, said, "message")
    if said.bot_id and slack.statuses.pop((said.channel, said.root), None) is not None:
        gone = {"channel": channel.id, "thread_ts": said.root, "status": "", "loading_messages": []}
        slack.feed.tell("status", audience(slack, channel), **gone)
    root = channel.messages.get(said.thread_ts or "")
    if root is not None and root.ts != said.ts:
        show(slack, root, "message_changed")
    events.posted(slack, said)
    return said


def show(slack: Slack, said: Message, type_: str) -> None:
    """Tell the page about a message."""
    channel = slack.channels[said.channel]
    slack.feed.tell(type_, audience(slack, channel, said), channel=channel.id, message=for_page(slack, said))


def change(slack: Slack, said: Message, by: str | None, **new: Any) -> None:
    """Change a message's text, blocks or metadata; `by` whom it was edited, None where that does not count as one."""
    before = shapes.message(slack, said)
    for name, value in new.items():
        setattr(said, name, value)
    if by is not None:
        said.edited = {"user": by, "ts": slack.new_ts()}
    show(slack, said, "message_changed")
    events.changed(slack, before, said)


def take_back(slack: Slack, said: Message) -> None:
    """Delete a message."""
    channel = slack.channels[said.channel]
    before = shapes.message(slack, said)
    who = audience(slack, channel, said)
    channel.messages.pop(said.ts, None)
    channel.ephemerals.pop(said.ts, None)
    slack.feed.tell("message_deleted", who, channel=channel.id, ts=said.ts, thread_ts=said.thread_ts)
    if said.only_for is None:
        events.deleted(slack, before, channel)


def found(channel: Channel, ts: Any) -> Message:
    """A message of a channel.

    Raises:
        SlackError: message_not_found.
    """
    said = channel.messages.get(str(ts))
    if said is None:
        raise SlackError("message_not_found")
    return said


def for_page(slack: Slack, said: Message) -> Json:
    """A message as the page gets it: Slack's own object and a little more."""
    author = slack.users.get(said.user)
    return shapes.message(slack, said) | {
        "channel": said.channel,
        "ephemeral": said.only_for is not None,
        "streaming": said.stream is not None and said.stream.open,
        "markdown": said.text if said.stream is not None else None,
        "chunks": said.stream.chunks if said.stream is not None else [],
        "author": None if author is None else for_page_person(slack, author),
    }


def for_page_person(slack: Slack, user: Any) -> Json:
    """A person as the page gets them."""
    home = next(iter(slack.teams), "")
    return {
        "id": user.id, "name": user.name, "real_name": user.real_name, "title": user.title, "kind": user.kind,
        "team_id": user.team, "is_external": user.team != home, "is_bot": user.is_bot,
    }  # fmt: skip
