"""The live feed the page listens to: every change with a number, to those who may see it."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.desk.world import Json

KEPT = 2000


class Feed:
    """Changes, numbered from 1; a listener gets those meant for its person (or everybody)."""

    def __init__(self) -> None:
        self.seq = 0
        self._kept: deque[tuple[frozenset[str] | None, Json]] = deque(maxlen=KEPT)
        self._listeners: dict[int, tuple[str, Callable[[Json], None]]] = {}
        self._lock = threading.Lock()

    def tell(self, type_: str, audience: set[str] | None = None, **what: Any) -> None:
        """Publish a change; `audience` None means everybody."""
        with self._lock:
            self.seq += 1
            item = {"seq": self.seq, "type": type_, **what}
            self._kept.append((None if audience is None else frozenset(audience), item))
            listeners = list(self._listeners.values())
        for person, listener in listeners:
            if audience is None or person in audience:
                listener(item)

    def since(self, seq: int, person: str) -> list[Json]:
        """What a person missed after `seq`."""
        return [i for who, i in list(self._kept) if i["seq"] > seq and (who is None or person in who)]

    def listen(self, person: str) -> tuple[asyncio.Queue[Json], Callable[[], None]]:
        """A queue of what is told from now on, filled from any thread, and how to stop it."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(item: Json) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(queue.put_nowait, item)

        with self._lock:
            key = max(self._listeners, default=0) + 1
            self._listeners[key] = (person, put)
        return queue, lambda: self._listeners.pop(key, None) and None
