"""Installations of the app in several workspaces, as Bolt wants them kept; every token is encrypted at rest."""

from __future__ import annotations

import json
import logging
import secrets
from datetime import timedelta
from typing import Any

from slack_sdk.oauth import OAuthStateStore
from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore

from bot.slack.vault import Vault
from store.turns import BegunInstalls
from store.workspaces import Installs

NOBODY = ""
# How long a person may take over Slack's consent page.
CONSENT = timedelta(minutes=10)


class KeptStates(OAuthStateStore):
    """Bolt's store of installations under way, in the database: consent may come back to another process."""

    def __init__(self, begun: BegunInstalls) -> None:
        self._begun = begun

    @property
    def logger(self) -> logging.Logger:
        """Where Bolt's own code reports."""
        return logging.getLogger(__name__)

    def issue(self, *_args: Any, **_named: Any) -> str:
        """A fresh state, for one installation."""
        state = secrets.token_urlsafe(32)
        self._begun.begin(state)
        return state

    def consume(self, state: str) -> bool:
        """Whether this state was given out lately and not used yet; it is used now."""
        return self._begun.end(state, CONSENT)


class SealedInstallations(InstallationStore):
    """Bolt's store of installations on our own table; what it holds can be read only with the key of the home."""

    def __init__(self, installs: Installs, vault: Vault) -> None:
        self._installs, self._vault = installs, vault

    @property
    def logger(self) -> logging.Logger:
        """Where Bolt's own code reports."""
        return logging.getLogger(__name__)

    def save(self, installation: Installation) -> None:
        """Keep an installation for its workspace, and for the person who made it."""
        sealed = self._vault.sealed(json.dumps(_plain(installation)))
        for user in {NOBODY, installation.user_id or NOBODY}:
            self._installs.keep(installation.enterprise_id or "", installation.team_id or "", user, sealed)

    def save_bot(self, bot: Bot) -> None:
        """Keep a bot's renewed tokens in place of the ones before."""
        installation = self.find_installation(enterprise_id=bot.enterprise_id, team_id=bot.team_id)
        if installation is None:
            return
        for name in ("bot_token", "bot_refresh_token", "bot_token_expires_at", "bot_scopes"):
            setattr(installation, name, getattr(bot, name))
        self.save(installation)

    def blank(self, enterprise: str, team: str) -> None:
        """Delete a workspace's tokens and keep the rest, since its own removal is still to be heard."""
        installation = self.find_installation(enterprise_id=enterprise, team_id=team)
        if installation is not None:
            installation.bot_token = ""
            installation.bot_refresh_token = None
            self._installs.drop(enterprise, team)
            self.save(installation)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace; None when the app is not installed there."""
        found = self.find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found else None

    def find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,  # noqa: ARG002 - the app is installed by workspace only
    ) -> Installation | None:
        """The installation of a workspace (or of one person in it); None when there is none."""
        sealed = self._installs.secret(enterprise_id or "", team_id or "", user_id or NOBODY)
        return Installation(**json.loads(self._vault.opened(sealed))) if sealed else None

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete a workspace's bot."""
        self._installs.drop(enterprise_id or "", team_id or "", NOBODY)

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Delete a person's installation, or all of a workspace."""
        self._installs.drop(enterprise_id or "", team_id or "", user_id)

    def delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete all that is kept of a workspace's installations."""
        self._installs.drop(enterprise_id or "", team_id or "")


KEPT = (
    "app_id", "enterprise_id", "enterprise_name", "team_id", "team_name", "bot_token", "bot_id", "bot_user_id",
    "bot_refresh_token", "bot_token_expires_at", "user_id", "is_enterprise_install", "token_type", "installed_at",
)  # fmt: skip


def _plain(installation: Installation) -> dict[str, object]:
    """What is needed later, and no more: a person's own tokens are never kept."""
    kept = {name: getattr(installation, name) for name in KEPT if getattr(installation, name) is not None}
    scopes = installation.bot_scopes or ()
    return kept | {
        "user_id": installation.user_id or NOBODY,
        "bot_scopes": scopes if isinstance(scopes, str) else ",".join(scopes),
    }
