"""An incident's record in plain sentences."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.digest.crisis import Crisis


def sentences_of(found: Crisis) -> list[str]:
    """The first word, the silences, the end, the cause and how people felt; each only as far as it is known."""
    return [
        one for one in (_first(found), _silence(found), *_late(found), _end(found), _cause(found), _pulse(found)) if one
    ]


def _first(found: Crisis) -> str:
    promised = found.response.limit_s if found.response else None
    if found.line.first_word_s is None:
        return "We cannot tell how soon the first word came: it is not on record when it began or when we were told."
    against = f", against {span(promised)} promised for a first response" if promised else ""
    return f"The first word came after {span(found.line.first_word_s)}{against}."


def _silence(found: Crisis) -> str:
    longest = found.line.longest
    if longest is None:
        return ""
    promised = found.interval.limit_s if found.interval else None
    against = (
        f"; an update every {span(promised).removeprefix('1 ')} was promised"
        if promised
        else "; the contract names no interval"
    )
    return f"The longest silence was {span(longest.seconds)}{against}."


def _late(found: Crisis) -> list[str]:
    zone = ZoneInfo(found.tz)
    return [
        f"An update was announced for {gap.promised_by.astimezone(zone):%H:%M}; the next word came {span(gap.late_s)} later."
        for gap in found.line.gaps
        if gap.promised_by is not None and gap.late_s >= 60
    ]


def _end(found: Crisis) -> str:
    if found.line.cleared is None:
        return "No message says clearly that it was over."
    return f"The all-clear came at {found.line.cleared.at.astimezone(ZoneInfo(found.tz)):%H:%M}."


def _cause(found: Crisis) -> str:
    if found.line.cause is not None:
        return f"The cause was explained in writing on {_day(found)}."
    told = {
        "given": "A message says what caused it; no separate report of the cause is on record.",
        "likely": "A message names a likely cause; no separate report of the cause is on record.",
        "unsure": "Whether a message says what caused it cannot be told for certain; no separate report of the cause is on record.",
    }
    return told.get(found.explained, "No written cause is on record.")


def _day(found: Crisis) -> str:
    at = found.line.cause.at.astimezone(ZoneInfo(found.tz)) if found.line.cause else None
    return f"{at.day} {at:%B %Y}" if at else ""


def _pulse(found: Crisis) -> str:
    if not found.pulses:
        return "How confident are you in their word since: more, same or less? itbot crisis --pulse more"
    said = [one.answer for one in found.pulses]
    return f"Confidence afterwards, as you said: {', '.join(said)}."


def span(seconds: int | None) -> str:
    """A length of time for people: "1 hour 11 minutes"."""
    if seconds is None:
        return ""
    minutes = seconds // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    told = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts if count]
    return " ".join(told) or "less than a minute"
