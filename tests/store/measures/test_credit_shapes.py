"""Each kind of credit: ladders, points, pools, shares, late tickets, and one credit for one incident."""

from dataclasses import replace
from decimal import Decimal

import pytest

from store.facts.agreed import Metric
from store.facts.common import Money, Result, Why
from store.measures.results import LevelResult
from tests.store.measures.made_credits import (
    P1_RESPONSE,
    bands,
    credit,
    level,
    missed,
    owed,
    rule,
)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("99.02", "925.00"), ("98.5", "1850.00"), ("98.95", None), ("97.0", None)],
)
def test_a_ladder_pays_by_its_bands_and_a_hole_in_it_pays_nothing_we_can_name(actual, expected):
    """99.0 to 99.9 gives 5 %, 98.0 to 98.9 gives 10 %; 98.95 stands in no band, so the question goes to a person."""
    ladder = rule("ladder", bands=bands("99.0 99.9 5\n98.0 98.9 10"))
    assert owed(missed(actual, level()), rules=[ladder]) == expected


def test_a_hole_in_the_ladder_is_reported_with_the_figure_that_fell_through():
    """The reason is a conflict, and it names the percentage."""
    seen = credit(missed("98.95", level()), rules=[rule("ladder", bands=bands("99.0 99.9 5\n98.0 98.9 10"))])
    assert [(one.why, one.what) for one in seen.unknowns] == [
        (Why.CONFLICT, "the credit for availability: 98.95 % falls in no band of the contract's table")
    ]
    assert seen.at_least
    assert seen.short is None


def test_the_contracts_rounding_closes_the_hole():
    """Rounded to one decimal place before the bands are read, 98.95 is 99.0."""
    ladder = rule("ladder", bands=bands("99.0 99.9 5\n98.0 98.9 10"), round_dp=1)
    assert owed(missed("98.95", level()), rules=[ladder]) == "925.00"


def test_a_figure_on_the_edge_of_two_bands_is_asked_about():
    """99.0 stands in both bands, and they pay differently."""
    edges = bands("99.0 99.9 5\n98.0 99.0 10")
    assert owed(missed("99.0", level()), rules=[rule("ladder", bands=edges)]) is None
    open_edge = (edges[0], replace(edges[1], high_included=False))
    assert owed(missed("99.0", level()), rules=[rule("ladder", bands=open_edge)]) == "925.00"
    half_open = (replace(edges[0], low_included=False), edges[1])
    assert owed(missed("99.0", level()), rules=[rule("ladder", bands=half_open)]) == "1850.00"


@pytest.mark.parametrize(("actual", "expected"), [("98.01", "0.00"), ("98.0", "925.00"), ("96.3", "1850.00")])
def test_a_credit_per_point_counts_full_points_only(actual, expected):
    """5 % for each full point below 99 %."""
    assert owed(missed(actual, level("99")), rules=[rule("per_point")]) == expected


def test_a_point_is_judged_on_the_counts_and_not_on_four_decimals():
    """98.00004 % shows as 98.0000 %, but it is not a full point below 99."""
    near = missed("98.0000", level("99"), n=2450001, of=2500000)
    assert owed(near, rules=[rule("per_point")]) == "0.00"
    assert owed(replace(near, n=5, of=6), rules=[rule("per_point")]) == "925.00"


def test_points_below_a_level_that_the_rule_itself_states():
    """The target is 99.9 but the clause counts full points below 99."""
    own = rule("per_point", bands=bands("- 99 0"))
    assert owed(missed("98.5", level()), rules=[own]) == "0.00"
    assert owed(missed("98.5", level()), rules=[rule("per_point", bands=bands("- 99 0\n- 90 1"))]) is None


@pytest.mark.parametrize(
    ("before", "now", "points"),
    [(None, "96.5", 3), ("96.5", "98.5", 2), ("98.5", "96.5", 6)],
)
def test_points_double_when_the_same_level_is_missed_again(before, now, points):
    """The model contract's own example: 3, then 1 x 2, then 3 x 2."""
    table = bands("98.0 98.9 1\n97.0 97.9 2\n96.0 96.9 3\n- 95.9 4")
    points_rule = rule(
        "points", bands=table, round_dp=1, repeat_factor=Decimal(2), points_to_pct=((Decimal(1), Decimal(1)),)
    )
    august = (
        LevelResult(level("99"), "2026-08", Result.MET) if before is None else missed(before, level("99"), "2026-08")
    )
    seen = credit(missed(now, level("99")), rules=[points_rule], earlier={"2026-08": (august,)})
    assert (seen.steps[0].value, seen.steps[0].unit) == (points, "points")
    assert seen.steps[0].rests_on == (seen.steps[0].source, *seen.steps[0].also)


@pytest.mark.parametrize(("points", "per_cent"), [("9", "0"), ("10", "2"), ("17", "4"), ("19.5", "4"), ("30", "10")])
def test_seventeen_points_fall_into_the_step_from_fifteen(points, per_cent):
    """10 points give 2 %, 15 give 4, 20 give 6, 25 give 8, 30 and over give 10."""
    steps = tuple(
        (Decimal(a), Decimal(b)) for a, b in (("10", "2"), ("15", "4"), ("20", "6"), ("25", "8"), ("30", "10"))
    )
    seen = credit(missed("90", level()), rules=[rule("points", value=Decimal(points), points_to_pct=steps)])
    assert seen.per_cent == Decimal(per_cent)


def test_points_nobody_priced_are_points_without_an_amount():
    """A contract that counts points but does not say what they cost gives no amount."""
    seen = credit(missed("90", level()), rules=[rule("points", value=Decimal(3))])
    assert (seen.owed, seen.steps[-1].value, seen.unknowns[0].why) == (None, 3, Why.NOT_IN_CONTRACT)


def test_two_tables_of_points_are_a_conflict():
    """Two levels earn points under different tables, and nobody says which one the sum meets."""
    one, two = ((Decimal(1), Decimal(1)),), ((Decimal(1), Decimal(2)),)
    rules = [
        rule("points", metric=Metric.AVAILABILITY, value=Decimal(3), points_to_pct=one),
        rule("points", metric=Metric.RESPONSE, id=2, value=Decimal(3), points_to_pct=two),
    ]
    seen = credit(missed("90", level()), missed("80", P1_RESPONSE), rules=rules)
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.CONFLICT)


def test_the_pool_of_an_outsourcing_contract():
    """Pool 50 % x share 40 % x 10 % at risk of 100,000 is 2,000, and no more than the amount at risk in all."""
    pool = rule("pool", pool_pct=Decimal(50), allocation_pct=Decimal(40), at_risk_pct=Decimal(10))
    base = Money(Decimal(100000), "USD")
    assert owed(missed("90", level()), rules=[pool], base=base) == "2000.00"
    greedy = replace(pool, pool_pct=Decimal(500))
    assert owed(missed("90", level()), missed("90", P1_RESPONSE), rules=[greedy], base=base) == "10000.00"


def test_pro_rata_pays_the_shortfall_itself_or_a_multiple_of_it():
    """98 reached to 75 of the charge: 23 %; ten times the shortfall in another clause."""
    assert owed(missed("75", level("98")), rules=[rule("prorata", value=None)]) == "4255.00"
    assert owed(missed("99.4", level()), rules=[rule("prorata", value=Decimal(10))]) == "925.00"


def test_an_exact_half_penny_goes_up_and_only_at_the_end():
    """Two thirds of tickets on time, 23 1/3 points short, of a charge that makes it end in half a penny."""
    two_of_three = missed("66.6667", level("90"), n=2, of=3)
    charge = Money(Decimal("30.15"), "GBP")
    assert owed(two_of_three, rules=[rule("prorata", value=None)], base=charge) == "7.04"


def test_a_credit_for_each_late_ticket():
    """50 pounds for every ticket answered late, or 1 % of the charge for each."""
    late = missed("90", P1_RESPONSE, missed=("A", "B", "C"))
    assert owed(late, rules=[rule("per_event", value=Decimal(50), currency="GBP")], base=None) == "150.00"
    assert owed(late, rules=[rule("per_event", value=Decimal(1))]) == "555.00"
    assert owed(replace(late, missed=()), rules=[rule("per_event")]) is None


def test_late_tickets_in_a_month_that_met_its_share_are_asked_about():
    """19 of 20 meets 95 %: whether the one late ticket still pays is for the contract to say."""
    met = LevelResult(P1_RESPONSE, "2026-09", Result.MET, Decimal(95), 19, 20, missed=("A",))
    seen = credit(met, rules=[rule("per_event", value=Decimal(50), currency="GBP")])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.CONFLICT)
    assert owed(met) == owed(met, rules=[]) == "0.00"


def test_an_amount_in_another_currency_is_not_added():
    """A rule in dollars beside a charge in pounds is a question."""
    late = missed("90", P1_RESPONSE, missed=("A",))
    seen = credit(late, rules=[rule("per_event", value=Decimal(50), currency="USD")])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.CONFLICT)


def test_a_rule_that_names_a_currency_pays_amounts():
    """500 pounds for a miss, for each full point, or by a ladder of amounts; a share of the charge has no currency."""
    for kind in (rule(currency="GBP"), rule("ladder", bands=bands("- 99 500"), currency="GBP")):
        assert owed(missed("90", level()), rules=[replace(kind, value=Decimal(500))], base=None) == "500.00"
    assert owed(missed("97", level("99")), rules=[rule("per_point", value=Decimal(500), currency="GBP")]) == "1000.00"
    seen = credit(missed("97", level("99")), rules=[rule("prorata", currency="GBP")])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.CONFLICT)


def test_one_incident_earns_one_credit_the_larger():
    """The same P1 was answered late and fixed late; the clause allows one credit for an incident."""
    fix = replace(P1_RESPONSE, id=3, metric=Metric.RESOLUTION)
    rules = [
        rule(metric=Metric.RESPONSE, value=Decimal(2), one_per_incident=True),
        rule(metric=Metric.RESOLUTION, value=Decimal(3), one_per_incident=True),
    ]
    late = missed("80", P1_RESPONSE, missed=("HD-1",))
    assert owed(late, missed("80", fix, missed=("HD-1",)), rules=rules) == "555.00"
    assert owed(late, missed("80", fix, missed=("HD-2",)), rules=rules) == "925.00"
    assert credit(late, missed("80", fix, missed=("HD-1",)), rules=rules, base=None).per_cent == 3


def test_credits_of_a_month_that_share_some_incidents_are_asked_about():
    """Two monthly credits share one of three incidents: the larger is sure, the smaller is for the clause to say."""
    fix = replace(P1_RESPONSE, id=3, metric=Metric.RESOLUTION)
    rules = [rule(metric=Metric.RESPONSE, value=Decimal(2), one_per_incident=True)]
    rules += [rule(metric=Metric.RESOLUTION, value=Decimal(3), one_per_incident=True)]
    seen = credit(missed("80", P1_RESPONSE, missed=("A", "B")), missed("80", fix, missed=("B", "C")), rules=rules)
    assert (str(seen.owed.amount), seen.at_least, seen.unknowns[0].why) == ("555.00", True, Why.CONFLICT)


def test_one_incident_earns_one_amount_where_each_event_pays():
    """Of three late tickets two already earned the larger credit."""
    fix = replace(P1_RESPONSE, id=3, metric=Metric.RESOLUTION)
    rules = [
        rule("per_event", metric=Metric.RESPONSE, value=Decimal(10), currency="GBP", one_per_incident=True),
        rule("per_event", metric=Metric.RESOLUTION, value=Decimal(30), currency="GBP", one_per_incident=True),
    ]
    seen = credit(missed("80", P1_RESPONSE, missed=("A", "B", "C")), missed("80", fix, missed=("A", "B")), rules=rules)
    assert seen.owed == Money(Decimal("70.00"), "GBP")
    assert seen.steps[0].what.endswith("not again for A, B: one credit for an incident")


def test_a_miss_without_a_percentage_cannot_be_put_on_a_ladder():
    """The result is known, its figure is not."""
    seen = credit(replace(missed("90", level()), actual=None), rules=[rule("ladder", bands=bands("- 99 5"))])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.NOT_UPLOADED)
