"""The day of an improvement plan: the rule that both sides agreed beforehand, and what was measured, in the reminder itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.answering.casefile import CaseFile
from bot.answering.draft import plain, sentence
from bot.answering.plans import judged_plans
from store.facts.common import Period
from store.facts.watched import Kind, Watched
from store.measures.plans import Judged

OUTCOMES = {
    "kept": "It was kept.", "not_kept": "It was not kept.", "cannot_tell": "Nobody can tell whether it was kept: {why}",
    "not_due": "It is judged when its day is over.",
}  # fmt: skip


def plans(case: CaseFile) -> Iterator[Watched]:
    """Every plan in force, as something to be decided on its day."""
    for one in judged_plans(case):
        yield Watched(
            id=f"plan:{case.ref}:{one.plan.number}", kind=Kind.IMPROVEMENT, contract=case.ref, what=one.plan.words,
            due=one.plan.due, why=reason(one), settles="The decision, noted",
            sources=one.reached.sources[:10] if one.reached else (),
        )  # fmt: skip


def reason(one: Judged) -> str:
    """What was measured, what became of the plan, and what both sides agreed should follow."""
    parts = [f"This is the day agreed for deciding. {outcome(one)}"]
    if one.reached is not None and one.reached.actual is not None:
        parts.append(measured(one, one.reached.actual))
    if one.rule:
        parts.append(f"Agreed beforehand: {sentence(one.rule)}")
    else:
        parts += [
            f"Agreed if {when}: {sentence(rule)}"
            for when, rule in (("kept", one.plan.if_kept), ("not kept", one.plan.if_not))
            if rule
        ]
    return " ".join(parts)


def outcome(one: Judged) -> str:
    """What became of a plan, in one sentence."""
    why = sentence(one.reached.why.what) if one.reached and one.reached.why else "the figures are missing."
    return OUTCOMES[one.outcome].format(why=f"{why[:1].lower()}{why[1:]}")


def measured(one: Judged, actual: Decimal) -> str:
    """What was reached in the month that decides; before the day, how the last whole month stands."""
    value = f"{actual:.2f} %" if one.plan.unit == "%" else f"{plain(actual)} {one.plan.unit}"
    counted = (
        f" ({one.reached.n} of {one.reached.of})" if one.reached and one.plan.unit == "%" and one.reached.of else ""
    )
    wanted = f"{'at least' if one.plan.sense == 'at_least' else 'at most'} {plain(one.plan.level)} {one.plan.unit}"
    lead = "As things stand, in" if one.outcome == "not_due" else "Measured in"
    return f"{lead} {Period.of_month(one.month).label}: {value}{counted}, agreed was {wanted}."
