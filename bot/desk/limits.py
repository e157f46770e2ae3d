"""Slack's times and limits in one place, so that a test may shorten a wait and a person may read what is enforced.

Sources: reference pages of Slack's platform as of November 2026; where Slack documents nothing the observed value stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Times:
    """Seconds. Acknowledgement and retries of events, life of triggers, response URLs, streams, statuses, tickets."""

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    hook: float = 1800.0
    stream: float = 300.0
    status: float = 120.0
    ticket: float = 30.0
    token: float = 43200.0
    ping: float = 10.0
    refresh: float = 0.2  # from `disconnect` to the closing of the old socket


@dataclass(frozen=True)
class Limits:
    """Counts. What a socket, a stack of views, a response URL or a page of history may hold."""

    sockets: int = 10
    views: int = 3
    hook_uses: int = 5
    text: int = 40_000
    markdown: int = 12_000
    loading_messages: int = 10
    prompts: int = 4
    scheduled_days: int = 120
    scheduled_per_window: int = 30
    file_bytes: int = 100_000_000


@dataclass(frozen=True)
class Rates:
    """Calls a minute for each tier and method, posts a second for each channel; `strict_history` is the 1/min profile.

    Burst: how many calls may come at once before the rate is felt.
    """

    on: bool = True
    tiers: dict[int, int] = field(default_factory=lambda: {1: 1, 2: 20, 3: 50, 4: 100, 5: 600})
    burst: int = 20
    posts_per_second: float = 1.0
    post_burst: int = 10
    strict_history: bool = False
    history_objects: int = 15
