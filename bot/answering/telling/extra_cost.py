"""What one piece of work or equipment beside the recurring charge cost: its invoice lines, added up, and the price of its hours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.asking.billed_things import named_in
from bot.answering.draft import Draft, during, listed
from bot.answering.telling import hours_told, rise_doubt
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.held_prices import dear_words, hours_checked, invoiced_period, no_invoices
from bot.answering.telling.spans import counted, table
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.extra_lines import HOURLY, hourly_rates, is_extra
from store.measures.hours_billed import Hours

TOLD = 8


def tell(asked: Asked, *, rates: bool = False) -> Answer:
    """The lines that the question names, in the period it names or in all; with `rates` whether their price was the agreed one."""
    draft = asked.draft("value", timed=False)
    span = invoiced_period(asked)
    if span is None:
        return no_invoices(asked, draft)
    known = hourly_rates(asked.case.agreed.charges)
    named = [
        line
        for line in asked.case.happened.invoices
        if line.description in asked.question.billed and line.month in span.months() and is_extra(line, known)
    ]
    draft.period = span
    if not named:
        return _none(asked, span, draft)
    months = sorted(line.month for line in named)
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    draft.period = period = Period(start, end, span_label(start, end), asked.case.facts.tz)
    draft.say("\n".join(f"• {_line(line, draft)}" for line in named[:TOLD]))
    if len(named) > TOLD:
        draft.say(f"And {counted(draft, 'more_lines', 'Further such lines', len(named) - TOLD, 'more line')}.")
    rows = [
        (one.month, one.invoice, one.description, f"{one.quantity or ''}", f"{one.net.amount:.2f}", str(one.source))
        for one in named
    ]
    table(draft, f"Invoice lines, {period.label}", ("month", "invoice", "line", ">quantity", ">net", "source"), rows)
    worked = _hours(asked, span, named)
    _check(asked, worked, draft)
    draft.say(
        "How it is counted: the net amounts of the lines whose words name it; tax, and what the monthly charge covers, are not in them."
    )
    what = " ".join(named_in(asked.question.spoken, [line.description for line in named])) or "it"
    draft.extra.setdefault("tickets", []).append(what)
    others = len(named) - len(worked.found) - len(worked.unsure)
    if rates and others:
        number = counted(draft, "lines_unchecked", "Such lines not checked", others, "other line")
        fix = "Hold them against the quotation or order for that work."
        draft.cannot(f"the price of {number}, since no price in the contract fits", Why.NOT_IN_CONTRACT, fix)
    return _answered(_sums(named, what, draft, period), worked, draft, rates=rates)


def _hours(asked: Asked, span: Period, named: Sequence[InvoiceLine]) -> Hours:
    ours = {id(line) for line in named}
    worked = hours_checked(asked, span)
    return Hours(
        tuple(one for one in worked.found if id(one.line) in ours),
        tuple(line for line in worked.unsure if id(line) in ours),
    )


def _check(asked: Asked, worked: Hours, draft: Draft) -> None:
    """The hours among the lines, held against the contract's prices."""
    above = [one for one in worked.found if one.price_most > 0]
    draft.say("\n".join(f"• {dear_words(one, draft)}" for one in above[:TOLD]))
    hours_told.say(worked.found, worked.unsure, draft)
    rise_doubt.say(asked, worked.found, draft)
    if worked.found:
        for charge in asked.case.agreed.charges:
            if charge.kind == HOURLY:
                draft.cite(charge.source, charge.status)


def _line(line: InvoiceLine, draft: Draft) -> str:
    label = Period.of_month(line.month).label
    draft.extra.setdefault("tickets", []).extend([line.description, line.invoice])
    net = draft.money("extra_line", f"{line.description}, {label}", line.net, sources=(str(line.source),))
    if line.quantity is None or line.unit_price is None or line.quantity == 1:
        return f"{draft.month(line.month)}, {line.invoice}: {net}, {line.description}"
    count = draft.figure(
        "quantity_billed", f"Billed of {line.description}, {label}", f"{line.quantity.normalize():f}", "count"
    )
    price = draft.money(
        "unit_price", f"Price for one of {line.description}, {label}", Money(line.unit_price, line.net.currency)
    )
    return f"{draft.month(line.month)}, {line.invoice}: {count} x {price}, {net} in all, {line.description}"


def _sums(named: Sequence[InvoiceLine], what: str, draft: Draft, period: Period) -> str:
    sums: dict[str, Decimal] = {}
    for line in named:
        sums[line.net.currency] = sums.get(line.net.currency, Decimal(0)) + line.net.amount
    shown = listed(
        [
            draft.money("extra_total", f"Invoiced for {what}, {period.label}", Money(total, currency))
            for currency, total in sums.items()
        ]
    )
    number = counted(draft, "lines", f"Invoice lines that name {what}", len(named), "invoice line")
    return f'{shown} was invoiced {during(period)} on {number} that {"names" if len(named) == 1 else "name"} "{what}".'


def _answered(sums: str, worked: Hours, draft: Draft, *, rates: bool) -> Answer:
    """The sum first, or, where the rates were asked about, whether they were the agreed ones."""
    sure = [one for one in worked.found if one.price > 0]
    above = [one for one in worked.found if one.price_most > 0]
    if not rates:
        return draft.answer(sums, "partly" if above or worked.unsure else "answered")
    if sure:
        draft.ask_provider(
            f"Why is invoice {sure[0].line.invoice} above the agreed rate, and when is the difference credited?"
        )
        least = Money(sum((one.price for one in sure), Decimal(0)), sure[0].line.net.currency)
        shown = draft.money("overcharged", "Billed above the agreed rates", least)
        most = Money(sum((one.price_most for one in above), Decimal(0)), least.currency)
        at_most = (
            f", and at most {draft.money('overcharged_most', 'Billed above the agreed rates without any rise', most)} if no rise was due"
            if most != least
            else ""
        )
        return draft.answer(
            f"No: {'at least ' if at_most else ''}{shown} was billed above the agreed rates{at_most}. {sums}",
            "partly" if at_most else "answered",
            "no",
        )
    if above or worked.unsure or not worked.found:
        why = (
            "a rise may explain the higher price"
            if above
            else "the line does not say whose hours they were"
            if worked.unsure
            else "no price by the hour in the contract fits these lines"
        )
        return draft.answer(
            f"We cannot tell whether the right rate was charged: {why}. {sums}", "partly", "cannot_tell"
        )
    number = counted(draft, "lines_checked", "Lines of hours checked", len(worked.found), "line of hours")
    return draft.answer(f"Yes: {number} checked, none above the agreed rate. {sums}", "answered", "yes")


def _none(asked: Asked, span: Period, draft: Draft) -> Answer:
    """No line names it: say so, and what was billed beside the recurring charge."""
    known = hourly_rates(asked.case.agreed.charges)
    others = dict.fromkeys(
        line.description
        for line in asked.case.happened.invoices
        if line.month in span.months() and is_extra(line, known) and not line.credit_for
    )
    draft.cannot("what it cost", Why.NOT_UPLOADED, "Name it as the invoice does, or add the invoices that bill it.")
    if others:
        draft.extra.setdefault("tickets", []).extend(others)
        draft.say(f"Billed beside the recurring charge: {listed(list(others)[:TOLD])}.")
    return draft.answer(
        f"We cannot tell: no invoice line that we have {during(span)} names it.", "unknown", "cannot_tell"
    )
