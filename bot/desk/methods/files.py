"""Files: an address to upload to, the upload made known, one file's details, and canvases."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from bot.desk import shapes, talk
from bot.desk.errors import SlackError
from bot.desk.methods.chat import by_bot, thread
from bot.desk.registry import Call, method
from bot.desk.state import Slack
from bot.desk.world import Json, StoredFile


def kind(name: str) -> tuple[str, str]:
    """A file's mimetype and Slack's filetype, by its name."""
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    known = {"eml": "message/rfc822", "msg": "application/vnd.ms-outlook", "md": "text/markdown"}
    guessed = known.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return guessed, {"txt": "text", "": "binary"}.get(suffix, suffix)


def stored(slack: Slack, name: str, content: bytes, user: str, *, complete: bool = True) -> StoredFile:
    """Keep a file."""
    mimetype, filetype = kind(name)
    made = StoredFile(
        slack.new_id("F"), name, content, mimetype, filetype, user, slack.users[user].team,
        int(slack.clock().timestamp()), complete=complete,
    )  # fmt: skip
    slack.files[made.id] = made
    return made


@method("files.getUploadURLExternal", "files:write", tier=4)
def upload_url(call: Call) -> Json:
    """Where to send a file's bytes."""
    length = int(call.need("length"))
    if length <= 0 or length > call.slack.limits.file_bytes:
        raise SlackError("invalid_arguments" if length <= 0 else "file_too_large")
    made = stored(call.slack, str(call.need("filename")), b"", call.bot, complete=False)
    made.extra["length"] = length
    return {"file_id": made.id, "upload_url": f"{call.slack.base}/upload/v1/{made.id}"}


@method("files.completeUploadExternal", "files:write", tier=4)
def complete(call: Call) -> Json:
    """Make uploaded files known, and share them in a channel where one is named."""
    named = call.data("files") or []
    done = []
    for each in named:
        file = call.slack.files.get(str(each.get("id")))
        if file is None or file.user != call.bot or not file.content:
            raise SlackError("file_not_found")
        file.complete, file.title = True, str(each.get("title") or file.name)
        file.extra.pop("length", None)
        done.append(file)
    if call.get("channel_id") is not None:
        _shared(call, done)
    return {"files": [shapes.file(call.slack, f) for f in done]}


def _shared(call: Call, files: list[StoredFile]) -> None:
    channel = call.joined("channel_id")
    for file in files:
        file.channels = [channel.id]
    said = by_bot(
        call, channel, text=str(call.get("initial_comment", "")), thread_ts=thread(call, channel),
        files=[f.id for f in files], subtype="file_share",
    )  # fmt: skip
    talk.say(call.slack, said)


@method("files.info", "files:read", tier=4)
def info(call: Call) -> Json:
    """One file's details, where this bot can see it."""
    file = call.slack.files.get(str(call.need("file")))
    if file is None or not file.complete or not visible(call.slack, file, call.install.bot_user):
        raise SlackError("file_not_found")
    return {"file": shapes.file(call.slack, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def visible(slack: Slack, file: StoredFile, bot: str) -> bool:
    """Whether a bot may read a file: its own, or shared where the bot is a member."""
    return file.user == bot or any(bot in slack.channels[c].members for c in file.channels if c in slack.channels)


@method("canvases.create", "canvases:write", tier=2)
def canvas(call: Call) -> Json:
    """Keep a canvas."""
    made = call.slack.new_id("F")
    call.slack.canvases[made] = {
        "title": call.get("title"),
        "content": call.data("document_content"),
        "channel": call.get("channel_id"),
    }
    return {"canvas_id": made}
