"""A day that lies ahead, as a person writes a deadline: "by 31 December", "before Easter", "end of March 2027"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.answering.asking.period import Anchor, a_year_before
from bot.answering.asking.period_words import readings
from store.facts.common import InterpreterError, Period

LEAD = re.compile(
    r"^\W*(?:(?:(?:and |to be |at )?(?:by|until|till|on|from|no later than|not later than|latest(?: by)?)|(?P<before>before))\b\s*)?"
    r"(?:the\s+)?(?:(?P<end>end of|close of)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
MARK = re.compile(r"\b(?:by|until|till|before|no later than|not later than)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b|[-/.]\d\d\b")


class _Whole(Anchor):
    """Spans as they are named, to their own end: a deadline lies ahead, where a question's period stops today."""

    def span(self, start: date, end: date, label: str) -> Period:
        return Period(start, end, label, self.tz)


def day_ahead(words: str, today: date) -> date | None:
    """The day that a deadline names, its last one where it names a month; None where it names none.

    A day without a year is the next one, since deadlines lie ahead.
    """
    lead = LEAD.match(words)
    rest = words[lead.end() :].strip(" .,;") if lead else words
    found = readings(rest, _Whole(today)) if rest else []
    if len(found) != 1:
        return None
    period = found[0].period
    on = period.start - timedelta(days=1) if lead and lead["before"] else period.end
    if on < today and not YEAR.search(rest):
        on = a_year_before(on, -1)
    return on


def day_named(words: str, today: date, *, ahead: bool = False) -> date:
    """A day as a person writes it; raises InterpreterError where it cannot be read. `ahead` is for deadlines."""
    found = day_ahead(words, today) if ahead else _past(words, today)
    if found is None:
        raise InterpreterError(f"'{words}' is no day we can read; write it like 2026-12-31.")
    return found


def _past(words: str, today: date) -> date | None:
    found = readings(words, Anchor(today))
    return found[0].period.end if len(found) == 1 else None


def deadline(words: str, today: date) -> tuple[date, str] | None:
    """The deadline in a sentence, and the sentence without it; None where there is none."""
    marks = list(MARK.finditer(words))
    for mark in reversed(marks):
        day = day_ahead(words[mark.start() :], today)
        if day is not None:
            return day, words[: mark.start()]
    return None
