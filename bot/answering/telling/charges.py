"""What we pay: the contract's prices, the invoices, the cost of a user, and whether the price moved as agreed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, plain
from bot.answering.telling import announced_rise, frozen_prices, held_prices, price_rises, rise_rules
from bot.answering.telling.asked import Asked
from bot.answering.telling.frozen_prices import STAYS, Held
from bot.answering.telling.rise_rules import UP
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Why
from store.facts.happened import HeadCount
from store.measures.charge_drift import spent
from store.measures.extra_lines import hourly_rates

PENNY = Decimal("0.01")
OVER = re.compile(
    r"\bover-?\s?(?:charg|bill|paid|pay)\w*|\btoo (?:much|high|dear)\b|"
    r"\b(?:charg\w*|bill(?:ed|ing)?|pa(?:y|id|ying)|cost)\b.{0,25}\b(?:more|higher) .{0,12}\bthan\b|\bmore than (?:the contract|agreed|they should)",
    re.IGNORECASE,
)
CAP = re.compile(r"\b(?:caps?|capped|allow\w*|within|permitted|limit|agreed|by more than)\b", re.IGNORECASE)
# A question about whether the price moved as agreed, rather than about what was paid.
RISE = re.compile(
    r"\b(?:cap|allow\w*|increas\w*|went up|gone up|put .{0,20}up|put up|rise|raised?|risen|hike\w*|over-?charg\w*)\b",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:compar\w*|than|since|when we started|at the start|grown|growth|chang\w*|more|fewer)\b", re.IGNORECASE
)
KINDS = {
    "monthly_fixed": "a month",
    "per_user": "per user and month",
    "per_device": "per device and month",
    "per_site": "per site and month",
    "hourly": "an hour",
    "minimum_monthly": "a month",
}
LEAST = {"minimum_monthly": "at least "}


def tell(asked: Asked) -> Answer:
    """The recurring charge of each month asked about, per user where head count is known, beside the contract's price."""
    judged = _held_to_it(asked.question.spoken)
    if judged is not None:
        return judged(asked)
    draft = asked.draft("value")
    months = _asked_months(asked)
    draft.say(asked.note if len(months) < 2 else "")
    _prices(asked, draft)
    if not months:
        return _no_invoices(asked, draft)
    draft.say("\n".join(f"• {_month(asked, month, draft)}" for month in months))
    _extras(asked, months, draft)
    if RISE.search(asked.question.spoken) and not asked.question.readings:
        return draft.answer(_movement(asked, months, draft))
    return draft.answer(_headline(asked, months, draft))


def _extras(asked: Asked, months: Sequence[str], draft: Draft) -> None:
    """What those months' invoices hold beside the recurring charge, so that nobody takes the one for the whole."""
    when = asked.period.label if asked.period else "all months"
    for one in spent(asked.case.happened.invoices, months, hourly_rates(asked.case.agreed.charges)):
        if one.extra:
            shown = draft.money("extra_total", f"Projects and other extras, {when}", Money(one.extra, one.currency))
            draft.say(f"Not in it: {shown} of projects and other extras on the same invoices.")
        if one.credits:
            back = draft.money("credits_total", f"Credits on invoices, {when}", Money(-one.credits, one.currency))
            total = draft.money("invoiced_total", f"Invoiced less credits, {when}", Money(one.total, one.currency))
            extras = "with the extras and " if one.extra else ""
            draft.say(
                f"Nor are {back} of credits on the same invoices taken off it: {extras}less the credits, {total} was invoiced in all."
            )


def _held_to_it(spoken: str) -> Callable[[Asked], Answer] | None:
    """Who tells whether what was billed, or a rise of it, keeps to the contract; None where only the sum is asked for."""
    limited = CAP.search(spoken) or OVER.search(spoken)
    if limited and UP.search(spoken):
        return partial(price_rises.risen, inverted=OVER.search(spoken) is not None)
    if OVER.search(spoken):
        return held_prices.overcharged
    return partial(held_prices.overcharged, inverted=True) if limited else None


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
    frozen = frozen_prices.say_frozen(asked, when, draft)
    hourly = re.search(r"\bhour", asked.question.spoken, re.IGNORECASE)
    for charge in in_force(asked.case.agreed, when).charges:
        if charge.kind == "hourly" and not hourly:
            continue
        if charge.rate is None or charge.currency is None:
            _index(charge, frozen, draft)
            continue
        price = draft.money(
            f"price_{charge.kind}", f"Contract price, {charge.kind}", Money(charge.rate, charge.currency), role="target"
        )
        draft.say(
            f"The contract price: {LEAST.get(charge.kind, '')}{price} {KINDS.get(charge.kind, '')}{_for_whom(charge)} ({draft.cite(charge.source, charge.status)})."
        )


def _index(charge: Charge, frozen: Sequence[Held], draft: Draft) -> None:
    if charge.cap_pct is None or any(one.of_every_price for one in frozen):
        return
    what = "Other prices" if frozen else "The price"
    cap = draft.figure("index_cap", "Cap on the yearly price rise", plain(charge.cap_pct), "%", role="target")
    draft.say(f"{what} may rise by at most {cap} a year ({draft.cite(charge.source, charge.status)}).")


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


def price(asked: Asked) -> Answer:
    """What the contract says we pay, in force on the day asked about, or how far the price may rise."""
    if (rise := announced_rise.announced(asked)) is not None:
        return announced_rise.tell(asked, rise)
    draft = asked.draft("clause", timed=False)
    when = asked.question.period.end if asked.question.period else asked.case.today
    charges = in_force(asked.case.agreed, when).charges
    if UP.search(asked.question.spoken) or STAYS.search(asked.question.spoken):
        return rise_rules.tell(asked, [one for one in charges if one.kind == "indexation"], draft)
    if not charges:
        draft.cannot("the price", Why.NOT_IN_CONTRACT, "No clause that we have read gives a price.")
        return draft.answer("We found no price in the contract.", "unknown", "cannot_tell")
    told = dict.fromkeys(words for charge in charges if (words := _price_words(charge, draft)))
    frozen = frozen_prices.held_prices(asked, when)
    told |= dict.fromkeys(f"no increase of {frozen_prices.what_is_held(one, draft)}" for one in frozen)
    for quoted in dict.fromkeys(draft.quoted(charge.source, charge.status) for charge in charges):
        draft.say(f"The contract: {quoted}.")
    return draft.answer(
        f"By the contract: {'; '.join(told)}." if told else "The contract speaks of prices, but we read no figure."
    )


def _for_whom(charge: Charge) -> str:
    return f" for {charge.who}" if charge.who else ""


def _price_words(charge: Charge, draft: Draft) -> str:
    if charge.rate is not None and charge.currency is not None:
        label = f"Contract price, {charge.kind}"
        money = draft.money(f"price_{charge.kind}", label, Money(charge.rate, charge.currency), role="target")
        return f"{LEAST.get(charge.kind, '')}{money} {KINDS.get(charge.kind, '')}{_for_whom(charge)}".strip()
    rise = rise_rules.rise_words(charge, draft) if charge.kind == "indexation" else ""
    return f"a rise {rise}" if rise else ""


def headcount(asked: Asked) -> Answer:
    """How many users, devices and sites."""
    draft = asked.draft("other")
    spoken_of = [reading.period.end for reading in asked.question.readings] or (
        [asked.period.end] if asked.period else []
    )
    end = Period.of_month(f"{max(spoken_of, default=asked.case.today):%Y-%m}").end
    known = [h for h in asked.case.happened.headcount if h.on <= end]
    if not known:
        draft.cannot("the head count", Why.NOT_UPLOADED, "Add it: itbot add headcount.csv")
        return draft.answer("We have no head count for that time.", "unknown", "cannot_tell")
    last = max(known, key=lambda h: h.on)
    first = min(asked.case.happened.headcount, key=lambda h: h.on)
    if SINCE.search(asked.question.spoken) and first.on < last.on and len(asked.question.readings) < 2:
        draft.say(
            f"At the first count, on {draft.on('first_count', 'First head count taken on', first.on)}: {_heads(first, draft)}."
        )
    named = asked.question.readings if len(asked.question.readings) > 1 else ()
    for reading in named:
        held = [h for h in known if h.on <= reading.period.end]
        one = max(held, key=lambda h: h.on) if held else None
        if one is not None and one != last:
            draft.say(f"On {draft.on('counted_on', 'Head count taken on', one.on)}: {_heads(one, draft)}.")
    return draft.answer(f"On {draft.on('counted_on', 'Head count taken on', last.on)}: {_heads(last, draft)}.")


def _heads(one: HeadCount, draft: Draft) -> str:
    """Users, devices and sites of one head count."""
    return ", ".join(
        f"{draft.figure(key, f'{key.capitalize()} on {one.on}', number, 'count', sources=(str(one.source),))} {key}"
        for key, number in (("users", one.users), ("devices", one.devices), ("sites", one.sites))
        if number is not None
    )
