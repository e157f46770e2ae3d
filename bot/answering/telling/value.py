"""Are we getting what we pay for? The verdict with its reasons, what it is worth, what went well, what is not known."""

from __future__ import annotations

from decimal import Decimal

from bot.answering.answer import Answer, State
from bot.answering.card import card, claims_checked, hits, trend_of
from bot.answering.casefile import missed
from bot.answering.draft import Draft, during, listed, sentence
from bot.answering.telling import over_months
from bot.answering.telling.asked import Asked, freshness, no_data
from bot.answering.telling.charges import per_user
from bot.answering.telling.levels import result_sentence
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.trend import WORDS as TREND_WORDS
from bot.answering.telling.trend import series
from bot.answering.telling.trigger import hit_words
from store.facts.common import Money, Period, Result, Unknown
from store.measures.credit_standing import Standing, in_time, standing, to_confirm
from store.measures.level_names import level_name
from store.measures.results import LevelResult
from store.measures.scorecard import Scorecard

HEADLINES = {
    "yes": "Yes, by what we can prove you are getting what you pay for",
    "partly": "Partly: you are getting some of what you pay for, not all",
    "no": "No, by the contract's own measures you are not getting what you pay for",
    "cannot_tell": "We cannot tell whether you are getting what you pay for: too little is known",
}


def tell(asked: Asked) -> Answer:
    """The composite answer for the last full month of the period."""
    missing = no_data(asked, "value", "the verdict")
    month = _month(asked)
    if missing or month is None:
        return missing or not_in_contract(asked)
    inside = _inside(asked)
    if asked.question.period is not None and 1 < len(inside) <= over_months.MOST:
        return over_months.tell(asked, inside, asked.question.period)
    draft = asked.draft("value")
    draft.period = Period.of_month(month, asked.case.facts.tz)
    made = card(asked.case, month)
    draft.say(asked.note)
    _in_short(asked, month, made, draft)
    _levels(asked, draft)
    _money(asked, month, draft)
    _repeats(asked, month, draft)
    _trend(asked, month, draft)
    _reports(asked, month, draft)
    _well(made, asked, draft)
    _score(made, draft)
    freshness(asked, draft)
    for unknown in made.unknowns[:5]:
        draft.cannot(unknown.what, unknown.why, unknown.fix)
    if draft.to_ask:
        draft.next_steps.append("Talk first: take the question below to the next review meeting.")
    draft.next_steps.append("itbot scorecard shows every part of this.")
    return draft.answer(f"{_headline(asked, month, made)} ({draft.period.label}).", _state(made), made.verdict)


def _headline(asked: Asked, month: str, made: Scorecard) -> str:
    """The verdict in words; where nothing measured was missed, what is held against the month is not a level."""
    judged = [one for one in asked.case.month(month) if one.result in {Result.MET, Result.MISSED}]
    if made.verdict != "partly" or not judged or missed(judged):
        return HEADLINES[made.verdict]
    return "Partly: every service level that could be judged was met; what holds the verdict back stands below"


def _state(made: Scorecard) -> State:
    if made.verdict == "cannot_tell":
        return "unknown"
    return "partly" if made.unknowns else "answered"


def _month(asked: Asked) -> str | None:
    have, inside = asked.case.months_with_data(), _inside(asked)
    return inside[-1] if inside else (have[-1] if have else None)


def _inside(asked: Asked) -> list[str]:
    """The whole months of the period that have data."""
    return [month for month in asked.case.months_with_data() if asked.period and month in asked.period.months()]


def _in_short(asked: Asked, month: str, made: Scorecard, draft: Draft) -> None:
    """The three things to know, before any detail."""
    results = asked.case.month(month)
    judged = [r for r in results if r.result in {Result.MET, Result.MISSED}]
    told = []
    if judged:
        of = draft.figure(
            "levels_judged", f"Service levels judged, {Period.of_month(month).label}", len(judged), "count"
        )
        late = draft.figure(
            "levels_missed", f"Service levels missed, {Period.of_month(month).label}", len(missed(judged)), "count"
        )
        told.append(f"{late} of {of} service levels were missed")
    running = [hit for hit in hits(asked.case, month) if hit.current]
    if running:
        told.append(
            "one has been missed often enough to count as persistent failure"
            if len(running) == 1
            else "some have been missed often enough to count as persistent failure"
        )
    credits = asked.case.credits(month) if asked.case.agreed.credit_rules else None
    if (
        credits is not None
        and credits.owed is not None
        and credits.left > 0
        and credits.claim_open
        and credits.claim_by
        and standing(credits) in {Standing.OPEN, Standing.SHORT}
        and (in_time(credits) is None or to_confirm(credits) is not None)
    ):
        left = Money(credits.left, credits.owed.currency)
        on = draft.on("claim_by", f"Last day to claim, {Period.of_month(month).label}", credits.claim_by)
        told.append(
            f"{draft.money('credit_open', f'Still to claim, {Period.of_month(month).label}', left, role='credit')} can be claimed until {on}"
        )
    if made.went_well:
        told.append("and some things went well")
    if told:
        draft.say(f"In short: {'; '.join(told)}.")


def _score(made: Scorecard, draft: Draft) -> None:
    coverage = draft.figure("coverage", "How much of the scorecard is known", made.coverage, "%")
    if made.known_only is None:
        draft.say(f"Only {coverage} of the scorecard is known; below 60 % no score is shown.")
        draft.figure("coverage_needed", "Share that must be known", "60", "%")
        return
    known = draft.figure("known_only", "Score on what is known", made.known_only, "")
    proved = draft.figure("proved", "Score counting the unknown as nothing", made.proved, "")
    best = draft.figure("best_case", "Score counting the unknown as perfect", made.best_case, "")
    top = draft.figure("top_score", "The highest score", "100", "")
    draft.say(
        f"Score: {known} of {top} on what is known; {proved} if everything unknown is counted as nothing, {best} if it is "
        f"counted as perfect. {coverage} of it is known."
    )
    for gate in made.gates:
        draft.figure(f"gate_{gate.key}", sentence(gate.sentence), 1, "count")
    if made.gates:
        draft.say(f"What caps the verdict: {' '.join(sentence(gate.sentence) for gate in made.gates)}")


def _levels(asked: Asked, draft: Draft) -> None:
    if draft.period is None:
        return
    month = f"{draft.period.start:%Y-%m}"
    results = asked.case.month(month)
    judged = [r for r in results if r.result in {Result.MET, Result.MISSED}]
    if not judged:
        return
    late = missed(judged)
    of = draft.figure("levels_judged", f"Service levels judged, {draft.period.label}", len(judged), "count")
    met = draft.figure("levels_met", f"Service levels met, {draft.period.label}", len(judged) - len(late), "count")
    lines = [f"Service levels: {met} of {of} met." + (" Missed:" if late else "")]
    draft.say("\n".join([*lines, *(_late_line(result, draft) for result in late)]))
    if late:
        draft.ask_provider(
            f"What happened on {level_name(late[0].level)} {during(draft.period)}, and what stops a repeat?"
        )


def _late_line(result: LevelResult, draft: Draft) -> str:
    where = draft.cite(result.level.source, result.level.status)
    return f"• {result_sentence(result, draft).rstrip('.')}; {where}."


def _money(asked: Asked, month: str, draft: Draft) -> None:
    from bot.answering.telling.credit import figure
    from bot.answering.telling.credit_claim import claim_words

    each, charge = per_user(asked, month), asked.case.base_charge(month)
    words = []
    if charge:
        paid = draft.money("monthly_charge", f"Recurring charge, {Period.of_month(month).label}", charge)
        tail = (
            f", {draft.money('cost_per_user', f'Cost per user, {Period.of_month(month).label}', each)} a user"
            if each
            else ""
        )
        words.append(f"You paid {paid} for the month{tail}.")
    if asked.case.agreed.credit_rules:
        credits = asked.case.credits(month)
        if credits.owed is not None and credits.owed.amount > 0:
            owed = figure(draft, "credit_owed", "Service credit owed", credits.owed, month)
            paid_back = figure(draft, "credit_credited", "Credited on invoices", credits.credited, month)
            words.append(
                f"The contract gives you {owed} back for its misses; {paid_back} of it was credited. {claim_words(credits, draft).strip()}"
            )
            for step in credits.steps:
                if step.source is not None:
                    draft.cite(step.source)
    draft.say("Money:" if words else "", *words)


def _repeats(asked: Asked, month: str, draft: Draft) -> None:
    for hit in hits(asked.case, month):
        if not hit.current:
            continue
        where = draft.cite(hit.trigger.source, hit.trigger.status)
        draft.say(f"Persistent failure ({where}): {hit_words(hit, draft)}")


def _trend(asked: Asked, month: str, draft: Draft) -> None:
    trend = trend_of(asked.case, month)
    if trend.why is None:
        draft.say(f"Things breaking: {TREND_WORDS[trend.state]}")
        series(asked, draft, trend)


def _reports(asked: Asked, month: str, draft: Draft) -> None:
    claims = claims_checked(asked.case, month, asked.case.month(month))
    if isinstance(claims, Unknown):
        return
    apart = [one for one in claims if one.agrees is False]
    if not apart:
        return
    differ = draft.figure(
        "claims_apart", f"Reported figures that differ, {Period.of_month(month).label}", len(apart), "count"
    )
    names = listed(level_name(one.result.level) for one in apart if one.result is not None)
    draft.say(
        f"Their report differs from the records in {differ} {'figure' if len(apart) == 1 else 'figures'}: {names}."
    )


def _well(made: Scorecard, asked: Asked, draft: Draft) -> None:
    """No provider is perfect and none is all bad: what was kept is said, too."""
    if draft.period is None:
        return
    results = asked.case.month(f"{draft.period.start:%Y-%m}")
    met = [r for r in results if r.result is Result.MET and r.of is not None]
    best = sorted(met, key=lambda r: (-(r.actual or Decimal(0)), -(r.of or 0)))[:3]
    if best:
        draft.say("\n".join(["What went well", *(f"• {sentence(result_sentence(r, draft))}" for r in best)]))
    del made
