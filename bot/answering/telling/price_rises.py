"""Whether a price rise kept to what the contract allows: its cap for each year, or a price that an amendment sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during, plain
from bot.answering.telling.asked import Asked
from bot.answering.telling.held_prices import (
    TOLD,
    Held,
    agreed_words,
    checked,
    held,
    most_words,
    no_invoices,
    nothing_to_hold,
    rules,
    say_loose,
    say_more,
)
from bot.answering.telling.rise_doubt import cap_of, no_rule, off_day, say_announced
from store.facts.common import Money, Period, Why
from store.measures.charge_drift import UNITS, Rise, rises

LAST = re.compile(r"\b(?:last|latest|most recent|newest|recent)\b", re.IGNORECASE)


def risen(asked: Asked, *, inverted: bool = False) -> Answer:
    """Whether the rises of the period, or the last of all, kept to the contract; `inverted` where "too much" is asked."""
    draft = asked.draft("value", timed=False)
    those = held(asked)
    if those is None:
        return no_invoices(asked, draft)
    draft.period = those.period
    if not those.found:
        return nothing_to_hold(those, draft)
    told = rises_asked(asked, those)
    draft.say("\n".join(f"• {rise_words(one, draft)}{_by_contract(asked, one)}" for one in told[:TOLD]))
    say_more(len(told) - TOLD, draft)
    off_day(asked, told, draft)
    if told:
        say_announced(asked, draft)
    say_loose(those, draft)
    rules(asked, those.period, draft)
    if not told:
        return draft.answer(f"No invoice shows a higher price than the one before {during(those.period)}.")
    return _judged(asked, told, draft, those.period, inverted=inverted)


def rises_asked(asked: Asked, those: Held) -> list[Rise]:
    """The rises that came into force in the period; of all of them the last, where the question says so."""
    invoices = [line.month for line in asked.case.happened.invoices]
    first, last = min(invoices), max(invoices)
    whole = Period(Period.of_month(first).start, Period.of_month(last).end, "", asked.case.facts.tz)
    months = set(those.period.months())
    told = [one for one in rises(checked(asked, whole)) if one.after.month in months]
    if told and asked.question.period is None and LAST.search(asked.question.spoken):
        return [one for one in told if one.after.month == told[-1].after.month]
    return told


def _judged(asked: Asked, told: Sequence[Rise], draft: Draft, period: Period, *, inverted: bool) -> Answer:
    dear, cap = [one for one in told if one.allowed is False], cap_of(asked)
    if any(one.allowed is None for one in told) and not dear:
        no_rule(draft)
        head = f"We cannot tell: prices rose {during(period)}, and we read no limit on rises in the contract."
        return draft.answer(head, "partly", "cannot_tell")
    if dear:
        draft.ask_provider("On what clause does the price rise rest, and when is what was above it credited?")
        some = "a price" if len(dear) == 1 else "prices"
        head = f"{'Yes' if inverted else 'No'}: {some} rose above what the contract allows {during(period)}."
        return draft.answer(head, "answered", "yes" if inverted else "no")
    by_rule = [one for one in told if not _set_in_contract(asked, one)]
    if any(cap is not None and one.pct > cap for one in by_rule):
        return _at_once(draft, period)
    return _kept(asked, told, by_rule, draft, period, inverted=inverted)


def _kept(
    asked: Asked, told: Sequence[Rise], by_rule: Sequence[Rise], draft: Draft, period: Period, *, inverted: bool
) -> Answer:
    """Every rise was within the contract: by its rule on rises, or since the new price stands in it."""
    cap, limit = cap_of(asked), ""
    if by_rule and cap is not None:
        share = draft.figure("index_cap", "Cap on the yearly price rise", plain(cap), "%", role="target")
        limit = f" ({share} a year)"
    months = {one.after.month for one in told}
    when = f"the rise of {draft.month(months.pop())}" if len(months) == 1 else f"each rise {during(period)}"
    why = (
        f"stayed within the most that the contract allows{limit}"
        if by_rule
        else "is to a price that stands in the contract"
    )
    unseen = bool(by_rule) and _index_unseen(asked, draft)
    head = f"{'No' if inverted else 'Yes'}: {when} {why}."
    return draft.answer(head, "partly" if unseen else "answered", "no" if inverted else "yes")


def _set_in_contract(asked: Asked, one: Rise) -> bool:
    """Whether the price after a rise is one that the contract itself sets, as an amendment does."""
    agreed = in_force(asked.case.agreed, Period.of_month(one.after.month).end).charges
    return any(charge.rate is not None and charge.kind == one.kind and charge.rate == one.end for charge in agreed)


def _by_contract(asked: Asked, one: Rise) -> str:
    """That a price which rose is one the contract sets, so that it is not taken for one above it."""
    return ", the price that the contract sets from then on" if one.allowed and _set_in_contract(asked, one) else ""


def _at_once(draft: Draft, period: Period) -> Answer:
    draft.cannot(
        "whether rises of earlier years that were not made may be made up for",
        Why.NOT_IN_CONTRACT,
        "Read the clause on price rises, and ask the provider on what it rests.",
    )
    return draft.answer(
        f"We cannot tell: a price rose {during(period)} by more than a year's rise at once, though not above all the years together.",
        "partly",
        "cannot_tell",
    )


def _index_unseen(asked: Asked, draft: Draft) -> bool:
    """Say that a rise tied to an index must keep to the index too, which is nowhere in what we hold."""
    index = next((one.index for one in asked.case.agreed.charges if one.kind == "indexation" and one.index), None)
    if index is None:
        return False
    fix = f"Look up the {index} for the year before the rise and hold the rise against it too."
    draft.cannot(f"whether the rise also kept to the {index}, which we do not hold", Why.NOT_UPLOADED, fix)
    return True


def rise_words(one: Rise, draft: Draft) -> str:
    """One rise: what it was for, from what to what, and by how much."""
    currency, label = one.after.net.currency, Period.of_month(one.after.month).label
    unit = UNITS[one.kind]
    before = draft.money("price_before", f"Price for each {unit} before {label}", Money(one.start, currency))
    after = draft.money(
        "unit_price",
        f"Price billed for each {unit}, {label}",
        Money(one.end, currency),
        sources=(str(one.after.source),),
    )
    pct = draft.figure("price_rise", f"Price rise, {label}, {unit}", f"{one.pct}", "%")
    above = ""
    if one.allowed is False and one.most is not None:
        above = f"; the contract allows {most_words(one.most, unit, label, currency, draft)} at most"
    elif one.allowed is None:
        above = f"; {agreed_words(one.agreed, unit, label, currency, draft)} is agreed"
    return f"{draft.month(one.after.month)}: from {before} to {after} for each {unit}, that is {pct}{above}"
