"""What an agent shows beside its messages: its status, its suggested questions, a thread's title, a session's state."""

from __future__ import annotations

from bot.desk import talk
from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.world import Channel, Json, Status

STATES = ("active", "processing", "suspended", "closed")


def _thread(call: Call) -> tuple[Channel, str]:
    channel = call.joined("channel_id")
    ts = str(call.need("thread_ts"))
    if ts not in channel.messages and not channel.replies(ts):
        raise SlackError("invalid_thread_ts")
    return channel, ts


@method("assistant.threads.setStatus", "assistant:write", "chat:write", tier=4)
def set_status(call: Call) -> Json:
    """Say what the app is doing; an empty status clears it, and a new message of the app's does too."""
    channel, ts = _thread(call)
    messages = call.data("loading_messages") or []
    if len(messages) > call.slack.limits.loading_messages:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] too many loading_messages"]})
    status = str(call.arguments.get("status", ""))
    if status:
        call.slack.statuses[channel.id, ts] = Status(channel.id, ts, status, messages, call.slack.clock())
    else:
        call.slack.statuses.pop((channel.id, ts), None)
    told = {"channel": channel.id, "thread_ts": ts, "status": status, "loading_messages": messages}
    call.slack.feed.tell("status", talk.audience(call.slack, channel), **told)
    return {}


@method("assistant.threads.setSuggestedPrompts", "assistant:write", tier=4)
def set_prompts(call: Call) -> Json:
    """Suggest questions in a DM, at most four."""
    channel = call.joined("channel_id")
    if channel.kind != "im":
        raise SlackError("channel_type_not_supported")
    prompts = call.data("prompts") or []
    if not prompts or len(prompts) > call.slack.limits.prompts:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] prompts: between 1 and 4"]})
    if any(not p.get("title") or not p.get("message") for p in prompts):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] a prompt needs title and message"]}
        )
    kept = {"title": call.get("title"), "prompts": prompts}
    call.slack.prompts[channel.id] = kept
    told = {"channel": channel.id, "thread_ts": call.get("thread_ts"), **kept}
    call.slack.feed.tell("prompts", set(channel.members), **told)
    return {}


@method("assistant.threads.setTitle", "assistant:write", tier=4)
def set_title(call: Call) -> Json:
    """Name a thread."""
    channel, ts = _thread(call)
    title = str(call.need("title"))
    call.slack.titles[channel.id, ts] = title
    call.slack.feed.tell("title", set(channel.members), channel=channel.id, thread_ts=ts, title=title)
    return {}


@method("agents.sessions.setStatus", "chat:write", tier=3)
def session_status(call: Call) -> Json:
    """Set the state of an agent's session, which begins with it."""
    channel, ts = _thread(call)
    status = str(call.need("status"))
    if status not in STATES:
        raise SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] unknown status: {status}"]})
    session = call.slack.sessions.setdefault((channel.id, ts), {"title": call.get("title")})
    session["status"] = status
    return {"status": status, "agent_status": status, "title": session["title"]}


@method("agents.sessions.rename", "chat:write", tier=3)
def session_rename(call: Call) -> Json:
    """Name an agent's session."""
    channel, ts = _thread(call)
    session = call.slack.sessions.get((channel.id, ts))
    if session is None:
        raise SlackError("session_not_found")
    session["title"] = str(call.need("title"))[:200]
    call.slack.feed.tell("title", set(channel.members), channel=channel.id, thread_ts=ts, title=session["title"])
    return {"title": session["title"]}
