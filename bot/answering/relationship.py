"""What the measures of a relationship need, gathered from one contract's file: signs of service, marks, options, exit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bot.answering import other_caps
from bot.answering.asking.period import month_start
from bot.answering.card import card
from bot.answering.casefile import CaseFile
from bot.answering.telling.charges import users_in
from store.facts.agreed import Metric
from store.facts.common import Money, Period, Result
from store.facts.happened import LogEntry
from store.facts.tickets import TicketType
from store.measures.coverage import DutyInstance
from store.measures.duty_evidence import NOT_DONE
from store.measures.evidence_levels import evidence_kind
from store.measures.extra_lines import hourly_rates, is_extra
from store.measures.marks import Counted, Mark, marks
from store.measures.options import Option, credited, line_dropped, rate_changed, total
from store.measures.service_reduction import WINDOW, Sign, sign

YEAR = 12
# Two pieces of advice a year are the least that makes a habit: our reading.
ADVICE_A_YEAR = 2
KNOWN_FROM = 60
RECORDED = frozenset({"evidenced", "late"})
USUAL_CHANGE = Decimal(5)
WIDER_CAP = Decimal(2)
OWNER = re.compile(
    r"\b(?:owner\w*|sold|sale of|acqui\w+|taken over|take-?over|merg\w+|investor|insolven\w+|administration|left|leaving|"
    r"leaves|resign\w*|joined|redundan\w+|post not filled|restructur\w+|moved (?:office|to other work))\b",
    re.IGNORECASE,
)
READINESS: tuple[tuple[str, str, str], ...] = (
    ("documentation", "documentation of our systems", r"document|diagram|runbook|handbook"),
    ("admin", "administrator accounts in our own name", r"\badmin"),
    ("data", "our data in a usual format, or a copy of our own", r"\bdata\b|export|own (?:copy|backup)"),
    ("domains", "the internet names in our own name", r"domain|\bdns\b"),
    ("licences", "licences in our own name", r"licen[cs]"),
    ("keys", "passwords and keys", r"password|\bkeys?\b|credential"),
    ("plan", "an exit plan that is up to date", r"exit plan"),
)
HELD = frozenset("done held known yes in hand received complete completed kept closed tested".split()) | {"in hand"}


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing needed on the day we leave: whether we hold it, as far as the register says; None where it is silent."""

    key: str
    name: str
    held: bool | None
    line: LogEntry | None = None


def windows(case: CaseFile, month: str) -> list[str]:
    """The twelve full months up to one, oldest first, as far as the data reaches."""
    have = set(case.months_with_data())
    first = date.fromisoformat(f"{month}-01")
    wanted = [f"{month_start(first, back):%Y-%m}" for back in range(2 * WINDOW - 1, -1, -1)]
    return [one for one in wanted if one in have]


def signs(case: CaseFile, month: str) -> list[Sign]:
    """What is left of the effort: proactive tickets, reports and reviews in time, patches, replies in time."""
    months = windows(case, month)
    series = {
        ("proactive", "problems the provider raised itself", "a month"): _alerts(case, months),
        ("reports", "months whose report came in time", "%"): _duty(case, months, "report"),
        ("reviews", "months with a review meeting", "%"): _duty(case, months, "review"),
        ("patching", "devices patched in time", "%"): _evidence(case, months, Metric.PATCHING),
        ("replies", "first replies in time, all priorities", "%"): _replies(case, months),
    }
    return [sign(*name, values, months) for name, values in series.items()]


def _alerts(case: CaseFile, months: Sequence[str]) -> dict[str, Fraction]:
    counts = case.stores.tickets.monthly_counts(case.ref, types=[TicketType.ALERT], cancelled=False)
    if not counts:
        return {}
    return {month: Fraction(sum(one.count for one in counts if one.month == month)) for month in months}


def _duty(case: CaseFile, months: Sequence[str], kind: str) -> dict[str, Fraction]:
    """100 for a month in which the duty was done in time, 0 for one in which it was late or that has no record.

    Months before the first record and after the last are left out: there the records may just not be here.
    """
    if not months:
        return {}
    span = Period(Period.of_month(months[0]).start, Period.of_month(months[-1]).end, "", case.facts.tz)
    due = {
        f"{one.covers.end:%Y-%m}": one.state
        for one in case.coverage(span).instances
        if one.duty.kind == kind and one.duty.every_months == 1 and one.state != "not_due"
    }
    kept = sorted(month for month, state in due.items() if state in RECORDED)
    inside = [month for month in due if kept and kept[0] <= month <= kept[-1]]
    return {month: Fraction(100 * (due[month] == "evidenced")) for month in inside}


def _evidence(case: CaseFile, months: Sequence[str], metric: Metric) -> dict[str, Fraction]:
    found: dict[str, list[tuple[int, int]]] = {}
    for one in case.happened.security:
        if one.month in months and evidence_kind(one.kind) is metric and one.population and one.in_order is not None:
            found.setdefault(one.month, []).append((one.in_order, one.population))
    return {month: Fraction(100 * sum(n for n, _ in rows), sum(of for _, of in rows)) for month, rows in found.items()}


def _replies(case: CaseFile, months: Sequence[str]) -> dict[str, Fraction]:
    found = {}
    for month in months:
        results = [r for r in case.month(month) if r.level.metric is Metric.RESPONSE and r.of and r.n is not None]
        if results:
            found[month] = Fraction(100 * sum(r.n or 0 for r in results), sum(r.of or 0 for r in results))
    return found


def fees(case: CaseFile, month: str, back: int = YEAR) -> dict[str, Money]:
    """The recurring charge of each invoiced month of the year up to one."""
    first = date.fromisoformat(f"{month}-01")
    wanted = [f"{month_start(first, n):%Y-%m}" for n in range(back - 1, -1, -1)]
    return {one: charge for one in wanted if (charge := case.base_charge(one)) is not None}


def fee_held(case: CaseFile, month: str) -> tuple[bool | None, Money | None, Money | None]:
    """Whether the fee per user did not fall between the two windows, with its mean in each; None where unknown."""
    months = windows(case, month)
    half = len(months) // 2
    means = [_mean_fee(case, part) for part in (months[:half], months[half:])]
    before, after = means
    if before is None or after is None or before.currency != after.currency:
        return None, before, after
    return after.amount >= before.amount * Decimal("0.99"), before, after


def _mean_fee(case: CaseFile, months: Sequence[str]) -> Money | None:
    each = [
        Money(charge.amount / users, charge.currency)
        for month in months
        if (charge := case.base_charge(month)) and (users := users_in(case.happened.headcount, month))
    ]
    whole = total(each)
    return Money((whole.amount / len(each)).quantize(Decimal("0.01")), whole.currency) if whole else None


def health(case: CaseFile, month: str) -> tuple[Mark, ...]:
    """The seven marks as of a month."""
    first = month_start(date.fromisoformat(f"{month}-01"), YEAR - 1)
    span = Period(first, Period.of_month(month).end, f"{first:%B %Y} to {Period.of_month(month).label}", case.facts.tz)
    return marks(
        card(case, month),
        reviews=_kept(case, span, "review", "reviews held on time"),
        roadmap=_kept(case, span, "roadmap", "turns of the roadmap that came in time"),
        advice=_advice(case, span),
    )


def _kept(case: CaseFile, span: Period, kind: str, words: str) -> Counted:
    due = [one for one in case.coverage(span).instances if one.duty.kind == kind and one.state != "not_due"]
    register = "reviews" if kind == "review" else "roadmap"
    if due:
        return _known(due, _called_off(case, register), words, register)
    noted = _noted(case, span, register)
    if noted:
        of = YEAR if kind == "review" else 1
        told = f"{len(noted)} noted in the year; the contract asks for none"
        return Counted(len(noted), of, told, tuple(str(one.source) for one in noted))
    return Counted(0, 0, f"Note them as they happen: itbot note {register}")


def _known(due: Sequence[DutyInstance], off: set[str], words: str, register: str) -> Counted:
    """Those held in time of those that are known; a turn without a record is not held against anybody.

    Where fewer than six in ten are known there is no face at all.
    """
    done = [one for one in due if one.state == "evidenced"]
    known = [one for one in due if one.state != "no_evidence" or off & set(one.covers.months())]
    if 100 * len(known) < KNOWN_FROM * len(due):
        return Counted(0, 0, f"Only {len(known)} of {len(due)} are on record; add the others: itbot note {register}")
    silent = len(due) - len(known)
    tail = f", {silent} without a record" if silent else ""
    sources = tuple(str(one.source) for one in done if one.source)
    return Counted(len(done), len(known), f"{len(done)} of {len(known)} {words} in the year{tail}", sources)


def _called_off(case: CaseFile, register: str) -> set[str]:
    """Months for which the register says that it did not take place."""
    lines = [line for line in case.happened.log if line.kind == register]
    return {f"{line.on:%Y-%m}" for line in lines if line.state.strip().lower() in NOT_DONE}


def _noted(case: CaseFile, span: Period, register: str) -> list[LogEntry]:
    return [
        line
        for line in case.happened.log
        if line.kind == register and span.start <= line.on <= span.end and line.state.strip().lower() not in NOT_DONE
    ]


def _advice(case: CaseFile, span: Period) -> Counted:
    """Advice counts when it was raised, whatever we did with it: that part is ours."""
    kept = [line for line in case.happened.log if line.kind == "advice"]
    raised = [line for line in kept if span.start <= line.on <= span.end]
    if not kept:
        return Counted(0, 0, 'Note what they advise: itbot note advice "..."')
    followed = sum("follow" in line.state.lower() and "not" not in line.state.lower() for line in raised)
    words = f"{len(raised)} pieces of advice in the year, {followed} followed by us"
    return Counted(len(raised), ADVICE_A_YEAR, words, tuple(str(line.source) for line in raised))


def options(case: CaseFile, month: str, per_cent: Decimal = USUAL_CHANGE) -> tuple[dict[str, Money], list[Option]]:
    """What was paid in the year up to a month, and what each option would have cost in the same months."""
    paid = fees(case, month)
    if not paid:
        return paid, []
    made = [rate_changed(paid, per_cent), rate_changed(paid, -per_cent)]
    made += [line_dropped(paid, what, line) for what, line in sorted(_lines(case, list(paid)).items())]
    made += _credit_options(case, paid)
    return paid, [one for one in made if one is not None]


def _lines(case: CaseFile, months: Sequence[str]) -> dict[str, dict[str, Money]]:
    """Each recurring line of the invoices, by month."""
    found: dict[str, dict[str, Money]] = {}
    rates = hourly_rates(case.agreed.charges)
    for line in case.happened.invoices:
        if line.month in months and line.credit_for is None and not is_extra(line, rates):
            own = found.setdefault(line.description, {})
            before = own.get(line.month)
            own[line.month] = Money((before.amount if before else Decimal(0)) + line.net.amount, line.net.currency)
    return found


def _credit_options(case: CaseFile, paid: Mapping[str, Money]) -> list[Option | None]:
    """The year's credits as agreed, and under a cap twice as high, each paid in full; only months that can be told."""
    if not case.agreed.credit_rules:
        return []
    made = {month: case.credits(month) for month in paid if month in case.months_with_data()}
    told = {month: one for month, one in made.items() if one.owed is not None and not one.at_least}
    received = total([one.credited for one in told.values()])
    if received is None:
        return []
    part = "" if len(told) == len(paid) else f" (only {len(told)} of {len(paid)} months can be told)"
    found = [credited(paid, f"as agreed{part}", [one.owed for one in told.values() if one.owed], received)]
    if any(one.cap_applied for one in told.values()):
        wider = [amount for month in told if (amount := _wider(case, month)) is not None]
        found.append(
            credited(paid, f"under a cap twice as high{part}", wider, received) if len(wider) == len(told) else None
        )
    return found


def _wider(case: CaseFile, month: str) -> Money | None:
    return other_caps.under(
        case, month, lambda rule: replace(rule, cap_pct=rule.cap_pct * WIDER_CAP if rule.cap_pct else None)
    ).owed


def readiness(case: CaseFile) -> list[Ready]:
    """What we hold for the day we leave, by the register; an exit plan also by its evidence."""
    lines = [line for line in case.happened.log if line.kind == "exit"]
    return [_ready(key, name, re.compile(words, re.IGNORECASE), lines) for key, name, words in READINESS]


def _ready(key: str, name: str, words: re.Pattern[str], lines: Sequence[LogEntry]) -> Ready:
    about = [line for line in lines if words.search(line.what)]
    if not about:
        return Ready(key, name, None)
    last = max(about, key=lambda line: line.on)
    return Ready(key, name, last.state.strip().lower() in HELD, last)


def business_facts(case: CaseFile) -> list[LogEntry]:
    """What is on record of the provider as a business: what it said of itself, and changes of owner or people."""
    return [
        line
        for line in case.happened.log
        if line.kind == "statements" or (line.kind == "changes" and OWNER.search(f"{line.what} {line.state}"))
    ]


def to_recheck(lines: Sequence[LogEntry], today: date) -> list[LogEntry]:
    """Lines whose expected end has come and that are not closed."""
    closed = HELD | {"over", "finished", "filled", "resolved"}
    return [
        line
        for line in lines
        if line.due is not None and line.due <= today and line.state.strip().lower() not in closed
    ]


def missed_count(case: CaseFile, month: str) -> tuple[int, int]:
    """Levels missed and judged in a month."""
    results = [r for r in case.month(month) if r.result in {Result.MET, Result.MISSED}]
    return sum(r.result is Result.MISSED for r in results), len(results)


def source_words(lines: Sequence[LogEntry]) -> tuple[str, ...]:
    """The sources of lines, as figures carry them."""
    return tuple(str(line.source) for line in lines)
