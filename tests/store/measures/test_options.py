"""What other terms would have cost is exact arithmetic on what was billed."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from store.facts.common import Money
from store.measures.options import credited, line_dropped, rate_changed, total


def pounds(*amounts):
    return {f"2026-{place:02d}": Money(Decimal(one), "GBP") for place, one in enumerate(amounts, 1)}


def test_every_month_is_rounded_as_an_invoice_would_be():
    """5 % on 10.10 is 0.505 a month, and an invoice has no half pennies."""
    option = rate_changed(pounds("10.10", "10.10"), Decimal(5))
    assert (option.key, option.cost.amount, option.difference.amount) == ("rate_up", Decimal("21.22"), Decimal("1.02"))
    assert rate_changed(pounds("10.10"), Decimal(-5)).key == "rate_down"


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=12), st.integers(1, 50))
def test_a_rate_up_costs_the_sum_of_the_months_in_pennies(pennies, per_cent):
    """Worked out in whole pennies, half a penny upwards, month by month."""
    paid = pounds(*(Decimal(one) / 100 for one in pennies))
    dearer = sum((one * (100 + per_cent) * 2 + 100) // 200 for one in pennies)
    assert rate_changed(paid, Decimal(per_cent)).cost.amount == Decimal(dearer) / 100


def test_a_line_can_be_dropped_but_not_the_whole_service():
    """What is left must still be a service; amounts in another currency are no part of it."""
    paid = pounds("100", "100")
    option = line_dropped(paid, "backup", pounds("30", "30"))
    assert (option.what, option.cost.amount, option.difference.amount) == ("backup", Decimal(140), Decimal(-60))
    assert line_dropped(paid, "everything", paid) is None
    assert line_dropped(paid, "nothing", {}) is None
    assert line_dropped(paid, "licences", {"2026-01": Money(Decimal(1), "EUR")}) is None
    assert line_dropped({}, "nothing paid", pounds("1")) is None


def test_credits_paid_in_full_are_set_against_what_was_received():
    """50 owed and 20 received: 30 more would have come back."""
    option = credited(pounds("100"), "as agreed", [Money(Decimal(50), "GBP")], Money(Decimal(20), "GBP"))
    assert (option.cost.amount, option.difference.amount) == (Decimal(50), Decimal(-30))
    assert credited(pounds("100"), "as agreed", [Money(Decimal(50), "EUR")], Money(Decimal(0), "EUR")) is None
    assert credited({}, "as agreed", [Money(Decimal(50), "GBP")], Money(Decimal(0), "GBP")) is None
    assert credited(pounds("100"), "as agreed", [], Money(Decimal(0), "GBP")) is None


def test_two_currencies_have_no_sum():
    """Pounds and euros are never added up."""
    assert total([Money(Decimal(1), "GBP"), Money(Decimal(1), "EUR")]) is None
    assert rate_changed({}, Decimal(5)) is None
