"""How Slack writes its things down: a message, a channel, a person, a file, a view as JSON."""

from __future__ import annotations

from typing import Any

from bot.desk.state import Slack
from bot.desk.world import Channel, Json, Message, StoredFile, User, View


def message(slack: Slack, said: Message) -> Json:
    """A message as history, events and answers carry it."""
    shown: Json = {"type": "message", "user": said.user, "ts": said.ts, "text": said.text, "team": said.team}
    optional: list[tuple[str, Any]] = [
        ("subtype", said.subtype), ("client_msg_id", said.client_msg_id), ("blocks", said.blocks),
        ("attachments", said.attachments), ("thread_ts", said.thread_ts), ("edited", said.edited),
        ("metadata", said.metadata), ("bot_id", said.bot_id), ("app_id", said.app_id),
    ]  # fmt: skip
    shown.update({name: value for name, value in optional if value})
    if said.bot_id:
        shown["bot_profile"] = {"id": said.bot_id, "app_id": said.app_id, "name": slack.app.name, "team_id": said.team}
    if said.files:
        shown["files"] = [file(slack, slack.files[f]) for f in said.files if f in slack.files]
    if said.reactions:
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in said.reactions.items()]
    return shown | _thread(slack.channels[said.channel], said)


def _thread(channel: Channel, said: Message) -> Json:
    replies = channel.replies(said.ts)
    if said.only_for is not None or not replies:
        root = channel.messages.get(said.thread_ts or "")
        return {} if root is None or root is said else {"parent_user_id": root.user}
    return {
        "thread_ts": said.ts,
        "reply_count": len(replies),
        "reply_users": sorted({r.user for r in replies}),
        "latest_reply": replies[-1].ts,
    }


def person(slack: Slack, user: User, seen_from: str) -> Json:
    """A person as users.info gives them to an app of the workspace `seen_from`."""
    stranger = user.team != seen_from
    shown: Json = {
        "id": user.id, "team_id": user.team, "name": user.name, "real_name": user.real_name, "deleted": user.deleted,
        "tz": user.tz, "is_bot": user.is_bot, "is_app_user": False,
        "profile": {"real_name": user.real_name, "display_name": user.name, "title": user.title, "team": user.team},
    }  # fmt: skip
    if stranger:
        shown["is_stranger"] = True
        return shown
    shown |= {
        "is_admin": user.kind in ("admin", "owner"), "is_owner": user.kind == "owner", "is_primary_owner": False,
        "is_restricted": user.kind == "guest", "is_ultra_restricted": False,
    }  # fmt: skip
    if user.is_bot:
        install = slack.bot_in(user.team)
        shown["profile"] |= {"bot_id": install.bot_id if install else None, "api_app_id": slack.app.id}
    else:
        shown["profile"]["email"] = user.email
    return shown


def channel(place: Channel, bot: str, seen_from: str) -> Json:
    """A conversation as conversations.info gives it to a bot of the workspace `seen_from`."""
    shown: Json = {
        "id": place.id, "created": place.created, "is_archived": place.archived, "is_im": place.kind == "im",
        "is_mpim": place.kind == "mpim", "is_org_shared": False, "context_team_id": seen_from,
    }  # fmt: skip
    if place.kind == "im":
        return shown | {"user": next((m for m in sorted(place.members) if m != bot), bot), "is_open": True}
    return shown | {
        "name": place.name, "name_normalized": place.name, "is_channel": place.kind == "public",
        "is_group": place.kind == "private", "is_private": place.kind != "public", "is_member": bot in place.members,
        "is_general": place.name == "general", "is_shared": place.is_ext_shared,
        "is_ext_shared": place.is_ext_shared, "is_pending_ext_shared": False,
        "shared_team_ids": sorted({place.team} | place.shared), "creator": min(place.members, default=""),
        "connected_team_ids": sorted(place.shared), "internal_team_ids": [place.team],
        "topic": {"value": place.topic, "creator": "", "last_set": 0}, "num_members": len(place.members),
        "purpose": {"value": "", "creator": "", "last_set": 0}, "context_team_id": place.team,
    }  # fmt: skip


def file(slack: Slack, stored: StoredFile) -> Json:
    """A file object; its private addresses need the bearer token."""
    address = f"{slack.base}/files-pri/{stored.team}-{stored.id}"
    return {
        "id": stored.id, "created": stored.created, "timestamp": stored.created, "name": stored.name,
        "title": stored.title or stored.name, "mimetype": stored.mimetype, "filetype": stored.filetype,
        "pretty_type": stored.filetype.upper(), "user": stored.user, "user_team": stored.team, "mode": stored.mode,
        "size": len(stored.content), "is_external": False, "is_public": False, "editable": False,
        "url_private": f"{address}/{_in_url(stored.name)}",
        "url_private_download": f"{address}/download/{_in_url(stored.name)}",
        "permalink": f"{slack.base}/files/{stored.user}/{stored.id}/{_in_url(stored.name)}",
        "channels": stored.channels, "file_access": "visible", **stored.extra,
    }  # fmt: skip


def _in_url(name: str) -> str:
    from urllib.parse import quote

    return quote(name.lower().replace(" ", "_"))


def view(slack: Slack, seen: View) -> Json:
    """A view object as views.open answers it and as interactions carry it."""
    install = slack.bot_in(seen.team)
    bare: Json = {
        "id": seen.id, "team_id": seen.team, "type": "modal", "callback_id": "", "private_metadata": "", "title": None,
        "submit": None, "close": None, "clear_on_close": False, "notify_on_close": False, "external_id": "",
    }  # fmt: skip
    return bare | seen.body | {
        "id": seen.id, "team_id": seen.team, "hash": seen.hash, "root_view_id": seen.root,
        "previous_view_id": seen.previous, "app_id": slack.app.id, "bot_id": install.bot_id if install else None,
        "app_installed_team_id": seen.team, "state": {"values": seen.state},
    }  # fmt: skip
