"""What the contract's cap takes off the service credits: each month's sum without it, with it, and the difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answering import other_caps
from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, in_one_way
from bot.answering.telling import credit
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.credit_months import month_name
from bot.answering.telling.gathered import span_label
from store.facts.common import Money, Period, Why
from store.facts.credit_rule import CreditRule
from store.measures.credits import MonthCredits

SO_FAR = re.compile(
    r"\b(?:cost|costs|lost|lose|losing|so far|in (?:all|total)|altogether|ever|given up)\b", re.IGNORECASE
)
CAPS = ("cap_pct", "cap_amount", "cap_quarter_pct", "cap_year_pct", "cap_year_amount")


@dataclass(frozen=True, slots=True)
class Compared:
    """One month's credits as the contract gives them and as they would be without any cap."""

    capped: MonthCredits
    free: MonthCredits

    @property
    def told(self) -> bool:
        """Whether both sums are certain."""
        return all(one.owed is not None and not one.at_least for one in (self.capped, self.free))

    @property
    def taken(self) -> Decimal:
        """What the cap takes off."""
        free, capped = self.free.owed, self.capped.owed
        return free.amount - capped.amount if free is not None and capped is not None else Decimal(0)


def tell(asked: Asked) -> Answer:
    """The months asked about, else the last full one; all of them where the question is what the cap has cost."""
    case = asked.case
    if not case.agreed.credit_rules:
        return credit.no_rules(asked)
    draft = asked.draft("credits")
    months = _months(asked)
    if not months:
        return no_data(asked, "credits", "service credits") or credit.tell(asked)
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    draft.period = period = Period(start, end, span_label(start, end), case.facts.tz)
    if not any(other_caps.has_cap(rule) for month in months for rule in _rules(asked, month)):
        return _no_cap(draft)
    found = [Compared(case.credits(month), other_caps.under(case, month, other_caps.uncapped)) for month in months]
    if len(months) == 1:
        draft.say(asked.note)
    for one in found:
        draft.say(_month_words(one, draft))
    quoted = dict.fromkeys(draft.quoted(source) for source in credit.modifiers(asked, *CAPS))
    if quoted:
        draft.say(f"The contract: {'; '.join(quoted)}.")
    told = [one for one in found if one.told]
    if not told:
        return draft.answer(f"We cannot tell what the cap takes off for {period.label}.", "unknown", "cannot_tell")
    return draft.answer(_headline(told, draft, period), "answered" if len(told) == len(found) else "partly")


def _months(asked: Asked) -> list[str]:
    have = asked.case.months_with_data()
    if asked.question.period is None and SO_FAR.search(asked.question.spoken):
        return list(have)
    return [month for month in (asked.period.months() if asked.period else ()) if month in have]


def _rules(asked: Asked, month: str) -> Sequence[CreditRule]:
    return in_force(asked.case.agreed, Period.of_month(month).end).credit_rules


def _no_cap(draft: Draft) -> Answer:
    draft.cannot("a cap on service credits", Why.NOT_IN_CONTRACT, "No clause that we have read sets one.")
    return draft.answer("We read no cap on service credits in the contract, so nothing is taken off.", "answered")


def _month_words(one: Compared, draft: Draft) -> str:
    month, name = one.capped.month, month_name(one.capped.month)
    if not one.told:
        for unknown in dict.fromkeys((*one.free.unknowns, *one.capped.unknowns)):
            draft.cannot(in_one_way(unknown.what), unknown.why, in_one_way(unknown.fix))
        return f"{draft.month(month)}: what the credit would be without the cap cannot be told for certain."
    if one.free.owed is None or one.capped.owed is None or not one.free.owed.amount:
        return f"{draft.month(month)}: nothing is owed, with or without a cap."
    free = credit.figure(draft, "credit_uncapped", "Service credit without the cap", one.free.owed, month)
    with_it = credit.figure(draft, "credit_owed", "Service credit owed", one.capped.owed, month)
    lines = [f"{name}: {free} without the cap, {with_it} with it."]
    lines += [
        f"  · {words}" for place in range(len(one.free.steps)) if (words := credit.step_words(one.free, place, draft))
    ]
    if one.taken:
        taken = credit.figure(
            draft, "cap_effect", "Taken off by the cap", Money(one.taken, one.free.owed.currency), month
        )
        lines.append(f"  The cap takes off {taken}.")
    return "\n".join(lines)


def _headline(told: Sequence[Compared], draft: Draft, period: Period) -> str:
    currency = told[0].capped.credited.currency
    free, owed = (
        Money(sum((one.owed.amount for one in some if one.owed), Decimal(0)), currency)
        for some in ([one.free for one in told], [one.capped for one in told])
    )
    label = period.label
    if not free.amount:
        return f"No service credit is owed for {label}, with or without the cap."
    with_it = draft.money("credit_owed", f"Service credit owed, {label}", owed, role="credit")
    if free == owed:
        return f"The cap changes nothing for {label}: {with_it} is owed with it and without it."
    without = draft.money("credit_uncapped", f"Service credit without the cap, {label}", free, role="credit")
    less = Money(free.amount - owed.amount, currency)
    taken = draft.money("cap_effect", f"Taken off by the cap, {label}", less, role="credit")
    if len(told) == 1:
        return f"Without the cap the service credit for {label} would have been {without}; with it {with_it} is owed, {taken} less."
    return f"Over {label} the service credits would have come to {without} without the cap; with it {with_it} is owed, {taken} less."
