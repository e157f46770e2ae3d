"""What a miss is worth: service credits owed, paid and short, each step of the sum, and the day to claim by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answering.answer import Answer, State
from bot.answering.draft import Draft, in_one_way, listed, percent, sentence
from bot.answering.telling import worst_month
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.credit_claim import (
    claim_words,
    deadline_headline,
    left_out_words,
    next_about,
    unclear_words,
    waiting_words,
)
from bot.answering.telling.credit_months import by_months, month_name, of_all_named, untold, valued
from bot.answering.telling.levels import counted_services
from store.facts.agreed import Metric
from store.facts.common import Money, Source, Why
from store.measures.credit_standing import Standing, standing
from store.measures.credits import MonthCredits


def tell(asked: Asked) -> Answer:
    """Credits for the period, month by month, with the working."""
    asked, widened = by_months(of_all_named(asked))
    if (worst := worst_month.tell(asked)) is not None:
        return worst
    if not asked.case.agreed.credit_rules:
        return no_rules(asked)
    without = unearned(asked)
    if without and len(without) == len(asked.question.priorities):
        return none_for(asked, without)
    missing = no_data(asked, "credits", "service credits")
    if missing:
        return missing
    draft = asked.draft("credits")
    months = valued(asked)
    if not months and asked.period is not None:
        fix = "Ask again when the month is over and its tickets have been added."
        waiting = waiting_words(asked.case, asked.period, draft)
        if waiting:
            return draft.answer(waiting, "unknown", "cannot_tell")
        draft.cannot(f"service credits for {asked.period.label}", Why.NOT_UPLOADED, fix)
    draft.say(asked.note, widened)
    for credits in months:
        draft.say(month_words(credits, draft, asked.case.credit_base(credits.month)))
        draft.say(*dict.fromkeys(counted_services(one, draft) for one in asked.case.month(credits.month)))
        draft.say(left_out_words(asked.case.month(credits.month), credits), unclear_words(asked.case, credits, draft))
        for unknown in credits.unknowns:
            draft.cannot(in_one_way(unknown.what), unknown.why, in_one_way(unknown.fix))
    draft.say(rule_words(asked, months, draft))
    next_about(months, draft)
    beyond = untold(asked, months, draft)
    state = _state(months)
    return draft.answer(_headline(asked, months, draft) + beyond, "partly" if beyond and state == "answered" else state)


def _state(months: Sequence[MonthCredits]) -> State:
    if not months or all(m.owed is None for m in months):
        return "unknown"
    return "partly" if any(m.owed is None or m.unknowns for m in months) else "answered"


def no_rules(asked: Asked) -> Answer:
    """No clause gives service credits, or none that says what a miss is worth."""
    draft = asked.draft("credits", timed=False)
    if asked.case.agreed.unpriced:
        return _unpriced(asked, draft)
    draft.cannot("service credits", Why.NOT_IN_CONTRACT, "No clause we have read gives money back for a missed level.")
    draft.ask_provider("What does the contract give us when a service level is missed?")
    return draft.answer(
        "Nothing is owed that we can see: we found no clause in the contract that gives service credits.",
        "unknown",
        "cannot_tell",
    )


def _unpriced(asked: Asked, draft: Draft) -> Answer:
    """The contract caps or times its credits, so there are some; what a miss is worth we did not find."""
    quoted = "; ".join(dict.fromkeys(draft.quoted(one.source) for one in asked.case.agreed.unpriced))
    draft.say(f"The contract: {quoted}.")
    fix = "Read those clauses and what stands beside them."
    draft.cannot("what a missed level is worth", Why.UNPARSEABLE, fix)
    draft.ask_provider("What does the contract give us when a service level is missed?")
    headline = "We cannot tell what is owed: the contract speaks of service credits, but what a miss is worth we could not read."
    return draft.answer(headline, "unknown", "cannot_tell")


def figure(draft: Draft, key: str, words: str, money: Money, month: str) -> str:
    """One amount of a month, registered."""
    return draft.money(key, f"{words}, {month_name(month)}", money, role="credit")


def month_words(credits: MonthCredits, draft: Draft, base: Money | None = None) -> str:
    """One month: owed, paid, short, every step, and the claim."""
    month = credits.month
    lines = [owed_words(credits, draft)]
    if base is not None and credits.owed is not None and credits.owed.amount:
        lines.append(
            f"  · Worked out on {draft.money('monthly_charge', f'Recurring charge, {month_name(month)}', base)} for the month."
        )
    lines += [f"  · {words}" for index in range(len(credits.steps)) if (words := step_words(credits, index, draft))]
    if credits.owed_per_cent:
        pct = draft.figure(
            "credit_pct",
            f"Service credit in per cent of the charge, {month_name(month)}",
            percent(credits.owed_per_cent),
            "%",
            role="credit",
        )
        lines.append(
            f"  · In all {pct} of the monthly charge{', where the cap applies' if credits.cap_applied else ''}."
        )
    if credits.owed is not None and (credits.credited.amount or credits.owed.amount):
        paid = figure(draft, "credit_credited", "Credited on invoices", credits.credited, month)
        lines.append(f"  Credited on invoices: {paid}.{_short(credits, draft)}")
    lines.append(claim_words(credits, draft))
    return "\n".join(line for line in lines if line)


def owed_words(credits: MonthCredits, draft: Draft) -> str:
    """The first line of a month."""
    name = month_name(credits.month)
    if credits.owed is None:
        return f"{draft.month(credits.month)}: the amount owed cannot be told."
    if credits.owed.amount == 0:
        figure(draft, "credit_owed", "Service credit owed", credits.owed, credits.month)
        return f"{name}: nothing is owed."
    at_least = "at least " if credits.at_least else ""
    return (
        f"{name}: {at_least}{figure(draft, 'credit_owed', 'Service credit owed', credits.owed, credits.month)} is owed."
    )


def step_words(credits: MonthCredits, index: int, draft: Draft) -> str:
    """One step of the sum with its clause; nothing for a sum that only says the step before it again."""
    step, before = credits.steps[index], credits.steps[index - 1] if index else None
    if step.what == "together" and before is not None and (before.value, before.unit) == (step.value, step.unit):
        return ""
    what = in_one_way(step.what)
    if not step.value:
        draft.figure("credit_step", what, 0, "", role="credit")
        return sentence(what)
    money = step.unit not in {"%", "points", ""}
    value = f"{Decimal(step.value):.2f}" if money else str(step.value)
    shown = draft.figure(
        "credit_step", what, value, step.unit,
        role="credit", currency=step.unit if money else None,
    )  # fmt: skip
    where = listed(dict.fromkeys(draft.cite(one) for one in step.rests_on))
    return f"{what}: {shown}" + (f" ({where})" if where else "")


def _short(credits: MonthCredits, draft: Draft) -> str:
    if credits.short is None or credits.short.amount <= 0:
        return ""
    return f" Short: {figure(draft, 'credit_short', 'Still owed', credits.short, credits.month)}."


def rule_words(asked: Asked, months: Sequence[MonthCredits], draft: Draft) -> str:
    """The clauses that the sums rest on, quoted: the rules used (all of them where none was), then what modifies them."""
    used = [one for credits in months for step in credits.steps if step.value for one in step.rests_on if one.quote]
    rules = used or [rule.source for rule in asked.case.agreed.credit_rules[:4]]
    quoted = [
        draft.quoted(source)
        for source in (
            *rules,
            *modifiers(
                asked,
                "claim_days",
                "claim_months",
                "cap_pct",
                "cap_quarter_pct",
                "cap_amount",
                "repeat_factor",
                "automatic",
            ),
        )
    ]
    return "The contract: " + "; ".join(dict.fromkeys(quoted)) + "."


def modifiers(asked: Asked, *fields: str) -> list[Source]:
    """Where the contract says what holds for every credit on the day asked about: the claim window, the cap, the doubling.

    The words that held before, or that hold later, follow with what they were.
    """
    terms = [t for t in asked.case.stores.terms.listed(asked.case.ref) if t.kind == "credit_rule"]
    terms.sort(key=lambda term: not term.effective_from <= asked.day <= term.effective_to)
    return [
        Source(term.document, clause=term.clause, page=term.page, quote=term.quote)
        for term in terms
        if term.quote and any(term.fields.get(name) is not None for name in fields)
    ]


def unearned(asked: Asked) -> list[int]:
    """Priorities asked about for which no rule gives a credit."""
    rules = [rule for rule in asked.case.agreed.credit_rules if rule.kind != "none"]
    if any(rule.priority is None and rule.metric in {None, Metric.RESPONSE, Metric.RESOLUTION} for rule in rules):
        return []
    return [number for number in asked.question.priorities if number not in {rule.priority for rule in rules}]


def none_for(asked: Asked, priorities: Sequence[int]) -> Answer:
    """No rule gives a credit for these priorities: say so with the contract's words."""
    draft = asked.draft("credits", timed=False)
    names = listed(f"P{number}" for number in priorities)
    for passage in asked.passages(f"no service credit for {names}", 2):
        draft.say(f"The contract: {draft.quoted(passage)}.")
    draft.money(
        "credit_owed", f"Service credit for {names}", Money(Decimal(0), asked.case.facts.currency), role="credit"
    )
    return draft.answer(f"Nothing: the contract gives no service credit for {names}.", "answered", "no")


def _headline(asked: Asked, months: Sequence[MonthCredits], draft: Draft) -> str:
    label = asked.period.label if asked.period else "this period"
    known = [m.owed for m in months if m.owed is not None]
    if not known:
        return f"We cannot tell what is owed for {label}."
    total = Money(sum((money.amount for money in known), Decimal(0)), known[0].currency)
    if total.amount == 0:
        return f"For {label} the contract gives you no service credit: no level that earns one was missed."
    owed = draft.money("credit_owed", f"Service credit owed, {label}", total, role="credit")
    paid = Money(sum((m.credited.amount for m in months), Decimal(0)), total.currency)
    credited = draft.money("credit_credited", f"Credited on invoices, {label}", paid, role="credit")
    tail = _rest(months, label, draft)
    at_least = "at least " if any(m.at_least for m in months) else ""
    return f"For {label} {at_least}{owed} of service credit is owed, and {credited} was credited.{tail}"


def _rest(months: Sequence[MonthCredits], label: str, draft: Draft) -> str:
    """What was not credited, by what can be done about it: paid short, still to claim, or past the day to claim."""
    kinds = (
        ("credit_short", "Paid short", "is still owed on credits that were paid in part", Standing.SHORT),
        (
            "credit_short",
            "Not credited",
            "stands on no invoice we have, though the contract has the provider apply it without a claim",
            Standing.UNAPPLIED,
        ),
        (
            "credit_waiting",
            "Claimed in time and not credited",
            "was claimed in time and stands on no invoice we have",
            Standing.CLAIMED,
        ),
        ("credit_open", "Still to claim", "can still be claimed", Standing.OPEN),
        (
            "credit_late",
            "Past the day to claim",
            "is past its day to claim, so it is lost unless you claimed it in time",
            Standing.LAPSED,
        ),
    )
    told = []
    for key, name, words, state in kinds:
        amounts = [m.left for m in months if standing(m) is state]
        if amounts:
            total = Money(sum(amounts, Decimal(0)), months[0].credited.currency)
            told.append(f" {draft.money(key, f'{name}, {label}', total, role='credit')} {words}.")
    return "".join(told)


def deadline(asked: Asked) -> Answer:
    """How and by when a credit must be claimed."""
    if not asked.case.agreed.credit_rules:
        return no_rules(asked)
    asked, _ = by_months(asked)
    draft = asked.draft("credits")
    found = valued(asked)
    untold = [m for m in found if m.owed is None]
    months = [m for m in found if m.owed is not None and m.owed.amount > 0]
    draft.say(asked.note)
    for unknown in (unknown for credits in untold for unknown in credits.unknowns):
        draft.cannot(unknown.what, unknown.why, unknown.fix)
    for credits in months:
        draft.say(left_out_words(asked.case.month(credits.month), credits), unclear_words(asked.case, credits, draft))
        draft.say(f"{owed_words(credits, draft)} {claim_words(credits, draft).strip()}")
    told = modifiers(asked, "claim_days", "claim_months", "report_hours", "automatic")
    quoted = "; ".join(dict.fromkeys(draft.quoted(source) for source in told))
    draft.say(f"The contract: {quoted}." if quoted else "")
    next_about(months, draft)
    label = asked.period.label if asked.period else "this period"
    waiting = waiting_words(asked.case, asked.period, draft) if not months else ""
    if waiting:
        return draft.answer(waiting, "partly", "cannot_tell")
    headline = deadline_headline(asked.case.agreed.credit_rules, months, untold, label, draft)
    return draft.answer(headline, "partly" if untold else "answered")
