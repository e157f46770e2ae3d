"""Writing: posts, files with them, edits, deletions, reactions, and emails sent to a channel's address."""

from __future__ import annotations

import base64
import html as escaping
import re
import uuid
from typing import Any

from bot.desk import events, shapes, talk
from bot.desk.acts import Deed, act
from bot.desk.errors import ActError
from bot.desk.methods.files import stored
from bot.desk.world import Channel, Json, Message, StoredFile, User

MAIL_BOT = "USLACKBOT"
MENTION = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^>]*)?>)")


@act("post")
def post(deed: Deed) -> Json:
    """Write a message, with files or without."""
    channel = deed.place()
    if channel.archived:
        raise ActError("is_archived", "That channel is archived; nobody can write there.")
    channel.members.add(deed.person.id)
    files = [_file(deed, channel, given) for given in deed.get("files", [])]
    text = str(deed.get("text", ""))
    if not text and not files:
        raise ActError("no_text", "There is nothing to send yet.")
    said = _by_person(deed, channel, text, deed.get("thread_ts"))
    said.files, said.subtype = [f.id for f in files], "file_share" if files else None
    talk.say(deed.slack, said)
    for file in files:
        _file_shared(deed, channel, file, said)
    return {"ts": said.ts, "channel": channel.id, "files": [f.id for f in files]}


def _by_person(deed: Deed, channel: Channel, text: str, thread: str | None) -> Message:
    blocks = [{"type": "rich_text", "block_id": deed.slack.new_id("", 5), "elements": [
        {"type": "rich_text_section", "elements": _written(text)}]}]  # fmt: skip
    return Message(
        channel.id, deed.slack.new_ts(), deed.person.id, text, deed.person.team, thread_ts=thread,
        blocks=blocks if text else [], client_msg_id=str(uuid.UUID(int=deed.slack.random.getrandbits(128), version=4)),
    )  # fmt: skip


def _written(text: str) -> list[Json]:
    """A text as Slack's editor gives it: plain words, and people and channels as things of their own."""
    found: list[Json] = []
    for piece in MENTION.split(text):
        if MENTION.fullmatch(piece):
            name = piece[2:-1].split("|")[0]
            person = piece[1] == "@"
            found.append({"type": "user", "user_id": name} if person else {"type": "channel", "channel_id": name})
        elif piece:
            found.append({"type": "text", "text": piece})
    return found


def _file(deed: Deed, channel: Channel, given: Json) -> StoredFile:
    content = given.get("content")
    data = content if isinstance(content, bytes) else base64.b64decode(given.get("content_base64", ""))
    file = stored(deed.slack, str(given.get("name", "file")), data, deed.person.id)
    file.channels = [channel.id]
    return file


def _file_shared(deed: Deed, channel: Channel, file: StoredFile, said: Message) -> None:
    install = deed.slack.install_for(channel)
    if install is not None:
        events.about_app(deed.slack, install, {
            "type": "file_shared", "file_id": file.id, "file": {"id": file.id}, "user_id": deed.person.id,
            "channel_id": channel.id, "event_ts": said.ts}, channel)  # fmt: skip


@act("upload")
def upload(deed: Deed) -> Json:
    """Hand over a file for a window's file field, without posting it."""
    content = deed.get("content")
    data = content if isinstance(content, bytes) else base64.b64decode(deed.get("content_base64", ""))
    file = stored(deed.slack, str(deed.need("name")), data, deed.person.id)
    return {"file": shapes.file(deed.slack, file)}


def _own(deed: Deed) -> Message:
    said = deed.message()
    if said.user != deed.person.id:
        raise ActError("not_yours", "Only the person who wrote a message can change it.")
    return said


@act("edit")
def edit(deed: Deed) -> Json:
    """Change an own message."""
    said = _own(deed)
    text = str(deed.need("text"))
    blocks = _by_person(deed, deed.place(), text, None).blocks
    talk.change(deed.slack, said, deed.person.id, text=text, blocks=blocks)
    return {"ts": said.ts}


@act("delete")
def delete(deed: Deed) -> Json:
    """Delete an own message."""
    said = deed.message()
    if said.only_for is None:
        _own(deed)
    talk.take_back(deed.slack, said)
    return {"ts": said.ts}


@act("react")
def react(deed: Deed) -> Json:
    """Put an emoji on a message, or take it off again."""
    said, name = deed.message(), str(deed.need("name")).strip(":")
    who = said.reactions.setdefault(name, [])
    kind = "reaction_removed" if deed.person.id in who else "reaction_added"
    (who.remove if deed.person.id in who else who.append)(deed.person.id)
    said.reactions = {n: u for n, u in said.reactions.items() if u}
    talk.show(deed.slack, said, "message_changed")
    install = deed.slack.install_for(deed.slack.channels[said.channel])
    if install is not None:
        item = {"type": "message", "channel": said.channel, "ts": said.ts}
        event = {"type": kind, "user": deed.person.id, "reaction": name, "item_user": said.user, "item": item}
        events.about_app(deed.slack, install, event, deed.slack.channels[said.channel])
    return {"ts": said.ts}


@act("email")
def email(deed: Deed) -> Json:
    """An email that arrived at a channel's address: Slackbot posts it as a file."""
    channel = deed.place()
    slackbot = User(MAIL_BOT, deed.person.team, "slackbot", "Slackbot", kind="bot")
    deed.slack.users.setdefault(MAIL_BOT, slackbot)
    file = _mail(deed, channel)
    said = Message(
        channel.id, deed.slack.new_ts(), MAIL_BOT, "", deed.person.team, files=[file.id], subtype="file_share"
    )
    talk.say(deed.slack, said)
    _file_shared(deed, channel, file, said)
    return {"ts": said.ts, "channel": channel.id, "files": [file.id]}


def _mail(deed: Deed, channel: Channel) -> StoredFile:
    text, subject = str(deed.need("text")), str(deed.get("subject", ""))
    page = str(deed.get("html") or f"<html><body><p>{escaping.escape(text).replace(chr(10), '<br>')}</p></body></html>")
    file = stored(deed.slack, subject or "email", page.encode(), MAIL_BOT)
    file.mode, file.filetype, file.mimetype, file.title = "email", "email", "text/html", subject
    file.channels = [channel.id]
    attached = [_file(deed, channel, a) for a in deed.get("attachments", [])]
    file.extra = {
        "subject": subject,
        "from": [_address(deed.get("from", deed.person.email), deed.get("from_name", deed.person.real_name))],
        "to": [_address(deed.get("to", f"{channel.name}@{channel.team.lower()}.slack.example"), channel.name)],
        "cc": [_address(a, a) for a in deed.get("cc", [])], "plain_text": text, "preview": page[:2000],
        "preview_plain_text": text[:2000], "has_rich_preview": False, "original_attachment_count": len(attached),
        "headers": {"date": deed.get("date", deed.slack.clock().strftime("%a, %d %b %Y %H:%M:%S +0000")),
                    "in_reply_to": None, "reply_to": None, "message_id": f"<{deed.slack.new_id('')}@mail.example>"},
        "attachments": [{"filename": a.name, "size": len(a.content), "mimetype": a.mimetype, "metadata": None,
                         "url": f"{deed.slack.base}/files-pri/{a.team}-{a.id}/{a.name}"} for a in attached],
    }  # fmt: skip
    return file


def _address(address: Any, name: Any) -> Json:
    return {"address": str(address), "name": str(name), "original": f"{name} <{address}>"}
