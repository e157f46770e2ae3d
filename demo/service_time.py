"""A desk's hours for writing the samples: wall-clock minutes on working days. Only the makers of files use it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Hours:
    """Opening and closing in minutes after midnight, and the holidays as ISO dates."""

    opens: int
    shuts: int
    holidays: frozenset[str]

    def works(self, moment: datetime) -> bool:
        """Whether the day of a moment is a working day."""
        return moment.weekday() < 5 and f"{moment:%Y-%m-%d}" not in self.holidays

    def after(self, moment: datetime, minutes: int) -> datetime:
        """The moment that lies so many service minutes later (an end that falls on closing time stays there)."""
        moment = self.opening(moment)
        while True:
            left = self.shuts - _minute(moment)
            if minutes <= left:
                return moment + timedelta(minutes=minutes)
            minutes -= left
            moment = self.opening(_midnight(moment) + timedelta(days=1))

    def opening(self, moment: datetime) -> datetime:
        """The moment itself in service time, otherwise the next opening."""
        while not self.works(moment) or _minute(moment) >= self.shuts:
            moment = _midnight(moment) + timedelta(days=1)
        return max(moment, _midnight(moment) + timedelta(minutes=self.opens))

    def between(self, start: datetime, end: datetime) -> int:
        """Service minutes from start to end."""
        total, day = 0, _midnight(start)
        while day < end:
            if self.works(day):
                first = max(start, day + timedelta(minutes=self.opens))
                last = min(end, day + timedelta(minutes=self.shuts))
                total += max(0, int((last - first).total_seconds()) // 60)
            day += timedelta(days=1)
        return total

    def working_day(self, month: str, number: int) -> date:
        """The so-many-th working day of a month; -1 is its last."""
        return self.working_days(month)[number - (number > 0)]

    def working_days(self, month: str) -> list[date]:
        """The working days of a month."""
        first = datetime.fromisoformat(f"{month}-01")
        days = [first + timedelta(days=more) for more in range(31)]
        return [day.date() for day in days if day.month == first.month and self.works(day)]


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
