"""Carrying things to the app: an envelope, an acknowledgement in time, and for events up to three more attempts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from bot.desk.state import Outgoing, Slack
from bot.desk.world import Json


@dataclass
class Answered:
    """What became of one attempt: taken (with the payload of its acknowledgement), or the reason why not."""

    taken: bool
    payload: Json | None = None
    reason: str = ""


@dataclass
class Attempt:
    """One attempt of an outgoing thing; `number` is 0 for the first."""

    out: Outgoing
    number: int
    reason: str
    silent: bool = False  # the envelope is lost on its way
    kinds: tuple[str, ...] = field(default=("events_api", "interactive", "slash_commands"))


class Carrier(Protocol):
    """A way to the app: its sockets, or its HTTP address."""

    async def carry(self, attempt: Attempt) -> Answered:
        """Make one attempt and wait for its acknowledgement, no longer than Slack does."""
        ...


class Delivery:
    """Every outgoing thing in a task of its own, on the desk's loop."""

    def __init__(self, slack: Slack, carriers: dict[str, Carrier], loop: asyncio.AbstractEventLoop) -> None:
        self.slack = slack
        self.carriers = carriers
        self.loop = loop
        self.running: set[asyncio.Task[None]] = set()
        slack.deliver = self.deliver

    def deliver(self, out: Outgoing) -> None:
        """Send something off, from any thread."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._start, out)

    def _start(self, out: Outgoing) -> None:
        task = self.loop.create_task(self._all_attempts(out))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _all_attempts(self, out: Outgoing) -> None:
        if out.delay:
            await asyncio.sleep(out.delay)
        waits = (None, *self.slack.times.retries) if out.retried else (None,)
        reason = ""
        for number, wait in enumerate(waits):
            if wait:
                await asyncio.sleep(wait)
            lost = out.lose_first and number == 0
            got = await self._carrier().carry(Attempt(out, number, reason, lost))
            if got.taken:
                out.answered.set_result(got.payload)
                return
            reason = got.reason
        self.slack.journal.note("given_up", what=out.kind, event_id=out.body.get("event_id"), reason=reason)
        out.answered.set_result(None)

    def _carrier(self) -> Carrier:
        return self.carriers[self.slack.app.mode]

    async def stop(self) -> None:
        """End what is still waiting."""
        for task in list(self.running):
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
