"""The Web API's methods by name, what each needs, and the call as a method sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.desk.errors import SlackError
from bot.desk.state import Slack
from bot.desk.world import Channel, Install, Json

TokenKind = Literal["bot", "app", "none"]
TRUE = (True, 1, "1", "true", "True")


@dataclass(frozen=True)
class Call:
    """One call: the arguments as sent, and the installation whose token it carries."""

    slack: Slack
    method: str
    arguments: Json
    maybe: Install | None
    basic: tuple[str, str] | None = None

    @property
    def install(self) -> Install:
        """The installation behind the token; only for methods that take a bot's."""
        if self.maybe is None:
            raise SlackError("not_allowed_token_type")
        return self.maybe

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.install.bot_user

    def get(self, name: str, default: Any = None) -> Any:
        """An argument as sent; an empty one counts as left out."""
        value = self.arguments.get(name)
        return default if value is None or value == "" else value

    def need(self, name: str) -> Any:
        """An argument that must be there.

        Raises:
            SlackError: invalid_arguments.
        """
        value = self.get(name)
        if value is None:
            raise SlackError(
                "invalid_arguments", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]}
            )
        return value

    def flag(self, name: str) -> bool:
        """A yes-or-no argument."""
        return self.get(name) in TRUE

    def data(self, name: str, error: str = "invalid_json") -> Any:
        """An argument that is JSON: as such, or as text inside a form's field.

        Raises:
            SlackError: the text is not JSON (`error`).
        """
        value = self.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as broken:
            raise SlackError(error) from broken

    def place(self, name: str = "channel") -> Channel:
        """The channel named, where this bot can see it.

        Raises:
            SlackError: channel_not_found.
        """
        channel = self.slack.channel(self.need(name))
        near = self.install.team == channel.team or self.install.team in channel.shared
        if not near or (channel.kind != "public" and self.bot not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def joined(self, name: str = "channel") -> Channel:
        """The channel named, where this bot is a member and the channel still lives.

        Raises:
            SlackError: channel_not_found, not_in_channel, is_archived.
        """
        channel = self.place(name)
        if channel.archived:
            raise SlackError("is_archived")
        if self.bot not in channel.members:
            raise SlackError("not_in_channel")
        return channel


Run = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method: what runs, any one of the scopes it needs, its tier, whether it counts as a post in its channel."""

    name: str
    run: Run
    scopes: tuple[str, ...]
    tier: int
    posts: bool
    token: TokenKind


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *scopes: str,
    tier: int = 3,
    posts: bool = False,
    token: TokenKind = "bot",  # noqa: S107
) -> Callable[[Run], Run]:
    """Enter a function under a method's name."""

    def enter(run: Run) -> Run:
        METHODS[name] = Method(name, run, scopes, tier, posts, token)
        return run

    return enter
