"""Which months a question on credits values: whole ones, every one that it names, and those that cannot be valued yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.answering.asking.period import month_end, month_start
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from bot.answering.telling.credit_claim import waiting_words
from bot.answering.telling.gathered import span_label
from store.facts.common import Period
from store.measures.credits import MonthCredits


def month_name(month: str) -> str:
    """Write "2026-09" as "September 2026"."""
    return Period.of_month(month).label


def of_all_named(asked: Asked) -> Asked:
    """The question over every month that it names, not only the first: "for July and September"."""
    named = [reading.period for reading in asked.question.readings]
    if len(named) < 2 or any(one.end >= asked.case.today for one in named):
        return asked
    months = sorted({month for one in named for month in one.months()})
    labels = [month_name(month) for month in months]
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    whole = Period(start, end, span_label(start, end), named[0].tz)
    joined = whole if whole.months() == tuple(months) else replace(whole, label=listed(labels))
    return replace(asked, period=joined)


def by_months(asked: Asked) -> tuple[Asked, str]:
    """The question over whole months where it names days of them that are over, and the words to say so."""
    period = asked.period
    if period is None or period.end >= asked.case.today:
        return asked, ""
    start, end = month_start(period.start), month_end(period.end)
    if (start, end) == (period.start, period.end):
        return asked, ""
    whole = Period(start, end, span_label(start, end), period.tz)
    return replace(
        asked, period=whole
    ), "The contract values whole months, so this is not the credit of those days alone."


def valued(asked: Asked) -> list[MonthCredits]:
    """The credits of every month asked about whose tickets are all here."""
    period = asked.period
    have = asked.case.months_with_data()
    named = {month for reading in asked.question.readings for month in reading.period.months()}
    months = [month for month in (period.months() if period else ()) if month in have]
    return [asked.case.credits(month) for month in months if not named or month in named]


def untold(asked: Asked, months: Sequence[MonthCredits], draft: Draft) -> str:
    """Of the last month asked about that is over and whose tickets are not all here: that the sum is without it."""
    period = asked.period
    if not months or period is None or period.start.replace(day=1) >= asked.case.today.replace(day=1):
        return ""
    over = min(period.end, asked.case.today.replace(day=1) - timedelta(days=1))
    named = {month for reading in asked.question.readings for month in reading.period.months()}
    lacking = [one for one in replace(period, end=over).months() if one not in asked.case.months_with_data()]
    last = next((one for one in reversed(lacking) if not named or one in named), None)
    started = asked.case.facts.service_start
    if last is None or (started is not None and Period.of_month(last).end < started):
        return ""
    words = waiting_words(asked.case, Period.of_month(last, asked.case.facts.tz), draft)
    return f" {words}" if words else ""
