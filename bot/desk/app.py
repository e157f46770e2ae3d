"""The app as Slack knows it: its manifest's scopes, events, commands and shortcuts, and its secrets on this desk."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.desk.world import Install, Json

SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands", "files:read",
    "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:read",
    "reactions:write", "users:read", "users:read.email",
)  # fmt: skip
EVENTS = (
    "app_context_changed", "app_home_opened", "app_mention", "app_uninstalled", "channel_rename", "file_shared",
    "member_joined_channel", "member_left_channel", "message.channels", "message.groups", "message.im", "message.mpim",
    "tokens_revoked",
)  # fmt: skip
# What an event needs before Slack sends it: any one of these scopes.
EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "file_shared": ("files:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_rename": ("channels:read",),
}


@dataclass
class App:
    """The app's registration; a token, a secret or an id here opens nothing but this desk."""

    id: str = "A0ITBOT"
    name: str = "IT Interpreter"
    app_token: str = "xapp-1-A0ITBOT-desk"  # noqa: S105 - opens nothing but this desk
    client_id: str = "1000.2000"
    client_secret: str = "desk-client-secret"  # noqa: S105
    signing_secret: str = "desk-signing-secret"  # noqa: S105
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    events: set[str] = field(default_factory=lambda: set(EVENTS))
    commands: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    prompts: list[Json] = field(default_factory=list)
    mode: Literal["socket", "http"] = "socket"
    request_url: str | None = None
    rotates: bool = False

    def wants(self, event: str, install: Install) -> bool:
        """Whether Slack sends this event: subscribed to, and a scope for it granted."""
        needed = EVENT_SCOPES.get(event, ())
        return event in self.events and (not needed or any(scope in install.scopes for scope in needed))


def manifest() -> Path:
    """Where the app's manifest is: inside the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    return next(
        (p for p in (here / "manifest.json", here.parent / "manifest.json") if p.exists()), here / "manifest.json"
    )


def from_manifest(path: Path) -> App:
    """The app as its manifest says it (JSON); what the manifest leaves out the app does not have."""
    said = json.loads(path.read_text(encoding="utf-8"))
    features, settings = said.get("features", {}), said.get("settings", {})
    agent = features.get("agent_view") or features.get("assistant_view") or {}
    return App(
        name=said.get("display_information", {}).get("name", "App"),
        scopes=set(said.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=set(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=list(features.get("slash_commands", [])),
        shortcuts=list(features.get("shortcuts", [])),
        prompts=list(agent.get("suggested_prompts", [])),
        rotates=bool(settings.get("token_rotation_enabled", False)),
    )
