"""Improvement plans: what was agreed, whether it was kept on its day, and what was to follow."""

from __future__ import annotations

from bot.answering.answer import Answer, State, Verdict
from bot.answering.draft import Draft, plain, sentence
from bot.answering.plans import judged_plans, what
from bot.answering.telling.asked import Asked
from store.facts.common import Period, Why
from store.facts.plans import Plan
from store.measures.plans import Judged

WORDS = {"not_due": "not due yet", "kept": "kept", "not_kept": "not kept", "cannot_tell": "cannot be told"}
VERDICTS: dict[str, Verdict | None] = {"kept": "yes", "not_kept": "no", "cannot_tell": "cannot_tell", "not_due": None}
ADD = 'Write one down once you both agree: itbot plan add "P1 response at least 95 % by 31 December"'


def tell(asked: Asked) -> Answer:
    """Every plan in force with its state; the rule that was agreed is shown with it."""
    draft = asked.draft("obligation", timed=False)
    plans = judged_plans(asked.case)
    if not plans:
        draft.readings.append(ADD)
        draft.cannot("whether an improvement plan was kept", Why.NOT_UPLOADED, ADD)
        return draft.answer("No improvement plan is written down here.", "unknown", "cannot_tell")
    for one in plans:
        draft.say(told(one, draft))
        if one.outcome == "cannot_tell" and one.reached and one.reached.why:
            draft.cannot(one.reached.why.what, one.reached.why.why, one.reached.why.fix)
    first = next((one for one in plans if one.outcome != "not_due"), plans[0])
    if first.outcome == "not_kept":
        draft.ask_provider("What kept you from the level we agreed, and what is different now?")
    draft.next_steps.append("itbot plan lists the plans; itbot plan undo takes one back.")
    told_of: State = "partly" if first.outcome == "cannot_tell" else "answered"
    return draft.answer(_headline(first, len(plans), draft), told_of, VERDICTS[first.outcome])


def plan_name(plan: Plan, draft: Draft) -> str:
    """A plan in one phrase with its level and day, registered: "P1 response at least 95 % by 31 December 2026"."""
    sense = "at least" if plan.sense == "at_least" else "at most"
    label = f"Level agreed in plan {plan.number}"
    level = draft.figure(
        "plan_level", label, plain(plan.level), plan.unit, role="target", sources=(f"plan {plan.number}",)
    )
    by = draft.on("plan_due", f"Day agreed in plan {plan.number}", plan.due)
    return f"{what(plan)} {sense} {level} by {by}"


def told(one: Judged, draft: Draft) -> str:
    """One plan in a few sentences: agreed, reached, state, and the rule."""
    number = draft.figure("plan", "Plan", one.plan.number, "count")
    agreed = draft.on("plan_agreed", f"Plan {one.plan.number} agreed on", one.plan.agreed_on)
    lines = [f"Plan {number} (agreed {agreed}): {plan_name(one.plan, draft)}: {WORDS[one.outcome]}."]
    if one.reached is not None and one.reached.actual is not None:
        lines.append(_reached(one, draft))
    if one.rule:
        draft.readings.append(one.rule)
        lines.append(f"Agreed beforehand: {sentence(one.rule)}")
    elif one.outcome == "not_due":
        draft.readings += [one.plan.if_kept, one.plan.if_not]
        lines.append(f"Agreed for that day: if kept: {sentence(one.plan.if_kept)} If not: {sentence(one.plan.if_not)}")
    return " ".join(lines)


def _reached(one: Judged, draft: Draft) -> str:
    assert one.reached is not None and one.reached.actual is not None  # noqa: S101, PT018 - the caller has looked
    label = Period.of_month(one.month).label
    month = draft.month(one.month, "Month that the plan is judged by")
    value = f"{one.reached.actual:.2f}" if one.plan.unit == "%" else plain(one.reached.actual)
    shown = draft.figure(
        "plan_reached",
        f"{what(one.plan)}, {label}",
        value,
        one.plan.unit,
        n=one.reached.n,
        of=one.reached.of,
        sources=one.reached.sources[:10],
    )
    counted = f" ({one.reached.n} of {one.reached.of})" if one.plan.unit == "%" and one.reached.of else ""
    lead = "Reached in" if one.outcome != "not_due" else "As things stand, in"
    return f"{lead} {month}: {shown}{counted}."


def _headline(first: Judged, number: int, draft: Draft) -> str:
    name = plan_name(first.plan, draft)
    more = ""
    if number > 1:
        more = f" ({draft.figure('plans', 'Improvement plans in force', number, 'count')} plans in all)"
    if first.outcome == "not_due":
        return f"The improvement plan is not due yet: {name}{more}."
    return (
        f"The improvement plan was {WORDS[first.outcome]}: {name}{more}."
        if first.outcome != "cannot_tell"
        else (f"We cannot tell whether the improvement plan was kept: {name}{more}.")
    )
