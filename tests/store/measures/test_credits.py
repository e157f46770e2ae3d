"""What a provider owes for a month, and where no amount may be named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, Firmness, Metric
from store.facts.common import Money, Result, Source, Status, Why
from store.facts.credit_rule import UnreadCredit
from store.measures.credits import MonthCredits, month_credits
from store.measures.results import LevelResult
from tests.store.measures.made_credits import (
    BASE,
    CONTRACT,
    P1_RESPONSE,
    RULE,
    bands,
    credit,
    invoice,
    level,
    missed,
    owed,
    rule,
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
    """Levels of a second provider are somebody else's debt."""
    met = LevelResult(level(), "2026-09", Result.MET, Decimal("99.95"))
    assert owed(met, missed("90", level(contract="MSA-2"))) == "0.00"


def test_a_credit_without_any_level_is_never_said_to_be_nothing():
    """The clause on credits was read and no level was: a miss could not have been seen."""
    seen = credit()
    assert seen.owed is None
    assert "no level that earns it was read" in seen.unknowns[0].what
    assert credit(rules=(rule("none"),)).owed is not None


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
