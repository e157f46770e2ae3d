"""Credits by shortfall and by downtime, months of too few tickets, and levels that give none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, ContractFacts, Metric, ServiceLevel
from store.facts.common import Money, Result, Source
from store.facts.credit_rule import CreditBand, CreditRule
from store.measures.credits import MonthCredits, month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1))
P1 = ServiceLevel(
    1, "MSA-1", Metric.RESPONSE, Source("msa.docx", clause="Schedule 2, 3"), priority=1, target_pct=Decimal(95)
)
P1_FIX = replace(P1, id=2, metric=Metric.RESOLUTION)
UP = replace(P1, id=3, metric=Metric.AVAILABILITY, priority=None, target_pct=Decimal("99.9"))
PATCHING = replace(P1, id=4, metric=Metric.PATCHING, priority=None, source=Source("msa.docx", clause="5.1"))
FLAT = CreditRule(1, "MSA-1", "flat", Source("msa.docx", clause="Schedule 3, 1"), value=Decimal(5), automatic=True)
STEPS = (
    CreditBand(None, Decimal(5), Decimal(2)),
    CreditBand(Decimal(5), Decimal(10), Decimal(4), low_included=False),
    CreditBand(Decimal(10), None, Decimal(7), low_included=False),
)


def missed(level: ServiceLevel, actual: str, **changes: object) -> LevelResult:
    """One level missed in September."""
    return LevelResult(level, "2026-09", Result.MISSED, Decimal(actual), **changes)  # type: ignore[arg-type]


def month(*results: LevelResult, rules: tuple[CreditRule, ...]) -> MonthCredits:
    """September's credits of a charge of 1,000 pounds."""
    agreed = Agreed(CONTRACT, credit_rules=rules)
    by_month = {"2026-08": [], "2026-09": list(results)}
    return month_credits(
        "2026-09", agreed, results=by_month, base=Money(Decimal(1000), "GBP"), invoices=(), today=date(2026, 10, 5)
    )


def owed(*results: LevelResult, rules: tuple[CreditRule, ...]) -> str | None:
    """What September comes to."""
    amount = month(*results, rules=rules).owed
    return str(amount.amount) if amount else None


@pytest.mark.parametrize(
    ("n", "of", "paid"), [(18, 20, "20.00"), (17, 20, "40.00"), (8, 10, "70.00"), (94, 100, "20.00")]
)
def test_a_rung_is_chosen_by_how_far_the_result_falls_short(n, of, paid):
    """90 % is five points below 95 %, and five is still in the first rung; 85 % is ten, in the second."""
    rule = replace(FLAT, kind="ladder", value=None, bands=STEPS, bands_of="shortfall")
    assert owed(missed(P1, str(Decimal(100) * n / of), n=n, of=of), rules=(rule,)) == paid


def test_points_by_shortfall_say_the_points_below_the_level():
    """The steps show the shortfall, not the result."""
    rule = replace(
        FLAT, kind="points", value=None, bands=STEPS, bands_of="shortfall", points_to_pct=((Decimal(2), Decimal(3)),)
    )
    seen = month(missed(P1, "92", n=23, of=25), rules=(rule,))
    assert (
        seen.steps[0].what
        == "P1 first response missed (23 of 25): 3 points below the level falls in the band 0-5 points: 2 points"
    )
    assert str(seen.owed.amount) == "30.00"


def test_a_shortfall_beyond_the_last_rung_or_in_two_is_asked_about():
    """Eleven points below are in no rung of a table that ends at ten."""
    rule = replace(FLAT, kind="ladder", value=None, bands=STEPS[:2], bands_of="shortfall")
    seen = month(missed(P1, "84", n=21, of=25), rules=(rule,))
    assert (seen.owed, seen.unknowns[0].what) == (
        None,
        "the credit for P1 first response: 11 points below the level falls in no band of the contract's table",
    )
    open_ended = replace(rule, bands=STEPS)
    assert "over 10 points" in month(missed(P1, "80", n=4, of=5), rules=(open_ended,)).steps[0].what


def test_full_spans_of_downtime_are_paid_and_a_part_is_not():
    """89 minutes hold two full half hours."""
    rule = replace(FLAT, kind="per_span", value=Decimal("2.5"), per=Decimal(30))
    assert owed(missed(UP, "99.79", down_s=89 * 60), rules=(rule,)) == "50.00"
    assert owed(missed(UP, "99.79"), rules=(rule,)) is None
    assert owed(missed(UP, "99.79", down_s=89 * 60), rules=(replace(rule, per=Decimal(0)),)) is None


def test_a_level_that_gives_no_credit_pays_nothing_and_says_so():
    """Late support gives none; the rule on availability is not asked."""
    rules = (
        replace(FLAT, kind="none", value=None, metric=Metric.RESPONSE),
        replace(FLAT, id=2, metric=Metric.AVAILABILITY),
    )
    seen = month(missed(P1, "80", n=4, of=5), rules=rules)
    assert (str(seen.owed.amount), seen.steps[0].what) == (
        "0.00",
        "P1 first response missed (4 of 5): nothing, the contract gives no credit for this",
    )
    assert not month(LevelResult(P1, "2026-09", Result.CANNOT_TELL), rules=rules[:1]).unknowns


@pytest.mark.parametrize(
    ("tickets", "fixes", "waiting", "paid"),
    [(5, 6, 0, "50.00"), (4, 3, 0, "0.00"), (4, 5, 0, None), (4, 4, 1, None)],
)
def test_no_credit_is_due_for_a_level_of_too_few_tickets(tickets, fixes, waiting, paid):
    """Fewer than five of a priority pay nothing; where answered and fixed ones lie on both sides it is asked."""
    rule = replace(FLAT, least_tickets=5, metric=Metric.RESPONSE)
    fix = LevelResult(P1_FIX, "2026-09", Result.MET, Decimal(100), n=fixes, of=fixes, pending=waiting)
    assert owed(missed(P1, "75", n=tickets - 1, of=tickets), fix, rules=(rule,)) == paid


def test_a_rule_on_few_tickets_leaves_availability_alone():
    """Availability has no tickets to be too few."""
    assert owed(missed(UP, "99.5"), rules=(replace(FLAT, least_tickets=5),)) == "50.00"


def test_a_rule_on_service_levels_covers_those_of_its_schedule_only():
    """Patching is promised under Security and is no Service Level of Schedule 2."""
    rule = replace(FLAT, within="Schedule 2")
    assert owed(missed(P1, "80", n=4, of=5), missed(PATCHING, "91"), rules=(rule,)) == "50.00"
