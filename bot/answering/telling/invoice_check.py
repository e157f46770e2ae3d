"""The invoices against the contract, and everything that was invoiced added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked
from bot.answering.telling.held_prices import cap_of, checked, doubt_the_rise, invoiced_period
from bot.answering.telling.spans import counted, table
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import UNITS, Drift, Spent, is_extra, spent

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
    found = checked(asked, period)
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
    untold = [one for one in found if one.in_order is None]
    draft.say("\n".join(f"• {_line(one, draft)}" for one in off[:TOLD]))
    if len(off) > TOLD:
        draft.say(
            f"And {counted(draft, 'more_lines', 'Further lines that differ', len(off) - TOLD, 'more line')}; the table has them all."
        )
    if untold:
        months = ", ".join(draft.month(one.line.month) for one in untold[:TOLD])
        draft.cannot(
            f"whether the quantity was right in {months}",
            Why.NOT_UPLOADED,
            "Add the head count: itbot add headcount.csv",
        )
    unsure = _unsure_of_a_rise(asked, off, draft)
    draft.say(
        "How it is counted: price difference = (billed price less agreed price) times billed quantity, where the agreed price is the contract's with every rise it allows; quantity difference = (billed quantity less head count) times agreed price. A head count is that of the month's last count, so a count taken on another day may explain a small difference."
    )
    for charge in in_force(asked.case.agreed, period.end).charges:
        if charge.kind in UNITS or charge.kind == "indexation":
            draft.cite(charge.source, charge.status)
    columns = (
        "month",
        "invoice",
        "line",
        ">billed",
        ">at",
        ">agreed at",
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
    headline = _headline(found, off, draft, period)
    if unsure:
        return draft.answer(headline, "partly", "cannot_tell")
    return draft.answer(headline, "partly" if untold else "answered", "no" if off else "yes")


def _unsure_of_a_rise(asked: Asked, off: Sequence[Drift], draft: Draft) -> bool:
    """Whether all that differs is a higher price, in a contract of which no rule on yearly rises was read."""
    if cap_of(asked) is not None or not off or any(one.quantity or one.sum_off for one in off):
        return False
    doubt_the_rise(draft)
    return True


def _none(draft: Draft) -> Answer:
    draft.cannot("what was invoiced", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
    return draft.answer("We cannot tell: no invoices have been added.", "unknown", "cannot_tell")


def _headline(found: Sequence[Drift], off: Sequence[Drift], draft: Draft, period: Period) -> str:
    total = counted(draft, "lines_checked", f"Invoice lines checked, {period.label}", len(found), "invoice line")
    if not off:
        return f"The invoices match the contract {during(period)}: {total} checked."
    number = draft.figure("lines_off", f"Invoice lines that differ, {period.label}", len(off), "count")
    sums = []
    for key, name, parts in (
        ("price_drift", "price", [one.price for one in off]),
        ("quantity_drift", "quantity", [one.quantity or Decimal(0) for one in off]),
        ("sum_drift", "adding up", [one.sum_off for one in off]),
    ):
        amount = sum(parts, Decimal(0))
        if amount:
            money = draft.money(
                key, f"Billed off by {name}, {period.label}", Money(abs(amount), off[0].line.net.currency)
            )
            sums.append(f"{money} too {'much' if amount > 0 else 'little'} by {name}")
    return f"{number} of {total} {during(period)} {'differs' if len(off) == 1 else 'differ'} from the contract{': ' + ', '.join(sums) if sums else ''}."


def _line(one: Drift, draft: Draft) -> str:
    line, label = one.line, Period.of_month(one.line.month).label
    draft.month(line.month)
    draft.extra.setdefault("tickets", []).append(line.invoice)
    currency, parts = line.net.currency, []
    if one.price:
        billed = draft.money(
            "unit_price",
            f"Price billed for each {UNITS[one.kind]}, {label}",
            Money(line.unit_price or Decimal(0), currency),
            sources=(str(line.source),),
        )
        agreed = draft.money(
            "unit_price_agreed",
            f"Price agreed for each {UNITS[one.kind]}, {label}",
            Money(one.rate.quantize(Decimal("0.01")), currency),
            role="target",
        )
        parts.append(
            f"{billed} instead of {agreed} for each {UNITS[one.kind]}, {draft.money('price_drift', f'Billed off by price, {label}', Money(one.price, currency))} in all"
        )
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
        line.month, line.invoice, line.description, f"{line.quantity}", f"{line.unit_price}", f"{one.rate:.2f}",
        "" if one.units is None else str(one.units), f"{one.price}", "" if one.quantity is None else f"{one.quantity}", str(line.source),
    )  # fmt: skip


def spend(asked: Asked) -> Answer:
    """Everything invoiced in the period, recurring and extra apart, credits taken off."""
    draft = asked.draft("value", timed=False)
    period = invoiced_period(asked)
    if period is None:
        return _none(draft)
    draft.period = period
    months = period.months()
    sums = spent(asked.case.happened.invoices, months)
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
        line for line in asked.case.happened.invoices if line.month in months and is_extra(line) and not line.credit_for
    ]
    _extras(extra, draft)
    draft.say("How it is counted: the net amounts of the invoice lines by the month they are for; tax is not in them.")
    rows = [
        (line.month, line.invoice, line.description, f"{line.net.amount:.2f}", _sort(line), str(line.source))
        for line in asked.case.happened.invoices
        if line.month in months
    ]
    table(draft, f"Invoiced, {period.label}", ("month", "invoice", "line", ">net", "kind", "source"), rows)
    only_extra = bool(EXTRA.search(asked.question.spoken))
    return draft.answer(_spent(sums, draft, period, only_extra=only_extra), "partly" if lacking else "answered")


def _sort(line: InvoiceLine) -> str:
    return "credit" if line.credit_for else "extra" if is_extra(line) else "recurring"


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
