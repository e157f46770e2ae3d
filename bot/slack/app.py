"""The Bolt app: its listeners, who it trusts, and how it is installed in several workspaces."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.state_store import FileOAuthStateStore

from bot.slack.arrivals import Arrivals
from bot.slack.installs import SealedInstallations
from bot.slack.listeners.events import Events
from bot.slack.listeners.pressing import Pressing
from bot.slack.office import Offices, web_client
from bot.slack.vault import Vault

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.conversations import Installs

# Listeners only save or open a window; this many of them may wait for Slack at the same time.
LISTENERS = 32
STATE_S = 600
SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands",
    "files:read", "groups:history", "groups:read", "im:history", "im:write", "users:read",
)  # fmt: skip


class Installed:
    """Whose token answers for a workspace: the one token that was set, or the one its installation holds."""

    def __init__(self, settings: Settings, installs: Installs) -> None:
        self.settings = settings
        self.store = SealedInstallations(installs, Vault(settings.home)) if settings.slack_client_id else None
        self.only: AuthorizeResult | None = None

    def check(self) -> str:
        """Ask Slack who we are with the one token that was set; returns the workspace's name."""
        token = self.settings.slack_bot_token
        if token is None:
            return ""
        said = web_client(self.settings.slack_api_url, token.get_secret_value()).auth_test()
        self.only = AuthorizeResult(
            enterprise_id=said.get("enterprise_id"),
            team_id=said["team_id"],
            bot_user_id=said["user_id"],
            bot_id=said.get("bot_id"),
            bot_token=token.get_secret_value(),
        )
        return str(said["team"])

    def token_of(self, team: str, enterprise: str) -> tuple[str, str] | None:
        """A workspace's bot token and bot user; None for a workspace that did not install us."""
        if self.only is not None:
            return (str(self.only.bot_token), str(self.only.bot_user_id)) if team == self.only.team_id else None
        bot = self.store.find_bot(enterprise_id=enterprise or None, team_id=team) if self.store else None
        return (bot.bot_token, bot.bot_user_id) if bot else None


def made(settings: Settings, installed: Installed, arrivals: Arrivals, offices: Offices) -> App:
    """The app with every listener. Nothing is sent to Slack here."""
    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None
    app = App(
        name="itbot",
        logger=logging.getLogger("itbot.bolt"),
        signing_secret=secret or "socket mode needs none",
        client=web_client(settings.slack_api_url, None),
        token_verification_enabled=False,
        process_before_response=True,
        request_verification_enabled=secret is not None,
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="slack-listener"),
        **_trust(settings, installed),
    )
    Events(arrivals, offices.kept).register(app)
    Pressing(arrivals, offices).register(app)
    return app


def _trust(settings: Settings, installed: Installed) -> dict[str, Any]:
    """One token, or an installation for each workspace."""
    if installed.store is None:

        def authorize(team_id: str | None = None) -> AuthorizeResult | None:
            only = installed.only
            return only if only is not None and team_id == only.team_id else None

        return {"authorize": authorize}
    states: Path = settings.home / "slack-states"
    client_secret = settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
    oauth = OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=client_secret,
        scopes=SCOPES,
        installation_store=installed.store,
        state_store=FileOAuthStateStore(
            expiration_seconds=STATE_S, base_dir=str(states), client_id=settings.slack_client_id
        ),
        token_rotation_expiration_minutes=120,
    )
    return {"oauth_settings": oauth}
