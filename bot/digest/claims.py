"""What a message claims, held against our own records and the contract: their figure, ours, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.answering.asking.period import month_start
from bot.answering.asking.plain_words import plain
from bot.answering.asking.what_is_named import Things, things
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft, amount, percent
from bot.answering.lines import Line
from bot.answering.telling.levels import count_words, limit, missed_words, untold_reason
from bot.digest.model import Claim
from knowledge.mail.model import Mail
from knowledge.promises.model import Mood, Statement
from knowledge.promises.sentences import sentences
from knowledge.written_dates import MONTHS
from store.facts.agreed import Metric
from store.facts.common import Money, Period, Result
from store.measures.level_names import level_name

SHARE = re.compile(r"(?<![\d.,£$€])(?P<pct>\d{1,3}(?:\.\d+)?)\s?%")
_NOT_A_LEVEL = re.compile(
    r"\b(?:cpi|rpi|uplift\w*|increas\w+|index\w*|discount|vat|credit\w*|off\b|rate\s+of|price|charge|fee)\b",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"\b(?:(?:was|were|is|are|all|shows?\s+\w+|been|P[1-5])\s+)?(?:within|inside|met|in\s+line\s+with|meeting)\s+(?:the\s+|our\s+|all\s+)?(?:slas?|service\s+levels?|targets?)\b|\bno\s+sla\s+breach|\ball\s+green\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?P<n>\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|fifteen|thirty)[\s-]?(?P<unit>minutes?|mins?|hours?|hrs?|(?:working|business)[\s-]days?|days?)[\s-]+(?:[\w-]+\s+){0,2}(?:sla|target|service\s+level|commitment|limit)\b"
    r"|\b(?:sla|target|service\s+level|limit)\s+(?:of|is)\s+(?P<n2>\d+(?:\.\d+)?)\s?(?P<unit2>minutes?|mins?|hours?|hrs?|(?:working|business)\s+days?|days?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£\s?(?P<sum>\d[\d,]*(?:\.\d\d)?)")
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})(?:\s+(?P<year>20\d\d))?\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(MONTHS)})(?:\s+(?P<year>20\d\d))?\b", re.IGNORECASE
)
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "fifteen": 15,
    "thirty": 30,
}


def claims_in(mail: Mail, case: CaseFile, said: Sequence[Statement], draft: Draft) -> list[Claim]:
    """Every claim that can be held against something, each once."""
    ahead = {one.quote for one in said if one.mood in {Mood.PROMISE, Mood.AIM, Mood.CONDITIONAL}}
    found: list[Claim] = []
    for one in sentences(mail.latest):
        if one.text not in ahead:
            found += _shares(one.text, mail, case, draft)
            found += _within(one.text, mail, case, draft)
        found += _limits(one.text, case, draft)
        found += _credits(one.text, mail, case, draft)
    return list(dict.fromkeys(found))


def _shares(text: str, mail: Mail, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    month = _month_of(text, mail)
    if month is None:
        return
    at = 0
    for match in SHARE.finditer(text):
        part = text[at : match.end()] + (
            text[match.end() : match.end() + 40].split(",", maxsplit=1)[0] if at == 0 else ""
        )
        around, at = text[max(0, match.start() - 30) : match.end() + 30], match.end()
        if _NOT_A_LEVEL.search(around):
            continue
        named = _named(part, case)
        for line in _lines(case, named):
            yield _share_claim(text, Decimal(match["pct"]), line, Period.of_month(month, case.facts.tz), case, draft)


def _named(text: str, case: CaseFile) -> Things:
    services = tuple(dict.fromkeys(level.service for level in case.agreed.levels if level.service))
    known = tuple(sorted({level.priority for level in case.agreed.levels if level.priority})) or (1, 2, 3, 4)
    return things(plain(text), services, known)


def _lines(case: CaseFile, named: Things) -> Sequence[Line]:
    """The levels a claim speaks of; none where it names neither a metric nor a priority."""
    if not named.metrics and not named.priorities:
        return ()
    metrics = named.metrics or (Metric.RESPONSE, Metric.RESOLUTION)
    found = case.lines_for(metrics, named.priorities, named.service)
    return found if len(found) <= 4 or named.priorities else ()


def _share_claim(quote: str, theirs: Decimal, line: Line, period: Period, case: CaseFile, draft: Draft) -> Claim:
    result = case.result(line, period)
    name = f"{level_name(result.level)}, {period.label}"
    if result.result in {Result.CANNOT_TELL, Result.NO_DEMAND} or result.actual is None:
        reason = "there was nothing to measure" if result.result is Result.NO_DEMAND else untold_reason(result)
        return Claim(quote, name, f"we cannot tell: {reason}", None)
    draft.figure("report_claim", f"{name}, as the message says", percent(theirs), "%", role="claimed_by_provider")
    ours = f"{count_words(result, draft)}. {missed_words(result, draft)}".strip()
    places = -int(theirs.as_tuple().exponent) if isinstance(theirs.as_tuple().exponent, int) else 0
    agrees = round(result.actual, max(0, places)) == theirs
    return Claim(quote, name, ours, agrees)


def _within(text: str, mail: Mail, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """Read "Our response was within SLA": held against the day it speaks of, else the month."""
    if not WITHIN.search(text) or SHARE.search(text):
        return
    period = _period_of(text, mail, case)
    named = _named(text, case)
    lines = case.lines_for(named.metrics or (Metric.RESPONSE, Metric.RESOLUTION), named.priorities, named.service)
    timed = [line for line in lines if line.latest.metric in {Metric.RESPONSE, Metric.RESOLUTION}]
    if period is None or not timed:
        yield Claim(
            text, "within the service level", "we cannot tell: it does not say which ticket or which month", None
        )
        return
    judged = [(line, case.result(line, period)) for line in timed]
    late = [(line, result) for line, result in judged if result.missed]
    label = f"{'first response' if named.metrics == (Metric.RESPONSE,) else 'service levels'}, {period.label}"
    if not any(result.of for _, result in judged):
        yield Claim(text, label, "we cannot tell: our records hold no such ticket for that time", None)
    elif late:
        ours = " ".join(
            f"{level_name(result.level)}: {count_words(result, draft)}. {missed_words(result, draft)}"
            for _, result in late[:3]
        )
        yield Claim(text, label, ours, agrees=False)
    else:
        yield Claim(text, label, "our records agree: none of the tickets we count was late", agrees=True)


def _period_of(text: str, mail: Mail, case: CaseFile) -> Period | None:
    """The day a claim is about, in its own sentence or in the sentences before it, else the month it names."""
    for words in (text, mail.latest):
        match = _DAY.search(words)
        if match and (day := _past_day(match, mail)):
            return Period(day, day, f"{day.day} {day:%B %Y}", case.facts.tz)
    month = _month_of(text, mail)
    return Period.of_month(month, case.facts.tz) if month else None


def _past_day(match: re.Match[str], mail: Mail) -> date | None:
    """The latest such day that is not after the mail."""
    sent = mail.sent.date() if mail.sent else None
    if sent is None:
        return None
    month = MONTHS.index(match["month"].lower()) + 1
    for year in [int(match["year"])] if match["year"] else [sent.year, sent.year - 1]:
        try:
            found = date(year, month, int(match["day"]))
        except ValueError:
            continue
        if found <= sent:
            return found
    return None


def _month_of(text: str, mail: Mail) -> str | None:
    """The month a figure is about: named in the sentence or the subject, else the one before the mail."""
    if mail.sent is None:
        return None
    for words in (text, mail.subject):
        match = _MONTH.search(words)
        if match:
            number = MONTHS.index(match["month"].lower()) + 1
            year = int(match["year"]) if match["year"] else mail.sent.year - (number > mail.sent.month)
            return f"{year:04d}-{number:02d}"
    return f"{month_start(mail.sent.date(), 1):%Y-%m}"


def _limits(text: str, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """Read "In line with our 8-hour SLA": held against the limits the contract sets."""
    for match in LIMIT.finditer(text):
        seconds, days = _length(match["n"] or match["n2"], match["unit"] or match["unit2"])
        named = _named(text, case)
        lines = case.lines_for(named.metrics, named.priorities, named.service)
        timed = [line.on(case.today) or line.latest for line in lines if line.latest.limit_s or line.latest.limit_days]
        if not timed:
            yield Claim(text, "what the contract sets", "the contract sets no such time", agrees=False)
            continue
        same = [
            level for level in timed if (seconds and level.limit_s == seconds) or (days and level.limit_days == days)
        ]
        shown = same or timed[:4]
        where = "; ".join(
            f"{level_name(level)}: {limit(level, draft)} ({draft.cite(level.source, level.status)})" for level in shown
        )
        narrow = bool(named.priorities or named.metrics)
        yield Claim(text, "what the contract sets", where, agrees=True if same and narrow else None if same else False)


def _length(count: str, unit: str) -> tuple[int | None, int | None]:
    number = Decimal(NUMBERS.get(count.lower(), 0)) if count.lower() in NUMBERS else Decimal(count)
    plain_unit = unit.lower()
    if "day" in plain_unit:
        return None, int(number)
    return int(number * (60 if plain_unit.startswith("m") else 3600)), None


def _credits(text: str, mail: Mail, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """A credit offered, beside what the contract gives for that month."""
    money = _MONEY.search(text)
    month = _MONTH.search(mail.subject) or _MONTH.search(mail.latest)
    if money is None or month is None or not re.search(r"\b(?:credit\w*|goodwill|refund\w*)\b", text, re.IGNORECASE):
        return
    chosen = _month_of(mail.subject if _MONTH.search(mail.subject) else text, mail)
    if chosen is None or not case.agreed.credit_rules:
        return
    owed = case.credits(chosen).owed
    label = Period.of_month(chosen, case.facts.tz).label
    if owed is None:
        yield Claim(text, f"service credit for {label}", "we cannot tell what is owed for that month", None)
        return
    theirs = Decimal(money["sum"].replace(",", ""))
    draft.money(
        "credit_offered",
        f"Credit for {label} as the message says",
        Money(theirs, owed.currency),
        role="claimed_by_provider",
    )
    draft.money("credit_owed", f"Credit the contract gives for {label}", owed, role="credit")
    yield Claim(
        text, f"service credit for {label}", f"{amount(owed)} is what the contract gives", owed.amount == theirs
    )
