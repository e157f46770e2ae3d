"""Which of the hours in a notice are those of the work: its text against its subject, its calendar and its own date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.mail.calendars import Event
from knowledge.mail.model import Mail
from knowledge.mail.spans import spans_in, spans_in_tables
from knowledge.mail.windows import Setting, When, Window, settled

LONG_PAST = timedelta(days=30)
PUT_OFF = re.compile(
    r"\b(?:until\s+further\s+notice|(?:to|for)\s+a\s+later\s+(?:date|time)|new\s+dates?\s+(?:will|to)\s+be|date\s+to\s+be\s+(?:advised|confirmed|announced)|"
    r"no\s+new\s+dates?)\b",
    re.IGNORECASE,
)
_HOUR = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d%])(?!\s*[ap]\.?m)"
SINCE = re.compile(
    rf"\b(?:since|(?:began|started|starting|beginning)\s+(?:at|from))\s+(?:around\s+|approximately\s+)?{_HOUR}",
    re.IGNORECASE,
)
OVER = re.compile(
    rf"\b(?:restored|resolved|recovered|fixed|back\s+(?:up|online|to\s+normal))\b[^.!?\n]{{0,30}}?\bat\s+(?:around\s+)?{_HOUR}",
    re.IGNORECASE,
)


def windows_of(
    mail: Mail, body: str, events: list[Event], setting: Setting, *, mine: bool
) -> tuple[list[Window], list[str]]:
    """The spans of the body, checked against subject and calendar; where the body has none, theirs."""
    own = settled([*spans_in(body), *spans_in_tables(mail.tables)], setting)
    titled = settled(spans_in(mail.subject), setting)
    dated = [_entered(event) for event in events if event.start]
    if mine or (not own and not titled):
        return dated, []
    if not own:
        return titled, _calendar_doubt(titled, dated)
    first = own[0]
    if titled and titled[0].start and first.start:
        if first.end is None and _agree(first.start, titled[0].start):
            own[0] = replace(first, end=titled[0].end)
        elif not _agree(first.start, titled[0].start) or not _agree(first.end, titled[0].end):
            own[0] = _unsure(first, titled[0])
    return own, _calendar_doubt(own, dated)


def _entered(event: Event) -> Window:
    start, end = (When(at, "calendar entry", (at,)) if at else None for at in (event.start, event.end))
    return Window(start, end)


def _agree(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.at is None or other.at is None:
        return True
    return abs(one.at - other.at) < timedelta(minutes=2)


def _unsure(body: Window, subject: Window) -> Window:
    """Body and subject say different times: neither is told as a fact."""

    def doubted(one: When | None, other: When | None) -> When | None:
        if one is None or other is None or _agree(one, other):
            return one
        said = f"The text says “{one.words}” and the subject says “{other.words}”."
        return replace(one, doubt=said, readings=tuple(dict.fromkeys((*one.readings, *other.readings))))

    return replace(body, start=doubted(body.start, subject.start), end=doubted(body.end, subject.end))


def _calendar_doubt(windows: list[Window], dated: list[Window]) -> list[str]:
    if not dated or not windows or any(_agree(one.start, other.start) for one in windows for other in dated):
        return []
    return [
        "The calendar entry that came with the mail gives another time than its text; go by the text and ask which is right."
    ]


def to_come(windows: list[Window], mail: Mail) -> list[Window]:
    """Of work still to come: the spans not yet over when the mail was sent; where all are over, all of them in doubt."""
    if PUT_OFF.search(mail.latest):
        return [_doubted(one, "The mail puts the work off to a time that it does not give.") for one in windows]
    sent = mail.sent
    if sent is None:
        return windows
    windows = [_of_two_dates(one, sent) for one in windows]
    ahead = [one for one in windows if not _over(one, sent)]
    return ahead or [_doubted(one, "The mail was sent after the time it announces.") for one in windows]


def _of_two_dates(window: Window, sent: datetime) -> Window:
    """Work to come that could be on either of two days, one of which had long passed, is on the other."""

    def left(one: When | None) -> When | None:
        if one is None or one.at is not None or len(one.readings) < 2:
            return one
        ahead = [reading for reading in one.readings if reading >= sent - LONG_PAST]
        return replace(one, at=ahead[0], readings=tuple(ahead), doubt="") if len(ahead) == 1 else one

    start, end = left(window.start), left(window.end)
    both = [one for one in (start, end) if one is not None]
    told = all(one.at is not None for one in both)
    return replace(window, start=start, end=end) if told and _in_order(start, end) else window


def _in_order(start: When | None, end: When | None) -> bool:
    if start is None or end is None or start.at is None or end.at is None:
        return True
    return start.at < end.at <= start.at + timedelta(days=7)


def _over(window: Window, sent: datetime) -> bool:
    last = window.end or window.start
    return last is not None and last.at is not None and last.at < sent - timedelta(days=1)


def _doubted(window: Window, words: str) -> Window:
    start, end = (one and replace(one, doubt=one.doubt or words) for one in (window.start, window.end))
    return replace(window, start=start, end=end)


def told_in_passing(mail: Mail) -> list[Window]:
    """An outage that began "since 09:20" or was over "at 12:02": hours of the day of the mail, if not later than it."""
    start, end = (_hour(pattern.search(mail.latest), mail.sent) for pattern in (SINCE, OVER))
    return [Window(start, end)] if start or end else []


def _hour(match: re.Match[str] | None, sent: datetime | None) -> When | None:
    if match is None or sent is None:
        return None
    at = sent.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=0)
    doubt = f"“{match.group().strip()}” names no day." if at > sent else ""
    return When(at, match.group().strip(), (at,), doubt)
