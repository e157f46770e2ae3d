"""What a provider owes for a month: each kind of credit, its multipliers and caps, and where no amount may be named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, ContractFacts, Firmness, Metric, ServiceHours, ServiceLevel
from store.facts.common import Money, Result, Source, Status, Why
from store.facts.credit_rule import CreditBand, CreditRule, UnreadCredit
from store.facts.happened import InvoiceLine
from store.measures.credits import MonthCredits, month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1))
LEVEL = ServiceLevel(1, "MSA-1", Metric.AVAILABILITY, Source("msa.docx", clause="Schedule 2, 3.1"))
RULE = CreditRule(1, "MSA-1", "flat", Source("msa.docx", clause="Schedule 2, 5.1"), value=Decimal(5), automatic=True)
BASE = Money(Decimal(18500), "GBP")
P1_RESPONSE = replace(LEVEL, id=2, metric=Metric.RESPONSE, priority=1, target_pct=Decimal(95))


def level(target="99.9", **changes):
    return replace(LEVEL, target_pct=Decimal(target), **changes)


def missed(actual, level=LEVEL, month="2026-09", **changes):
    return LevelResult(level, month, Result.MISSED, Decimal(actual), **changes)


def rule(kind="flat", **changes):
    return replace(RULE, kind=kind, **changes)


def bands(table, value_at=2):
    """Read "low high value" lines; a dash is no bound."""
    rows = [line.split() for line in table.strip().splitlines()]
    return tuple(CreditBand(number(low), number(high), Decimal(value)) for low, high, value in rows)


def number(text):
    return None if text == "-" else Decimal(text)


def credit(
    *results, rules=(RULE,), base=BASE, earlier=None, invoices=(), levels=(), today=date(2026, 10, 12), **contract
):
    agreed = Agreed(replace(CONTRACT, **contract), levels=levels, credit_rules=tuple(rules))
    by_month = {"2026-09": results, **(earlier or {"2026-08": (), "2026-07": ()})}
    return month_credits("2026-09", agreed, results=by_month, base=base, invoices=invoices, today=today)


def owed(*results, **given):
    amount = credit(*results, **given).owed
    return None if amount is None else str(amount.amount)


def invoice(net, *, month="2026-10", dated=date(2026, 10, 1), credit_for="2026-09", currency="GBP"):
    return InvoiceLine(
        "INV-7", dated, month, "x", Money(Decimal(net), currency), Source("i.csv", 2), credit_for=credit_for
    )


def test_the_worked_month_owes_the_cap_of_ten_per_cent_and_is_half_paid():
    """P1 first response missed twice running is 5 % x 2, availability 2 %: 12 % is capped at 10 % of 18,500."""
    p1 = missed("80.0000", P1_RESPONSE, n=4, of=5, missed=("HD-14",))
    rules = (
        rule(metric=Metric.RESPONSE, repeat_factor=Decimal(2), cap_pct=Decimal(10), automatic=False, claim_days=30),
        rule(
            "ladder",
            metric=Metric.AVAILABILITY,
            bands=bands("99.5 99.9 2"),
            cap_pct=Decimal(10),
            automatic=False,
            claim_days=30,
        ),
    )
    seen = credit(
        p1,
        missed("99.798", level()),
        rules=rules,
        earlier={"2026-08": (replace(p1, month="2026-08"),)},
        invoices=(invoice("-925"),),
    )
    assert [str(one.amount) for one in (seen.owed, seen.credited, seen.short)] == ["1850.00", "925.00", "925.00"]
    assert [(step.value, step.unit) for step in seen.steps] == [
        (Decimal(10), "%"),
        (Decimal(2), "%"),
        (Decimal(12), "%"),
        (Decimal(10), "%"),
        (Decimal("1850.00"), "GBP"),
    ]
    assert seen.steps[0].what == "P1 first response missed (4 of 5): 5 % for a miss, x 2 as the second period running"
    assert (seen.cap_applied, seen.claim_by, seen.claim_open, seen.unknowns) == (True, date(2026, 10, 30), True, ())
    assert not seen.at_least


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


def test_a_contract_in_which_no_credit_was_found_is_not_said_to_owe_nothing():
    """A clause that was not read may still give money back, so no amount is named."""
    seen = credit(missed("90"), rules=[])
    assert (seen.owed, seen.steps) == (None, ())
    assert [unknown.why for unknown in seen.unknowns] == [Why.NOT_IN_CONTRACT]


def test_a_cap_without_a_price_says_that_credits_are_promised_and_how_much_was_not_read():
    """A cap or a claim window shows that credits exist."""
    cap = Source("msa.docx", clause="3.3", quote="Service Credits in any month shall not exceed 10 %.")
    agreed = Agreed(CONTRACT, unpriced=(UnreadCredit(cap),))
    results = {"2026-09": [missed("90")]}
    seen = month_credits("2026-09", agreed, results=results, base=BASE, invoices=(), today=date(2026, 10, 12))
    assert seen.owed is None
    assert [(unknown.why, "3.3" in unknown.what) for unknown in seen.unknowns] == [(Why.UNPARSEABLE, True)]


@pytest.mark.parametrize(
    ("firmness", "reason"),
    [
        (Firmness.MUST, "nothing, the contract gives no credit for this"),
        (Firmness.TARGET, "nothing, because it is only a target"),
        (Firmness.EFFORTS, "nothing, because the contract promises only efforts"),
    ],
)
def test_a_miss_that_no_rule_covers_says_why_it_pays_nothing(firmness, reason):
    """Nothing is an answer, and it carries its reason."""
    seen = credit(missed("90", level(firmness=firmness)), rules=[rule(metric=Metric.RESPONSE, priority=1)])
    assert [step.what for step in seen.steps] == [f"Availability missed: {reason}"]
    assert (seen.owed, seen.short) == (Money(Decimal("0.00"), "GBP"), Money(Decimal("0.00"), "GBP"))


def test_a_mere_target_pays_only_where_the_credit_rule_names_it():
    """A general rule on "service levels" does not reach an aim; a rule on availability does."""
    aim = missed("90", level(firmness=Firmness.TARGET))
    assert owed(aim) == "0.00"
    assert owed(aim, rules=[rule(metric=Metric.AVAILABILITY)]) == "925.00"
    aimed = replace(aim, result=Result.CANNOT_TELL)
    assert credit(aimed).unknowns == ()


def test_met_and_empty_months_owe_nothing():
    """No miss, no credit; a month without tickets is no miss."""
    met = LevelResult(P1_RESPONSE, "2026-09", Result.MET, Decimal(100), 5, 5)
    empty = LevelResult(level(), "2026-09", Result.NO_DEMAND, why=Why.NO_DEMAND)
    seen = credit(met, empty)
    assert (seen.owed, seen.steps, seen.unknowns, seen.claim_open) == (Money(Decimal("0.00"), "GBP"), (), (), None)


def test_what_cannot_be_told_makes_the_rest_at_least():
    """One level paid 5 %, another could not be measured: at least 925."""
    untold = LevelResult(P1_RESPONSE, "2026-09", Result.CANNOT_TELL, why=Why.PROVIDER_DID_NOT_SUPPLY)
    seen = credit(missed("90", level()), untold, invoices=(invoice("-1"),))
    assert (str(seen.owed.amount), seen.at_least) == ("925.00", True)
    assert [one.why for one in seen.unknowns] == [Why.PROVIDER_DID_NOT_SUPPLY]
    capped = credit(missed("90", level()), untold, rules=[rule(cap_pct=Decimal(5))], invoices=(invoice("-1"),))
    assert (str(capped.owed.amount), capped.at_least, capped.cap_applied) == ("925.00", False, False)


def test_a_level_that_nobody_measured_is_listed_where_a_rule_covers_it():
    """An agreed level without a result is unknown, unless it pays nothing anyway or was not yet in force."""
    levels = (
        level(),
        replace(P1_RESPONSE, firmness=Firmness.TARGET),
        replace(P1_RESPONSE, id=7, priority=2, effective_from=date(2026, 10, 1)),
        replace(P1_RESPONSE, id=8, priority=3, window="quarter"),
    )
    seen = credit(levels=levels)
    assert [one.what for one in seen.unknowns] == ["whether availability was met, and so its credit"]
    assert seen.owed is None
    in_doubt = credit(levels=levels[:1], rules=[rule(status=Status.CONFLICT)])
    assert len(in_doubt.unknowns) == 1
    assert credit(levels=levels, rules=[]).unknowns == ()


@pytest.mark.parametrize("status", [Status.CONFLICT, Status.UNKNOWN])
def test_a_rule_or_a_level_in_doubt_gives_a_reason_and_no_amount(status):
    """Two readings of a cell are a question, never an amount."""
    read = ("5 % of the fee", "5 % of the invoice")
    seen = credit(missed("90", level()), rules=[rule(status=status, readings=read)])
    assert seen.owed is None
    assert seen.unknowns[0].what == "the credit for availability: 5 % of the fee; or 5 % of the invoice"
    seen = credit(missed("90", level(status=status)))
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.CONFLICT)


def test_the_closest_rule_applies_and_two_equally_close_ones_conflict():
    """A rule for P1 response goes before a rule for any level; two for the same level must agree."""
    general, close = rule(value=Decimal(1)), rule(metric=Metric.RESPONSE, priority=1, value=Decimal(2))
    late = missed("80", P1_RESPONSE)
    assert owed(late, rules=[general, close]) == "370.00"
    assert owed(late, rules=[general, replace(general, id=9)]) == "185.00"
    assert owed(late, rules=[general, replace(general, id=9, value=Decimal(3))]) is None
    elsewhere = [replace(general, service="email"), replace(general, priority=2), replace(general, metric=Metric.CSAT)]
    assert owed(late, rules=[*elsewhere, replace(general, kind="modifier")]) == "0.00"
    assert owed(missed("80", level(service="Email")), rules=[replace(general, service="email")]) == "185.00"


def test_a_rule_no_longer_or_not_yet_in_force_is_left_alone():
    """Only the rules of the month count."""
    old, new = rule(effective_to=date(2026, 8, 31)), rule(effective_from=date(2026, 10, 1))
    assert owed(missed("90", level()), rules=[old, new, rule(value=Decimal(1))]) == "185.00"


def test_another_contracts_results_do_not_pay_here():
    """Results carry their contract."""
    assert owed(missed("90", level(contract="MSA-2"))) == "0.00"


@pytest.mark.parametrize(
    ("august", "july", "expected", "why"),
    [
        (Result.MISSED, None, "1850.00", None),
        (Result.MET, Result.MISSED, "925.00", None),
        (Result.CANNOT_TELL, None, "925.00", Why.NOT_UPLOADED),
        (Result.NO_DEMAND, Result.MISSED, "925.00", Why.CONFLICT),
        (Result.NO_DEMAND, Result.MET, "925.00", None),
        (None, None, "925.00", Why.NOT_UPLOADED),
        (Result.NO_DEMAND, None, "925.00", Why.NOT_UPLOADED),
    ],
)
def test_a_repeat_needs_a_miss_in_the_period_before(august, july, expected, why):
    """Unknown months and months without demand never double a credit; they are listed."""
    earlier = {
        month: (LevelResult(level(), month, result),)
        for month, result in (("2026-08", august), ("2026-07", july))
        if result
    }
    rules = [rule(repeat_factor=Decimal(2))]
    seen = credit(missed("90", level()), rules=rules, earlier=earlier or {"2026-08": ()}, invoices=(invoice("-1"),))
    assert str(seen.owed.amount) == expected
    assert [one.why for one in seen.unknowns] == ([why] if why else [])


def test_nothing_can_be_a_repeat_before_the_service_began_or_the_level_was_promised():
    """The first month of service, and a level that the month before did not know."""
    rules = [rule(repeat_factor=Decimal(2))]
    first = credit(missed("90", level()), rules=rules, service_start=date(2026, 9, 1))
    new = credit(missed("90", level()), rules=rules, earlier={"2026-08": (missed("90", P1_RESPONSE),)})
    empty = LevelResult(level(), "2026-08", Result.NO_DEMAND)
    later = credit(missed("90", level(effective_from=date(2026, 9, 1))), rules=rules)
    quiet = credit(missed("90", level()), rules=rules, earlier={"2026-08": (empty,)}, service_start=date(2026, 8, 20))
    for seen in (first, new, later, quiet):
        assert (str(seen.owed.amount), seen.at_least) == ("925.00", False)


def test_a_quarterly_level_repeats_from_quarter_to_quarter():
    """The period before September's quarter ended in June."""
    quarterly = level(window="quarter")
    june = {"2026-06": (missed("90", quarterly, "2026-06"),)}
    seen = credit(
        replace(missed("90", quarterly), month="September 2026"),
        rules=[rule(repeat_factor=Decimal(2))],
        earlier=june,
        service_start=None,
    )
    assert str(seen.owed.amount) == "1850.00"


def test_without_the_charge_the_percentages_stand_alone():
    """No invoice and no charge: 5 % is owed of an amount that somebody must supply."""
    seen = credit(missed("90", level()), base=None)
    assert (seen.owed, seen.short, seen.per_cent, seen.unknowns[0].why) == (None, None, 5, Why.NOT_UPLOADED)
    capped = credit(missed("90", level()), rules=[rule(cap_pct=Decimal(4))], base=None)
    assert (capped.cap_applied, capped.steps[-1].value) == (True, 4)
    at_cap = credit(missed("90", level()), rules=[rule(cap_pct=Decimal(5))], base=None)
    assert (at_cap.cap_applied, at_cap.owed) == (False, None)
    below = credit(missed("90", level()), rules=[rule(cap_pct=Decimal(6))], base=None)
    assert (below.cap_applied, below.owed) == (False, None)


def test_rules_with_different_caps_are_held_to_the_smallest_and_asked_about():
    """Two caps bite: at least the smaller is owed."""
    rules = [
        rule(metric=Metric.AVAILABILITY, cap_pct=Decimal(6)),
        rule(metric=Metric.RESPONSE, id=2, cap_pct=Decimal(8)),
    ]
    seen = credit(missed("90", level()), missed("80", P1_RESPONSE), rules=rules)
    assert (str(seen.owed.amount), seen.at_least, seen.cap_applied) == ("1110.00", True, True)
    assert seen.unknowns[0].what == "which cap applies: the smallest stated, 6 %, is used"


def test_a_share_of_something_else_than_the_bill_gives_no_amount():
    """5 % of the amount at risk can be worked out; 5 % of one service's charge needs that charge."""
    risk = rule(base="at_risk", at_risk_pct=Decimal(10))
    assert owed(missed("90", level()), rules=[risk]) == "92.50"
    seen = credit(missed("90", level()), rules=[rule(base="service_charge")])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.NOT_UPLOADED)


@pytest.mark.parametrize(
    "broken",
    [
        {"value": None},
        {"kind": "lottery"},
        {"kind": "pool"},
        {"kind": "per_point", "per": Decimal(0)},
        {"kind": "points", "value": None},
        {"base": "at_risk"},
    ],
)
def test_a_rule_with_a_figure_missing_is_unread_and_never_zero(broken):
    """What could not be read is not nothing."""
    seen = credit(missed("90", level()), rules=[replace(RULE, **broken)])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.UNPARSEABLE)


def test_a_miss_without_a_percentage_cannot_be_put_on_a_ladder():
    """The result is known, its figure is not."""
    seen = credit(replace(missed("90", level()), actual=None), rules=[rule("ladder", bands=bands("- 99 5"))])
    assert (seen.owed, seen.unknowns[0].why) == (None, Why.NOT_UPLOADED)


def test_a_yearly_cap_below_the_monthly_one_is_mentioned():
    """Twelve months at 20 % could pass a yearly 10 %; at 5 % they could not."""
    tight = credit(missed("90", level()), rules=[rule(cap_year_pct=Decimal(10), cap_pct=Decimal(20))])
    assert "whether the yearly cap of 10 % was already used up" in [one.what for one in tight.unknowns]
    loose = credit(
        missed("90", level()), rules=[rule(cap_year_pct=Decimal(10), cap_pct=Decimal(10))], invoices=(invoice("-1"),)
    )
    assert loose.unknowns == ()


def test_whether_it_was_paid_needs_an_invoice_that_came_after():
    """Without a later invoice nobody can say that the money is missing."""
    own_month = invoice("400", month="2026-09", dated=date(2026, 9, 1), credit_for=None)
    assert credit(missed("90", level()), invoices=(own_month,)).short is None
    later = invoice("400", credit_for=None)
    assert credit(missed("90", level()), invoices=(later,)).short == Money(Decimal("925.00"), "GBP")
    generous = credit(missed("90", level()), invoices=(invoice("-2000"),))
    assert generous.short == Money(Decimal("0.00"), "GBP")


@pytest.mark.parametrize("line", [invoice("925"), invoice("-925", currency="EUR")])
def test_a_strange_credit_line_is_asked_about_and_not_counted(line):
    """A credit that adds to the bill, or comes in another currency, is no credit yet."""
    seen = credit(missed("90", level()), invoices=(line,))
    assert (seen.credited.amount, seen.short.amount, seen.unknowns[-1].why) == (0, Decimal("925.00"), Why.CONFLICT)


def test_claims_are_found_by_working_days_where_the_opening_hours_are_known():
    """Seven working days after Wednesday 30 September is Friday 9 October."""
    hours = ServiceHours(weekly=tuple((day, 540, 1050) for day in range(5)))
    rules = [rule(automatic=None, claim_days=7, claim_business_days=True, claim_form="in writing")]
    seen = credit(missed("90", level()), rules=rules, hours=hours)
    assert (seen.claim_by, seen.claim_open, seen.automatic, seen.claim_form) == (
        date(2026, 10, 9),
        False,
        False,
        "in writing",
    )


def test_the_answer_is_a_plain_value():
    """A month's credits can be compared and stored."""
    assert isinstance(credit(), MonthCredits)


def test_a_ladder_that_could_not_be_read_is_no_ladder_that_gives_nothing():
    """One clause prices availability, another promises credits for late answers and was not read: the sum is not told."""
    unread = Source("msa.docx", clause="Schedule 3, 1", quote="a Service Credit by how far the result falls short")
    whole = Agreed(CONTRACT, credit_rules=(rule(metric=Metric.AVAILABILITY),), unpriced=(UnreadCredit(unread),))
    late = {"2026-09": (missed("80.00", P1_RESPONSE),), "2026-08": (), "2026-07": ()}
    told = month_credits("2026-09", whole, results=late, base=BASE, invoices=(), today=date(2026, 10, 12))
    assert told.owed is None or told.at_least
    assert any("Schedule 3, 1" in unknown.what for unknown in told.unknowns)


def test_a_clause_in_doubt_is_no_reason_to_say_that_a_miss_earns_nothing():
    """A clause on any level that can be read two ways may be about late answers too."""
    told = credit(missed("80.00", P1_RESPONSE), rules=(replace(RULE, status=Status.CONFLICT),))
    assert told.owed is None or told.at_least
    assert not any("gives no credit" in step.what for step in told.steps)


def test_a_level_without_a_credit_does_not_hold_up_the_others():
    """Availability is priced in a clause in doubt, P2 answers in one not read: P1 pays, P3 earns nothing, and both are said."""
    p2, p3 = (replace(P1_RESPONSE, id=10 + number, priority=number) for number in (2, 3))
    rules = (
        rule(metric=Metric.RESPONSE, priority=1),
        replace(rule(metric=Metric.AVAILABILITY), id=2, status=Status.CONFLICT),
    )
    unread = UnreadCredit(Source("msa.docx", clause="3.4"), metric=Metric.RESPONSE, priority=2, service=None)
    agreed = Agreed(CONTRACT, credit_rules=rules, unpriced=(unread, UnreadCredit(unread.source, service="Email")))

    def september(*late):
        by_month = {"2026-09": late, "2026-08": (), "2026-07": ()}
        return month_credits("2026-09", agreed, results=by_month, base=BASE, invoices=(), today=date(2026, 10, 12))

    sure = september(missed("80", P1_RESPONSE), missed("70", p3))
    assert (str(sure.owed.amount), sure.at_least) == ("925.00", False)
    assert "P3 first response missed: nothing, the contract gives no credit for this" in [
        one.what for one in sure.steps
    ]
    more = september(missed("80", P1_RESPONSE), missed("70", p2))
    assert (str(more.owed.amount), more.at_least, "3.4" in more.unknowns[0].what) == ("925.00", True, True)
    assert september(missed("80", P1_RESPONSE), missed("99", level())).at_least
