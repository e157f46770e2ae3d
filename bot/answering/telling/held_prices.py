"""The invoices held against the contract's prices: whether we were billed too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.spans import counted
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import UNITS, Drift, drifts, is_extra

TOLD = 8
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Held:
    """The recurring lines of some months: those held against a price, and those that no price of the contract fits."""

    found: tuple[Drift, ...]
    loose: tuple[InvoiceLine, ...]
    period: Period

    @property
    def dear(self) -> list[Drift]:
        """The lines with a price above the most that the contract allows, or that do not add up in our disfavour."""
        return [one for one in self.found if one.price > 0 or one.sum_off > 0]


def invoiced_period(asked: Asked) -> Period | None:
    """The period asked about; without one all months that were invoiced."""
    if asked.question.period is not None:
        return asked.question.period
    months = sorted(line.month for line in asked.case.happened.invoices)
    if not months:
        return None
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def checked(asked: Asked, period: Period) -> tuple[Drift, ...]:
    """The lines of the period's months that have a price in the contract, each with its difference."""
    case, months = asked.case, set(period.months())

    def charges(month: str) -> Sequence[Charge]:
        return in_force(case.agreed, Period.of_month(month).end).charges

    lines = [line for line in case.happened.invoices if line.month in months]
    return drifts(lines, charges, case.happened.headcount, lambda charge, month: highest(asked, charge, month))


def highest(asked: Asked, price: Charge, month: str) -> Decimal:
    """The most that a price may be in a month: the agreed rate, raised by the cap once for each full year in force."""
    rate, cap = price.rate or Decimal(0), cap_of(asked)
    start = asked.case.facts.service_start
    since = max(price.effective_from, start) if start else price.effective_from
    years = max(0, (int(month[:4]) * 12 + int(month[5:]) - since.year * 12 - since.month) // 12)
    return rate * (1 + cap / 100) ** years if cap is not None and since.year > 1900 else rate


def cap_of(asked: Asked) -> Decimal | None:
    """How far prices may rise in a year, in per cent; None where no clause that was read sets a figure."""
    caps = (one.cap_pct for one in asked.case.agreed.charges if one.kind == "indexation")
    return next((cap for cap in caps if cap is not None), None)


def held(asked: Asked) -> Held | None:
    """The invoices of the period asked about, or of all; None without any."""
    period = invoiced_period(asked)
    if period is None:
        return None
    found = checked(asked, period)
    known = {id(one.line) for one in found}
    lines = [line for line in asked.case.happened.invoices if line.month in set(period.months())]
    loose = [line for line in lines if id(line) not in known and not line.credit_for and not is_extra(line)]
    return Held(found, tuple(loose), period) if lines else None


def overcharged(asked: Asked, *, inverted: bool = False) -> Answer:
    """Whether a line was above what the contract allows; `inverted` where the question asks whether all kept to it."""
    draft = asked.draft("value", timed=False)
    those = held(asked)
    if those is None:
        return no_invoices(asked, draft)
    draft.period = those.period
    if not those.found:
        return nothing_to_hold(those, draft)
    dear = those.dear
    draft.say("\n".join(f"• {dear_words(one, draft)}" for one in dear[:TOLD]))
    say_more(len(dear) - TOLD, draft)
    _beyond_heads(those, draft)
    say_loose(those, draft)
    rules(asked, those.period, draft)
    if dear and all(one.price for one in dear) and cap_of(asked) is None:
        doubt_the_rise(draft)
        total = _total(dear, draft, those.period)
        return draft.answer(
            f"We cannot tell: {total} was billed above the prices in the contract, but a rise may have been allowed.",
            "partly",
            "cannot_tell",
        )
    if dear:
        total = _total(dear, draft, those.period)
        draft.ask_provider(
            f"Why was invoice {_named(dear[0], draft)} above the contract, and when is the difference credited?"
        )
        head = "No" if inverted else "Yes, by"
        tail = f"{total} was billed above what the contract allows" if inverted else f"{total} above what is allowed"
        return draft.answer(
            f"{head}{': ' if inverted else ' '}{tail} {during(those.period)}.", "answered", "no" if inverted else "yes"
        )
    return _in_order(those, draft, inverted=inverted)


def _in_order(those: Held, draft: Draft, *, inverted: bool) -> Answer:
    number = counted(
        draft, "lines_checked", f"Invoice lines checked, {those.period.label}", len(those.found), "invoice line"
    )
    if those.loose:
        return draft.answer(
            f"No price that we could check was above the contract's {during(those.period)}: {number} checked.",
            "partly",
            "cannot_tell",
        )
    head = "Yes" if inverted else "No"
    return draft.answer(
        f"{head}: no price was above what the contract allows {during(those.period)}, {number} checked.",
        "partly" if draft.unknowns else "answered",
        "yes" if inverted else "no",
    )


def dear_words(one: Drift, draft: Draft) -> str:
    """One line that is above the contract: what was billed, what was agreed, and the difference."""
    line, label, unit = one.line, Period.of_month(one.line.month).label, UNITS[one.kind]
    currency, parts = line.net.currency, []
    if one.price > 0:
        money = Money(line.unit_price or Decimal(0), currency)
        billed = draft.money("unit_price", f"Price billed for each {unit}, {label}", money, sources=(str(line.source),))
        off = draft.money("price_drift", f"Billed off by price, {label}", Money(one.price, currency))
        parts.append(
            f"{billed} instead of {agreed_words(one.rate, unit, label, currency, draft)} for each {unit}, {off} in all"
        )
    if one.sum_off > 0:
        off = draft.money("sum_drift", f"Line off by adding up, {label}", Money(one.sum_off, currency))
        parts.append(f"{off} more than quantity times price")
    return f"{draft.month(line.month)}, {_named(one, draft)}: {'; '.join(parts)}"


def agreed_words(rate: Decimal, unit: str, label: str, currency: str, draft: Draft) -> str:
    """The most that a price may be in a month, registered."""
    return draft.money(
        "unit_price_agreed",
        f"Price agreed for each {unit}, {label}",
        Money(rate.quantize(PENNY), currency),
        role="target",
    )


def _named(one: Drift, draft: Draft) -> str:
    draft.extra.setdefault("tickets", []).append(one.line.invoice)
    return one.line.invoice


def say_more(beyond: int, draft: Draft) -> None:
    """Say how many lines of a list are left out."""
    if beyond > 0:
        draft.say(f"And {counted(draft, 'more_lines', 'Further such lines', beyond, 'more line')}.")


def _total(dear: Sequence[Drift], draft: Draft, period: Period) -> str:
    total = sum((max(one.price, Decimal(0)) + max(one.sum_off, Decimal(0)) for one in dear), Decimal(0))
    money = Money(total.quantize(PENNY), dear[0].line.net.currency)
    return draft.money("overcharged", f"Billed above what the contract allows, {period.label}", money)


def _beyond_heads(those: Held, draft: Draft) -> None:
    """Say where more was counted than the head count, which may only have been taken on another day."""
    beyond = [one for one in those.found if one.quantity is not None and one.quantity > 0]
    if not beyond:
        return
    total = Money(sum((one.quantity or Decimal(0) for one in beyond), Decimal(0)), beyond[0].line.net.currency)
    shown = draft.money("quantity_drift", f"Billed beyond the head count, {those.period.label}", total)
    months = ", ".join(dict.fromkeys(draft.month(one.line.month) for one in beyond[:TOLD]))
    draft.cannot(
        f"whether the counts billed in {months} were right: {shown} is for more than the head count",
        Why.CONFLICT,
        "A head count of another day may explain it; ask the provider for its list of that day.",
    )


def say_loose(those: Held, draft: Draft) -> None:
    """Say which recurring lines no price of the contract could be held against."""
    if not those.loose:
        return
    number = counted(
        draft,
        "lines_unchecked",
        f"Recurring lines not checked, {those.period.label}",
        len(those.loose),
        "recurring line",
    )
    draft.cannot(
        f"whether {number} on the invoices kept to the contract, since no price in it fits {'it' if len(those.loose) == 1 else 'them'}",
        Why.NOT_IN_CONTRACT,
        "Compare them by hand with the schedule of charges.",
    )


def doubt_the_rise(draft: Draft) -> None:
    """Say that no rule on yearly rises was read, so that a higher price may be right."""
    fix = "Read the clauses on charges: if one allows a yearly rise, the higher price may be right."
    draft.cannot(
        "whether a clause allows the higher price, since we read no rule on yearly rises", Why.NOT_IN_CONTRACT, fix
    )


def rules(asked: Asked, period: Period, draft: Draft) -> None:
    """The clauses on prices and on their rise, quoted."""
    charges = [
        one for one in in_force(asked.case.agreed, period.end).charges if one.kind in UNITS or one.kind == "indexation"
    ]
    quoted = dict.fromkeys(draft.quoted(one.source, one.status) for one in charges)
    if quoted:
        draft.say(f"The contract: {'; '.join(quoted)}.")


def no_invoices(asked: Asked, draft: Draft) -> Answer:
    """Nothing was invoiced that we have."""
    label = asked.question.period.label if asked.question.period else ""
    draft.cannot("what was invoiced", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
    what = f"no invoices for {label} have been added" if label else "no invoices have been added"
    return draft.answer(f"We cannot tell: {what}.", "unknown", "cannot_tell")


def nothing_to_hold(those: Held, draft: Draft) -> Answer:
    """No line has a price in the contract."""
    draft.cannot(
        "the invoices against the contract",
        Why.NOT_UPLOADED,
        "Add invoices with a quantity and a unit price, and the contract that sets the price.",
    )
    return draft.answer(
        f"We cannot check: no invoice line {during(those.period)} has a price in the contract.",
        "unknown",
        "cannot_tell",
    )
