"""The invoices against the contract, and everything that was invoiced added up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during
from bot.answering.telling import extra_cost, hours_told, rise_doubt
from bot.answering.telling.asked import Asked
from bot.answering.telling.held_prices import checked, hours_checked, invoiced_period, price_words
from bot.answering.telling.spans import counted, table
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import EACH, UNITS, Drift, Spent, spent
from store.measures.extra_lines import Rates, hourly_rates, is_extra
from store.measures.price_freezes import FREEZE

EXTRA = re.compile(
    r"\b(?:projects?|extras?|one-?\s?offs?|on top|besides|additional|outside the (?:fee|contract))\b", re.IGNORECASE
)
TOLD = 8


def tell(asked: Asked) -> Answer:
    """Every unit-priced line of the period against the agreed price and the head count."""
    draft = asked.draft("value", timed=False)
    period = invoiced_period(asked)
    if period is None:
        return _none(draft)
    draft.period = period
    worked = hours_checked(asked, period)
    found = (*checked(asked, period), *worked.found)
    if asked.question.billed:
        return extra_cost.tell(replace(asked, period=period), rates=True)
    if not found:
        draft.cannot(
            "the invoices against the contract",
            Why.NOT_UPLOADED,
            "Add invoices with a quantity and a unit price, and the contract that sets the price.",
        )
        return draft.answer(
            f"We cannot check: no invoice line {during(period)} is charged by a unit that the contract prices.",
            "unknown",
            "cannot_tell",
        )
    off = [one for one in found if one.in_order is False]
    by_rise = [one for one in found if one.by_a_rise and not one.in_order]
    untold = [one for one in found if one.in_order is None and one.quantity is None]
    told = list(dict.fromkeys([*off, *by_rise]))
    draft.say("\n".join(f"• {_line(one, draft)}" for one in told[:TOLD]))
    if len(told) > TOLD:
        draft.say(
            f"And {counted(draft, 'more_lines', 'Further lines that differ', len(told) - TOLD, 'more line')}; the table has them all."
        )
    if untold:
        months = ", ".join(draft.month(one.line.month) for one in untold[:TOLD])
        draft.cannot(
            f"whether the quantity was right in {months}",
            Why.NOT_UPLOADED,
            "Add the head count: itbot add headcount.csv",
        )
    hours_told.say(found, worked.unsure, draft)
    rise_doubt.say(asked, found, draft)
    draft.say(
        "How it is counted: price difference = (billed price less agreed price) times billed quantity; it is at least what lies above the agreed price with every rise that the contract could allow, and at most what lies above the agreed price without any; quantity difference = (billed quantity less head count) times the price allowed. A head count is that of the month's last count, so a count taken on another day may explain a small difference."
    )
    for charge in in_force(asked.case.agreed, period.end).charges:
        if charge.kind in {*(EACH if worked.found else UNITS), "indexation", FREEZE, "minimum_monthly"}:
            draft.cite(charge.source, charge.status)
    columns = (
        "month",
        "invoice",
        "line",
        ">billed",
        ">at",
        ">agreed at",
        ">at most",
        ">head count",
        ">price off",
        ">quantity off",
        "source",
    )
    table(draft, f"Invoice lines against the contract, {period.label}", columns, [_row(one) for one in found])
    if off:
        draft.ask_provider(
            f"Why does invoice {off[0].line.invoice} differ from the contract, and when is it corrected?"
        )
        draft.extra.setdefault("tickets", []).append(off[0].line.invoice)
    headline = _headline(found, off, by_rise, draft, period)
    if by_rise and not off:
        return draft.answer(headline, "partly", "cannot_tell")
    doubt = untold or by_rise or worked.unsure
    return draft.answer(headline, "partly" if doubt else "answered", "no" if off else "yes")


def _none(draft: Draft) -> Answer:
    draft.cannot("what was invoiced", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
    return draft.answer("We cannot tell: no invoices have been added.", "unknown", "cannot_tell")


def _headline(
    found: Sequence[Drift], off: Sequence[Drift], by_rise: Sequence[Drift], draft: Draft, period: Period
) -> str:
    total = counted(draft, "lines_checked", f"Invoice lines checked, {period.label}", len(found), "invoice line")
    rests = _rests_on_a_rise(by_rise, draft, period)
    if not off and rests:
        return f"We cannot tell whether the invoices match the contract {during(period)}: {rests}."
    if not off:
        return f"The invoices match the contract {during(period)}: {total} checked."
    number = draft.figure("lines_off", f"Invoice lines that differ, {period.label}", len(off), "count")
    sums = [words for one in _SUMS if (words := _sum_words(one, off, draft, period))]
    tail = f"; besides, {rests}" if rests else ""
    return f"{number} of {total} {during(period)} {'differs' if len(off) == 1 else 'differ'} from the contract{': ' + ', '.join(sums) if sums else ''}{tail}."


_SUMS: tuple[tuple[str, str, Callable[[Drift], Decimal]], ...] = (
    ("price_drift", "price", lambda one: one.price),
    ("quantity_drift", "quantity", lambda one: one.quantity or Decimal(0)),
    ("sum_drift", "adding up", lambda one: one.sum_off),
)


def _sum_words(
    one: tuple[str, str, Callable[[Drift], Decimal]], off: Sequence[Drift], draft: Draft, period: Period
) -> str:
    """What was billed off in one way in all; of a price that a rise may have lifted, from how much to how much."""
    key, name, part = one
    total, currency = sum((part(drift) for drift in off), Decimal(0)), off[0].line.net.currency
    if not total:
        return ""
    money = draft.money(key, f"Billed off by {name}, {period.label}", Money(abs(total), currency))
    most = sum((drift.price_most for drift in off if drift.price), Decimal(0))
    if key == "price_drift" and most > total:
        label = f"Billed above the agreed prices on these lines, {period.label}"
        top = draft.money("price_drift_most", label, Money(most, currency))
        return f"at least {money} and, if no rise was due, at most {top} too much by {name}"
    return f"{money} too {'much' if total > 0 else 'little'} by {name}"


def _rests_on_a_rise(by_rise: Sequence[Drift], draft: Draft, period: Period) -> str:
    """How many lines are above the agreed price by what a rise could explain, and by how much; empty without any."""
    if not by_rise:
        return ""
    number = counted(draft, "lines_by_rise", f"Invoice lines that rest on a rise, {period.label}", len(by_rise), "line")
    most = Money(sum((one.price_most for one in by_rise), Decimal(0)), by_rise[0].line.net.currency)
    money = draft.money(
        "overcharged_most", f"Billed above the agreed prices by what a rise could explain, {period.label}", most
    )
    verb = "is" if len(by_rise) == 1 else "are"
    return f"{number} {verb} above the agreed price, by {money} in all, which is right only if a rise was due"


def _line(one: Drift, draft: Draft) -> str:
    line, label = one.line, Period.of_month(one.line.month).label
    draft.month(line.month)
    draft.extra.setdefault("tickets", []).append(line.invoice)
    currency, parts = line.net.currency, []
    if one.price_most:
        billed = draft.money(
            "unit_price",
            f"Price billed for each {EACH[one.kind]}, {label}",
            Money(line.unit_price or Decimal(0), currency),
            sources=(str(line.source),),
        )
        parts.append(f"{billed} for each {EACH[one.kind]}; {price_words(one, draft)}")
    if one.quantity and one.units is not None:
        count = draft.figure(
            "quantity_billed",
            f"{UNITS[one.kind]}s billed, {label}",
            f"{(line.quantity or Decimal(0)).normalize():f}",
            "count",
            sources=(str(line.source),),
        )
        heads = draft.figure("quantity_agreed", f"{UNITS[one.kind]}s by head count, {label}", one.units, "count")
        parts.append(
            f"{count} {UNITS[one.kind]}s instead of {heads}, {draft.money('quantity_drift', f'Billed off by quantity, {label}', Money(one.quantity, currency))}"
        )
    if one.sum_off:
        parts.append(
            f"the line does not add up by {draft.money('sum_drift', f'Line off by adding up, {label}', Money(one.sum_off, currency))}"
        )
    return f"{label}, {line.invoice}: {'; '.join(parts)}"


def _row(one: Drift) -> tuple[str, ...]:
    line = one.line
    return (
        line.month, line.invoice, line.description, f"{line.quantity}", f"{line.unit_price}", f"{one.rate:.2f}", _top(one),
        "" if one.units is None else str(one.units), f"{one.price}", "" if one.quantity is None else f"{one.quantity}", str(line.source),
    )  # fmt: skip


def _top(one: Drift) -> str:
    return "" if one.most is None else f"{one.most:.2f}"


def spend(asked: Asked) -> Answer:
    """Everything invoiced in the period, recurring and extra apart, credits taken off."""
    draft = asked.draft("value", timed=False)
    period = invoiced_period(asked)
    if period is None:
        return _none(draft)
    draft.period = period
    months = period.months()
    rates = hourly_rates(asked.case.agreed.charges)
    sums = spent(asked.case.happened.invoices, months, rates)
    if not sums:
        draft.cannot(
            f"what was invoiced {during(period)}", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv"
        )
        return draft.answer(f"We have no invoices for {period.label}.", "unknown", "cannot_tell")
    have = {line.month for line in asked.case.happened.invoices}
    lacking = [m for m in months if m not in have and Period.of_month(m).end < asked.case.today]
    for month in lacking:
        draft.cannot(f"what was invoiced in {draft.month(month)}", Why.NOT_UPLOADED, "Add that invoice.")
    if asked.assumed or asked.question.period is None:
        draft.say(f"You named no period, so this is everything invoiced: {period.label}.")
    extra = [
        line
        for line in asked.case.happened.invoices
        if line.month in months and is_extra(line, rates) and not line.credit_for
    ]
    _extras(extra, draft)
    draft.say("How it is counted: the net amounts of the invoice lines by the month they are for; tax is not in them.")
    rows = [
        (line.month, line.invoice, line.description, f"{line.net.amount:.2f}", _sort(line, rates), str(line.source))
        for line in asked.case.happened.invoices
        if line.month in months
    ]
    table(draft, f"Invoiced, {period.label}", ("month", "invoice", "line", ">net", "kind", "source"), rows)
    only_extra = bool(EXTRA.search(asked.question.spoken))
    return draft.answer(_spent(sums, draft, period, only_extra=only_extra), "partly" if lacking else "answered")


def _sort(line: InvoiceLine, rates: Rates) -> str:
    return "credit" if line.credit_for else "extra" if is_extra(line, rates) else "recurring"


def _extras(lines: Sequence[InvoiceLine], draft: Draft) -> None:
    told = []
    for line in lines[:TOLD]:
        draft.extra.setdefault("tickets", []).extend([line.description, line.invoice])
        money = draft.money(
            "extra_line",
            f"{line.description}, {Period.of_month(line.month).label}",
            line.net,
            sources=(str(line.source),),
        )
        told.append(f"• {draft.month(line.month)}: {money}, {line.description}")
    if told:
        draft.say("Outside the recurring charge:\n" + "\n".join(told))
    if len(lines) > TOLD:
        draft.say(
            f"And {counted(draft, 'more_lines', 'Further lines outside the recurring charge', len(lines) - TOLD, 'more line')}."
        )


def _spent(sums: Sequence[Spent], draft: Draft, period: Period, *, only_extra: bool) -> str:
    told = []
    for one in sums:
        total, recurring, extra = (
            draft.money(key, f"{name}, {period.label}", Money(amount, one.currency))
            for key, name, amount in (
                ("invoiced_total", "Invoiced less credits", one.total),
                ("charges_total", "Recurring charges", one.recurring),
                ("extra_total", "Projects and other extras", one.extra),
            )
        )
        back = ""
        if one.credits:
            back = f", less {draft.money('credits_total', f'Credits on invoices, {period.label}', Money(-one.credits, one.currency))} of credits"
        if only_extra:
            told.append(f"{extra} outside the recurring charge of {recurring}")
        else:
            told.append(f"{total} in all: {recurring} recurring and {extra} of projects and other extras{back}")
    return f"Invoiced {during(period)}: {'; '.join(told)}."
