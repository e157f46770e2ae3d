"""Credits against a second reckoning written another way: long decimals, loops and a customer picking by hand."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from store.facts.agreed import Agreed, ContractFacts, Metric, ServiceLevel
from store.facts.common import Money, Result, Source
from store.facts.credit_rule import CreditBand, CreditRule
from store.measures.credits import month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("C", "C", "P", service_start=date(2026, 8, 1))
METRICS = (Metric.RESPONSE, Metric.RESOLUTION, Metric.AVAILABILITY, Metric.CSAT)
LEVELS = tuple(
    ServiceLevel(number, "C", metric, Source("c"), priority=1, target_pct=target)
    for number, (metric, target) in enumerate(zip(METRICS, map(Decimal, ("95", "90", "99.9", "98.5")), strict=True))
)
LADDER = (
    CreditBand(Decimal(99), None, Decimal("2.5")),
    CreditBand(Decimal(97), Decimal(99), Decimal(5), high_included=False),
    CreditBand(Decimal("80.1"), Decimal("96.9"), Decimal(7)),
    CreditBand(None, Decimal(80), Decimal("12.25")),
)
STEPS = tuple((Decimal(least), Decimal(pct)) for least, pct in (("4", "1"), ("8", "2.5"), ("14", "6"), ("40", "10")))

AFTER = ("2026-10", "2026-11")
KINDS = ("flat", "ladder", "per_point", "points", "pool", "prorata", "per_event", "money_event", "money_flat")


def a_month(luck):
    """Some missed levels with a rule each, under one cap, one repeat factor and one charge."""
    terms = {
        "cap_pct": luck.choice((None, Decimal(luck.randint(1, 60)))),
        "repeat_factor": luck.choice((None, Decimal(2), Decimal("1.5"))),
        "one_per_incident": luck.random() < 0.5,
        "round_dp": luck.choice((None, 0, 1, 2)),
        "cap_amount": luck.choice((None, None, Decimal(luck.randint(1, 10 ** luck.randint(2, 6))).scaleb(-2))),
        "threshold_amount": luck.choice((None, None, None, Decimal(luck.randint(1, 5000)).scaleb(-2))),
        "minimum_amount": luck.choice((None, None, None, Decimal(luck.randint(1, 5000)).scaleb(-2))),
        "limit_currency": "GBP",
        "highest_only": luck.random() < 0.2,
        "earn_back_months": luck.choice((None, None, 1, 2)),
        "earn_back_pct": luck.choice((None, Decimal(97))),
        "earn_back_all": luck.random() < 0.5,
        **luck.choice(({"points_to_pct": STEPS}, {"point_pct": Decimal("0.75")}, {"point_amount": Decimal("12.5")})),
    }
    rows = [a_level(luck, level, terms) for level in LEVELS[: luck.randint(1, 4)]]
    return Decimal(luck.randint(1, 10 ** luck.randint(2, 7))).scaleb(-2), rows


def a_level(luck, level, terms):
    """A rule, the month's result and the month before's."""
    kind, of = luck.choice(KINDS), luck.randint(1, 40)
    pool = {"pool_pct": Decimal(50), "allocation_pct": hundredths(luck), "at_risk_pct": terms["cap_pct"] or Decimal(10)}
    rule = CreditRule(
        level.id,
        "C",
        {"money_event": "per_event", "money_flat": "flat"}.get(kind, kind),
        Source("c"),
        metric=level.metric,
        value=hundredths(luck),
        currency="GBP" if kind.startswith("money") else None,
        bands=LADDER if kind == "ladder" else (),
        per=luck.choice((None, Decimal("0.5"), Decimal(3))),
        automatic=True,
        **terms,
        **(pool if kind == "pool" else {}),
    )
    n, tickets = luck.randint(0, of), tuple(luck.sample("ABCDEF", luck.randint(0, 3)))
    actual = (Decimal(100 * n) / of).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    result = LevelResult(level, "2026-09", Result.MISSED, actual, n, of, missed=tickets)
    before = luck.choice((Result.MISSED, Result.MET, Result.NO_DEMAND))
    return rule, result, LevelResult(level, "2026-08", before), [later(luck, level, month) for month in AFTER]


def later(luck, level, month):
    """How a month after the miss went."""
    actual = Decimal(luck.randint(9000, 10000)).scaleb(-2)
    verdict = luck.choice((Result.MET, Result.MET, Result.MISSED, Result.NO_DEMAND))
    return LevelResult(level, month, verdict, actual)


def hundredths(luck):
    """Up to 20, to two places."""
    return Decimal(luck.randint(1, 2000)).scaleb(-2)


def long_percentage(result, rule):
    """The share as a decimal of 80 places, rounded as the rule says."""
    value = Decimal(100) * result.n / result.of
    if rule.round_dp is None:
        return value
    return value.quantize(Decimal(1).scaleb(-rule.round_dp), ROUND_HALF_UP)


def one_credit(rule, result, before):
    """(unit, amount) of one level, or None where the contract does not say."""
    unit, reached = "%", long_percentage(result, rule)
    if rule.kind == "ladder":
        amount = on_the_ladder(reached)
    elif rule.kind == "per_event":
        unit, amount = rule.currency or "%", rule.value * len(result.missed) or None
    elif rule.kind == "pool":
        amount = Decimal("0.5") * rule.allocation_pct * rule.at_risk_pct / 100
    elif rule.kind == "prorata":
        amount = max(Decimal(0), result.level.target_pct - reached) * rule.value
    elif rule.kind == "per_point":
        amount = rule.value * full_steps(result.level.target_pct, reached, rule.per or 1)
    else:
        unit, amount = ("points" if rule.kind == "points" else rule.currency or "%"), rule.value
    if amount is None:
        return None
    return unit, amount * (rule.repeat_factor or 1 if before.result is Result.MISSED else 1)


def on_the_ladder(reached):
    """The rung by hand; between 96.9 and 97, and between 80 and 80.1, there is none."""
    if reached >= 97:
        return Decimal("2.5") if reached >= 99 else Decimal(5)
    if Decimal("80.1") <= reached <= Decimal("96.9"):
        return Decimal(7)
    return Decimal("12.25") if reached <= 80 else None


def full_steps(edge, reached, step):
    """Walk down from the target a step at a time."""
    steps = 0
    while edge - step >= reached:
        edge, steps = edge - step, steps + 1
    return steps


def picked_by_hand(earned, charge):
    """One credit an incident: take the biggest left, strike its incidents from the others, and go on."""
    pile, taken, struck, doubt, shared = dict(enumerate(earned)), {}, {}, False, False
    while pile:
        weigh = {i: a * charge / 100 if u == "%" else a for i, (u, a, _, _) in pile.items()}
        index = max(pile, key=lambda i: (weigh[i], -i))
        unit, amount, each, tickets = pile.pop(index)
        left = [ticket for ticket in tickets if ticket not in struck]
        shared |= len(left) < len(tickets)
        if len(left) < len(tickets):
            amount = amount * len(left) / len(tickets) if each else Decimal(0)
            doubt |= not each and bool(left or any(struck[ticket] != "alone" for ticket in tickets))
        taken[index] = (unit, amount)
        if amount:
            struck |= dict.fromkeys(left, "alone" if each or len(left) == 1 else "shared")
    return [taken[index] for index in sorted(taken)], doubt, shared


def taken_back(place, rows):
    """Whether every month that counts after the miss kept the level, or all levels, month by month."""
    rule = rows[place][0]
    for month in range(rule.earn_back_months or 0):
        watched = [row[3][month] for row in rows] if rule.earn_back_all else [rows[place][3][month]]
        for one in watched:
            good = one.result is Result.MET if rule.earn_back_pct is None else one.actual >= rule.earn_back_pct
            if one.result is Result.NO_DEMAND or not good:
                return False
    return bool(rule.earn_back_months)


def only_the_largest(pairs, charge):
    """The largest by money; points only where nothing else was earned, and then it is not plain what counts."""
    paying = [i for i, (_, amount) in enumerate(pairs) if amount]
    if len(paying) < 2:
        return pairs, False
    weigh = {i: pairs[i][1] * (charge / 100 if pairs[i][0] == "%" else 1) for i in paying if pairs[i][0] != "points"}
    weigh = weigh or {i: pairs[i][1] for i in paying}
    best = max(weigh, key=lambda i: (weigh[i], -i))
    unsure = any(pairs[i][0] == "points" for i in paying)
    return [pair if i == best else (pair[0], Decimal(0)) for i, pair in enumerate(pairs)], unsure


def second_reckoning(charge, rows):
    """The month's amount in pence (None: no amount can be told) and whether it is only a lower bound."""
    with localcontext() as exact:
        exact.prec = 80
        earned = [(place, *row[:2], one_credit(*row[:3])) for place, row in enumerate(rows)]
        doubt = any(credit is None for *_, credit in earned)
        known = [
            (place, credit, rule.kind == "per_event", result.missed) for place, rule, result, credit in earned if credit
        ]
        terms, struck = rows[0][0], False
        pairs = [credit for _, credit, _, _ in known]
        if terms.one_per_incident:
            pairs, unsure, struck = picked_by_hand([(*credit, *more) for _, credit, *more in known], charge)
            doubt |= unsure
        if terms.highest_only:
            kept, unsure = only_the_largest(pairs, charge)
            struck, doubt = struck or kept != pairs, doubt or unsure
            pairs = kept
        back = [bool(amount) and taken_back(place, rows) for (place, *_), (_, amount) in zip(known, pairs, strict=True)]
        doubt |= struck and any(back)
        pairs = [(unit, Decimal(0) if gone else amount) for (unit, amount), gone in zip(pairs, back, strict=True)]
        return settled(charge, pairs, terms, doubt)


def settled(charge, pairs, terms, doubt):
    """From what each level earned to the month's amount: least amounts, then the lower of two caps."""
    points = sum(amount for unit, amount in pairs if unit == "points")
    parts = [amount * (charge / 100 if unit == "%" else 1) for unit, amount in pairs if amount and unit != "points"]
    pointed = points * (terms.point_pct or 0) * charge / 100 + points * (terms.point_amount or 0)
    pointed += next((pct for least, pct in reversed(terms.points_to_pct) if points >= least), 0) * charge / 100
    parts += [pointed] if pointed else []
    total, paying = sum(parts, Decimal(0)), any(amount for _, amount in pairs)
    if paying and terms.threshold_amount is not None and total < terms.threshold_amount:
        total = Decimal(0)
    elif paying and terms.minimum_amount is not None:
        doubt |= len(parts) > 1 and min(parts) < terms.minimum_amount
        total = max(total, terms.minimum_amount)
    caps = [] if terms.cap_pct is None else [charge * terms.cap_pct / 100]
    caps += [] if terms.cap_amount is None else [terms.cap_amount]
    at_cap = bool(caps) and paying and total >= min(caps)
    total = min([total, *caps]) if paying else total
    total = total.quantize(Decimal("1e-40")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    doubt = doubt and not at_cap
    return (None if doubt and not total else total), doubt


def one_cap(month):
    """Pools bring their own cap: with other kinds beside them the caps differ, which other tests look at."""
    rows = month[1]
    return rows[0][0].cap_pct is not None or all(row[0].kind != "pool" for row in rows)


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**63))
def test_two_independent_reckonings_agree_to_the_penny(seed):
    """Whatever the kinds, factors, limits, earn-backs and shared incidents, both come to the same amount and doubt."""
    luck = Random(seed)
    for charge, rows in filter(one_cap, (a_month(luck) for _ in range(20))):
        agreed = Agreed(CONTRACT, credit_rules=tuple(row[0] for row in rows))
        results = {"2026-09": [row[1] for row in rows], "2026-08": [row[2] for row in rows]}
        results |= {month: [row[3][place] for row in rows] for place, month in enumerate(AFTER)}
        base = Money(charge, "GBP")
        seen = month_credits("2026-09", agreed, results=results, base=base, invoices=(), today=date(2026, 12, 1))
        assert (seen.owed and seen.owed.amount, seen.at_least) == second_reckoning(charge, rows)
