"""What can go wrong on request: a small registry of faults, each armed for a number of times and then spent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.desk.world import Json

KNOWN = {
    "duplicate_event": "the next event is delivered twice: the same event id in two envelopes",
    "disorder": "the next event is held back and delivered after the one that follows it",
    "late_event": "the next event is delivered late (option seconds, 2 by default)",
    "lost_delivery": "the next event's first delivery never arrives; the retry is the only copy",
    "lost_ack": "the next acknowledgement is lost, so Slack delivers again what was already handled",
    "rate_limited": "the next call is answered 429 (options method, retry_after)",
    "slow_api": "the next call is answered late (options method, seconds)",
    "server_error": "the next call is answered 500 and not carried out (option method)",
    "broken_answer": "the next call is carried out, but the connection breaks before the answer (option method)",
    "error": "the next call is refused with a code (options method, code, e.g. channel_not_found)",
    "missing_scope": "the next call is refused for want of its scope (option method)",
    "expired_trigger": "the next trigger id is already too old when it arrives",
    "expired_stream": "the next stream stops taking text after its start (option after: how many appends still work)",
    "edit_before_original": "the next message is held back until its edit was delivered",
    "twins": "the next mention arrives as app_mention and as a message, whatever is subscribed",
    "login_page": "the next file download gets a login page instead of the file",
    "dropped_socket": "the connection is cut without a word right after the next envelope",
    "silent_socket": "the socket of the next envelope falls silent: it stays open, and nothing comes any more",
    "stale_timestamp": "HTTP only: the next request is signed with a time ten minutes old",
    "wrong_signature": "HTTP only: the next request carries a wrong signature",
}


@dataclass
class Fault:
    """A fault armed: how many times still, and its options."""

    times: int
    options: Json = field(default_factory=dict)


class Faults:
    """The faults armed now; `take` spends one."""

    def __init__(self, told: Callable[[str, Json], None]) -> None:
        self.armed: dict[str, list[Fault]] = {}
        self._told = told

    def arm(self, name: str, times: int = 1, **options: Any) -> None:
        """Let a fault happen the next `times` times.

        Raises:
            KeyError: there is no such fault.
        """
        if name not in KNOWN:
            raise KeyError(name)
        self.armed.setdefault(name, []).append(Fault(times, options))

    def clear(self) -> None:
        """Disarm everything."""
        self.armed.clear()

    def take(self, name: str, **about: Any) -> Json | None:
        """Spend one fault if it is armed for this (its options agree with `about`); its options, else None."""
        for fault in self.armed.get(name, []):
            if all(about[k] == v for k, v in fault.options.items() if k in about):
                fault.times -= 1
                if fault.times <= 0:
                    self.armed[name].remove(fault)
                self._told(name, {**about, **fault.options})
                return fault.options
        return None

    def counts(self) -> dict[str, int]:
        """How many times each armed fault will still happen."""
        return {name: sum(f.times for f in each) for name, each in self.armed.items() if each}
