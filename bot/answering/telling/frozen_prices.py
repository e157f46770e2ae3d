"""Prices that the contract holds up to a day, and a day asked about held against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answering.asking.period import Anchor
from bot.answering.asking.period_words import readings
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from knowledge.terms.price_freezes import Freeze, price_freeze
from store.facts.agreed import Charge
from store.facts.common import Money, Source
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
    """A freeze in force: until when, the prices it holds (none: every price), and the words that say so."""

    freeze: Freeze
    charges: tuple[Charge, ...]
    source: Source


def held_prices(asked: Asked, on: date) -> list[Held]:
    """The freezes that hold on a day, by the clauses in force on it."""
    charges = [one for one in asked.case.agreed.charges if one.rate is not None]
    found = []
    for clause in asked.case.stores.contracts.clauses(asked.case.ref, on):
        freeze = price_freeze(clause.text)
        if freeze is not None and on < freeze.until:
            held = tuple(
                one for one in charges if _is_held(one, freeze) and one.effective_from <= on <= one.effective_to
            )
            found.append(Held(freeze, held, _source(clause)))
    return found


def _is_held(charge: Charge, freeze: Freeze) -> bool:
    place = charge.source.clause or ""
    return any(re.search(rf"(?<![\d.]){re.escape(one)}$", place) for one in freeze.paragraphs)


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
    what = listed(prices) if prices else "the price it names" if one.freeze.paragraphs else "any price"
    day = draft.on("frozen_until", "No price rise before", one.freeze.until, (str(one.source),))
    return f"{what} before {day}"


def say_held(found: Sequence[Held], draft: Draft) -> None:
    """Each freeze in its own words."""
    for one in found:
        draft.say(f"The contract: {draft.quoted(one.source)}.")


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
