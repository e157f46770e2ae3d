"""The ledger of tokens: one line a call, a file a month, counts only; several processes may write it at once."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Use:
    """One call: when, for whom (a mark, never a name), what for, which model, its tokens, and whether it was of use."""

    at: datetime
    person: str
    what: str
    model: str
    tokens_in: int
    tokens_out: int
    ok: bool

    def line(self) -> str:
        """The call as a line of the ledger."""
        told = {
            "at": self.at.isoformat(timespec="seconds"), "who": self.person, "what": self.what, "model": self.model,
            "in": self.tokens_in, "out": self.tokens_out, "ok": self.ok,
        }  # fmt: skip
        return json.dumps(told) + "\n"


@dataclass
class Spending:
    """The tokens used by one home, read on from where it was left, so that asking costs next to nothing."""

    folder: Path
    _day: date | None = None
    _read: int = 0
    _tokens: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, use: Use) -> None:
        """Write down a call."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock, self._file(use.at.date()).open("a", encoding="utf-8") as file:
            file.write(use.line())

    def today(self, day: date, person: str) -> tuple[int, int]:
        """The tokens that one person, and all together, used on a day."""
        with self._lock:
            if day != self._day:
                self._day, self._read, self._tokens = day, 0, {}
            self._read_on(day)
            return self._tokens.get(person, 0), sum(self._tokens.values())

    def average(self, day: date, shapes: frozenset[str]) -> tuple[int, int, int]:
        """How many calls of these shapes a month saw so far, and the tokens in and out of one on average."""
        rows = [row for row in self._rows(day, 0)[0] if row["ok"] and row["what"] in shapes]
        count = len(rows)
        spent, said = sum(row["in"] for row in rows), sum(row["out"] for row in rows)
        return count, round(spent / max(count, 1)), round(said / max(count, 1))

    def _read_on(self, day: date) -> None:
        rows, self._read = self._rows(day, self._read)
        for row in rows:
            if row["at"][:10] == day.isoformat():
                self._tokens[row["who"]] = self._tokens.get(row["who"], 0) + row["in"] + row["out"]

    def _rows(self, day: date, start: int) -> tuple[list[dict[str, Any]], int]:
        """The whole lines after a place in a month's file, and the place where they end; a broken line is passed over."""
        file = self._file(day)
        if not file.is_file():
            return [], 0
        with file.open("rb") as opened:
            opened.seek(start)
            read = opened.read()
        whole = read[: read.rfind(b"\n") + 1]
        return [row for line in whole.splitlines() if (row := _row(line)) is not None], start + len(whole)

    def _file(self, day: date) -> Path:
        return self.folder / f"{day:%Y-%m}.jsonl"


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and {"at", "who", "what", "in", "out", "ok"} <= set(row) else None
