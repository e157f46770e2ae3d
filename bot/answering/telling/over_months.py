"""Are we getting what we pay for, over a few months: each month's verdict, the misses, the money, and what went well."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answering.answer import Answer, Verdict
from bot.answering.card import card, hits, trend_of
from bot.answering.casefile import missed
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked, freshness
from bot.answering.telling.credit_claim import claim_words
from bot.answering.telling.trend import WORDS as TREND_WORDS
from bot.answering.telling.trigger import hit_words
from store.facts.common import Money, Period, Result
from store.measures.level_names import level_name
from store.measures.results import LevelResult
from store.measures.scorecard import Scorecard

# More months than these are told by the last of them alone.
MOST = 12
SAID: dict[str, str] = {"yes": "yes", "partly": "partly", "no": "no", "cannot_tell": "cannot tell"}
JUDGED = {Result.MET, Result.MISSED}
WELL = 6


def tell(asked: Asked, months: Sequence[str], period: Period) -> Answer:
    """The verdicts of the months, and what they come to together."""
    draft = asked.draft("value")
    draft.period = period
    cards = {month: card(asked.case, month) for month in months}
    results = {month: asked.case.month(month) for month in months}
    draft.say("\n".join(f"• {_month(month, made, results[month], draft)}" for month, made in cards.items()))
    _levels(results, draft, period)
    _money(asked, months, draft, period)
    last = months[-1]
    for hit in hits(asked.case, last):
        if hit.current:
            draft.say(
                f"Persistent failure ({draft.cite(hit.trigger.source, hit.trigger.status)}): {hit_words(hit, draft)}"
            )
    trend = trend_of(asked.case, last)
    draft.say("" if trend.why else f"Things breaking, as of {draft.month(last)}: {TREND_WORDS[trend.state]}")
    freshness(asked, draft)
    for unknown in cards[last].unknowns[:5]:
        draft.cannot(unknown.what, unknown.why, unknown.fix)
    if draft.to_ask:
        draft.next_steps.append("Talk first: take the question below to the next review meeting.")
    draft.next_steps.append("itbot scorecard --month shows every part of a month.")
    verdicts = {made.verdict for made in cards.values()}
    verdict: Verdict = next(iter(verdicts)) if len(verdicts) == 1 else "partly"
    return draft.answer(_headline(cards, draft, period), "partly" if draft.unknowns else "answered", verdict)


def _headline(cards: dict[str, Scorecard], draft: Draft, period: Period) -> str:
    by_verdict: dict[str, list[str]] = {}
    for month, made in cards.items():
        by_verdict.setdefault(made.verdict, []).append(month)
    told = [f"{SAID[verdict]} in {listed(draft.month(m) for m in some)}" for verdict, some in by_verdict.items()]
    return f"Are you getting what you pay for? {period.label}: {', '.join(told)}."


def _month(month: str, made: Scorecard, results: Sequence[LevelResult], draft: Draft) -> str:
    label = draft.month(month)
    judged = [one for one in results if one.result in JUDGED]
    of = draft.figure("levels_judged", f"Service levels judged, {label}", len(judged), "count")
    late = draft.figure("levels_missed", f"Service levels missed, {label}", len(missed(judged)), "count")
    score = ""
    if made.known_only is not None:
        known = draft.figure("known_only", f"Score on what is known, {label}", made.known_only, "")
        score = f", score {known} of {draft.figure('top_score', 'The highest score', '100', '')} on what is known"
    return f"{label}: {SAID[made.verdict]}; {late} of {of} service levels missed{score}"


def _levels(results: dict[str, tuple[LevelResult, ...]], draft: Draft, period: Period) -> None:
    judged = [(month, one) for month, some in results.items() for one in some if one.result in JUDGED]
    late = [(month, one) for month, one in judged if one.result is Result.MISSED]
    if not judged:
        return
    of = draft.figure("level_months", f"Monthly tests of service levels, {period.label}", len(judged), "count")
    number = draft.figure("level_months_missed", f"Monthly tests missed, {period.label}", len(late), "count")
    by_level: dict[str, list[str]] = {}
    for month, one in late:
        by_level.setdefault(level_name(one.level), []).append(month)
        draft.cite(one.level.source, one.level.status)
    lines = [f"• {name}: missed in {listed(draft.month(month) for month in some)}" for name, some in by_level.items()]
    draft.say(
        "\n".join([f"Of {of} monthly tests of service levels {number} were missed{':' if lines else '.'}", *lines])
    )
    kept = [name for name in dict.fromkeys(level_name(one.level) for _, one in judged) if name not in by_level]
    if kept:
        more = (
            f" and {draft.figure('levels_kept', 'Further levels met throughout', len(kept) - WELL, 'count')} more"
            if len(kept) > WELL
            else ""
        )
        draft.say(f"What went well: met in every month that could be measured: {', '.join(kept[:WELL])}{more}.")
    if late:
        draft.ask_provider(f"What stops {level_name(late[-1][1].level)} from being missed again?")


def _money(asked: Asked, months: Sequence[str], draft: Draft, period: Period) -> None:
    """What was paid, and what the contract gives back for the misses, with what is still open."""
    charges = [charge for month in months if (charge := asked.case.base_charge(month))]
    told = []
    if len(charges) == len(months):
        total = Money(sum((one.amount for one in charges), Decimal(0)), charges[0].currency)
        told.append(
            f"You paid {draft.money('charges_total', f'Recurring charges, {period.label}', total)} in recurring charges."
        )
    if asked.case.agreed.credit_rules:
        for month in months:
            credits = asked.case.credits(month)
            if credits.owed is None or credits.owed.amount <= 0:
                continue
            label = draft.month(month)
            owed = draft.money("credit_owed", f"Service credit owed, {label}", credits.owed, role="credit")
            back = draft.money("credit_credited", f"Credited on invoices, {label}", credits.credited, role="credit")
            told.append(
                f"For {label} {owed} of service credit is owed and {back} was credited. {claim_words(credits, draft).strip()}"
            )
    draft.say("Money:" if told else "", *told)
