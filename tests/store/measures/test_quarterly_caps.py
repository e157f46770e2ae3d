"""A cap on a quarter's credits: "shall not exceed 12 % of the Monthly Charges for that Quarter"."""

from dataclasses import replace
from decimal import Decimal

import pytest

from store.facts.common import Money, Source, Why
from store.facts.credit_rule import CreditRule
from store.measures.credits import MonthCredits
from store.measures.quarterly_caps import quarter_of, quarter_rule, within_quarter

RULE = CreditRule(1, "MSA-1", "flat", Source("msa.docx", clause="3.3"), cap_quarter_pct=Decimal(12))


def pounds(amount):
    return Money(Decimal(amount), "GBP")


CHARGES = (pounds(6400), pounds(6400), pounds(6400))


def month(amount, **changes):
    """A month that came to so much, of which 100 was paid."""
    owed = None if amount is None else pounds(amount)
    short = None if amount is None else pounds(amount - 100)
    return replace(MonthCredits("2026-09", "MSA-1", owed, pounds(100), short=short), **changes)


def after(seen, *earlier, charges=CHARGES):
    return within_quarter(seen, RULE, [month(amount) for amount in earlier], charges)


@pytest.mark.parametrize(
    ("months", "quarter"),
    [
        (("2026-07", "2026-08", "2026-09"), ("2026-07", "2026-08", "2026-09")),
        (("2026-12",), ("2026-10", "2026-11", "2026-12")),
    ],
)
def test_a_quarter_is_three_months_of_the_calendar(months, quarter):
    """July to September, October to December."""
    assert {quarter_of(one) for one in months} == {quarter}


def test_the_lowest_cap_of_the_rules_holds():
    """And a contract without one has none."""
    assert quarter_rule([RULE, replace(RULE, cap_quarter_pct=Decimal(10))]).cap_quarter_pct == 10
    assert quarter_rule([replace(RULE, cap_quarter_pct=None)]) is None


def test_the_last_month_gets_what_the_months_before_it_left():
    """12 % of three times 6,400 is 2,304; 512 and 448 are gone, so that of 1,920 there are 1,344 due."""
    seen = after(month(1920), 512, 448)
    assert (seen.owed, seen.short, seen.cap_applied) == (pounds("1344.00"), pounds("1244.00"), True)
    assert (seen.steps[-1].value, seen.steps[-1].clause) == (Decimal("1344.00"), "3.3")
    assert after(month(500), 2000, 500).owed == pounds("0.00")
    assert after(month(1920, short=None), 512, 448).short is None


def test_room_within_the_charges_so_far_is_room():
    """Of a quarter that still runs two charges are known: 12 % of them is 1,536, and 1,216 stays below it."""
    seen = month(1216)
    assert after(seen, charges=(pounds(6400), pounds(6400), None)) == seen


@pytest.mark.parametrize("amount", [None, 0])
def test_nothing_owed_or_nothing_known_stays_as_it_is(amount):
    """There is nothing to cut."""
    assert after(month(amount), 2000) == month(amount)


@pytest.mark.parametrize(
    ("seen", "earlier", "charges"),
    [
        (month(600), (None,), CHARGES),
        (month(600, at_least=True), (), CHARGES),
        (month(900), (), (pounds(6400), None, None)),
    ],
)
def test_what_cannot_be_told_is_a_doubt_beside_the_amount(seen, earlier, charges):
    """An earlier month, this month's whole, or a charge of the quarter is not known."""
    told = after(seen, *earlier, charges=charges)
    assert (told.owed, told.cap_applied) == (seen.owed, False)
    assert [one.why for one in told.unknowns] == [Why.NOT_UPLOADED]
