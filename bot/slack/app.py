"""The Bolt app: its listeners, who it trusts, and how it is installed in several workspaces."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.slack.arrivals import Arrivals
from bot.slack.installs import CONSENT, KeptStates, SealedInstallations
from bot.slack.listeners.events import Events
from bot.slack.listeners.pressing import Pressing
from bot.slack.office import Offices, web_client
from bot.slack.vault import Vault

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.turns import BegunInstalls
    from store.workspaces import Installs

# Listeners only save or open a window; this many of them may wait for Slack at the same time.
LISTENERS = 32
# Tokens that end after hours are renewed this long before.
AHEAD_MIN = 120
SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands",
    "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:write", "users:read",
)  # fmt: skip


class Installed:
    """Whose token answers for a workspace: the one token that was set, or the one its installation holds."""

    def __init__(self, settings: Settings, installs: Installs) -> None:
        self.settings, self._installs = settings, installs
        self.store = (
            SealedInstallations(installs, Vault(settings.home, settings.slack_key))
            if settings.slack_client_id
            else None
        )
        self.only: AuthorizeResult | None = None
        self.rotator = _rotator(settings)
        self._turn = Lock()

    def check(self) -> str:
        """Ask Slack who we are with the one token that was set; returns the workspace's name.

        With several workspaces the key of their tokens is tried instead, so that a wrong one is said at the start.
        """
        token = self.settings.slack_bot_token
        if token is None:
            for team in self._installs.teams()[:1]:
                self.authorized(team, None)
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

    def teams(self) -> list[str]:
        """The workspaces served."""
        return [str(self.only.team_id)] if self.only is not None else self._installs.teams()

    def token_of(self, team: str, enterprise: str) -> tuple[str, str] | None:
        """A workspace's bot token and bot user; None for a workspace that did not install us, or took it back."""
        if self.only is not None:
            return (str(self.only.bot_token), str(self.only.bot_user_id)) if team == self.only.team_id else None
        bot = self._renewed(team, enterprise)
        return (bot.bot_token, bot.bot_user_id) if bot and bot.bot_token else None

    def authorized(self, team: str | None, enterprise: str | None) -> AuthorizeResult | None:
        """Whom Bolt lets in; a workspace that took its token back may still say that it removes us."""
        if self.only is not None:
            return self.only if team == self.only.team_id else None
        bot = self.store.find_bot(enterprise_id=enterprise, team_id=team) if self.store else None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise,
            team_id=team,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token or None,
        )

    def revoked(self, team: str, enterprise: str) -> None:
        """The token was taken back: it is deleted, and that the app stands in the workspace is still known."""
        if self.store is not None:
            self.store.blank(enterprise, team)

    def _renewed(self, team: str, enterprise: str) -> Bot | None:
        """The bot, its token renewed in good time where tokens end, by one process: a token is renewed only once."""
        bot = self._bot(team, enterprise)
        if bot is None or bot.bot_refresh_token is None or self.rotator is None or self.store is None:
            return bot
        if (bot.bot_token_expires_at or 0) > time.time() + AHEAD_MIN * 60:
            return bot
        with self._turn, self._installs.alone(team):
            now = self._bot(team, enterprise) or bot  # another process may have been faster
            fresh = self.rotator.perform_bot_token_rotation(bot=now, minutes_before_expiration=AHEAD_MIN)
            if fresh is not None:
                self.store.save_bot(fresh)
            return fresh or now

    def _bot(self, team: str, enterprise: str) -> Bot | None:
        return self.store.find_bot(enterprise_id=enterprise or None, team_id=team) if self.store else None


def made(settings: Settings, installed: Installed, arrivals: Arrivals, offices: Offices) -> App:
    """The app with every listener. Nothing is sent to Slack here."""
    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None

    def authorize(team_id: str | None = None, enterprise_id: str | None = None) -> AuthorizeResult | None:
        return installed.authorized(team_id, enterprise_id)

    app = App(
        name="itbot",
        logger=logging.getLogger("itbot.bolt"),
        signing_secret=secret or "socket mode needs none",
        client=web_client(settings.slack_api_url, None),
        token_verification_enabled=False,
        process_before_response=True,
        request_verification_enabled=secret is not None,
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="slack-listener"),
        authorize=authorize,  # type: ignore[arg-type]  # None is how Bolt is told no
    )
    Events(arrivals, offices.kept).register(app)
    Pressing(arrivals, offices).register(app)
    return app


def flow(settings: Settings, installed: Installed, begun: BegunInstalls) -> OAuthFlow | None:
    """How further workspaces install the app; None where one token was set."""
    if installed.store is None:
        return None
    oauth = OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=_client_secret(settings),
        scopes=SCOPES,
        installation_store=installed.store,
        state_store=KeptStates(begun),
        state_expiration_seconds=int(CONSENT.total_seconds()),
    )
    return OAuthFlow(client=web_client(settings.slack_api_url, None), settings=oauth)


def _rotator(settings: Settings) -> TokenRotator | None:
    if not settings.slack_client_id:
        return None
    client = web_client(settings.slack_api_url, None)
    return TokenRotator(client_id=settings.slack_client_id, client_secret=_client_secret(settings), client=client)


def _client_secret(settings: Settings) -> str:
    return settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
