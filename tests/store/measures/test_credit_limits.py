"""Limits in money, the least credit, the largest only, earning back, and what each plan pays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, ContractFacts, Metric, ServiceLevel
from store.facts.common import Money, Result, Source
from store.facts.credit_rule import CreditRule
from store.measures.credits import MonthCredits, month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1))
LEVEL = ServiceLevel(1, "MSA-1", Metric.AVAILABILITY, Source("msa.docx", clause="Schedule 2, 3.1"))
RULE = CreditRule(1, "MSA-1", "flat", Source("msa.docx", clause="Schedule 2, 5.1"), value=Decimal(5), automatic=True)
BASE = Money(Decimal(18500), "GBP")
UP = replace(LEVEL, target_pct=Decimal("99.9"))
P1 = replace(LEVEL, id=2, metric=Metric.RESPONSE, priority=1, target_pct=Decimal(95))
CAP = Source("msa.docx", clause="Schedule 2, 6.2")


def rule(**changes: object) -> CreditRule:
    """Five per cent a miss, limits in pounds."""
    return replace(RULE, **({"limit_currency": "GBP"} | changes))


def miss(level: ServiceLevel = UP, month: str = "2026-09", **changes: object) -> LevelResult:
    """One missed month."""
    return LevelResult(level, month, Result.MISSED, Decimal("99.5"), **changes)  # type: ignore[arg-type]


def met(level: ServiceLevel = UP, month: str = "2026-10", actual: str = "99.95") -> LevelResult:
    """One month that kept the level."""
    return LevelResult(level, month, Result.MET, Decimal(actual))


def month(*results: LevelResult, rules: tuple[CreditRule, ...], base: Money | None = BASE) -> MonthCredits:
    """September's credits, with whatever other months are among the results."""
    by_month: dict[str, list[LevelResult]] = {"2026-08": []}
    for one in results:
        by_month.setdefault(one.month, []).append(one)
    agreed = Agreed(CONTRACT, credit_rules=rules)
    return month_credits("2026-09", agreed, results=by_month, base=base, invoices=(), today=date(2026, 12, 1))


def owed(*results: LevelResult, rules: tuple[CreditRule, ...], base: Money | None = BASE) -> str | None:
    """The amount alone."""
    amount = month(*results, rules=rules, base=base).owed
    return str(amount.amount) if amount else None


def test_a_cap_in_money_cuts_the_month_and_is_cited_by_its_own_clause():
    """Five per cent of 18,500 is 925; the contract stops at 500."""
    seen = month(miss(), rules=(rule(cap_amount=Decimal(500), also=(("cap_amount", CAP),)),))
    assert (str(seen.owed.amount), seen.cap_applied) == ("500.00", True)  # type: ignore[union-attr]
    assert [step.clause for step in seen.steps if "cap" in step.what] == ["Schedule 2, 6.2"]
    assert seen.owed_per_cent == Decimal("2.702702703")


def test_the_lower_of_two_limits_holds():
    """Ten per cent is 1,850; with 500 pounds beside it, 500; two per cent is 370 and lower still."""
    assert owed(miss(), rules=(rule(value=Decimal(20), cap_pct=Decimal(10), cap_amount=Decimal(500)),)) == "500.00"
    assert owed(miss(), rules=(rule(cap_pct=Decimal(2), cap_amount=Decimal(500)),)) == "370.00"
    capped = month(miss(), rules=(rule(cap_pct=Decimal(2), cap_amount=Decimal(500)),))
    assert "2 % and GBP 500" in " ".join(step.what for step in capped.steps)


def test_amounts_in_money_need_no_charge_to_be_capped():
    """Two failures at 250 each, at most 400 a month, with no invoice at all."""
    paid = rule(kind="per_event", value=Decimal(250), currency="GBP", cap_amount=Decimal(400))
    assert owed(miss(P1, missed=("A", "B")), rules=(paid,), base=None) == "400.00"
    assert owed(miss(P1, missed=("A",)), rules=(paid,), base=None) == "250.00"


def test_a_share_with_a_cap_in_money_cannot_be_told_without_the_charge():
    """Five per cent of what? The cap may or may not bite."""
    assert owed(miss(), rules=(rule(cap_amount=Decimal(400)),), base=None) is None


def test_a_limit_in_another_currency_is_never_converted():
    """A cap of 500 dollars on credits in pounds."""
    seen = month(miss(), rules=(rule(cap_amount=Decimal(500), limit_currency="USD"),))
    assert seen.owed is None
    assert "USD" in seen.unknowns[0].what


def test_a_credit_is_raised_to_the_minimum():
    """0.1 % of 18,500 is 18.50, raised to 25."""
    assert owed(miss(), rules=(rule(value=Decimal("0.1"), minimum_amount=Decimal(25)),)) == "25.00"
    assert owed(miss(), rules=(rule(minimum_amount=Decimal(25)),)) == "925.00"


def test_whether_the_minimum_holds_for_each_of_several_credits_is_asked():
    """Two credits of 18.50 come to 37 in all: at least that, and perhaps 50."""
    both = rule(value=Decimal("0.1"), minimum_amount=Decimal(25))
    seen = month(miss(), miss(P1), rules=(both,))
    assert (str(seen.owed.amount), seen.at_least) == ("37.00", True)  # type: ignore[union-attr]


def test_nothing_is_paid_below_the_threshold():
    """18.50 stays unpaid where credits under 25 are not."""
    seen = month(miss(), rules=(rule(value=Decimal("0.1"), threshold_amount=Decimal(25)),))
    assert str(seen.owed.amount) == "0.00"  # type: ignore[union-attr]
    assert "less than GBP 25 in all" in " ".join(step.what for step in seen.steps)


@pytest.mark.parametrize(("least", "amount"), [(Decimal(25), "943.50"), (Decimal(2000), None)])
def test_rules_that_differ_on_the_least_amount_are_asked(least, amount):
    """The lower reading is given, or none."""
    rules = (rule(metric=Metric.AVAILABILITY, threshold_amount=least), rule(id=2, value=Decimal("0.1"), priority=1))
    seen = month(miss(), miss(P1), rules=rules)
    assert (str(seen.owed.amount) if seen.owed else None, seen.at_least) == (amount, True)


def test_only_the_largest_credit_of_a_month_counts_where_the_contract_says_so():
    """Five per cent and two: five."""
    rules = (
        rule(metric=Metric.AVAILABILITY, highest_only=True),
        rule(id=2, value=Decimal(2), priority=1, highest_only=True),
    )
    assert owed(miss(), miss(P1), rules=rules) == "925.00"
    assert owed(miss(P1), rules=rules) == "370.00"


def test_largest_credits_that_cannot_be_compared_are_at_least_one_of_them():
    """Only one of the rules says so; or a share stands beside an amount and nobody knows the charge."""
    rules = (rule(metric=Metric.AVAILABILITY, highest_only=True), rule(id=2, value=Decimal(2), priority=1))
    seen = month(miss(), miss(P1), rules=rules)
    assert (str(seen.owed.amount), seen.at_least) == ("925.00", True)  # type: ignore[union-attr]
    mixed = (rules[0], rule(id=2, value=Decimal(80), currency="GBP", priority=1, highest_only=True))
    assert month(miss(), miss(P1), rules=mixed, base=None).at_least


def test_each_point_may_be_worth_so_much_of_the_charge_or_in_money():
    """Three points at half a per cent, or at 40 pounds."""
    assert owed(miss(), rules=(rule(kind="points", value=Decimal(3), point_pct=Decimal("0.5")),)) == "277.50"
    assert owed(miss(), rules=(rule(kind="points", value=Decimal(3), point_amount=Decimal(40)),)) == "120.00"


def test_points_that_nothing_turns_into_money_stay_points():
    """No table, no worth of a point, no charge: three points, and a question."""
    seen = month(miss(), rules=(rule(kind="points", value=Decimal(3)),), base=None)
    assert (seen.owed, seen.points, len(seen.unknowns)) == (None, Decimal(3), 1)


BACK = rule(earn_back_months=2)


@pytest.mark.parametrize(
    ("after", "amount", "pending"),
    [
        ((met(month="2026-10"), met(month="2026-11")), "0.00", False),
        ((met(month="2026-10"), miss(month="2026-11")), "925.00", False),
        ((met(month="2026-10"),), "925.00", True),
        ((met(month="2026-10"), LevelResult(UP, "2026-11", Result.NO_DEMAND)), "925.00", True),
    ],
)
def test_a_credit_is_earned_back_by_the_months_after_it(after, amount, pending):
    """Two good months return it, a miss keeps it, and months not over yet leave it open."""
    seen = month(miss(), *after, rules=(BACK,))
    assert str(seen.owed.amount) == amount  # type: ignore[union-attr]
    assert any("earned back by the end of November 2026" in one.what for one in seen.unknowns) is pending


def test_earning_back_may_ask_for_a_higher_level_or_for_all_levels():
    """99.99 % is asked for; and a P1 answered late in those months keeps the availability credit alive."""
    higher = rule(earn_back_months=1, earn_back_pct=Decimal("99.99"))
    assert owed(miss(), met(actual="99.95"), rules=(higher,)) == "925.00"
    assert owed(miss(), met(actual="99.99"), rules=(higher,)) == "0.00"
    unmeasured = LevelResult(UP, "2026-10", Result.MET)
    assert owed(miss(), unmeasured, rules=(higher,)) == "925.00"
    every = rule(earn_back_months=1, earn_back_all=True, metric=Metric.AVAILABILITY)
    assert owed(miss(), met(), miss(P1, "2026-10"), rules=(every,)) == "925.00"
    assert owed(miss(), met(), met(P1), rules=(every,)) == "0.00"


def test_a_smaller_credit_left_out_for_one_earned_back_is_asked_about():
    """The largest is returned; whether the second one then counts the clause does not say."""
    rules = (
        rule(metric=Metric.AVAILABILITY, highest_only=True, earn_back_months=1),
        rule(id=2, value=Decimal(2), priority=1, highest_only=True),
    )
    seen = month(miss(), miss(P1), met(), rules=rules)
    assert (seen.owed, seen.at_least) == (None, True)


GOLD, SILVER = rule(tier="gold", value=Decimal(10)), rule(id=2, tier="silver", value=Decimal(5))


def test_each_plan_pays_by_its_own_rule():
    """Gold ten per cent, silver five; a level of no plan cannot be valued, unless both pay the same."""
    assert owed(miss(replace(UP, tier="Gold")), rules=(GOLD, SILVER)) == "1850.00"
    assert owed(miss(replace(UP, tier="silver")), rules=(GOLD, SILVER)) == "925.00"
    unsure = month(miss(), rules=(GOLD, SILVER))
    assert unsure.owed is None
    assert "gold, silver" in unsure.unknowns[0].what
    assert owed(miss(), rules=(GOLD, replace(GOLD, id=2, tier="silver"))) == "1850.00"


def test_a_level_promised_on_two_plans_is_not_paid_twice():
    """Nobody said which of the two was bought; hours of the day are no plans."""
    gold, silver = replace(UP, tier="gold"), replace(UP, id=3, tier="silver")
    assert owed(miss(gold), miss(silver), rules=(GOLD, SILVER)) is None
    day, night = replace(P1, tier="in service hours"), replace(P1, id=3, tier="outside service hours")
    assert owed(miss(day), miss(night), rules=(RULE,)) == "1850.00"


def test_a_yearly_cap_in_money_may_already_be_used_up():
    """Five thousand a year is less than twelve months at 500."""
    asked = month(miss(), rules=(rule(cap_amount=Decimal(500), cap_year_amount=Decimal(5000)),)).unknowns
    assert any("yearly cap of GBP 5000" in one.what for one in asked)
    asked = month(miss(), rules=(rule(cap_amount=Decimal(500), cap_year_amount=Decimal(6000)),)).unknowns
    assert not any("yearly cap" in one.what for one in asked)


def test_a_claim_window_may_be_told_in_months():
    """Two months after September's end: the thirtieth of November."""
    seen = month(miss(), rules=(rule(automatic=False, claim_months=2),))
    assert seen.claim_by == date(2026, 11, 30)
    asked = month(miss(), rules=(rule(automatic=False, claim_months=1, claim_from="bill"),))
    assert any("1 months" in one.what or "1 month" in one.what for one in asked.unknowns)


@pytest.mark.parametrize(
    ("start", "months", "owed_then"),
    [
        (date(2026, 7, 1), 3, "0.00"),
        (date(2026, 6, 1), 3, "925.00"),
        (date(2026, 6, 15), 3, None),
        (None, 3, None),
    ],
)
def test_no_credit_is_due_in_the_first_months(start, months, owed_then):
    """From July, three months end with September; from June they ended before; half a month or no start is asked."""
    agreed = Agreed(replace(CONTRACT, service_start=start), credit_rules=(rule(no_credit_months=months),))
    seen = month_credits(
        "2026-09", agreed, results={"2026-09": [miss()]}, base=BASE, invoices=(), today=date(2026, 12, 1)
    )
    assert (str(seen.owed.amount) if seen.owed else None) == owed_then
    assert bool(seen.unknowns and "first 3 months" in seen.unknowns[0].what) == (owed_then is None)
