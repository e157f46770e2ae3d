"""What each kind of chart shows, gathered from one contract's file; None where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from bot.answering.asking.period import month_start
from bot.answering.card import card, trend_of
from bot.answering.casefile import CaseFile
from bot.answering.draft import amount, listed
from bot.answering.lines import Line
from bot.answering.telling.duty import NAMES
from bot.charting.model import Bars, Cell, Drawable, Heat, Pairs, Rates, Scores, State
from store.facts.agreed import Metric
from store.facts.common import Money, Period, Result
from store.measures.coverage import DutyInstance
from store.measures.level_names import level_name
from store.measures.results import LevelResult

LONGEST = 36
HEAT_MONTHS = 12
HEAT_ROWS = 12
NOT_DRAWN = frozenset({Metric.UPDATE_INTERVAL, Metric.OTHER})
STATES: dict[Result, State] = {
    Result.MET: "met",
    Result.MISSED: "missed",
    Result.NO_DEMAND: "no_demand",
    Result.CANNOT_TELL: "unknown",
}
TREND = {
    "declining": "going down", "low_held": "staying low", "red": "risen above months 7 to 12", "amber": "perhaps risen above months 7 to 12",
    "not_declining": "not going down", "too_early": "too early to tell", "baseline": "the first months", "cannot_tell": "cannot be told",
}  # fmt: skip


def named(month: str) -> str:
    """A month in words."""
    return Period.of_month(month).label


def months_up_to(case: CaseFile, back: int = LONGEST) -> list[str]:
    """The last full months with data, oldest first."""
    return list(case.months_with_data()[-back:])


def attainment(
    case: CaseFile, metric: str | None = None, priority: int | None = None, service: str | None = None
) -> Bars | None:
    """One service level by month against its target: the one named, else the first that tickets are measured by."""
    line = _line(case, metric, priority, service)
    months = months_up_to(case)
    if line is None or not months:
        return None
    case.results_by_month(months[-1], back=len(months) - 1)
    results = [case.result(line, Period.of_month(month, case.facts.tz)) for month in months]
    name, judged = level_name(line.latest), [r for r in results if r.result in {Result.MET, Result.MISSED}]
    met = sum(r.result is Result.MET for r in judged)
    title = (
        f"{_capital(name)}: met in {met} of {len(judged)} months" if judged else f"{_capital(name)}: nothing to judge"
    )
    return Bars(
        title,
        _attainment_alt(name, months, results, met=met, of=len(judged)),
        tuple(months),
        tuple(Decimal(r.shown) if r.result in {Result.MET, Result.MISSED} and r.shown else None for r in results),
        tuple(STATES[r.result] for r in results),
        tuple(_target(line, month, case.facts.tz) for month in months),
    )


def levels_drawn(case: CaseFile) -> tuple[str, ...]:
    """The names of the levels that have a chart of attainment, each once."""
    return tuple(dict.fromkeys(level_name(line.latest) for line in case.lines if line.latest.metric not in NOT_DRAWN))


def _line(case: CaseFile, metric: str | None, priority: int | None, service: str | None) -> Line | None:
    def fits(line: Line) -> bool:
        level = line.latest
        return (
            (metric is None or metric in {level.metric.value, level.key})
            and (priority is None or level.priority == priority)
            and (service is None or (level.service or "").lower() == service.lower())
            and level.metric not in NOT_DRAWN
        )

    return next((line for line in case.lines if fits(line)), None)


def _target(line: Line, month: str, tz: str) -> Decimal | None:
    period = Period.of_month(month, tz)
    level = line.on(period.end) or line.on(period.start)
    return level.target_pct if level else None


def _attainment_alt(name: str, months: Sequence[str], results: Sequence[LevelResult], *, met: int, of: int) -> str:
    if not of:
        return (
            f"{_capital(name)} from {named(months[0])} to {named(months[-1])}: there was nothing that could be judged."
        )
    worst = [
        (named(m), r)
        for m, r in zip(months, results, strict=True)
        if r.result is Result.MISSED and r.actual is not None
    ]
    alt = f"{_capital(name)} from {named(months[0])} to {named(months[-1])}: the target was met in {met} of {of} months that could be judged."
    if worst:
        when, result = min(worst, key=lambda pair: pair[1].actual or Decimal(0))
        alt += f" The lowest was {result.shown} % in {when}."
    last = next(
        ((named(m), r) for m, r in zip(reversed(months), reversed(results), strict=True) if r.actual is not None), None
    )
    return f"{alt} The latest is {last[1].shown} % in {last[0]}." if last else alt


def break_fix(case: CaseFile) -> Rates | None:
    """Faults per user by month of the contract."""
    months = case.months_with_data()
    trend = trend_of(case, months[-1]) if months else None
    start = case.facts.service_start
    if trend is None or start is None or not trend.months:
        return None
    keep = slice(-LONGEST, None)
    numbers = [_number(month, start) for month in trend.months]
    first, last = named(trend.months[0]), named(trend.months[-1])
    title = f"Faults per user: {TREND[trend.state]}"
    alt = (
        f"Faults per user by month of the contract, from {first} ({trend.rates[0]:.2f}) to {last} ({trend.rates[-1]:.2f}): "
        f"{TREND[trend.state]}."
    )
    if trend.base_rate is not None:
        alt += f" Months 7 to 12 averaged {trend.base_rate:.2f}; the latest three came to {trend.window_rate:.2f}."
    if trend.rollout:
        alt += f" New technology was bedding in in {listed(named(month) for month in trend.rollout)}."
    return Rates(
        title,
        alt,
        tuple(numbers[keep]),
        tuple(trend.rates[keep]),
        tuple(_number(month, start) for month in trend.rollout),
        trend.base_rate,
    )


def _number(month: str, start: date) -> int:
    return (int(month[:4]) - start.year) * 12 + int(month[5:]) - start.month + 1


def credits(case: CaseFile) -> Pairs | None:
    """Credits owed against credits received, by month."""
    months = months_up_to(case, 24)
    if not case.agreed.credit_rules or not months:
        return None
    case.results_by_month(months[-1], back=len(months) - 1)
    found = [case.credits(month) for month in months]
    currency = next((one.owed.currency for one in found if one.owed and one.owed.amount), case.facts.currency)
    owed = [one.owed.amount if one.owed else None for one in found]
    received = [one.credited.amount for one in found]
    told = sum((one for one in owed if one), Decimal(0))
    back = sum(received, Decimal(0))
    total, got = amount(Money(told, currency)), amount(Money(back, currency))
    unknown = sum(one is None for one in owed)
    alt = f"Service credits from {named(months[0])} to {named(months[-1])}: {total} owed by the contract and {got} received."
    if unknown:
        alt += f" In {unknown} of {len(months)} months the amount owed cannot be told."
    worst = max(zip(owed, received, months, strict=True), key=lambda one: (one[0] or Decimal(0)) - one[1])
    if worst[0] and worst[0] > worst[1]:
        alt += f" The largest gap was in {named(worst[2])}: {amount(Money(worst[0], currency))} owed, {amount(Money(worst[1], currency))} received."
    return Pairs(f"Credits: {total} owed, {got} received", alt, tuple(months), tuple(owed), tuple(received), currency)


def evidence(case: CaseFile) -> Heat | None:
    """Every regular duty of the provider by month: in time, late, or without evidence."""
    last = case.last_full_month()
    if last is None:
        return None
    end = Period.of_month(last)
    start = max(month_start(end.start, HEAT_MONTHS - 1), month_start(case.facts.service_start or date.min))
    span = Period(start, end.end, "", case.facts.tz)
    instances = case.coverage(span).instances
    months = span.months()
    grouped: dict[str, dict[str, DutyInstance]] = {}
    for one in instances:
        grouped.setdefault(_duty_name(one), {})[f"{one.covers.end:%Y-%m}"] = one
    if not grouped:
        return None
    rows = tuple((name, tuple(_cell(cells.get(month)) for month in months)) for name, cells in grouped.items())
    due = [one for one in instances if one.state != "not_due"]
    n, late = (sum(one.state == state for one in due) for state in ("evidenced", "late"))
    absent = len(due) - n - late
    alt = (
        f"Evidence of the provider's regular duties from {named(months[0])} to {named(months[-1])}: of {len(due)} that fell due, "
        f"{n} came in time, {late} came late and {absent} bear no evidence."
    )
    worst = max(rows, key=lambda row: row[1].count("no_evidence"))
    if worst[1].count("no_evidence"):
        alt += f" Most gaps: {worst[0]}, {worst[1].count('no_evidence')}."
    return Heat(f"Evidence came for {n + late} of {len(due)} duties", alt, months, rows[:HEAT_ROWS])


def _duty_name(one: DutyInstance) -> str:
    what = one.duty.what if one.duty.kind == "other" and one.duty.what else NAMES.get(one.duty.kind, one.duty.kind)
    return _capital(what)


def _cell(one: DutyInstance | None) -> Cell:
    return "none" if one is None else one.state


def scorecard(case: CaseFile) -> Scores | None:
    """The eight parts of the scorecard of the last full month."""
    month = case.last_full_month()
    if month is None or month not in case.months_with_data():
        return None
    made = card(case, month)
    parts = tuple((part.label, part.score) for part in made.dimensions)
    told = [f"{label} {score}" for label, score in parts if score is not None]
    unknown = [label for label, score in parts if score is None]
    head = {"yes": "yes", "partly": "partly", "no": "no", "cannot_tell": "cannot be told"}[made.verdict]
    alt = (
        f"Scorecard for {named(month)}, out of 100: {'; '.join(told)}."
        if told
        else f"Scorecard for {named(month)}: nothing is known."
    )
    if unknown and told:
        alt += f" Not known: {listed(label.lower() for label in unknown)}."
    return Scores(f"What we pay for, {named(month)}: {head}", alt, parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


KINDS: dict[str, Callable[[CaseFile], Drawable | None]] = {
    "attainment": attainment,
    "break-fix": break_fix,
    "credits": credits,
    "evidence": evidence,
    "scorecard": scorecard,
}
