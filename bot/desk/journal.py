"""What happened, in order: calls and answers, envelopes and acknowledgements, faults; in memory and as JSON lines."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.desk.world import Json

SECRETS = ("token", "client_secret", "refresh_token", "access_token", "code")


class Journal:
    """An append-only list of entries {"n", "at", "kind", ...}; tokens never stand in it."""

    def __init__(self, clock: Callable[[], datetime], path: Path | None = None) -> None:
        self.clock = clock
        self.path = path
        self.entries: list[Json] = []
        self._lock = threading.Lock()

    def note(self, kind: str, **what: Any) -> Json:
        """Write one entry down."""
        with self._lock:
            entry = {"n": len(self.entries), "at": self.clock().isoformat(), "kind": kind, **_without_secrets(what)}
            self.entries.append(entry)
            if self.path is not None:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
        return entry

    def of(self, kind: str, **having: Any) -> list[Json]:
        """The entries of a kind whose fields have these values."""
        return [e for e in self.entries if e["kind"] == kind and all(e.get(k) == v for k, v in having.items())]

    def calls(self, method: str) -> list[Json]:
        """The arguments of every call of a method that was answered with ok."""
        return [e["arguments"] for e in self.of("call", method=method) if e["ok"]]


def _without_secrets(what: Any) -> Any:
    if isinstance(what, dict):
        return {k: "…" if k in SECRETS and isinstance(v, str) else _without_secrets(v) for k, v in what.items()}
    if isinstance(what, list):
        return [_without_secrets(item) for item in what]
    return what
