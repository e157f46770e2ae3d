"""The invoices held against the contract's prices: whether we were billed too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during
from bot.answering.telling import hours_told, rise_doubt
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.spans import counted
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import EACH, UNITS, Allowed, Drift, drifts
from store.measures.extra_lines import HOURLY, hourly_rates, is_extra
from store.measures.hours_billed import Hours, hours
from store.measures.price_freezes import FREEZE
from store.measures.price_limits import PriceRange, of_our_plan, over_plans

TOLD = 8
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Held:
    """The lines of some months: those held against a price, the recurring ones that no price of the contract fits, and hours in doubt."""

    found: tuple[Drift, ...]
    loose: tuple[InvoiceLine, ...]
    period: Period
    unsure: tuple[InvoiceLine, ...] = ()

    @property
    def dear(self) -> list[Drift]:
        """The lines with a price above the most that the contract could allow, or that do not add up in our disfavour."""
        return [one for one in self.found if one.price > 0 or one.sum_off > 0]

    @property
    def above(self) -> list[Drift]:
        """The lines with a price above the agreed one: those too dear, and those that are so unless a rise was due."""
        return [one for one in self.found if one.price_most > 0 or one.sum_off > 0]


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
    """The recurring lines of the period's months that have a price in the contract, each with its difference."""
    charges, allowed = _agreed_prices(asked)
    return drifts(_lines(asked, period), charges, asked.case.happened.headcount, allowed)


def hours_checked(asked: Asked, period: Period) -> Hours:
    """The lines of hours of the period's months beside the contract's prices by the hour."""
    return hours(_lines(asked, period), *_agreed_prices(asked))


def _lines(asked: Asked, period: Period) -> list[InvoiceLine]:
    months = set(period.months())
    return [line for line in asked.case.happened.invoices if line.month in months]


def _agreed_prices(asked: Asked) -> tuple[Callable[[str], Sequence[Charge]], Allowed]:
    """The charges in force in a month, and the two ends of a price in a month."""
    case = asked.case

    def charges(month: str) -> Sequence[Charge]:
        return of_our_plan(in_force(case.agreed, Period.of_month(month).end).charges, case.facts.plan)

    def allowed(charge: Charge, month: str) -> PriceRange:
        return over_plans(charge, case.agreed.charges, case.facts, month)

    return charges, allowed


def held(asked: Asked) -> Held | None:
    """The invoices of the period asked about, or of all; None without any."""
    period = invoiced_period(asked)
    if period is None:
        return None
    lines, worked = _lines(asked, period), hours_checked(asked, period)
    recurring = checked(asked, period)
    known = {id(one.line) for one in (*recurring, *worked.found)} | {id(line) for line in worked.unsure}
    rates = hourly_rates(asked.case.agreed.charges)
    loose = [line for line in lines if id(line) not in known and not line.credit_for and not is_extra(line, rates)]
    return Held((*recurring, *worked.found), tuple(loose), period, worked.unsure) if lines else None


def overcharged(asked: Asked, *, inverted: bool = False) -> Answer:
    """Whether a line was above what the contract allows; `inverted` where the question asks whether all kept to it."""
    draft = asked.draft("value", timed=False)
    those = held(asked)
    if those is None:
        return no_invoices(asked, draft)
    draft.period = those.period
    if not those.found:
        return nothing_to_hold(those, draft)
    above = those.above
    draft.say("\n".join(f"• {dear_words(one, draft)}" for one in above[:TOLD]))
    say_more(len(above) - TOLD, draft)
    _beyond_heads(those, draft)
    say_loose(those, draft)
    hours_told.say(those.found, those.unsure, draft)
    rules(asked, those.period, draft, hourly=any(one.kind == HOURLY for one in those.found))
    rise_doubt.say(asked, those.found, draft)
    if not above:
        return _in_order(those, draft, inverted=inverted)
    least, most = _totals(above, draft, those.period)
    if not those.dear:
        head = f"We cannot tell: up to {most} was billed above the agreed prices {during(those.period)}, all of it by a higher price that may have been allowed."
        return draft.answer(head, "partly", "cannot_tell")
    draft.ask_provider(
        f"Why was invoice {_named(those.dear[0], draft)} above the contract, and when is the difference credited?"
    )
    head = "No: " if inverted else "Yes: " if most else "Yes, by "
    end = "was billed above what the contract allows" if inverted or most else "above what is allowed"
    some = (
        f"at least {least} {end} {during(those.period)}, and at most {most}"
        if most
        else f"{least} {end} {during(those.period)}"
    )
    tail = f"{head}{some}, if no rise was due." if most else f"{head}{some}."
    return draft.answer(tail, "partly" if most else "answered", "no" if inverted else "yes")


def _in_order(those: Held, draft: Draft, *, inverted: bool) -> Answer:
    number = counted(
        draft, "lines_checked", f"Invoice lines checked, {those.period.label}", len(those.found), "invoice line"
    )
    if those.loose:
        loose = counted(
            draft,
            "lines_unchecked",
            f"Recurring lines not checked, {those.period.label}",
            len(those.loose),
            "recurring line",
        )
        return draft.answer(
            f"We cannot tell of every line: no price that we read in the contract fits {loose} {during(those.period)}. None of "
            f"the rest ({number} checked) was above the contract's price.",
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
    """One line above the agreed price: what was billed, what was agreed, the most allowed, and the two differences."""
    line, label, unit = one.line, Period.of_month(one.line.month).label, EACH[one.kind]
    currency, parts = line.net.currency, []
    if one.price_most > 0:
        money = Money(line.unit_price or Decimal(0), currency)
        billed = draft.money("unit_price", f"Price billed for each {unit}, {label}", money, sources=(str(line.source),))
        parts.append(f"{billed} for each {unit}; {price_words(one, draft)}")
    if one.sum_off > 0:
        off = draft.money("sum_drift", f"Line off by adding up, {label}", Money(one.sum_off, currency))
        parts.append(f"{off} more than quantity times price")
    return f"{draft.month(line.month)}, {_named(one, draft)}: {'; '.join(parts)}"


def price_words(one: Drift, draft: Draft) -> str:
    """What was agreed for a line that is above it, how far a rise could have lifted that, and what is then too much."""
    label, unit, currency = Period.of_month(one.line.month).label, EACH[one.kind], one.line.net.currency
    agreed = agreed_words(one.rate, unit, label, currency, draft)
    sure = draft.money("price_drift", f"Billed off by price, {label}", Money(one.price, currency)) if one.price else ""
    if one.most == one.rate:
        return f"{agreed} is agreed, {sure} less in all"
    above = draft.money("price_drift_most", f"Billed above the agreed price, {label}", Money(one.price_most, currency))
    if one.most is None:
        return f"{agreed} is agreed, {above} less in all, and how far it may have risen is not known"
    top = most_words(one.most, unit, label, currency, draft)
    too_much = f"at least {sure} and at most {above} too much" if sure else f"up to {above} too much"
    return f"{agreed} is agreed and {top} the most that rises could make it, so {too_much} in all"


def most_words(most: Decimal, unit: str, label: str, currency: str, draft: Draft) -> str:
    """The most that a price may be in a month with every rise, registered."""
    rounded = Money(most.quantize(PENNY, ROUND_HALF_UP), currency)
    name = f"The most that a price may be for each {unit}, {label}"
    return draft.money("unit_price_most", name, rounded, role="target")


def agreed_words(rate: Decimal, unit: str, label: str, currency: str, draft: Draft) -> str:
    """The agreed price of a month without any rise, registered."""
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


def _totals(above: Sequence[Drift], draft: Draft, period: Period) -> tuple[str, str]:
    """What was surely billed too much, and what was if no rise was due; the second is empty where it is the same."""
    currency = above[0].line.net.currency
    wrong = sum((max(one.sum_off, Decimal(0)) for one in above), Decimal(0))
    least = sum((one.price for one in above), wrong)
    most = sum((one.price_most for one in above), wrong)
    sure = ""
    if least:
        sure = draft.money(
            "overcharged", f"Billed above what the contract allows, {period.label}", Money(least, currency)
        )
    if most == least:
        return sure, ""
    label = f"Billed above the agreed prices, {period.label}"
    return sure, draft.money("overcharged_most", label, Money(most, currency))


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


def rules(asked: Asked, period: Period, draft: Draft, *, hourly: bool = False) -> None:
    """The clauses on prices and on their rise, quoted; those by the hour where hours were billed."""
    charges = [
        one
        for one in in_force(asked.case.agreed, period.end).charges
        if one.kind in {*(EACH if hourly else UNITS), "indexation", FREEZE, "minimum_monthly"}
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
