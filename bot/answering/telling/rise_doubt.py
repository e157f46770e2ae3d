"""What decides whether a higher price was due: the rule on rises, its day, and what the provider wrote of a rise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.answering.draft import Draft, listed, plain
from bot.answering.telling.asked import Asked
from store.facts.agreed import Charge
from store.facts.common import Source, Why
from store.measures.charge_drift import Drift, Rise, rises
from store.measures.price_limits import INDEXATION, plans_in_doubt, rise_day

WRITTEN = re.compile(
    r"\b(?:increas\w+|ris(?:e|es|ing)|rais\w+|uplift\w*|index\w*|go(?:es|ing)? up|align\w*|adjust\w*)\b", re.IGNORECASE
)
PRICE = re.compile(r"\b(?:prices?|rates?|charges?|fees?)\b", re.IGNORECASE)
FIGURE = re.compile(r"\d\s?(?:%|per ?cent)|[£$€]\s?\d|\bCPIH?\b|\bRPI\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\d)[^.!?\n]*)*[.!?]?")
LETTERS = 3


def cap_of(asked: Asked) -> Decimal | None:
    """How far prices may rise in a year, in per cent; None where no clause that was read sets a figure."""
    caps = (one.cap_pct for one in _rules(asked))
    return next((cap for cap in caps if cap is not None), None)


def _rules(asked: Asked) -> list[Charge]:
    return [one for one in asked.case.agreed.charges if one.kind == INDEXATION]


def say(asked: Asked, found: Sequence[Drift], draft: Draft) -> None:
    """Say what would settle prices that are above the agreed ones; nothing where no rise can explain any."""
    if not any(one.price_most > one.price for one in found):
        return
    plans = plans_in_doubt(asked.case.agreed.charges, asked.case.facts.plan)
    if plans:
        draft.readings.extend(plans)
        draft.cannot(
            f"which plan is ours: {listed(plans)}; the agreed price is taken as the cheapest, the most as the dearest",
            Why.NOT_IN_CONTRACT,
            "Add the order form that names the plan: itbot add ORDER-FORM",
        )
    if not any(one.price_most > one.price and one.most != one.rate for one in found):
        return
    off_day(asked, rises(found), draft)
    say_announced(asked, draft)
    rule = next(iter(_rules(asked)), None)
    if rule is None:
        no_rule(draft)
        return
    asks = [f"the {rule.index} of the year before"] if rule.index else []
    if rule.notice_days is not None:
        days = draft.figure("rise_notice", "Notice of a price rise", rule.notice_days, "days", role="target")
        asks.append(f"notice given {days} ahead")
    cap = cap_of(asked)
    if cap is not None:
        shown = draft.figure("index_cap", "Cap on the yearly price rise", plain(cap), "%", role="target")
        draft.say(f"Rises are allowed up to {shown} a year, but none is due merely because the cap would let it be.")
    needs = f", which asks for {listed(asks)}" if asks else ""
    draft.cannot(
        f"whether a rise was due under {draft.cite(rule.source, rule.status)}{needs}",
        Why.NOT_UPLOADED,
        "Look for the notice of the rise and its arithmetic; without them the agreed price stands.",
    )


def no_rule(draft: Draft) -> None:
    """Say that no rule on yearly rises was read, so that a higher price may be right."""
    fix = "Read the clauses on charges: if one allows a yearly rise, the higher price may be right."
    draft.cannot(
        "whether a clause allows the higher price, since we read no rule on yearly rises", Why.NOT_IN_CONTRACT, fix
    )


def off_day(asked: Asked, told: Sequence[Rise], draft: Draft) -> None:
    """Say where a price rose in another month than the one in which the contract lets it."""
    rule = next((one for one in _rules(asked) if one.rises_on), None)
    named = rise_day(rule, asked.case.facts) if rule else None
    if rule is None or named is None:
        return
    months = [one.after.month for one in told if one.end > one.agreed and int(one.after.month[5:]) != named.month]
    if not months:
        return
    on = day(named).rsplit(" ", 1)[0]
    draft.readings.append(on)
    seen = listed([draft.month(month) for month in dict.fromkeys(months)])
    where = draft.cite(rule.source, rule.status)
    draft.say(f"By {where} prices may rise on {on}; the higher price first stands on the invoice of {seen}.")


def say_announced(asked: Asked, draft: Draft) -> None:
    """Quote what the provider's mails say of a price rise; it is their word, and settles nothing by itself."""
    told = [
        f"• On {draft.on('rise_written', 'The provider wrote of a price', sent)}, {draft.quoted(source)}"
        for sent, source in announced(asked)
    ]
    if told:
        draft.say("The provider wrote of a rise:\n" + "\n".join(told[-LETTERS:]))


def announced(asked: Asked) -> list[tuple[date, Source]]:
    """The days on which mails of the provider spoke of a price rise, with their words, in the order of the record."""
    zone, told = ZoneInfo(asked.case.facts.tz), []
    for record in asked.case.stores.mails.listed(asked.case.ref, side="provider"):
        sent = record.sent.astimezone(zone).date() if record.sent else None
        if sent is None or sent > asked.case.today:
            continue
        words = next(
            (one.group().strip() for one in SENTENCE.finditer(record.mail.latest) if _of_a_rise(one.group())), ""
        )
        if words:
            told.append((sent, Source(record.mail.file or record.name, clause=f"email {record.id}", quote=words)))
    return told


def _of_a_rise(words: str) -> bool:
    return all(one.search(words) for one in (WRITTEN, PRICE, FIGURE))
