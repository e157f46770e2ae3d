"""response_url: an answer to what a person did, five times within half an hour, for them alone unless said otherwise."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.desk import talk
from bot.desk.blocks.checking import checked
from bot.desk.errors import SlackError
from bot.desk.state import Slack
from bot.desk.world import Channel, Hook, Json, Message


async def answer(slack: Slack, request: Request) -> Response:
    """Take one answer."""
    body = await request.body()
    hook = slack.hooks.get(request.path_params["hook"])
    try:
        said = json.loads(body)
    except ValueError:
        return PlainTextResponse("invalid_payload", status_code=400)
    with slack.lock:
        try:
            _spend(slack, hook)
            if hook is not None:
                _say(slack, hook, said)
        except SlackError as refused:
            slack.journal.note("hook", ok=False, error=refused.code, said=said)
            if refused.code == "used_url":
                return JSONResponse({"ok": False, "error": refused.code}, status_code=404)
            return JSONResponse({"ok": False, "error": refused.code, **refused.extra})
    slack.journal.note("hook", ok=True, said=said)
    return PlainTextResponse("ok")


def _spend(slack: Slack, hook: Hook | None) -> None:
    if hook is None or slack.older_than(hook.given, slack.times.hook) or hook.left <= 0:
        raise SlackError("used_url")
    hook.left -= 1


def _say(slack: Slack, hook: Hook, said: Json) -> None:
    channel = slack.channels[hook.channel]
    origin = channel.messages.get(hook.message_ts or "") or channel.ephemerals.get(hook.message_ts or "")
    if said.get("delete_original"):
        if origin is not None:
            talk.take_back(slack, origin)
        return
    blocks = checked(said["blocks"], "message") if said.get("blocks") else []
    text = str(said.get("text", ""))
    if not text and not blocks:
        raise SlackError("no_text")
    what = {"text": text, "blocks": talk.named(slack, blocks)}
    if said.get("replace_original") and origin is not None:
        talk.change(slack, origin, origin.user, **what)
        return
    talk.say(slack, _message(slack, channel, hook, said, what))


def _message(slack: Slack, channel: Channel, hook: Hook, said: Json, what: Json) -> Message:
    install = slack.installs[hook.token]
    public = said.get("response_type") == "in_channel"
    return Message(
        channel.id, slack.new_ts(), install.bot_user, team=install.team, bot_id=install.bot_id, app_id=slack.app.id,
        thread_ts=said.get("thread_ts") or hook.thread_ts, only_for=None if public else hook.user, **what,
    )  # fmt: skip
