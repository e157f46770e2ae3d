"""Somebody at the desk, for tests: what they write, press and fill in, as they would with a mouse and a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.desk import driver
from bot.desk.acts import Pending
from bot.desk.people.acting import begin
from bot.desk.world import Json, Message, User

if TYPE_CHECKING:
    from concurrent.futures import Future

    from bot.desk.desk import Desk

PATIENCE = 10.0


class Person:
    """Somebody at the desk; every act is one of `bot.desk.driver`'s, and waits for the app where Slack's client would."""

    def __init__(self, desk: Desk, user: User) -> None:
        self.desk = desk
        self.user = user

    @property
    def id(self) -> str:
        """The user id."""
        return self.user.id

    def act(self, name: str, **arguments: Any) -> Json:
        """Do anything the driver knows, and wait for what comes of it.

        Raises:
            ActError: this person cannot do that.
        """
        done = begin(self.desk.slack, self.user.id, name, arguments)
        if isinstance(done, Pending):
            return driver.finished(self.desk.slack, done, _waited(done.answered, self.desk.slack.times.ack))
        return done

    def _at(self, channel: str) -> str:
        if channel == "app":
            return str(self.act("open_dm", user=self.desk.slack.bot_in(self.user.team).bot_user)["channel"])  # type: ignore[union-attr]
        return self.desk.channel(channel).id

    def _message(self, where: str, ts: str) -> Message:
        return self.desk.slack.channels[where].messages[ts]

    def post(
        self, channel: str, text: str = "", *, thread: str | None = None, files: list[Json] | None = None
    ) -> Message:
        """Write in a channel by name or id ("app" is the DM with the app); `files` are {"name", "content": bytes}."""
        where = self._at(channel)
        said = self.act("post", channel=where, text=text, thread_ts=thread, files=files or [])
        return self._message(where, said["ts"])

    def ask(self, text: str) -> Message:
        """Write to the app in its DM."""
        return self.post("app", text)

    def upload(self, channel: str, name: str, content: bytes, text: str = "") -> Message:
        """Share a file."""
        return self.post(channel, text, files=[{"name": name, "content": content}])

    def email(self, channel: str, subject: str, text: str, **more: Any) -> Message:
        """Send an email to a channel's address."""
        where = self._at(channel)
        return self._message(where, self.act("email", channel=where, subject=subject, text=text, **more)["ts"])

    def edit(self, said: Message, text: str) -> None:
        """Change an own message."""
        self.act("edit", channel=said.channel, ts=said.ts, text=text)

    def delete(self, said: Message) -> None:
        """Delete an own message."""
        self.act("delete", channel=said.channel, ts=said.ts)

    def press(self, said: Message | Json, action: str, value: Any = None, *, block: str | None = None) -> Json:
        """Press or choose something in a message or a view; a list of values chooses several."""
        where = {"view_id": said["id"]} if isinstance(said, dict) else {"channel": said.channel, "ts": said.ts}
        what = {"values": value} if isinstance(value, list) else {"value": value}
        return self.act("press", action_id=action, block_id=block, **where, **what)

    def submit(self, view: Json, **values: Any) -> Json:
        """Send a modal off, its fields by block id."""
        return self.act("submit", view_id=view["id"], values=values)

    def close(self, view: Json) -> Json:
        """Close a modal."""
        return self.act("close", view_id=view["id"])

    def command(self, channel: str, command: str, text: str = "") -> Json:
        """Use a slash command."""
        return self.act("command", channel=self._at(channel), command=command, text=text)

    def shortcut(self, callback_id: str, said: Message | None = None) -> Json:
        """Use a shortcut, on a message or from anywhere."""
        if said is None:
            return self.act("global_shortcut", callback_id=callback_id)
        return self.act("message_shortcut", callback_id=callback_id, channel=said.channel, ts=said.ts)

    def open_home(self) -> None:
        """Open the app's Home tab."""
        self.act("open_home")

    def home(self) -> Json:
        """Wait for the Home tab the app puts before this person."""
        self.desk.until(lambda: self.user.id in self.desk.slack.homes)
        home = driver.state(self.desk.slack, self.user)["app"]["home"]
        return dict(home)

    def view(self, number: int = 1) -> Json:
        """Wait until so many modals are open, and return the topmost."""
        self.desk.until(lambda: len(self.desk.slack.views.get(self.user.id, [])) >= number)
        return dict(driver.state(self.desk.slack, self.user)["views"][-1])

    def sees(self, channel: str, thread: str | None = None) -> list[Json]:
        """What this person reads in a channel or a thread."""
        read = driver.messages(self.desk.slack, self.user, self._at(channel), thread)
        return list(read["messages"])


def _waited(answered: Future[Json | None], ack: float) -> Json | None:
    return answered.result(ack + PATIENCE)
