"""What a miss would be worth: the rules of the contract in its words, without a month to reckon for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, listed, plain
from bot.answering.telling import credit, words
from bot.answering.telling.asked import Asked
from store.facts.common import Money, Source, Why
from store.facts.credit_rule import CreditRule
from store.measures.level_names import NAMES

ABOUT = (
    (
        ("limit", "cap", "maximum", "most", "max"),
        ("cap_pct", "cap_quarter_pct", "cap_year_pct", "cap_amount", "cap_year_amount"),
    ),
    (("minimum", "least", "smallest"), ("minimum_amount", "threshold_amount")),
    (("earn", "return", "returned", "cancelled", "recoup"), ("earn_back_months",)),
    (("automatic", "ask", "claim", "apply", "themselves", "itself"), ("automatic", "claim_days")),
    (("twice", "running", "repeat", "row", "again", "consecutive", "double"), ("repeat_factor",)),
)


_INTEREST = re.compile(r"\binterest\b(?! (?:in|of)\b)", re.IGNORECASE)
_LATE_PAPER = re.compile(
    r"\b(?:late|missed|missing|overdue|skipped)\s+(?P<what>(?:\w+\s+){0,2}?(?:reports?|(?:review )?meetings?|reviews?(?! meeting)|minutes))\b",
    re.IGNORECASE,
)
USUAL = (
    "repeat_factor",
    "cap_pct",
    "cap_quarter_pct",
    "cap_amount",
    "claim_days",
    "claim_months",
    "automatic",
    "earn_back_months",
)


def tell(asked: Asked) -> Answer:
    """The rules that fit the question: for a priority or metric, or what holds for every credit."""
    if not asked.case.agreed.credit_rules:
        return credit.no_rules(asked)
    held = in_force(asked.case.agreed, asked.day).credit_rules
    without = credit.unearned(asked)
    if without and len(without) == len(asked.question.priorities):
        return credit.none_for(asked, without)
    if (other := _of_another_matter(asked, held)) is not None:
        return other
    draft = asked.draft("credits", timed=False)
    fields = _about(asked)
    rules = [rule for rule in _fitting(asked) if not fields]
    told = _by_worth(rules, draft) + _steps(rules, draft)
    for source, status in dict.fromkeys((one, rule.status) for rule in rules for one in _sources(rule)):
        draft.say(f"The contract: {draft.quoted(source, status)}.")
    for source in credit.modifiers(asked, *(fields or USUAL)):
        draft.say(f"The contract: {draft.quoted(source)}.")
    general = [words for rule in held[:1] for words in _general(rule, draft, fields)]
    if not draft.citations:
        draft.cannot(
            "a rule for this", Why.NOT_IN_CONTRACT, "No clause on service credits that we have read speaks of it."
        )
        return draft.answer(
            "The contract's rules on service credits, as we read them, do not say.", "unknown", "cannot_tell"
        )
    return draft.answer(f"By the contract: {'; '.join(dict.fromkeys(told)) or listed(dict.fromkeys(general))}.")


def _of_another_matter(asked: Asked, held: Sequence[CreditRule]) -> Answer | None:
    """The answer on what no credit is for: interest on bills, and papers or meetings that come late."""
    spoken = asked.question.spoken
    if _INTEREST.search(spoken) and asked.library is not None:
        return words.tell(asked, asked.library())
    late = _LATE_PAPER.search(spoken)
    if late is None or asked.question.priorities:
        return None
    draft = asked.draft("credits", timed=False)
    for source, status in dict.fromkeys((one, rule.status) for rule in held for one in _sources(rule)):
        draft.say(f"The contract: {draft.quoted(source, status)}.")
    return draft.answer(
        f"None of the credits that we read in the contract is for {late['what'].lower()}; they are for service levels."
    )


IN_MONEY = (
    ("cap_amount", "Cap on a month of credits, in money", "at most {} in a month"),
    ("cap_year_amount", "Cap on a year of credits, in money", "at most {} in a year"),
    ("minimum_amount", "Least credit", "no less than {}"),
    ("threshold_amount", "Least amount paid", "nothing where it comes to less than {}"),
)


def _about(asked: Asked) -> tuple[str, ...]:
    words = set(asked.question.spoken.lower().replace("?", " ").split())
    return tuple(name for keys, names in ABOUT if words & set(keys) for name in names)


def _fitting(asked: Asked) -> list[CreditRule]:
    question = asked.question
    return [
        rule
        for rule in in_force(asked.case.agreed, asked.day).credit_rules
        if rule.kind != "none"
        and (not question.priorities or rule.priority is None or rule.priority in question.priorities)
        and (not question.metrics or rule.metric is None or rule.metric in question.metrics)
    ]


def _sources(rule: CreditRule) -> tuple[Source, ...]:
    """Where the rule stands, and where its points are turned into money."""
    return (rule.source, rule.stated_in("points_to_pct")) if rule.points_to_pct else (rule.source,)


def _by_worth(rules: Sequence[CreditRule], draft: Draft) -> list[str]:
    """What a miss is worth, with the levels that are worth as much: "4 points for a miss (P1 first response, ...)"."""
    worth: dict[str, list[str]] = {}
    for rule in rules:
        if words := _worth(rule, draft):
            worth.setdefault(words, []).append(_of_what(rule))
    several = len(worth) > 1 or any(len(names) > 1 for names in worth.values())
    return [
        f"{words} ({', '.join(named)})" if several and (named := [name for name in names if name]) else words
        for words, names in worth.items()
    ]


def _of_what(rule: CreditRule) -> str:
    """The level a rule is for: "P1 first response", "availability of Email"; nothing for a rule on every level."""
    metric = NAMES[rule.metric] if rule.metric is not None else ""
    name = " ".join(part for part in (f"P{rule.priority}" if rule.priority else "", metric) if part)
    return f"{name} of {rule.service}" if rule.service and name else rule.service or name


def _steps(rules: Sequence[CreditRule], draft: Draft) -> list[str]:
    """How the points of a month become a share of the charge, step by step, or what each point is worth."""
    found = next((rule for rule in rules if rule.points_to_pct or rule.point_pct or rule.point_amount), None)
    if found is None:
        return []
    base = _BASES.get(found.base, "the monthly charge")
    if not found.points_to_pct:
        return [f"each point is worth {_point(found, base, draft)}"]
    told = [
        f"{draft.figure('points_share', f'Credit from {plain(points)} points', plain(pct), '%', role='credit')}"
        f" from {draft.figure('points_step', f'Points for {plain(pct)} %', plain(points), 'points', role='credit')}"
        for points, pct in found.points_to_pct
        if pct
    ]
    return [f"the points of a month together give a share of {base}: {listed(told)}"]


def _point(rule: CreditRule, base: str, draft: Draft) -> str:
    if rule.point_amount is not None:
        money = Money(rule.point_amount, rule.limit_currency or rule.currency or "")
        return draft.money("point_amount", "Worth of a point", money, role="credit")
    share = draft.figure("point_pct", "Worth of a point", plain(rule.point_pct or Decimal(0)), "%", role="credit")
    return f"{share} of {base}"


def _worth(rule: CreditRule, draft: Draft) -> str:
    if rule.value is not None and rule.currency is not None:
        money = Money(rule.value, rule.currency)
        paid = draft.money("credit_amount", f"Service credit, rule {rule.id}", money, role="credit")
        return f"{paid} {_FOR.get(rule.kind, 'for a missed month')}{_plan(rule)}"
    if rule.kind == "points" and rule.value is not None:
        points = draft.figure("credit_points", f"Points, rule {rule.id}", plain(rule.value), "points", role="credit")
        return f"{points} for a miss{_plan(rule)}"
    if rule.value is not None:
        value = draft.figure("credit_pct", f"Service credit, rule {rule.id}", plain(rule.value), "%", role="credit")
        often = _FOR.get(rule.kind, "for a miss")
        return f"{value} of {_BASES.get(rule.base, 'the monthly charge')} {often}{_plan(rule)}"
    if rule.bands:
        steps = [
            draft.figure(
                "credit_band", f"Service credit, rule {rule.id}", plain(band.value),
                "points" if rule.kind == "points" else "%", role="credit",
            )
            for band in rule.bands
        ]  # fmt: skip
        return f"{listed(steps)} by how far it falls short{_plan(rule)}"
    return ""


_FOR = {
    "per_event": "for each failure",
    "per_span": "for each span of downtime that the clause names",
    "per_outage": "for each outage that the clause means",
}
_BASES = {
    "service_charge": "the charge for the service", "annual_charge": "the yearly charge",
    "quarterly_charge": "the quarterly charge", "daily_charge": "a day's charge", "hour_of_charge": "an hour's charge", "hourly_charge": "an hour's charge",
    "at_risk": "the amount at risk",
}  # fmt: skip


def _plan(rule: CreditRule) -> str:
    """The plan whose customers the rule is for."""
    return f" on the {rule.tier} plan" if rule.tier else ""


def _general(rule: CreditRule, draft: Draft, fields: Sequence[str] = ()) -> list[str]:
    """What holds for every credit, in words; of some fields only where the question is about them."""
    wanted = set(fields)
    return [words for name, make in _TOLD if not wanted or name in wanted if (words := make(rule, draft))]


def _repeat(rule: CreditRule, draft: Draft) -> str:
    if rule.repeat_factor is None:
        return ""
    times = draft.figure("repeat_factor", "Repeat of the same miss", rule.repeat_factor, "times", role="credit")
    return f"{times} for the same miss again"


def _cap(rule: CreditRule, draft: Draft) -> str:
    if rule.cap_pct is None:
        return ""
    share = draft.figure("cap_pct", "Cap on a month of credits", plain(rule.cap_pct), "%", role="credit")
    return f"at most {share} of the monthly charge"


def _cap_of_a_quarter(rule: CreditRule, draft: Draft) -> str:
    if rule.cap_quarter_pct is None:
        return ""
    share = draft.figure(
        "cap_quarter_pct", "Cap on a quarter of credits", plain(rule.cap_quarter_pct), "%", role="credit"
    )
    return f"at most {share} of the charges for the quarter"


def _back(rule: CreditRule, draft: Draft) -> str:
    if rule.earn_back_months is None:
        return ""
    months = draft.figure(
        "earn_back_months", "Months to earn a credit back", rule.earn_back_months, "months", role="credit"
    )
    return f"returned to the provider when the level is then met for {months}"


def _claim(rule: CreditRule, draft: Draft) -> str:
    if rule.claim_months is not None:
        window = draft.figure("claim_months", "Months to claim", rule.claim_months, "months", role="target")
    elif rule.claim_days is not None:
        window = draft.figure("claim_days", "Days to claim", rule.claim_days, "days", role="target")
    else:
        return ""
    return f"to be claimed within {window}"


def _in_money(name: str, label: str, words: str) -> Callable[[CreditRule, Draft], str]:
    """A teller of one limit in money."""

    def tell_limit(rule: CreditRule, draft: Draft) -> str:
        amount = getattr(rule, name)
        if amount is None or rule.limit_currency is None:
            return ""
        return words.format(draft.money(name, label, Money(amount, rule.limit_currency), role="credit"))

    return tell_limit


_TOLD: tuple[tuple[str, Callable[[CreditRule, Draft], str]], ...] = (
    ("repeat_factor", _repeat),
    ("cap_pct", _cap),
    ("cap_quarter_pct", _cap_of_a_quarter),
    *((name, _in_money(name, label, words)) for name, label, words in IN_MONEY),
    ("earn_back_months", _back),
    ("claim_days", _claim),
)
