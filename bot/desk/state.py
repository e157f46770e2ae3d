"""The whole Slack in memory: who there is, what was said, what is open; every change goes through its lock."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.desk.app import App
from bot.desk.errors import SlackError
from bot.desk.faults import Faults
from bot.desk.feed import Feed
from bot.desk.journal import Journal
from bot.desk.limits import Limits, Rates, Times
from bot.desk.rates import Buckets
from bot.desk.world import Channel, Hook, Install, Json, Status, StoredFile, Team, Trigger, User, View

Clock = Callable[[], datetime]
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass
class Outgoing:
    """Something for the app: an event, an interaction or a command; `answered` gets the acknowledgement's payload."""

    kind: str
    body: Json
    retried: bool = False
    accepts: bool = False
    answered: Future[Json | None] = field(default_factory=Future)
    delay: float = 0.0
    lose_first: bool = False


class Slack:
    """One Slack with its workspaces and one app; `deliver` is put in by whoever carries envelopes to the app."""

    def __init__(self, app: App, clock: Clock, seed: int = 1, journal: Path | None = None) -> None:
        self.app = app
        self.clock = clock
        self.lock = threading.RLock()
        self.random = random.Random(seed)  # noqa: S311 - ids and choices of a test double
        self.times, self.limits = Times(), Limits()
        self.journal = Journal(clock, journal)
        self.feed = Feed()
        self.faults = Faults(self._fault_told)
        self.buckets = Buckets(clock)
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.installs: dict[str, Install] = {}
        self.views: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, StoredFile] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.statuses: dict[tuple[str, str], Status] = {}
        self.prompts: dict[str, Json] = {}
        self.suggested: dict[str, list[Json]] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self.sessions: dict[tuple[str, str], Json] = {}
        self.scheduled: list[Json] = []
        self.codes: dict[str, str] = {}
        self.tickets: dict[str, datetime] = {}
        self.canvases: dict[str, Json] = {}
        self.base = "http://127.0.0.1"
        self.link = "ws://127.0.0.1"
        self.deliver: Callable[[Outgoing], None] = lambda _out: None
        self.sockets: Callable[[], int] = lambda: 0
        self.held: list[Outgoing] = []
        self._last_ts = (0, 0)

    @property
    def rates(self) -> Rates:
        """The rate limits in force."""
        return self.buckets.rates

    def limit_rates(self, **changes: Any) -> None:
        """Change some of the rate limits."""
        self.buckets.rates = replace(self.buckets.rates, **changes)

    def shorten(self, **seconds: Any) -> None:
        """Change some of the times, so that a test need not wait."""
        self.times = replace(self.times, **seconds)

    def new_ts(self) -> str:
        """A message's timestamp: the clock's, and never the same twice."""
        now = self.clock()
        mark = (int(now.timestamp()), now.microsecond)
        if mark <= self._last_ts:
            second, micro = self._last_ts
            mark = (second + (micro + 1) // 1_000_000, (micro + 1) % 1_000_000)
        self._last_ts = mark
        return f"{mark[0]}.{mark[1]:06d}"

    def new_id(self, prefix: str, length: int = 9) -> str:
        """An id of Slack's look, drawn from the seed."""
        return prefix + "".join(self.random.choices(ALPHABET, k=length))

    def older_than(self, given: datetime, seconds: float) -> bool:
        """Whether that moment lies further back than so many seconds."""
        return self.clock() - given > timedelta(seconds=seconds)

    def channel(self, channel_id: Any) -> Channel:
        """A channel by id (or a person's DM by the person's id is not meant here).

        Raises:
            SlackError: channel_not_found.
        """
        found = self.channels.get(str(channel_id))
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def bot_in(self, team: str) -> Install | None:
        """The app's installation in a workspace, if it is there."""
        return next((i for i in self.installs.values() if i.team == team and not i.revoked), None)

    def install_for(self, channel: Channel) -> Install | None:
        """The installation that hears a channel: its bot is a member."""
        return next((i for i in self.installs.values() if not i.revoked and i.bot_user in channel.members), None)

    def dm(self, one: str, other: str) -> Channel:
        """The DM of two people, opened if need be."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == {one, other}:
                return channel
        team = self.users[one].team
        made = Channel(self.new_id("D"), team, "", "im", {one, other}, created=int(self.clock().timestamp()))
        self.channels[made.id] = made
        self.feed.tell("channels", {one, other})
        return made

    def trigger(self, user: str) -> str:
        """A fresh trigger id for what a person just did."""
        made = Trigger(f"{self.new_id('', 10)}.{self.new_id('', 10)}", user, self.users[user].team, self.clock())
        if self.faults.take("expired_trigger") is not None:
            made.given -= timedelta(seconds=self.times.trigger + 1)
        self.triggers[made.id] = made
        return made.id

    def hook(self, channel: str, user: str, token: str, **about: Any) -> str:
        """A fresh response_url for what a person just did in a channel."""
        made = Hook(self.new_id("", 24), channel, user, token, self.clock(), self.limits.hook_uses, **about)
        self.hooks[made.id] = made
        return f"{self.base}/hooks/{made.id}"

    def _fault_told(self, name: str, about: Json) -> None:
        self.journal.note("fault", name=name, about=about)
        self.feed.tell("faults")
