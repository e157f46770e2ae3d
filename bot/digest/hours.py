"""The hours of announced work, as a person says them: the start and end of a notice where both are sure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digest.gist import day_name
from knowledge.mail.model import Mail
from knowledge.mail.notices import read_notice


def announced_hours(mail: Mail, zone: str) -> str:
    """The first span a notice gives, in the zone named; empty where it gives none or one that is in doubt."""
    span = announced_span(mail, zone)
    if span is None:
        return ""
    start, end = span
    first = f"{day_name(start.date())}, {start:%H:%M}"
    if end is None:
        return f"from {first}"
    return (
        f"from {first} to {end:%H:%M}"
        if end.date() == start.date()
        else f"from {first} to {day_name(end.date())}, {end:%H:%M}"
    )


def announced_span(mail: Mail, zone: str) -> tuple[datetime, datetime | None] | None:
    """The start and the end, where it is sure, of what a notice announces; None without a sure start."""
    there = ZoneInfo(zone)
    notice = read_notice(mail, there)
    start = notice.start if notice else None
    if notice is None or start is None or not start.sure or start.at is None or len(notice.windows) > 1:
        return None
    end = notice.end.at if notice.end and notice.end.sure and notice.end.at else None
    return start.at.astimezone(there), end and end.astimezone(there)
