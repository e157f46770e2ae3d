"""An improvement plan in a person's words, read into what is measured, the level, and the day; else one question."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bot.answering.asking.plain_words import plain
from bot.answering.asking.what_is_named import things
from bot.answering.casefile import CaseFile
from bot.intake.days import deadline
from store.facts.agreed import Metric
from store.facts.common import InterpreterError
from store.facts.plans import Plan, Sense

MEASURED = (
    Metric.RESPONSE,
    Metric.RESOLUTION,
    Metric.AVAILABILITY,
    Metric.PATCHING,
    Metric.BACKUP,
    Metric.EDR,
    Metric.MFA,
)
BREAK_FIX = re.compile(
    r"\b(?:break-?\s?fix|faults?|incidents?|breakages?|things breaking)\b.{0,40}\bper (?:user|head)\b"
)
LEVEL = re.compile(
    r"(?<![\w.,])(?P<level>\d{1,3}(?:\.\d+)?)\s*(?P<unit>%|percent|(?:faults? |incidents? )?(?:per|a) user)"
)
BARE = re.compile(r"(?<![\w.,])\d+\.\d+(?![\w%])")
AT_MOST = re.compile(
    r"\b(?:at most|no more than|not more than|below|under|less than|fewer than|maximum|max|up to)\b|<=|≤|<"
)
IF_KEPT = "We carry on, and look at the same figure again in three months."
IF_NOT = "We decide at the next review between a new price, a new plan and notice."
IF_UNTOLD = "We ask for the evidence in writing and set one new date."
EXAMPLE = 'for example: itbot plan add "P1 response at least 95 % by 31 December"'


def plan_read(case: CaseFile, words: str, *, rule: tuple[str | None, str | None, str | None], who: str = "") -> Plan:
    """Read a plan. Raises InterpreterError, with one question, where the words leave something open."""
    day, rest = _day(words, case)
    metric, priority, service = _metric(rest, case)
    level, unit, sense = _level(rest, metric)
    if_kept, if_not, if_untold = rule
    return Plan(
        metric=metric,
        sense=sense,
        level=level,
        unit=unit,
        due=day,
        agreed_on=case.today,
        words=" ".join(words.split()),
        priority=priority,
        service=service,
        who=who,
        if_kept=if_kept or IF_KEPT,
        if_not=if_not or IF_NOT,
        if_untold=if_untold or IF_UNTOLD,
    )


def _day(words: str, case: CaseFile) -> tuple[date, str]:
    """The day agreed (the last of the span named), and the words before it."""
    found = deadline(" ".join(words.split()), case.today)
    if found is None:
        raise InterpreterError(f"The plan names no day; say by when it must be reached, {EXAMPLE}.")
    day, rest = found
    return day, plain(rest)


def _metric(words: str, case: CaseFile) -> tuple[str, int | None, str | None]:
    if BREAK_FIX.search(words):
        return "break_fix", None, None
    known = tuple(sorted({level.priority for level in case.agreed.levels if level.priority})) or (1, 2, 3, 4)
    services = tuple(dict.fromkeys(level.service for level in case.agreed.levels if level.service))
    named = things(words, services, known)
    metrics = [metric for metric in named.metrics if metric in MEASURED]
    if len(metrics) != 1 or named.odd_priority or len(named.priorities) > 1:
        raise InterpreterError(f"Say which one figure the plan is about (one measure, one priority), {EXAMPLE}.")
    priority = named.priorities[0] if named.priorities else None
    lines = case.lines_for(metrics, [priority] if priority else [], named.service)
    if len(lines) > 1:
        names = "each priority" if metrics[0] in {Metric.RESPONSE, Metric.RESOLUTION} else "several services"
        raise InterpreterError(f"The contract has this for {names}; name the one that the plan is about, {EXAMPLE}.")
    if not lines:
        raise InterpreterError("The contract has no such service level that we have read, so it could not be judged.")
    return metrics[0].value, priority, lines[0].latest.service


def _level(words: str, metric: str) -> tuple[Decimal, str, Sense]:
    found = list(LEVEL.finditer(words))
    if metric == "break_fix":
        bare = LEVEL.search(words) or BARE.search(words)
        if bare is None:
            raise InterpreterError(
                "Say the level in faults per user, for example: faults per user at most 0.15 by 31 December."
            )
        number = re.match(r"[\d.]+", bare.group())
        return Decimal(number.group() if number else "0"), "per user", "at_most"
    shares = [match for match in found if match["unit"] in {"%", "percent"}]
    if len(shares) != 1 or Decimal(shares[0]["level"]) > 100:
        raise InterpreterError(f"Say the level to reach as one percentage, {EXAMPLE}.")
    sense: Sense = "at_most" if AT_MOST.search(words[: shares[0].start()]) else "at_least"
    return Decimal(shares[0]["level"]), "%", sense
