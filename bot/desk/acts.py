"""What an act of a person is: its arguments, and what the app has yet to acknowledge; each enters here by its name."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from bot.desk.errors import ActError
from bot.desk.state import Outgoing, Slack
from bot.desk.world import Channel, Install, Json, Message, User


@dataclass(frozen=True)
class Deed:
    """What somebody does, with its arguments."""

    slack: Slack
    person: User
    arguments: Json

    def get(self, name: str, default: Any = None) -> Any:
        """An argument, or the default."""
        value = self.arguments.get(name)
        return default if value is None else value

    def need(self, name: str) -> Any:
        """An argument that must be there.

        Raises:
            ActError: it is missing.
        """
        value = self.arguments.get(name)
        if value is None:
            raise ActError("missing_argument", f"This needs '{name}'.")
        return value

    def place(self) -> Channel:
        """The channel named, where this person can see it and be part of it; a public one is joined by writing in it.

        Raises:
            ActError: there is none, or it is not theirs to see.
        """
        channel = self.slack.channels.get(str(self.need("channel")))
        if channel is None or not sees(self.person, channel):
            raise ActError("channel_not_found", f"{self.person.real_name} cannot see that conversation.")
        return channel

    def message(self) -> Message:
        """The message named, ephemeral ones for this person included.

        Raises:
            ActError: there is no such message here.
        """
        channel, ts = self.place(), str(self.need("ts"))
        whisper = channel.ephemerals.get(ts)
        found = channel.messages.get(ts) or (whisper if whisper and whisper.only_for == self.person.id else None)
        if found is None:
            raise ActError("message_not_found", "That message is not there any more.")
        return found

    def install(self, channel: Channel | None = None) -> Install:
        """The installation that serves this person here.

        Raises:
            ActError: the app is not installed.
        """
        found = self.slack.bot_in(self.person.team)
        if found is None and channel is not None:
            found = self.slack.install_for(channel)
        if found is None:
            raise ActError("app_not_installed", "The app is not installed in this workspace.")
        return found

    def person_shown(self) -> Json:
        """This person as interactions carry them."""
        return {
            "id": self.person.id,
            "username": self.person.name,
            "name": self.person.name,
            "team_id": self.person.team,
        }

    def send(self, kind: str, body: Json) -> Future[Json | None]:
        """Give an interaction or a command to the app."""
        out = Outgoing(kind, body, accepts=True)
        self.slack.deliver(out)
        return out.answered


@dataclass(frozen=True)
class Pending:
    """A deed the app has yet to acknowledge; `finish` makes its result out of the acknowledgement's payload."""

    answered: Future[Json | None]
    finish: Callable[[Json | None], Json]


Done = Json | Pending
ACTS: dict[str, Callable[[Deed], Done]] = {}


def act(name: str) -> Callable[[Callable[[Deed], Done]], Callable[[Deed], Done]]:
    """Enter a function under an act's name."""

    def enter(run: Callable[[Deed], Done]) -> Callable[[Deed], Done]:
        ACTS[name] = run
        return run

    return enter


def sees(person: User, channel: Channel) -> bool:
    """Whether somebody sees a conversation: a member does, and in a public channel everybody of the workspace."""
    if person.id in channel.members:
        return True
    return channel.kind == "public" and person.team == channel.team and person.kind != "guest"


def acknowledged(payload: Json | None) -> Json:
    """The plain result of an interaction."""
    return {"acknowledged": payload is not None, "error": None if payload is not None else "operation_timeout"}
