"""How the Slack app runs by its settings, told before Slack is asked: `mode(settings)`, or what is missing or cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.settings import Settings

# Tokens that are renewed begin with the second.
BOT, APP = ("xoxb-", "xoxe.xoxb-"), "xapp-"


@dataclass(frozen=True, slots=True)
class Mode:
    """How the app runs: over a socket or HTTP, for one workspace or several."""

    socket: bool
    several: bool

    @property
    def http(self) -> bool:
        """Whether a web server is needed: for events without a socket, and for installing in several workspaces."""
        return self.several or not self.socket


def mode(settings: Settings) -> Mode:
    """How these settings make the app run; raises InterpreterError with the one thing that is missing."""
    bot, line, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    client, client_secret = settings.slack_client_id, settings.slack_client_secret
    if not any((bot, line, secret, client, client_secret)):
        raise InterpreterError(
            "Slack is not set up: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md says where to find them), "
            "or try itbot desk, which needs no Slack."
        )
    if client or client_secret:
        return _several(settings)
    _looked_at(bot.get_secret_value() if bot else None, line.get_secret_value() if line else None)
    if not bot:
        raise InterpreterError(
            "SLACK_BOT_TOKEN is missing: copy the token that starts with xoxb- from OAuth & Permissions."
        )
    if not line and not secret:
        raise InterpreterError(
            "SLACK_APP_TOKEN is missing: make a token that starts with xapp- under Basic Information (or set "
            "SLACK_SIGNING_SECRET to receive events over HTTP)."
        )
    return Mode(socket=bool(line), several=False)


def _looked_at(bot: str | None, line: str | None) -> None:
    """Raise InterpreterError where a token cannot be what it stands for, before Slack is asked."""
    if bot and line and bot.startswith(APP) and line.startswith(BOT):
        raise InterpreterError(
            "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are exchanged: the bot's begins with xoxb-, the app's with xapp-."
        )
    for name, value, begins, where in (
        ("SLACK_BOT_TOKEN", bot, BOT, "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", line, (APP,), "Basic Information, App-Level Tokens"),
    ):
        if value and (value.endswith(("...", "…")) or not value.startswith(begins)):
            raise InterpreterError(
                f"{name} is not such a token: copy the whole of it, which begins with {begins[0]}, from {where}."
            )


def _several(settings: Settings) -> Mode:
    for name, value in (
        ("SLACK_CLIENT_ID", settings.slack_client_id),
        ("SLACK_CLIENT_SECRET", settings.slack_client_secret),
    ):
        if not value:
            raise InterpreterError(
                f"{name} is missing: it stands under Basic Information beside the other one you set."
            )
    if settings.slack_bot_token:
        raise InterpreterError(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: keep the token for one workspace, or the client id for several."
        )
    if not settings.slack_signing_secret:
        raise InterpreterError("SLACK_SIGNING_SECRET is missing: installing in several workspaces happens over HTTP.")
    if settings.database_url and not settings.database_url.startswith("postgresql"):
        raise InterpreterError(
            "ITBOT_DATABASE_URL names a file and SLACK_CLIENT_ID is set: with several workspaces each keeps a file of its "
            "own in the home; leave ITBOT_DATABASE_URL out, or name a PostgreSQL database."
        )
    if settings.workspace:
        raise InterpreterError(
            "ITBOT_WORKSPACE is set, which is for single commands: leave it out, and every workspace is served."
        )
    return Mode(socket=bool(settings.slack_app_token), several=True)
