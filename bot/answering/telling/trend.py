"""Are fewer things breaking? The trend by month of the contract, with what it proves and what it does not."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.answering.answer import Answer, Verdict
from bot.answering.asking.period import month_end, month_start
from bot.answering.card import exposure, faults_by_month, faults_set_by_people, trend_of
from bot.answering.draft import Draft
from bot.answering.telling import level_trend
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.metric import not_in_contract
from store.facts.common import Period, Why
from store.facts.tickets import TicketType
from store.measures.trend import Trend

WORDS = {
    "baseline": "Too early: the first three months set the yardstick.",
    "declining": "Going down: faults per user are falling as they should in the first year.",
    "not_declining": "No: faults per user are not falling as they should in the first year.",
    "too_early": "Too early to tell: the counts are too small to show a fall or to rule one out.",
    "low_held": "Staying low: faults per user have not risen since the end of the first year.",
    "amber": "Watch it: faults per user look higher than at the end of the first year, but one look proves little.",
    "red": "Getting worse: faults per user have risen well above the level at the end of the first year, twice running.",
    "cannot_tell": "We cannot tell whether fewer things are breaking.",
}
VERDICTS: dict[str, Verdict] = {
    "declining": "yes",
    "low_held": "yes",
    "not_declining": "no",
    "red": "no",
    "amber": "partly",
}
CENT = Decimal("0.01")
EVER = re.compile(r"\bever\b", re.IGNORECASE)
THAN = re.compile(r"\b(?:than|compared (?:to|with)|against|since)\b", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """The break-fix trend as of the last full month in the period; of a service level, how that level moves."""
    if asked.question.metrics or asked.question.priorities:
        return level_trend.tell(asked)
    missing = no_data(asked, "trend", "the trend")
    months = asked.case.months_with_data()
    month = months[-1] if months and EVER.search(asked.question.spoken) else _month(asked)
    if missing or month is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("trend", timed=asked.question.period is not None)
    trend = trend_of(asked.case, month)
    if trend.why is not None:
        draft.cannot(trend.why.what, trend.why.why, trend.why.fix)
        return draft.answer(WORDS["cannot_tell"], "unknown", "cannot_tell")
    _base(trend, draft)
    _rates(trend, draft)
    _rollout(trend, draft)
    series(asked, draft, trend)
    draft.say("A fall can also mean that people have stopped reporting; ask yours whether they still do.")
    if trend.state in {"red", "amber", "not_declining"}:
        draft.ask_provider("What is behind the rise in faults for each user, and what will you change?")
    ever = _ever(asked, trend, draft)
    if ever:
        draft.paragraphs.insert(0, WORDS[trend.state])
        return draft.answer(ever, "answered")
    return draft.answer(WORDS[trend.state], "answered", VERDICTS.get(trend.state, "cannot_tell"))


def _month(asked: Asked) -> str | None:
    """The month the trend is told as of: a time after "than" is what it is held against, and not that."""
    have = asked.case.months_with_data()
    if asked.period is None or asked.assumed or not have or THAN.search(asked.question.spoken):
        return have[-1] if have else None
    inside = [month for month in have if month in asked.period.months()]
    return inside[-1] if inside else have[-1]


def rate(value: float | Decimal) -> str:
    """A rate per user with two places."""
    return str(Decimal(str(value)).quantize(CENT, ROUND_HALF_UP))


def _rates(trend: Trend, draft: Draft) -> None:
    if not trend.rates:
        return
    first, last = (_rate_in(trend, place, draft) for place in (0, -1))
    number = draft.figure("month_of_contract", "Month of the contract", trend.month_of_contract, "count")
    draft.say(
        f"The first month, {draft.month(trend.months[0])}, had {first}; the last, {draft.month(trend.months[-1])}, {last}; "
        f"that is month {number} of the contract."
    )


def _ever(asked: Asked, trend: Trend, draft: Draft) -> str:
    """Where it is asked whether it was ever so good: the lowest month, and the months as low as the one spoken of."""
    if not EVER.search(asked.question.spoken) or not trend.rates:
        return ""
    rates = dict(zip(trend.months, trend.rates, strict=True))
    named = [
        f"{reading.period.start:%Y-%m}" for reading in asked.question.readings if len(reading.period.months()) == 1
    ]
    one = named[0] if named and named[0] in rates else trend.months[-1]
    best = min(rates, key=lambda month: rates[month])
    said = [
        f"{draft.month(best)} was the lowest month so far, with {_rate_in(trend, trend.months.index(best), draft)}."
    ]
    if one != best:
        said.append(f"{draft.month(one)} had {_rate_in(trend, trend.months.index(one), draft)}.")
        as_low = [month for month in rates if month != one and rates[month] <= rates[one]]
        number = draft.figure("months_as_low", f"Months as low as {Period.of_month(one).label}", len(as_low), "count")
        last = f", last {draft.month(as_low[-1])}" if as_low else ""
        said.append(f"{number} of the other months were as low as that or lower{last}.")
    return " ".join(said)


def _rate_in(trend: Trend, place: int, draft: Draft) -> str:
    label = f"Faults per user, {Period.of_month(trend.months[place]).label}"
    return draft.figure("break_fix_rate", label, rate(trend.rates[place]), "per user", role="trend")


def _base(trend: Trend, draft: Draft) -> None:
    if trend.base_rate is None or trend.window_rate is None or trend.ratio is None:
        return
    base = draft.figure(
        "break_fix_base", "Faults per user, months 7 to 12", rate(trend.base_rate), "per user", role="trend"
    )
    now = draft.figure(
        "break_fix_now", "Faults per user, the latest 3 months", rate(trend.window_rate), "per user", role="trend"
    )
    ratio = draft.figure(
        "break_fix_ratio", "The latest 3 months against months 7 to 12", rate(trend.ratio), "times", role="trend"
    )
    words = f"The yardstick is months 7 to 12 of the contract: {base} a month. The latest 3 months came to {now} a month, {ratio} that"
    if trend.ratio_ci:
        low, high = (
            draft.figure(f"break_fix_ratio_{end}", "95 % bounds of that ratio", rate(value), "", role="trend")
            for end, value in zip(("low", "high"), trend.ratio_ci, strict=True)
        )
        words += f" (between {low} and {high}, 95 % interval)"
    for number in ("3", "7", "12"):
        draft.figure("month_marks", "Months that the test looks at", number, "count")
    draft.figure("interval_level", "Confidence of the interval", "95", "%")
    draft.say(words + ".")


def _rollout(trend: Trend, draft: Draft) -> None:
    if trend.rollout:
        names = ", ".join(draft.month(month) for month in trend.rollout)
        draft.say(f"New technology was brought in in {names}; the result is the more careful one of with and without.")


def series(asked: Asked, draft: Draft, trend: Trend) -> None:
    """The small picture: faults per user by month."""
    if len(trend.months) < 3:
        return
    first, last = Period.of_month(trend.months[0]).label, Period.of_month(trend.months[-1]).label
    draft.extra.setdefault("series", []).append(("faults per user", list(trend.rates), f"{first} to {last}"))
    del asked


def break_fix(asked: Asked) -> Answer:
    """How many things broke, and per user."""
    missing = no_data(asked, "trend", "faults")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("trend")
    told = [_faults(asked, span, draft) for span in _spans(asked, period)]
    if any(not words for words in told):
        draft.cannot("faults", Why.NOT_UPLOADED, "Add a ticket export that says which tickets are incidents.")
        return draft.answer("We cannot tell: the tickets do not say which are incidents.", "unknown", "cannot_tell")
    draft.say(asked.note)
    ends = asked.case.data_end
    if ends is not None and any(one.end > ends for one in _spans(asked, period)):
        on = draft.on("data_to", "Tickets cover to", ends)
        draft.say(f"The tickets we have end on {on}, so a time that runs on after it is not complete.")
    draft.say(
        "A fault is an unplanned incident; requests, changes and alerts are not counted, nor are cancelled tickets."
    )
    return draft.answer("; ".join(told) + ".")


def _spans(asked: Asked, period: Period) -> list[Period]:
    named = [reading.period for reading in asked.question.readings]
    return sorted(named, key=lambda p: p.start) if len(named) > 1 else [period]


def _faults(asked: Asked, span: Period, draft: Draft) -> str:
    if not faults_by_month(asked.case):
        return ""
    whole = span.start == month_start(span.start) and span.end == month_end(span.end)
    total = asked.case.stores.tickets.opened(asked.case.ref, span, type=TicketType.INCIDENT, cancelled=False)
    if whole:
        total += sum(change for month, change in faults_set_by_people(asked.case).items() if month in span.months())
    words = f"{span.label}: {draft.figure('break_fix_count', f'Faults, {span.label}', total, 'count')} faults"
    users = exposure(asked.case, span.months())
    if whole and len(users) == len(span.months()):
        per = Decimal(total) / sum(users.values())
        words += f", {draft.figure('break_fix_rate', f'Faults per user and month, {span.label}', rate(per), 'per user', role='trend')}"
    return words
