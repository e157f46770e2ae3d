"""Streamed messages: started, appended to, stopped; and dead after some minutes, as on the real Slack."""

from __future__ import annotations

from bot.desk import shapes, talk
from bot.desk.blocks.checking import checked
from bot.desk.errors import SlackError
from bot.desk.methods.chat import by_bot, destination, thread
from bot.desk.registry import Call, method
from bot.desk.world import Json, Message, Stream

KINDS = ("markdown_text", "task_update", "plan_update", "blocks")
STATES = ("pending", "in_progress", "complete", "error")


@method("chat.startStream", "chat:write", posts=True, tier=2)
def start(call: Call) -> Json:
    """Begin a streamed message in a thread."""
    channel = destination(call)
    root = thread(call, channel)
    if root is None:
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: thread_ts"]}
        )
    if channel.kind != "im":
        _recipient(call)
    said = by_bot(call, channel, thread_ts=root, text="", stream=Stream(call.slack.clock()))
    _append(call, said)
    talk.say(call.slack, said)
    return {"channel": channel.id, "ts": said.ts}


def _recipient(call: Call) -> None:
    user, team = call.get("recipient_user_id"), call.get("recipient_team_id")
    if user is None:
        raise SlackError("missing_recipient_user_id")
    if team is None:
        raise SlackError("missing_recipient_team_id")
    known = call.slack.users.get(str(user))
    if known is None or known.team != team:
        raise SlackError("user_not_found")


@method("chat.appendStream", "chat:write", tier=4)
def append(call: Call) -> Json:
    """Add to a streamed message."""
    said = _living(call)
    spent = call.slack.faults.armed.get("expired_stream")
    _append(call, said)
    if spent is None and said.stream is not None:
        said.stream.appended += 1
    talk.show(call.slack, said, "message_changed")
    return {"channel": said.channel, "ts": said.ts}


@method("chat.stopStream", "chat:write", tier=2)
def stop(call: Call) -> Json:
    """Finish a streamed message, with blocks below it."""
    said = _living(call)
    _append(call, said)
    blocks = call.data("blocks", "invalid_blocks_format") or []
    passed = checked(blocks, "message") if blocks else []
    if not said.text and not passed and not said.blocks and not (said.stream and said.stream.chunks):
        raise SlackError("no_text")
    streamed = [{"type": "markdown", "text": said.text}] if said.text else []
    said.blocks = talk.named(call.slack, streamed + said.blocks + passed)
    said.metadata = call.data("metadata", "invalid_metadata_format") or said.metadata
    if said.stream is not None:
        said.stream.open = False
    talk.change(call.slack, said, None)
    return {"channel": said.channel, "ts": said.ts, "message": shapes.message(call.slack, said)}


def _living(call: Call) -> Message:
    channel = call.place()
    said = talk.found(channel, call.need("ts"))
    if said.user != call.bot:
        raise SlackError("message_not_owned_by_app")
    stream = said.stream
    if stream is not None and stream.open and _dies(call, stream):
        stream.open = False
        talk.show(call.slack, said, "message_changed")
    if stream is None or not stream.open:
        raise SlackError("message_not_in_streaming_state")
    return said


def _dies(call: Call, stream: Stream) -> bool:
    if call.slack.older_than(stream.started, call.slack.times.stream):
        return True
    armed = call.slack.faults.armed.get("expired_stream")
    if armed and stream.appended >= int(armed[0].options.get("after", 0)):
        return call.slack.faults.take("expired_stream") is not None
    stream.appended += 1 if armed else 0
    return False


def _append(call: Call, said: Message) -> None:
    text = str(call.get("markdown_text", ""))
    chunks = call.data("chunks", "invalid_chunks") or []
    if call.method == "chat.appendStream" and not text and not chunks:
        raise SlackError("no_text")
    for chunk in chunks:
        text += _chunk(said, chunk)
    if len(text) > call.slack.limits.markdown:
        raise SlackError("msg_too_long")
    said.text += text


def _chunk(said: Message, chunk: Json) -> str:
    kind = chunk.get("type")
    if kind not in KINDS:
        raise SlackError("invalid_chunks", response_metadata={"messages": [f"[ERROR] unsupported chunk type: {kind}"]})
    if kind == "markdown_text":
        return str(chunk.get("text", ""))
    if kind == "blocks":
        said.blocks += checked(chunk.get("blocks") or [], "message")
        return ""
    if kind == "task_update" and chunk.get("status") not in STATES:
        raise SlackError("invalid_chunks", response_metadata={"messages": ["[ERROR] invalid task status"]})
    if said.stream is not None:
        key = "id" if kind == "task_update" else "type"
        said.stream.chunks = [c for c in said.stream.chunks if c.get(key) != chunk.get(key)] + [chunk]
    return ""
