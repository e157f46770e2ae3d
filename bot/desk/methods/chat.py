"""Messages: posting, changing, deleting, ephemerals, links, scheduling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.desk import shapes, talk
from bot.desk.blocks.checking import checked
from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.world import Channel, Json, Message


def content(call: Call) -> Json:
    """The text and blocks of a call, checked as Slack checks them.

    Raises:
        SlackError: no_text, msg_too_long, markdown_text_conflict, invalid_blocks, msg_blocks_too_long.
    """
    blocks = call.data("blocks", "invalid_blocks_format")
    markdown = call.get("markdown_text")
    attachments = call.data("attachments", "invalid_attachments") or []
    text = str(call.get("text", ""))
    if markdown is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > call.slack.limits.markdown:
            raise SlackError("msg_too_long")
        return {"text": markdown, "blocks": talk.named(call.slack, [{"type": "markdown", "text": markdown}])}
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    passed = checked(blocks, "message") if blocks else []
    return {
        "text": text[: call.slack.limits.text],
        "blocks": talk.named(call.slack, passed),
        "attachments": attachments,
    }


def destination(call: Call) -> Channel:
    """Where a message goes: a channel the bot is in, or the DM of a person named by id."""
    named = str(call.need("channel"))
    user = call.slack.users.get(named)
    if user is not None and not user.is_bot:
        return call.slack.dm(call.bot, user.id)
    return call.joined()


def thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in.

    Raises:
        SlackError: thread_not_found.
    """
    ts = call.get("thread_ts")
    if ts is None:
        return None
    if str(ts) not in channel.messages and not channel.replies(str(ts)):
        raise SlackError("thread_not_found")
    said = channel.messages.get(str(ts))
    return said.root if said is not None else str(ts)


def by_bot(call: Call, channel: Channel, **what: Any) -> Message:
    """A message of the bot's."""
    install = call.install
    return Message(
        channel.id, call.slack.new_ts(), install.bot_user, team=install.team, bot_id=install.bot_id,
        app_id=call.slack.app.id, **what,
    )  # fmt: skip


def own(call: Call) -> tuple[Channel, Message]:
    """A message of the bot's that is to be changed.

    Raises:
        SlackError: message_not_found, or the error given where it is not its own.
    """
    channel = call.place()
    said = talk.found(channel, call.need("ts"))
    if said.user != call.bot:
        raise SlackError("cant_delete_message" if call.method == "chat.delete" else "cant_update_message")
    return channel, said


@method("chat.postMessage", "chat:write", posts=True, tier=5)
def post(call: Call) -> Json:
    """Post a message."""
    channel = destination(call)
    root = thread(call, channel)
    metadata = call.data("metadata", "invalid_metadata_format")
    what = content(call)
    said = by_bot(call, channel, thread_ts=root, metadata=metadata, broadcast=call.flag("reply_broadcast"), **what)
    talk.say(call.slack, said)
    return {"channel": channel.id, "ts": said.ts, "message": shapes.message(call.slack, said)}


@method("chat.update", "chat:write", tier=3)
def update(call: Call) -> Json:
    """Change a message of the bot's, also one that was streamed."""
    channel, said = own(call)
    if said.stream is not None and said.stream.open:
        if not call.slack.older_than(said.stream.started, call.slack.times.stream):
            raise SlackError("streaming_state_conflict")
        said.stream.open = False
    what = content(call)
    if call.data("blocks") is None and call.get("markdown_text") is None:
        what["blocks"] = said.blocks  # what a call leaves out stays; an empty list removes it
    talk.change(call.slack, said, call.bot, **what)
    return {
        "channel": channel.id,
        "ts": said.ts,
        "text": said.text,
        "message": shapes.message(call.slack, said),
    }


@method("chat.delete", "chat:write", tier=3)
def delete(call: Call) -> Json:
    """Delete a message of the bot's."""
    channel, said = own(call)
    talk.take_back(call.slack, said)
    return {"channel": channel.id, "ts": said.ts}


@method("chat.postEphemeral", "chat:write", posts=True, tier=4)
def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = call.joined()
    user = str(call.need("user"))
    if user not in call.slack.users:
        raise SlackError("user_not_found")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    said = by_bot(call, channel, thread_ts=call.get("thread_ts"), only_for=user, **content(call))
    talk.say(call.slack, said)
    return {"message_ts": said.ts}


@method("chat.getPermalink", tier=5)
def permalink(call: Call) -> Json:
    """The address of a message."""
    channel = call.place()
    said = talk.found(channel, call.need("message_ts"))
    domain = call.slack.teams[call.install.team].domain
    address = f"https://{domain}.slack.com/archives/{channel.id}/p{said.ts.replace('.', '')}"
    if said.thread_ts and said.thread_ts != said.ts:
        address += f"?thread_ts={said.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


@method("chat.scheduleMessage", "chat:write", tier=3)
def schedule(call: Call) -> Json:
    """Note a message for later; one with metadata is noted and, as on the real Slack, never posted."""
    channel = call.joined()
    what = content(call)
    when = int(call.need("post_at"))
    now = call.slack.clock()
    if when <= now.timestamp():
        raise SlackError("time_in_past")
    if when > (now + timedelta(days=call.slack.limits.scheduled_days)).timestamp():
        raise SlackError("time_too_far")
    near = [s for s in call.slack.scheduled if s["channel"] == channel.id and s["post_at"] // 300 == when // 300]
    if len(near) >= call.slack.limits.scheduled_per_window:
        raise SlackError("restricted_too_many")
    noted = {
        "id": call.slack.new_id("Q"), "channel": channel.id, "post_at": when, "bot": call.install.token,
        "thread_ts": call.get("thread_ts"), "never": call.get("metadata") is not None, **what,
    }  # fmt: skip
    call.slack.scheduled.append(noted)
    return {
        "channel": channel.id,
        "scheduled_message_id": noted["id"],
        "post_at": when,
        "message": {"text": what["text"]},
    }
