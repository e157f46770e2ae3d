"""Service Hours for writing the sample: wall-clock minutes, 08:00 to 18:00 on Working Days. Only the sample uses it."""

from __future__ import annotations

from datetime import datetime, timedelta

from demo.marrowdale.story import HOLIDAYS

OPEN, SHUT = 8 * 60, 18 * 60


def works(moment: datetime) -> bool:
    """Whether the day of a moment is a Working Day."""
    return moment.weekday() < 5 and f"{moment:%Y-%m-%d}" not in HOLIDAYS


def after(moment: datetime, minutes: int) -> datetime:
    """The moment that lies so many service minutes later (an end that falls on 18:00 stays there)."""
    moment = opening(moment)
    while True:
        left = SHUT - _minute(moment)
        if minutes <= left:
            return moment + timedelta(minutes=minutes)
        minutes -= left
        moment = opening(_midnight(moment) + timedelta(days=1))


def opening(moment: datetime) -> datetime:
    """The moment itself in Service Hours, otherwise the next opening."""
    while not works(moment) or _minute(moment) >= SHUT:
        moment = _midnight(moment) + timedelta(days=1)
    return max(moment, _midnight(moment) + timedelta(minutes=OPEN))


def between(start: datetime, end: datetime) -> int:
    """Service minutes from start to end."""
    total, day = 0, _midnight(start)
    while day < end:
        if works(day):
            first = max(start, day + timedelta(minutes=OPEN))
            last = min(end, day + timedelta(minutes=SHUT))
            total += max(0, int((last - first).total_seconds()) // 60)
        day += timedelta(days=1)
    return total


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
