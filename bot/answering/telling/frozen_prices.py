"""Prices that the contract holds up to a day, and a day asked about held against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answering.asking.period import Anchor
from bot.answering.asking.period_words import readings
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from store.facts.agreed import Charge
from store.facts.common import Money, Source, Status, Why
from store.measures.price_freezes import FREEZE, Frozen, freezes, holds
from store.records import ClauseRecord

# A price asked to stay as it is, which the contract may say.
STAYS = re.compile(
    r"\b(?:stay\w*|remain\w*|fixed|frozen|freeze|held|hold|locked|guaranteed|same|unchanged|protected)\b", re.IGNORECASE
)
_UP_TO = re.compile(r"\b(?:until|till|up to|before)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\bnotice\b|\bnotif\w+", re.IGNORECASE)
_RISE = re.compile(r"\b(?:increas\w+|ris(?:e|es)|uplift\w*|adjust\w+)\b", re.IGNORECASE)
DAY = timedelta(days=1)
EACH = {"per_user": "a user", "per_device": "a device", "per_site": "a site", "hourly": "an hour"}


@dataclass(frozen=True, slots=True)
class Held:
    """A freeze in force: until when, and the prices that it names (none: every price)."""

    frozen: Frozen
    charges: tuple[Charge, ...]

    @property
    def source(self) -> Source:
        """The words that say so."""
        return self.frozen.rule.source

    @property
    def of_every_price(self) -> bool:
        """Whether it names no price, and so holds all of them."""
        return not self.frozen.rule.holds


def held_prices(asked: Asked, on: date) -> list[Held]:
    """The freezes that hold on a day, or that no day can be told for, by the clauses in force on it."""
    charges = in_force(asked.case.agreed, on).charges
    priced = [one for one in charges if one.rate is not None]
    found = [one for one in freezes(charges, asked.case.facts) if one.until is None or one.on(on)]
    return [Held(one, tuple(price for price in priced if one.rule.holds and holds(one, price))) for one in found]


def to_be_settled(asked: Asked, on: date, draft: Draft) -> None:
    """Quote the clauses that may hold a price, and ask what they do."""
    for one in in_force(asked.case.agreed, on).charges:
        if one.kind == FREEZE and one.status in {Status.CONFLICT, Status.UNKNOWN}:
            draft.say(f"The contract: {draft.quoted(one.source, one.status)}.")
            fix = "Read the clause, and confirm or correct the term."
            draft.cannot("whether this clause holds the price, or only limits its rises", Why.CONFLICT, fix)


def _source(clause: ClauseRecord) -> Source:
    return Source(clause.document, clause=clause.key, page=clause.page, quote=clause.text)


def asked_days(asked: Asked) -> tuple[date, date | None]:
    """The first and the last day asked about; no last one where the question names no end.

    A span that began is cut to today, so that its words are read again for the day on which it ends: "until November"
    ends the day before it.
    """
    period, today = asked.question.period, asked.case.today
    if period is None or len(asked.question.readings) != 1:
        return today, None
    if period.start > today or period.end < today:
        return period.start, period.end
    named = readings(asked.question.readings[0].words, Anchor(today, asked.case.facts.tz))
    if len(named) != 1 or named[0].period.start <= today:
        return today, None
    start, end = named[0].period.start, named[0].period.end
    return today, start - DAY if _UP_TO.search(asked.question.spoken) else end


def what_is_held(one: Held, draft: Draft) -> str:
    """The prices that a freeze holds, with the first day on which they may rise."""
    prices = [
        draft.money(
            f"price_{charge.kind}", f"Contract price, {charge.kind}", Money(charge.rate, charge.currency), role="target"
        )
        + f" {EACH.get(charge.kind, '')}".rstrip()
        for charge in one.charges
        if charge.rate is not None and charge.currency is not None
    ]
    what = listed(prices) if prices else "any price" if one.of_every_price else "the price it names"
    if one.frozen.until is None:
        fix = "Say when the service began and how long its first term is."
        draft.cannot("until which day the contract holds the price", Why.NOT_IN_CONTRACT, fix)
        return f"{what} for as long as that clause says"
    day = draft.on("frozen_until", "No price rise before", one.frozen.until, (str(one.source),))
    return f"{what} before {day}"


def say_held(found: Sequence[Held], draft: Draft) -> None:
    """Each freeze in its own words."""
    for one in found:
        draft.say(f"The contract: {draft.quoted(one.source)}.")


def say_frozen(asked: Asked, on: date, draft: Draft) -> list[Held]:
    """Say beside a price which ones the contract holds on a day; those are given back."""
    found = held_prices(asked, on)
    for one in found:
        where = draft.cite(one.source)
        draft.say(f"By the contract there is no increase of {what_is_held(one, draft)} ({where}).")
    return found


def say_notice(asked: Asked, rules: Sequence[Charge], on: date, draft: Draft) -> None:
    """The clauses beside the rule on rises that ask for notice of one."""
    for rule in rules:
        place = rule.source.clause or ""
        group = place.rpartition(".")[0]
        if not group:
            continue
        for clause in asked.case.stores.contracts.clauses(asked.case.ref, on):
            beside = clause.key.rpartition(".")[0] == group and clause.key != place
            if beside and _NOTICE.search(clause.text) and _RISE.search(clause.text):
                draft.say(f"The contract: {draft.quoted(_source(clause))}.")
