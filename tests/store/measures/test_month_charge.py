"""What a month's service credits are a share of: the whole recurring bill, or the one charge the contract names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, Charge, Metric
from store.facts.common import Money, Source
from store.facts.credit_rule import CreditRule
from store.facts.happened import InvoiceLine
from store.measures.month_charge import credit_base, recurring_charge
from tests.store.measures.made_scorecard import CONTRACT

BASE = Charge(
    1,
    "C-1",
    "monthly_fixed",
    Source("c", quote="The Monthly Charge is £3,000.00 and covers 60 users."),
    rate=Decimal(3000),
    currency="GBP",
    name="Monthly Charge",
)
USER = Charge(
    2, "C-1", "per_user", Source("c", quote="Each further user is charged at £40.00."), rate=Decimal(40), currency="GBP"
)
WAN = Charge(
    3,
    "C-1",
    "monthly_fixed",
    Source("c", quote="Network Tier means the firewalls, for £500.00 per month."),
    rate=Decimal(500),
    currency="GBP",
)
RULE = CreditRule(1, "C-1", "flat", Source("c"), metric=Metric.RESPONSE, value=Decimal(5), base_name="Monthly Charge")


FEE, USERS, NETWORK = (
    ("Monthly managed service charge", 3000, 1),
    ("Additional users", 160, 4),
    ("Network Tier", 500, 1),
)
PROJECT = ("Project: cabling", 700, 1)


def bill(*lines, credit_for=None):
    return [
        InvoiceLine(
            "I-1", date(2026, 10, 1), "2026-10", words, Money(Decimal(amount), "GBP"), Source("i.csv"),
            quantity=Decimal(count), unit_price=Decimal(amount) / count, credit_for=credit_for,
        )
        for words, amount, count in lines
    ]  # fmt: skip


def base(lines, charges=(BASE, USER, WAN), rules=(RULE,)):
    found = credit_base(lines, "2026-10", Agreed(CONTRACT, charges=charges, credit_rules=rules))
    return found.amount if found else None


def test_a_share_of_the_named_charge_leaves_further_users_and_other_services_out():
    """5 % of the Monthly Charge is 5 % of £3,000.00, whatever else stands on the bill."""
    assert base(bill(FEE, USERS, NETWORK, PROJECT)) == 3000


@pytest.mark.parametrize(
    ("charges", "rules"),
    [
        ((BASE, USER, WAN), (replace(RULE, base_name=""),)),
        ((BASE, USER, WAN), (RULE, replace(RULE, id=2, base_name=""))),
        ((replace(BASE, name=""), USER, WAN), (RULE,)),
    ],
)
def test_where_no_one_charge_is_named_the_whole_recurring_bill_counts(charges, rules):
    """Projects never do."""
    assert base(bill(FEE, USERS, NETWORK, PROJECT), charges, rules) == 3660


def test_rules_without_a_share_do_not_count_for_what_is_shared():
    """An amount of money for each event, and a level that gives no credit, name no charge."""
    event = replace(RULE, id=2, base_name="", currency="GBP")
    assert base(bill(FEE, USERS), rules=(RULE, event, replace(event, kind="none", currency=None))) == 3000


def test_a_price_of_the_same_sentence_is_a_part_of_the_named_charge():
    """The words "£3,000.00, and £40.00 for each further user" are one charge."""
    assert base(bill(FEE, USERS), (BASE, replace(USER, source=BASE.source), WAN)) == 3160


def test_a_line_that_nobody_can_place_stays_in():
    """Only what is surely another charge is left out."""
    assert base(bill(FEE, ("Something new", 100, 1))) == 3100


def test_a_month_without_lines_has_no_charge():
    """Credits are no charge either."""
    assert base(bill(("Service credit", -50, 1), credit_for="2026-09")) is None
    assert recurring_charge([], "2026-10", ()) is None
