"""The human side of the desk over HTTP: what the browser page (or any script) calls. JSON in, JSON out.

Every request carries the desk's token: header `X-Desk-Token: TOKEN`, or `?token=TOKEN`, or the cookie `desk_token` that
`GET /?token=TOKEN` sets. Without it: 403. Requests whose Host is not this machine's loopback are refused: 403.

GET  /                       The page: `bot/desk/page/index.html`; the files beside it are at `/page/NAME`.
GET  /desk/state?as=USER     Everything that person sees, without messages (without `as`: the first person):
     {"seq": 41, "me": PERSON, "team": {"id", "name", "domain"}, "people": [PERSON...], "channels": [CHANNEL...],
      "app": {"id", "name", "bot_user", "connected": true, "commands": [{"command", "description", "usage_hint"}],
              "shortcuts": [{"name", "type": "message"|"global", "callback_id", "description"}],
              "prompts": {"title": null, "prompts": [{"title", "message"}]}, "home": VIEW|null, "dm": CHANNEL_ID|null},
      "views": [VIEW...] (the stack of open modals, the topmost last), "seats": [PERSON...] (whom the page may act as),
      "faults": {"armed": {NAME: times}, "known": {NAME: "what it does"}}}
     PERSON  = {"id", "name", "real_name", "title", "kind": "owner"|"admin"|"member"|"guest"|"bot", "team_id",
                "is_external", "is_bot"}
     CHANNEL = {"id", "name", "kind": "public"|"private"|"im"|"mpim", "is_member", "is_archived", "is_ext_shared",
                "members": [USER_ID...], "with": USER_ID|null (the other one of a DM), "topic", "last_ts", "email"}
     VIEW    = Slack's own view object: {"id", "type": "modal"|"home", "title", "submit", "close", "blocks", "hash",
                "state": {"values": {}}, "callback_id", ...}
GET  /desk/messages?as=USER&channel=C[&thread_ts=TS]
     {"messages": [MESSAGE...], "status": STATUS|null}, oldest first. Without thread_ts: the channel's own messages (and
     broadcast replies); with it: the root and all replies. Ephemeral messages for this person are among them.
     MESSAGE = Slack's own message object ({"ts", "user", "text", "blocks", "thread_ts", "files", "edited", "bot_id",
               "reply_count", "reactions": [{"name", "users", "count"}]...}) plus
               {"ephemeral": bool, "streaming": bool, "author": PERSON, "channel": C, "markdown": str|null (the text of a
               streamed or markdown message), "chunks": [task and plan chunks of a streamed message]}
     STATUS  = {"channel", "thread_ts", "status": "is reading the contract…", "loading_messages": [...]}
GET  /desk/files/FILE_ID     A file's content, with its own content type.
GET  /desk/events?as=USER[&since=SEQ]
     Server-sent events; `id:` is the seq and each `data:` line one JSON object {"seq", "type", ...}:
       message | message_changed   {"channel", "message": MESSAGE}
       message_deleted             {"channel", "ts", "thread_ts"}
       status                      STATUS (an empty status clears it)
       title                       {"channel", "thread_ts", "title"}
       prompts                     {"channel", "thread_ts", "title", "prompts"}
       views                       {"views": [VIEW...]} (the whole stack; empty = all closed)
       home                        {"view": VIEW}
       channels | app | faults     {} (something changed: fetch /desk/state again)
     A comment line `: still here` comes every 15 s. `since` replays what was missed (the last 2,000 are kept).
POST /desk/act               {"as": USER, "do": ACT, ...arguments} -> {"ok": true, ...} or
                             {"ok": false, "error": CODE, "message": "one plain sentence"} (400)
     post             channel, text[, thread_ts][, files: [{"name", "content_base64"}]]          -> {"ts"}
     upload           name, content_base64     -> {"file"} a file for a window's file field: its value is [file, ...]
     edit             channel, ts, text
     delete           channel, ts
     react            channel, ts, name
     press            action_id, (channel, ts | view_id)[, block_id][, value | values]           -> {"acknowledged"}
                      A button needs no value. A select, radio, overflow or date picker takes `value` (the option's value,
                      "2026-10-01", "09:30", a user or channel id); checkboxes and multi-selects take `values`; a
                      feedback button takes the pressed value. Pickers inside a modal's input blocks are not pressed: their
                      values go along with submit.
     suggest          action_id, value (what was typed), (channel, ts | view_id)                 -> {"options": [...]}
     submit           view_id, values: {BLOCK_ID: value or [values]}     -> {"acknowledged", "errors": {BLOCK_ID: "..."},
                      "views": [VIEW...]}   an empty `errors` and a shorter stack mean it was taken
     close            view_id                                                                    -> {"views": [VIEW...]}
     command          channel, command ("/msp"), text                     -> {"acknowledged", "error": null|"operation_timeout"}
     message_shortcut channel, ts, callback_id                                                   -> {"acknowledged"}
     global_shortcut  callback_id                                                                -> {"acknowledged"}
     open_home                                                            (the app's Home tab)
     open_messages                                                        (the app's Messages tab) -> {"channel"}
     look_at          channel                                             (what this person has on the screen)
     open_dm          user                                                                       -> {"channel"}
     email            channel, subject, text[, from][, from_name][, html][, to][, attachments: [{"name",
                      "content_base64"}]]                                  (an email sent to the channel's address) -> {"ts"}
     invite | remove  channel, user
     archive          channel
     convert          channel, kind: "public"|"private"
POST /desk/fault             {"name": NAME[, "times": 1][, ...options]} arms a fault; {"clear": true} disarms all.
GET  /desk/journal?since=N   {"entries": [...], "next": M}: calls, answers, envelopes, acknowledgements, oldest first.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.desk import shapes, talk
from bot.desk.acts import Done, Pending, sees
from bot.desk.downloads import content
from bot.desk.errors import ActError
from bot.desk.faults import KNOWN
from bot.desk.people.acting import begin
from bot.desk.state import Slack
from bot.desk.world import Channel, Json, User

STILL_HERE = 15.0


def seat(slack: Slack, person: str | None) -> User:
    """Whom the page acts as: the person named, else the first.

    Raises:
        ActError: there is no such person.
    """
    people = [u for u in slack.users.values() if not u.is_bot]
    found = next((u for u in people if person in (None, u.id)), None)
    if found is None:
        raise ActError("user_not_found", "There is no such person on this desk.")
    return found


def state(slack: Slack, me: User) -> Json:
    """Everything one person sees, without messages."""
    install = slack.bot_in(me.team)
    dm = next((c.id for c in slack.channels.values() if install and c.members == {me.id, install.bot_user}), None)
    home = slack.homes.get(me.id)
    team = slack.teams[me.team]
    return {
        "seq": slack.feed.seq, "me": talk.for_page_person(slack, me),
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
        "people": [talk.for_page_person(slack, u) for u in slack.users.values()],
        "seats": [talk.for_page_person(slack, u) for u in slack.users.values() if not u.is_bot and not u.deleted],
        "channels": [_channel(c, me) for c in slack.channels.values() if sees(me, c)],
        "app": {
            "id": slack.app.id, "name": slack.app.name, "bot_user": install.bot_user if install else None,
            "connected": slack.app.mode == "http" or slack.sockets() > 0, "commands": slack.app.commands,
            "shortcuts": slack.app.shortcuts, "dm": dm,
            "prompts": slack.prompts.get(dm or "", {"title": None, "prompts": slack.app.prompts}),
            "home": shapes.view(slack, home) if home else None,
        },
        "views": [shapes.view(slack, v) for v in slack.views.get(me.id, [])],
        "faults": {"armed": slack.faults.counts(), "known": KNOWN},
    }  # fmt: skip


def _channel(channel: Channel, me: User) -> Json:
    return {
        "id": channel.id, "name": channel.name, "kind": channel.kind, "is_member": me.id in channel.members,
        "is_archived": channel.archived, "is_ext_shared": channel.is_ext_shared, "members": sorted(channel.members),
        "with": next((m for m in sorted(channel.members) if m != me.id), None) if channel.kind == "im" else None,
        "topic": channel.topic, "last_ts": max(channel.messages, default=None),
        "email": f"{channel.name or channel.id.lower()}@{channel.team.lower()}.slack.example",
    }  # fmt: skip


def messages(slack: Slack, me: User, channel_id: str, thread_ts: str | None) -> Json:
    """What one person reads in a channel or a thread.

    Raises:
        ActError: they cannot see it.
    """
    channel = slack.channels.get(channel_id)
    if channel is None or not sees(me, channel):
        raise ActError("channel_not_found", f"{me.real_name} cannot see that conversation.")
    said = [*channel.messages.values(), *(m for m in channel.ephemerals.values() if m.only_for == me.id)]
    if thread_ts is None:
        kept = [m for m in said if m.root == m.ts or m.broadcast]
    else:
        kept = [m for m in said if m.root == thread_ts]
    status = slack.statuses.get((channel.id, thread_ts or ""))
    if status is not None and slack.older_than(status.given, slack.times.status):
        status = None
    return {
        "messages": [talk.for_page(slack, m) for m in sorted(kept, key=lambda m: m.ts)],
        "status": None if status is None else {
            "channel": status.channel, "thread_ts": status.thread_ts, "status": status.status,
            "loading_messages": status.loading_messages,
        },
    }  # fmt: skip


def finished(slack: Slack, pending: Pending, payload: Json | None) -> Json:
    """A deed's result, once the app has acknowledged it or has not."""
    with slack.lock:
        return pending.finish(payload)


async def act(slack: Slack, request: Request) -> Response:
    """`POST /desk/act`."""
    asked = await _sent(request)
    name, person = str(asked.pop("do", "")), str(asked.pop("as", ""))
    done: Done = begin(slack, person or seat(slack, None).id, name, asked)
    if isinstance(done, Pending):
        done = finished(slack, done, await asyncio.wrap_future(done.answered))
    return JSONResponse({"ok": True, **done})


async def fault(slack: Slack, request: Request) -> Response:
    """`POST /desk/fault`."""
    asked = await _sent(request)
    if asked.pop("clear", False):
        slack.faults.clear()
    else:
        name, times = str(asked.pop("name", "")), int(asked.pop("times", 1))
        if name not in KNOWN:
            raise ActError("unknown_fault", f"There is no fault '{name}'; there are {', '.join(sorted(KNOWN))}.")
        slack.faults.arm(name, times, **asked)
    slack.feed.tell("faults")
    return JSONResponse({"ok": True, "armed": slack.faults.counts()})


async def _sent(request: Request) -> dict[str, Any]:
    try:
        asked = json.loads(await request.body())
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise ActError("invalid_json", "The request is not a JSON object.")
    return asked


def get_state(slack: Slack, request: Request) -> Response:
    """`GET /desk/state`."""
    with slack.lock:
        return JSONResponse(state(slack, seat(slack, request.query_params.get("as"))))


def get_messages(slack: Slack, request: Request) -> Response:
    """`GET /desk/messages`."""
    asked = request.query_params
    with slack.lock:
        me = seat(slack, asked.get("as"))
        return JSONResponse(messages(slack, me, asked.get("channel", ""), asked.get("thread_ts")))


def get_file(slack: Slack, request: Request) -> Response:
    """`GET /desk/files/FILE_ID`."""
    file = slack.files.get(request.path_params["file"])
    if file is None:
        raise ActError("file_not_found", "There is no such file.")
    return content(file)


def get_journal(slack: Slack, request: Request) -> Response:
    """`GET /desk/journal`."""
    since = int(request.query_params.get("since", 0))
    entries = slack.journal.entries[since:]
    return Response(
        json.dumps({"entries": entries, "next": since + len(entries)}, default=str), media_type="application/json"
    )


def get_events(slack: Slack, request: Request) -> Response:
    """`GET /desk/events`."""
    me = seat(slack, request.query_params.get("as"))
    since = request.headers.get("last-event-id") or request.query_params.get("since")
    return StreamingResponse(
        _stream(slack, me.id, since), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _stream(slack: Slack, person: str, since: str | None) -> AsyncIterator[str]:
    queue, stop = slack.feed.listen(person)
    last = slack.feed.seq if since is None else int(since)
    try:
        yield ": welcome\n\n"
        for item in slack.feed.since(last, person):
            last = item["seq"]
            yield _event(item)
        while True:
            try:
                item = await asyncio.wait_for(queue.get(), STILL_HERE)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if item["seq"] > last:
                last = item["seq"]
                yield _event(item)
    finally:
        stop()


def _event(item: Json) -> str:
    return f"id: {item['seq']}\ndata: {json.dumps(item, ensure_ascii=False, default=str)}\n\n"
