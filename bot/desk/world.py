"""The things a Slack is made of: teams, people, channels, messages, views, files, and the app that is installed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["owner", "admin", "member", "guest", "bot"]
ChannelKind = Literal["public", "private", "im", "mpim"]


@dataclass
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str


@dataclass
class User:
    """A person, or the app's bot; `team` is the workspace the account belongs to."""

    id: str
    team: str
    name: str
    real_name: str
    email: str = ""
    title: str = ""
    kind: Kind = "member"
    deleted: bool = False
    tz: str = "Europe/London"

    @property
    def is_bot(self) -> bool:
        """True for an app's bot user."""
        return self.kind == "bot"


@dataclass
class Stream:
    """The state of a streamed message: when it began, whether it still takes text, and its task chunks."""

    started: datetime
    open: bool = True
    chunks: list[Json] = field(default_factory=list)
    appended: int = 0


@dataclass
class Message:
    """A message; `only_for` is the reader of an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    edited: Json | None = None
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    only_for: str | None = None
    stream: Stream | None = None
    broadcast: bool = False
    client_msg_id: str | None = None

    @property
    def root(self) -> str:
        """The ts of the thread this message is in or would begin."""
        return self.thread_ts or self.ts


@dataclass
class Channel:
    """A conversation; `shared` names the other workspaces of a Slack Connect channel."""

    id: str
    team: str
    name: str
    kind: ChannelKind
    members: set[str] = field(default_factory=set)
    topic: str = ""
    archived: bool = False
    shared: set[str] = field(default_factory=set)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    created: int = 0

    @property
    def is_ext_shared(self) -> bool:
        """True for a Slack Connect channel."""
        return bool(self.shared)

    def replies(self, root: str) -> list[Message]:
        """The replies of a thread, oldest first, without the root."""
        return sorted((m for m in self.messages.values() if m.thread_ts == root and m.ts != root), key=lambda m: m.ts)


@dataclass
class View:
    """A modal or a Home tab as one person sees it; `body` is what the app sent."""

    id: str
    user: str
    team: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    state: Json = field(default_factory=dict)


@dataclass
class StoredFile:
    """A file; `extra` holds what only some kinds have (the headers of an email)."""

    id: str
    name: str
    content: bytes
    mimetype: str
    filetype: str
    user: str
    team: str
    created: int
    title: str = ""
    mode: str = "hosted"
    channels: list[str] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    complete: bool = True


@dataclass
class Install:
    """The app in one workspace: its bot, its token and the scopes that workspace granted."""

    team: str
    bot_user: str
    bot_id: str
    token: str
    scopes: set[str]
    refresh_token: str | None = None
    expires: datetime | None = None
    revoked: bool = False


@dataclass
class Trigger:
    """A trigger id: when it was given, to whom, and whether it was used."""

    id: str
    user: str
    team: str
    given: datetime
    used: bool = False


@dataclass
class Hook:
    """A response_url: where it answers, for whom, until when, and how often still."""

    id: str
    channel: str
    user: str
    token: str
    given: datetime
    left: int
    message_ts: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False


@dataclass
class Status:
    """What the app says it is doing in a thread."""

    channel: str
    thread_ts: str
    status: str
    loading_messages: list[str]
    given: datetime
