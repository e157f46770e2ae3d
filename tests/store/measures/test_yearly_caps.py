"""A cap on a year's credits where the months of the year are known, and where they are not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.common import Money, Source, Unknown, Why
from store.facts.credit_rule import CreditRule
from store.measures.credit_limits import yearly_caps
from store.measures.credits import MonthCredits
from store.measures.yearly_caps import JANUARY, within_year, year_before, year_start

CAP = Source("msa.docx", clause="6.2", quote="no more than GBP 1,000 in any Contract Year")
RULE = CreditRule(1, "MSA-1", "flat", CAP, cap_year_amount=Decimal(1000), limit_currency="GBP")
SHARE = replace(RULE, cap_year_amount=None, cap_year_pct=Decimal(5))
ODD = Unknown("something else", Why.CONFLICT, "ask")


def pounds(amount):
    return Money(Decimal(amount), "GBP")


def month(amount, rule=RULE, **changes):
    """A month that came to so much, with the doubt of its yearly cap and another one."""
    owed = None if amount is None else pounds(amount)
    seen = MonthCredits("2026-09", "MSA-1", owed, pounds(100), short=owed, unknowns=(ODD, *yearly_caps([rule])))
    return replace(seen, **changes)


def after(seen, *earlier, rules=(RULE,), charges=()):
    return within_year(seen, rules, [month(amount) for amount in earlier], charges)


def test_what_the_earlier_months_left_is_all_that_is_due():
    """700 of 1,000 is gone: of this month's 400 there are 300 left, of which 100 were paid."""
    seen = after(month(400), 500, 200)
    assert (seen.owed, seen.short, seen.cap_applied) == (pounds(300), pounds(200), True)
    assert (seen.steps[-1].value, seen.steps[-1].clause, seen.unknowns) == (Decimal(300), "6.2", (ODD,))
    assert after(month(400), 900, 200).owed == pounds(0)
    assert after(month(400, short=None), 900).short is None


def test_a_year_with_room_left_says_so_and_changes_nothing():
    """300 and 400 are less than 1,000."""
    seen = after(month(400), 300)
    assert (seen.owed, seen.cap_applied, seen.unknowns) == (pounds(400), False, (ODD,))


@pytest.mark.parametrize(
    ("seen", "earlier", "rules"),
    [
        (month(None), (), (RULE,)),
        (month(400), (None,), (RULE,)),
        (month(400, at_least=True), (), (RULE,)),
        (month(400), (), (replace(RULE, cap_year_amount=None),)),
        (month(400), (), (RULE, replace(RULE, cap_year_amount=Decimal(2000)))),
        (month(400), (), (SHARE, replace(SHARE, cap_year_pct=Decimal(8)))),
        (month(400), (), (replace(RULE, limit_currency="EUR"),)),
    ],
)
def test_what_cannot_be_told_stays_a_doubt(seen, earlier, rules):
    """An amount or a month of the year unknown, no yearly cap, two of them, or one in another currency."""
    assert after(seen, *earlier, rules=rules) == seen


def test_a_share_of_the_year_is_not_reached_while_the_charges_so_far_allow_more():
    """5 % of the 20,000 charged so far is 1,000: 700 are within it, 1,100 may or may not be."""
    charges = (pounds(10000), pounds(10000))
    assert after(month(400, SHARE), 300, rules=(SHARE,), charges=charges).unknowns == (ODD,)
    assert after(month(400, SHARE), 700, rules=(SHARE,), charges=charges).unknowns == month(400, SHARE).unknowns
    assert after(month(400, SHARE), 300, rules=(SHARE,), charges=(None, *charges)).unknowns[1:] != ()


@pytest.mark.parametrize(
    ("quote", "start"),
    [("in a Contract Year", date(2025, 7, 1)), ("in a calendar year", JANUARY), ("in a year", None), (None, None)],
)
def test_the_words_say_which_year(quote, start):
    """A contract year runs from the start of the service; "a year" alone names neither."""
    rule = replace(RULE, source=replace(CAP, quote=quote))
    assert year_start([rule, replace(RULE, cap_year_amount=None)], date(2025, 7, 1)) == start


def test_the_months_before_one_in_its_year():
    """A year that begins in July."""
    assert year_before("2026-09", date(2025, 7, 1)) == ("2026-07", "2026-08")
    assert year_before("2026-07", date(2025, 7, 1)) == ()
    assert len(year_before("2026-06", date(2025, 7, 1))) == 11
