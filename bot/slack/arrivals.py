"""The inbox at work: an event is saved before it is acknowledged, then handed to a durable job, then dealt with once.

Saving is one insert, so the acknowledgement never waits for an answer. The hand-over to the jobs happens after it, in a
thread of its own; what a crash leaves in between is found by the sweep.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.chasing.jobs import Jobs
from store.conversations import Conversations

log = logging.getLogger("itbot.slack")
JOB = "slack"
CALM_S, BURST_S = 0.04, 1.5
# How often work of dead processes and forgotten events are looked for; what is old is dropped every so many looks.
SWEEP_S, STRAY, TIDY = 10.0, timedelta(seconds=30), 60
# Slack's last repeat comes after minutes; a day and more is on the safe side. Threads are remembered for two weeks.
REPEATS, MEMORY, POSTED = timedelta(days=3), timedelta(days=14), timedelta(days=90)


class Arrivals:
    """Takes events in and sees to it that each is dealt with."""

    def __init__(self, kept: Conversations, jobs: Jobs, handle: Callable[[str], None]) -> None:
        self._kept, self._jobs = kept, jobs
        self._handed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._ticks = time.monotonic
        self._latest = 0.0
        self._threads: list[threading.Thread] = []
        jobs.handles(JOB, lambda payload: handle(str(payload["key"])))

    def take(self, key: str, team: str, kind: str, body: dict[str, Any], twin: str | None = None) -> bool:
        """Save an event; False when it was here already. It is safe once this returns."""
        self._latest = self._ticks()
        new = self._kept.inbox.save(key, team, kind, body, twin)
        if new:
            self._handed.put(key)
        return new

    def start(self) -> None:
        """Begin to hand over, with what an earlier run left undone first."""
        for work, name in ((self._hand_over, "slack-hand-over"), (self._sweep, "slack-sweep")):
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)
        self._strays(timedelta(0))

    def stop(self) -> None:
        """Hand over nothing more; what is saved is taken up at the next start."""
        self._stop.set()
        self._handed.put(None)
        for thread in self._threads:
            thread.join(timeout=5)

    def _hand_over(self) -> None:
        while (key := self._handed.get()) is not None:
            self._after_the_burst()
            if self._stop.is_set():
                return
            try:
                self._jobs.run_once(key, JOB, {"key": key})
            except Exception:  # the sweep tries again; one bad moment must not end the thread
                log.exception("an event could not be handed over; it is tried again")

    def _after_the_burst(self) -> None:
        """While events pour in they are only saved and acknowledged: Slack waits three seconds, a person a little more."""
        until = self._ticks() + BURST_S
        while self._ticks() - self._latest < CALM_S and self._ticks() < until and not self._stop.is_set():
            time.sleep(CALM_S / 2)

    def _sweep(self) -> None:
        looks = 0
        while not self._stop.wait(SWEEP_S):
            try:
                self._strays(STRAY)
                self._jobs.adopt()
                if looks % TIDY == 0:
                    self._tidy()
                looks += 1
            except Exception:
                log.exception("the sweep failed; it is tried again")

    def _tidy(self) -> None:
        self._kept.inbox.forget(REPEATS)
        self._kept.threads.forget(MEMORY)
        self._kept.ledger.forget(POSTED)
        self._kept.turns.forget()
        self._kept.begun.forget(REPEATS)

    def _strays(self, older_than: timedelta) -> None:
        for event in self._kept.inbox.waiting(older_than):
            self._handed.put(event.key)
