"""What we pay: the contract's prices, the invoices, the cost of a user, and whether the price moved as agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, plain
from bot.answering.telling.asked import Asked
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Why
from store.facts.happened import HeadCount, InvoiceLine
from store.measures.charge_drift import spent

PENNY = Decimal("0.01")
OVER = re.compile(
    r"\bover-?\s?(?:charg|bill)\w*|\b(?:charged?|billed?|paid) (?:us )?(?:too much|more than)|too much\b", re.IGNORECASE
)
CAP = re.compile(r"\b(?:caps?|capped|allow\w*|within|permitted|limit|agreed|by more than)\b", re.IGNORECASE)
# A question about whether the price moved as agreed, rather than about what was paid.
RISE = re.compile(
    r"\b(?:cap|allow\w*|increas\w*|went up|gone up|put .{0,20}up|put up|rise|raised?|risen|hike\w*|over-?charg\w*)\b",
    re.IGNORECASE,
)
KINDS = {
    "monthly_fixed": "a month",
    "per_user": "per user and month",
    "per_device": "per device and month",
    "per_site": "per site and month",
    "hourly": "an hour",
}


def tell(asked: Asked) -> Answer:
    """The recurring charge of each month asked about, per user where head count is known, beside the contract's price."""
    draft = asked.draft("value")
    months = _asked_months(asked)
    draft.say(asked.note if len(months) < 2 else "")
    _prices(asked, draft)
    if not months:
        return _no_invoices(asked, draft)
    draft.say("\n".join(f"• {_month(asked, month, draft)}" for month in months))
    _extras(asked, months, draft)
    above = _moved(asked, draft, months)
    return _verdict(asked, months, draft, above=above)


def _extras(asked: Asked, months: Sequence[str], draft: Draft) -> None:
    """What those months' invoices hold beside the recurring charge, so that nobody takes the one for the whole."""
    for one in spent(asked.case.happened.invoices, months):
        if one.extra:
            label = f"Projects and other extras, {asked.period.label if asked.period else 'all months'}"
            shown = draft.money("extra_total", label, Money(one.extra, one.currency))
            draft.say(f"Not in it: {shown} of projects and other extras on the same invoices.")


def _verdict(asked: Asked, months: Sequence[str], draft: Draft, *, above: bool) -> Answer:
    """What was paid; or whether it kept to the contract, said the way round it was asked."""
    spoken = asked.question.spoken
    if OVER.search(spoken):
        head = f"Yes, by {_too_much(asked, months, draft)}" if above else "No"
        tail = (
            "a user was billed above what the contract allows"
            if above
            else "no price for a user was above what the contract allows"
        )
        return draft.answer(f"{head}: {tail}.", "answered", "yes" if above else "no")
    if CAP.search(spoken):
        if above:
            return draft.answer(
                "No: in some months a user was billed above what the contract allows.", "answered", "no"
            )
        return draft.answer("Yes: no price for a user was above what the contract allows.", "answered", "yes")
    if RISE.search(spoken) and not asked.question.readings:
        return draft.answer(_movement(asked, months, draft))
    return draft.answer(_headline(asked, months, draft))


def _movement(asked: Asked, months: Sequence[str], draft: Draft) -> str:
    """From what to what the cost of a user went over the months that have invoices and a head count."""
    costs = [(month, each) for month in months if (each := per_user(asked, month))]
    if not costs:
        return "We have the invoices but no head count, so we cannot say what a user costs."
    (first, before), (last, after) = costs[0], costs[-1]
    went = (
        "did not change"
        if before.amount == after.amount
        else "went up"
        if after.amount > before.amount
        else "went down"
    )
    start = draft.money("cost_per_user", f"Cost per user, {Period.of_month(first).label}", before)
    end = draft.money("cost_per_user", f"Cost per user, {Period.of_month(last).label}", after)
    return f"The cost of a user {went}: {start} in {draft.month(first)}, {end} in {draft.month(last)}."


def _too_much(asked: Asked, months: Sequence[str], draft: Draft) -> str:
    """By how much the lines were above the most the contract allows: (price less that) times quantity."""
    lines = [line for line in asked.case.happened.invoices if line.month in months and _is_above(asked, line)]
    total = sum((_excess(asked, line) for line in lines), Decimal(0)).quantize(PENNY, ROUND_HALF_UP)
    return draft.money("overcharged", "Billed above what the contract allows", Money(total, lines[0].net.currency))


def _excess(asked: Asked, line: InvoiceLine) -> Decimal:
    agreed = in_force(asked.case.agreed, Period.of_month(line.month).end).charges
    price = next(c for c in agreed if c.kind == "per_user" and c.rate is not None)
    return ((line.unit_price or Decimal(0)) - highest(asked, price, line.month)) * (line.quantity or Decimal(1))


def _asked_months(asked: Asked) -> list[str]:
    """The months asked about that have invoices; a question about a rise without a period looks at all of them."""
    if RISE.search(asked.question.spoken) and not asked.question.readings:
        return sorted({line.month for line in asked.case.happened.invoices})
    return [m for m in (asked.period.months() if asked.period else ()) if asked.case.base_charge(m)]


def _no_invoices(asked: Asked, draft: Draft) -> Answer:
    label = asked.period.label if asked.period else "that time"
    draft.cannot(f"what was charged in {label}", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
    return draft.answer(f"We have no invoices for {label}.", "partly" if draft.figures else "unknown", "cannot_tell")


def _prices(asked: Asked, draft: Draft) -> None:
    when = asked.period.end if asked.period else asked.case.today
    hourly = re.search(r"\bhour", asked.question.spoken, re.IGNORECASE)
    for charge in in_force(asked.case.agreed, when).charges:
        if charge.kind == "hourly" and not hourly:
            continue
        if charge.rate is None or charge.currency is None:
            _index(charge, draft)
            continue
        price = draft.money(
            f"price_{charge.kind}", f"Contract price, {charge.kind}", Money(charge.rate, charge.currency), role="target"
        )
        draft.say(
            f"The contract price: {price} {KINDS.get(charge.kind, '')} ({draft.cite(charge.source, charge.status)})."
        )


def _index(charge: Charge, draft: Draft) -> None:
    if charge.cap_pct is None:
        return
    cap = draft.figure("index_cap", "Cap on the yearly price rise", plain(charge.cap_pct), "%", role="target")
    draft.say(f"The price may rise by at most {cap} a year ({draft.cite(charge.source, charge.status)}).")


def _month(asked: Asked, month: str, draft: Draft) -> str:
    charge = asked.case.base_charge(month)
    name = Period.of_month(month).label
    if charge is None:
        return f"{name}: no invoice"
    shown = draft.money("monthly_charge", f"Recurring charge, {name}", charge, sources=_sources(asked, month))
    each = per_user(asked, month)
    if each is None:
        return f"{name}: {shown}"
    users = users_in(asked.case.happened.headcount, month)
    heads = draft.figure("users", f"Users, {name}", users or 0, "count")
    return f"{name}: {shown}, that is {draft.money('cost_per_user', f'Cost per user, {name}', each)} for each of {heads} users"


def per_user(asked: Asked, month: str) -> Money | None:
    """The month's recurring charge divided by its users, to the penny; None where either is missing."""
    charge, users = asked.case.base_charge(month), users_in(asked.case.happened.headcount, month)
    if charge is None or not users:
        return None
    return Money((charge.amount / users).quantize(PENNY, ROUND_HALF_UP), charge.currency)


def users_in(headcount: Sequence[HeadCount], month: str) -> int | None:
    """The last head count on or before the month's end."""
    end = Period.of_month(month).end
    known = [h for h in headcount if h.on <= end and h.users is not None]
    return max(known, key=lambda h: h.on).users if known else None


def _sources(asked: Asked, month: str) -> tuple[str, ...]:
    return tuple(str(line.source) for line in asked.case.happened.invoices if line.month == month)[:10]


def _headline(asked: Asked, months: Sequence[str], draft: Draft) -> str:
    charges = [charge for month in months if (charge := asked.case.base_charge(month))]
    total = Money(sum((c.amount for c in charges), Decimal(0)), charges[0].currency)
    label = asked.period.label if asked.period else "that time"
    if len(months) == 1:
        each = per_user(asked, months[0])
        tail = f", {draft.money('cost_per_user', f'Cost per user, {label}', each)} a user" if each else ""
        return f"In {label} the recurring charge was {draft.money('monthly_charge', f'Recurring charge, {label}', total)}{tail}."
    number = draft.figure("months_invoiced", f"Months invoiced, {label}", len(months), "count")
    return f"In {label} the recurring charges of {number} months came to {draft.money('charges_total', f'Recurring charges, {label}', total)}."


def _moved(asked: Asked, draft: Draft, months: Sequence[str]) -> bool:
    """Say where the price for a user was above what the contract allows; whether it was anywhere."""
    lines = _moved_words(asked, draft, months)
    for line in lines:
        draft.say(line)
        draft.ask_provider(
            "Why was the price per user above the contract's in these months, and when is the difference credited?"
        )
    return bool(lines)


def _moved_words(asked: Asked, draft: Draft, months: Sequence[str] | None = None) -> list[str]:
    """Where the unit price on an invoice was above what the contract allows, month by month."""
    told = [
        f"{draft.month(line.month)} billed at {_billed(line, draft)}"
        for line in asked.case.happened.invoices
        if (months is None or line.month in months) and _is_above(asked, line)
    ]
    return [f"Above what the contract allows: {'; '.join(told)}."] if told else []


def _billed(line: InvoiceLine, draft: Draft) -> str:
    money = Money(line.unit_price or Decimal(0), line.net.currency)
    label = f"Price per user billed, {Period.of_month(line.month).label}"
    return draft.money("unit_price", label, money, sources=(str(line.source),))


def _is_above(asked: Asked, line: InvoiceLine) -> bool:
    """Whether a line's price for a user is above the agreed one with every yearly rise the cap would allow."""
    if line.unit_price is None or line.credit_for or "user" not in line.description.lower():
        return False
    agreed = in_force(asked.case.agreed, Period.of_month(line.month).end).charges
    price = next((c for c in agreed if c.kind == "per_user" and c.rate is not None), None)
    return price is not None and line.unit_price > highest(asked, price, line.month)


def highest(asked: Asked, price: Charge, month: str) -> Decimal:
    """The most that a price may be in a month: the agreed rate, raised by the cap once for each full year in force."""
    rate = price.rate or Decimal(0)
    cap = next((c.cap_pct for c in asked.case.agreed.charges if c.kind == "indexation" and c.cap_pct is not None), None)
    start = asked.case.facts.service_start
    since = max(price.effective_from, start) if start else price.effective_from
    years = max(0, (int(month[:4]) * 12 + int(month[5:]) - since.year * 12 - since.month) // 12)
    return rate * (1 + cap / 100) ** years if cap is not None and since.year > 1900 else rate


def price(asked: Asked) -> Answer:
    """What the contract says we pay, in force on the day asked about, and how far the price may rise."""
    draft = asked.draft("clause", timed=False)
    when = asked.question.period.end if asked.question.period else asked.case.today
    charges = in_force(asked.case.agreed, when).charges
    if not charges:
        draft.cannot("the price", Why.NOT_IN_CONTRACT, "No clause that we have read gives a price.")
        return draft.answer("We found no price in the contract.", "unknown", "cannot_tell")
    told = [words for charge in charges if (words := _price_words(charge, draft))]
    for charge in charges:
        draft.say(f"The contract: {draft.quoted(charge.source, charge.status)}.")
    for line in _moved_words(asked, draft):
        draft.say(line)
    return draft.answer(
        f"By the contract: {'; '.join(told)}." if told else "The contract speaks of prices, but we read no figure."
    )


def _price_words(charge: Charge, draft: Draft) -> str:
    if charge.rate is not None and charge.currency is not None:
        label = f"Contract price, {charge.kind}"
        money = draft.money(f"price_{charge.kind}", label, Money(charge.rate, charge.currency), role="target")
        return f"{money} {KINDS.get(charge.kind, '')}".strip()
    if charge.cap_pct is not None:
        cap = draft.figure("index_cap", "Cap on the yearly price rise", plain(charge.cap_pct), "%", role="target")
        return f"a rise of at most {cap} a year"
    return ""


def headcount(asked: Asked) -> Answer:
    """How many users, devices and sites."""
    draft = asked.draft("other")
    month = f"{asked.period.end:%Y-%m}" if asked.period else f"{asked.case.today:%Y-%m}"
    end = Period.of_month(month).end
    known = [h for h in asked.case.happened.headcount if h.on <= end]
    if not known:
        draft.cannot("the head count", Why.NOT_UPLOADED, "Add it: itbot add headcount.csv")
        return draft.answer("We have no head count for that time.", "unknown", "cannot_tell")
    last = max(known, key=lambda h: h.on)
    parts = [
        f"{draft.figure(key, f'{key.capitalize()} on {last.on}', number, 'count', sources=(str(last.source),))} {key}"
        for key, number in (("users", last.users), ("devices", last.devices), ("sites", last.sites))
        if number is not None
    ]
    return draft.answer(f"On {draft.on('counted_on', 'Head count taken on', last.on)}: {', '.join(parts)}.")
