"""What the second workings-out share: months, shares, CSV rows, and a desk's hours as one long row of minutes.

It uses the standard library alone, nothing of the product and nothing that writes the files.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

Span = tuple[date, date]
Wait = tuple[datetime, datetime]


@dataclass(frozen=True)
class Desk:
    """A service desk: its zone, its hours on working days (minutes after midnight), its holidays, the days laid out."""

    zone: ZoneInfo
    opens: int
    shuts: int
    holidays: frozenset[date]
    first: date
    days: int

    @property
    def origin(self) -> datetime:
        """The instant at which the row of minutes begins."""
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)

    @cached_property
    def row(self) -> bytes:
        """A one for every minute in which the desk is open, by the clock on its wall."""
        made = bytearray(self.days * 1440)
        for hour in range(self.days * 24):
            wall = (self.origin + timedelta(hours=hour)).astimezone(self.zone)
            if wall.weekday() < 5 and wall.date() not in self.holidays:
                start = wall.hour * 60 + wall.minute
                for minute in range(60):
                    made[hour * 60 + minute] = self.opens <= start + minute < self.shuts
        return bytes(made)

    def at(self, moment: datetime) -> int:
        """The place of an instant in the row."""
        return int((moment - self.origin).total_seconds()) // 60

    def minutes(self, start: datetime, end: datetime, *, waits: Iterable[Wait] = (), always: bool = False) -> int:
        """Open minutes (or all, around the clock) from start to end that lie in none of the waits, one by one."""
        begun = self.at(start)
        lane = bytearray(self.row[begun : self.at(end)])
        if always:
            lane = bytearray(b"\x01" * len(lane))
        for since, until in waits:
            for minute in range(max(0, self.at(since) - begun), min(len(lane), self.at(until) - begun)):
                lane[minute] = 0
        return sum(lane)

    def runs_out(
        self, start: datetime, limit: int, stop: datetime, *, waits: Iterable[Wait] = (), always: bool = False
    ) -> datetime | None:
        """The instant at which so many minutes are used up, or None if that is after `stop`."""
        left, minute = limit, self.at(start)
        waiting = {place for since, until in waits for place in range(self.at(since), self.at(until))}
        while left:
            if minute >= self.at(stop):
                return None
            left -= (always or self.row[minute]) and minute not in waiting
            minute += 1
        return self.origin + timedelta(minutes=minute)

    def within(self, moment: datetime | None, span: Span) -> bool:
        """Whether an instant lies on one of the days from the first to the last of a span, by the desk's wall."""
        return moment is not None and span[0] <= moment.astimezone(self.zone).date() <= span[1]

    def bounds(self, span: Span) -> tuple[datetime, datetime]:
        """The instants at which the first day begins and the last one is over."""
        first, after = span[0], span[1] + timedelta(days=1)
        return self.wall(f"{first} 00:00"), self.wall(f"{after} 00:00")

    def wall(self, text: str) -> datetime:
        """An ISO wall-clock time as an instant."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)


@dataclass
class Row:
    """One ticket as the files tell it; `replied` is a person's first reply only."""

    ref: str
    kind: str
    priority: int
    opened: datetime
    replied: datetime | None
    resolved: datetime | None
    waits: list[Wait] = field(default_factory=list)


def read(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stays(steps: Iterable[tuple[str, datetime, str]], status: str, end: datetime) -> dict[str, list[Wait]]:
    """For each ticket the spans in which it stood at a status, from its changes (ticket, instant, new status)."""
    changes: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for ref, moment, to in steps:
        changes[ref].append((moment, to))
    found: dict[str, list[Wait]] = defaultdict(list)
    for ref, moments in changes.items():
        for (start, now), (over, _) in zip(moments, [*moments[1:], (end, "")], strict=True):
            if now == status:
                found[ref].append((start, over))
    return dict(found)


def up_minutes(desk: Desk, span: Span, downs: Iterable[Wait], planned: Iterable[Wait]) -> tuple[int, int, int]:
    """(all minutes of a span, those of planned work, those of other downtime), each minute counted once."""
    start, end = desk.bounds(span)
    total = int((end - start).total_seconds()) // 60
    taken = [set(_places(spans, start, total)) for spans in (planned, downs)]
    return total, len(taken[0]), len(taken[1] - taken[0])


def _places(spans: Iterable[Wait], start: datetime, total: int) -> Iterator[int]:
    for since, until in spans:
        first, last = (int((moment - start).total_seconds()) // 60 for moment in (since, until))
        yield from (minute for minute in range(first, last) if 0 <= minute < total)


def month(name: str) -> Span:
    """The days of the month written "2026-09"."""
    first = date.fromisoformat(f"{name}-01")
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def span(text: str) -> Span:
    """A month "2026-09", a day "2026-09-04", or two of them with two dots between."""
    first, _, last = text.partition("..")
    whole = [month(part) if len(part) == 7 else (date.fromisoformat(part),) * 2 for part in (first, last or first)]
    return whole[0][0], whole[1][1]


def before(name: str) -> str:
    """The month before."""
    return f"{month(name)[0] - timedelta(days=1):%Y-%m}"


def pct(good: int, counted: int) -> str:
    """A percentage with two decimals, halves upwards."""
    return two(Decimal(100 * good) / counted)


def two(value: Decimal) -> str:
    """Two decimals, halves upwards."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
