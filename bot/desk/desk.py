"""The desk as tests and the command use it: a Slack that is running, and the people in it.

with Desk() as desk:
    app = App(client=WebClient(desk.bot_token, base_url=desk.api_url))   # or SLACK_API_URL=desk.api_url
    SocketModeHandler(app, desk.app_token).connect()
    hanna = desk.person("hanna")
    asked = hanna.post("it-provider", f"<@{desk.bot}> are we getting what we pay for?")
    answer = desk.reply(asked)                     # waits for the app's answer in that thread
    hanna.press(answer, "show_working")
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.desk.app import App
from bot.desk.person import Person
from bot.desk.server import Running
from bot.desk.state import Clock, Slack
from bot.desk.workspace import furnish, install, place
from bot.desk.world import Channel, ChannelKind, Install, Kind, Message, Team, User

PATIENCE = 10.0
LOOK_AGAIN = 0.01


class Desk:
    """A Slack on a loopback port; `rates` are on and generous, everything else as strict as Slack."""

    def __init__(
        self, app: App | None = None, *, clock: Clock | None = None, seed: int = 1, port: int = 0,
        journal: Path | None = None, token: str | None = None,
    ) -> None:  # fmt: skip
        self.slack = Slack(app or App(), clock or (lambda: datetime.now(UTC)), seed, journal)
        furnish(self.slack)
        self.token = token or secrets.token_urlsafe(18)
        self.running = Running(self.slack, self.token, port)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Open for business."""
        self.running.start()

    def stop(self) -> None:
        """Close; every socket and task ends."""
        self.running.stop()

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.slack.base}/api/"

    @property
    def page_url(self) -> str:
        """The page for people, with its token."""
        return f"{self.slack.base}/?token={self.token}"

    @property
    def app(self) -> App:
        """The app's registration."""
        return self.slack.app

    @property
    def app_token(self) -> str:
        """The token for Socket Mode."""
        return self.slack.app.app_token

    @property
    def installed(self) -> Install:
        """The installation in the first workspace."""
        return next(i for i in self.slack.installs.values() if i.team == next(iter(self.slack.teams)))

    @property
    def bot_token(self) -> str:
        """The bot's token in the first workspace."""
        return self.installed.token

    @property
    def bot(self) -> str:
        """The bot's user id in the first workspace."""
        return self.installed.bot_user

    @property
    def faults(self) -> Any:
        """What goes wrong on request: `desk.faults.arm("duplicate_event")`."""
        return self.slack.faults

    @property
    def journal(self) -> Any:
        """What happened: `desk.journal.calls("chat.postMessage")`."""
        return self.slack.journal

    def person(self, name: str) -> Person:
        """Somebody by name ("hanna") or id."""
        found = next(u for u in self.slack.users.values() if name in (u.name, u.id))
        return Person(self, found)

    def channel(self, name: str) -> Channel:
        """A channel by name ("it-provider") or id."""
        return next(c for c in self.slack.channels.values() if name in (c.name, c.id))

    def add_team(self, team: str, name: str) -> Team:
        """Another workspace."""
        made = self.slack.teams[team] = Team(team, name, name.lower().replace(" ", "-"))
        return made

    def add_person(self, name: str, *, team: str | None = None, kind: Kind = "member") -> Person:
        """Another person."""
        home = team or next(iter(self.slack.teams))
        made = User(self.slack.new_id("U"), home, name, name.title(), f"{name}@{home.lower()}.example", kind=kind)
        self.slack.users[made.id] = made
        return Person(self, made)

    def add_channel(self, name: str, kind: ChannelKind, *members: str, team: str | None = None) -> Channel:
        """Another channel; members by name or id, "app" for the bot."""
        home = team or next(iter(self.slack.teams))
        bot = self.slack.bot_in(home)
        ids = {bot.bot_user if m == "app" and bot else self.person(m).user.id for m in members}
        return place(self.slack, kind, name, ids, team=home)

    def install(self, team: str, scopes: set[str] | None = None) -> Install:
        """Install the app in a workspace."""
        return install(self.slack, team, scopes)

    def code(self, team: str) -> str:
        """What a workspace's OAuth consent sends the app: a code for oauth.v2.access."""
        made = self.slack.new_id("", 20)
        self.slack.codes[made] = team
        return made

    def uninstall(self, team: str) -> None:
        """Remove the app from a workspace: the token ends, the app is told."""
        from bot.desk import events

        with self.slack.lock:
            for found in [i for i in self.slack.installs.values() if i.team == team and not i.revoked]:
                revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [found.bot_user]}}
                events.about_app(self.slack, found, revoked)
                events.about_app(self.slack, found, {"type": "app_uninstalled"})
                found.revoked = True

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every hour or so."""
        self._on_loop(self.running.sockets.refresh(reason))

    def cut(self) -> None:
        """Break every socket without a word."""
        for socket in list(self.running.sockets.open):
            self.running.loop.call_soon_threadsafe(self.running.sockets.cut, socket)

    def silence(self) -> None:
        """Leave every socket open and dead."""
        for socket in list(self.running.sockets.open):
            self.running.loop.call_soon_threadsafe(self.running.sockets.silence, socket)

    def verify(self) -> bool:
        """Slack's url_verification handshake with the app's address."""
        return bool(self._on_loop(self.running.posts.verify()))

    def _on_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.running.loop).result(PATIENCE)

    def until(self, true: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait until something holds, and return it.

        Raises:
            TimeoutError: it never did; the end of the journal is in the text.
        """
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with self.slack.lock:
                found = true()
            if found:
                return found
            threading.Event().wait(LOOK_AGAIN)
        raise TimeoutError(f"Nothing came. The journal ends: {str(self.slack.journal.entries[-4:])[:2000]}")

    def connected(self, sockets: int = 1, patience: float = PATIENCE) -> None:
        """Wait until the app has so many sockets."""
        self.until(lambda: self.slack.sockets() >= sockets, patience)

    def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """What stands in a channel, ephemerals included, oldest first; with `thread` its root and replies."""
        place_ = self.channel(channel)
        said = [*place_.messages.values(), *place_.ephemerals.values()]
        return sorted((m for m in said if thread in (None, m.root)), key=lambda m: m.ts)

    def replies(self, asked: Message) -> list[Message]:
        """What the app has answered in a message's thread so far."""
        bots = {i.bot_user for i in self.slack.installs.values()}
        return [m for m in self.messages(asked.channel, asked.root) if m.user in bots and m.ts > asked.ts]

    def reply(self, asked: Message, number: int = 1, patience: float = PATIENCE) -> Message:
        """Wait for the app's answer (its `number`th) in a message's thread, streamed ones until they are finished."""

        def done() -> Message | None:
            found = self.replies(asked)
            if len(found) < number:
                return None
            answer = found[number - 1]
            return None if answer.stream is not None and answer.stream.open else answer

        answer: Message = self.until(done, patience)
        return answer

    def quiet(self, seconds: float = 0.4) -> None:
        """Wait until nothing has been called, sent or acknowledged for so long."""
        end = time.monotonic() + PATIENCE
        seen, since = -1, time.monotonic()
        while time.monotonic() < end and time.monotonic() - since < seconds:
            if len(self.slack.journal.entries) != seen:
                seen, since = len(self.slack.journal.entries), time.monotonic()
            threading.Event().wait(LOOK_AGAIN)
