"""How fast we talk: a message a second in a channel, few streams a minute, and few answers worked out at once."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from store.database import Database
from store.turns import Turns

BETWEEN_S = 1.0
# Slack takes about 20 stream starts a minute and workspace; above this an answer is posted whole.
STREAMS, PER_S = 15, 60.0
# So many answers are worked out at the same time; one that takes longer than this makes room for another.
AT_ONCE, SLOW_S = 3, 1.0


class Pace(Protocol):
    """The pace in one workspace."""

    def wait(self, channel: str) -> float:
        """Wait for this channel's turn; returns how long it took, in seconds."""

    def posted(self, channel: str) -> None:
        """Slack has taken a message: its second began no later than now, however long the message was on its way."""

    def free_in(self, channel: str) -> float:
        """In how many seconds this channel's turn comes, as far as this process knows; 0 = now. Nothing is taken."""

    def may_stream(self) -> bool:
        """Whether a stream may be started now; a yes is counted."""


def pace_of(team: str, db: Database) -> Pace:
    """The pace of a workspace: agreed on the database where other processes may post too, else kept in this one."""
    return SharedPace(Turns(db), team) if db.is_shared else OwnPace()


class SharedPace:
    """The pace in one workspace, kept together with every other process on the database."""

    def __init__(self, turns: Turns, team: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._turns, self._team, self._sleep = turns, team, sleep
        self._posted: dict[str, float] = {}

    def wait(self, channel: str) -> float:
        """Wait for this channel's turn; returns how long it took, in seconds."""
        agreed = self._turns.wait_ms(f"{self._team}:{channel}", int(BETWEEN_S * 1000)) / 1000
        wait = max(agreed, self.free_in(channel))
        if wait:
            self._sleep(wait)
        self.posted(channel)
        return wait

    def posted(self, channel: str) -> None:
        """Slack has taken a message of this process: its second began no later than now."""
        self._posted[channel] = time.monotonic()

    def free_in(self, channel: str) -> float:
        """In how many seconds this channel's turn comes, by what this process posted; `wait` knows of the others too."""
        posted = self._posted.get(channel)
        return 0.0 if posted is None else max(0.0, posted + BETWEEN_S - time.monotonic())

    def may_stream(self) -> bool:
        """Whether a stream may be started now; a yes is counted."""
        return self._turns.is_free(f"{self._team}:streams", STREAMS, int(PER_S * 1000))


class OwnPace:
    """The pace in one workspace, kept by the only process that posts there."""

    def __init__(
        self, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._ticks, self._sleep = ticks, sleep
        self._next: dict[str, float] = defaultdict(float)
        self._streams: deque[float] = deque()
        self._lock = threading.Lock()

    def wait(self, channel: str) -> float:
        """Wait for this channel's turn; returns how long it took, in seconds."""
        with self._lock:
            now = self._ticks()
            turn = max(now, self._next[channel])
            self._next[channel] = turn + BETWEEN_S
        if turn > now:
            self._sleep(turn - now)
        return turn - now

    def posted(self, channel: str) -> None:
        """Slack has taken a message: its second began no later than now."""
        with self._lock:
            self._next[channel] = max(self._next[channel], self._ticks() + BETWEEN_S)

    def free_in(self, channel: str) -> float:
        """In how many seconds this channel's turn comes; 0 = now. Nothing is taken."""
        with self._lock:
            return max(0.0, self._next.get(channel, 0.0) - self._ticks())

    def may_stream(self) -> bool:
        """Whether a stream may be started now; a yes is counted."""
        with self._lock:
            now = self._ticks()
            while self._streams and now - self._streams[0] >= PER_S:
                self._streams.popleft()
            if len(self._streams) >= STREAMS:
                return False
            self._streams.append(now)
            return True


class Gate:
    """Lets few pieces of work run at once, but counts out those that take long: they wait for others, not for us."""

    def __init__(
        self, at_once: int = AT_ONCE, slow_s: float = SLOW_S, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once, self._slow_s, self._ticks = at_once, slow_s, ticks
        self._running: dict[int, float] = {}
        self._number = 0
        self._changed = threading.Condition()

    @contextmanager
    def through(self) -> Iterator[None]:
        """Run the block when there is room for it."""
        with self._changed:
            while self._busy() >= self._at_once:
                self._changed.wait(timeout=self._slow_s / 4)
            self._number += 1
            mine = self._number
            self._running[mine] = self._ticks()
        try:
            yield
        finally:
            with self._changed:
                del self._running[mine]
                self._changed.notify()

    def _busy(self) -> int:
        now = self._ticks()
        return sum(now - began < self._slow_s for began in self._running.values())
