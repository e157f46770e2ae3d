"""Rate limits as leaky buckets: by method and workspace in tiers, and one post a second for each channel."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from bot.desk.limits import Rates

HISTORY = ("conversations.history", "conversations.replies")


class Buckets:
    """Each bucket refills steadily up to its burst; an empty one says how long to wait."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.rates = Rates()
        self._levels: dict[tuple[str, ...], tuple[float, datetime]] = {}

    def wait(self, method: str, team: str, tier: int, channel: str | None) -> int:
        """Take a call from its buckets: 0 when it may go on, else the seconds for Retry-After."""
        if not self.rates.on:
            return 0
        if method in HISTORY and self.rates.strict_history:
            waits = [self._take((method, team), 1 / 60, 1)]
        else:
            waits = [self._take((method, team), self.rates.tiers[tier] / 60, self.rates.burst)]
        if channel is not None and waits == [0]:
            waits.append(self._take(("post", channel), self.rates.posts_per_second, self.rates.post_burst))
        return max(waits)

    def _take(self, key: tuple[str, ...], per_second: float, burst: int) -> int:
        now = self.clock()
        level, at = self._levels.get(key, (float(burst), now))
        level = min(burst, level + max((now - at).total_seconds(), 0) * per_second)
        if level >= 1:
            self._levels[key] = (level - 1, now)
            return 0
        self._levels[key] = (level, now)
        return max(1, math.ceil((1 - level) / per_second))
