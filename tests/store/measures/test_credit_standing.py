"""Where a month's credit stands: to claim, claimed in time, short, or past its day."""

from datetime import date
from decimal import Decimal

import pytest

from store.facts.claimed import CreditClaim
from store.facts.common import Money, Source, Status, Unknown, Why
from store.measures.credit_standing import (
    Standing,
    in_time,
    is_in_time,
    left_out,
    standing,
    to_confirm,
    with_claims,
)
from store.measures.credits import MonthCredits

BY = date(2026, 10, 30)


def pounds(amount):
    return Money(Decimal(amount), "GBP")


def month(owed="818.40", credited="0.00", *, open_=False, by=BY, **more):
    amount = None if owed is None else pounds(owed)
    return MonthCredits("2026-09", "MSA", amount, pounds(credited), claim_by=by, claim_open=open_, **more)


def claim(day=date(2026, 10, 14), status=Status.FOUND, *, of="2026-09", levels=(), amount=None):
    return CreditClaim("MSA", of, day, Source("mail 10"), levels, amount and pounds(amount), "k", status)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (month(None), Standing.UNTOLD),
        (month("0.00"), Standing.NOTHING),
        (month(credited="818.40"), Standing.PAID),
        (month(credited="409.20"), Standing.SHORT),
        (month(automatic=True), Standing.UNAPPLIED),
        (month(open_=True), Standing.OPEN),
        (month(), Standing.LAPSED),
    ],
)
def test_without_a_claim_a_credit_stands_by_what_was_paid_and_by_its_day(seen, expected):
    """The seven ways a month can stand when nobody claimed."""
    assert standing(seen) is expected


def test_what_was_claimed_by_the_last_day_is_claimed_and_never_lost():
    """On the last day still in time, the day after not."""
    assert standing(with_claims(month(), [claim()])) is Standing.CLAIMED
    assert standing(with_claims(month(), [claim(BY)])) is Standing.CLAIMED
    assert standing(with_claims(month(), [claim(date(2026, 10, 31))])) is Standing.LAPSED


def test_a_claim_only_a_machine_read_is_to_be_confirmed_while_the_day_is_ahead():
    """Trusting it then could lose the credit; once a person has confirmed it nothing is left to do."""
    ahead = with_claims(month(open_=True), [claim()])
    assert standing(ahead) is Standing.OPEN
    assert to_confirm(ahead) == claim()
    sure = with_claims(month(open_=True), [claim(status=Status.CONFIRMED)])
    assert standing(sure) is Standing.CLAIMED
    assert to_confirm(sure) is None


def test_a_claim_counts_for_its_own_month_and_not_before_the_month_began():
    """Of several the earliest comes first, those without a day last."""
    early, late, none = claim(date(2026, 10, 2)), claim(date(2026, 10, 20)), claim(None)
    seen = with_claims(month(), [none, late, early, claim(of="2026-08")])
    assert seen.claims == (early, late, none)
    assert in_time(seen) == early
    assert in_time(with_claims(month(), [none, claim(date(2026, 8, 31))])) is None


def test_whether_a_claim_is_in_time_needs_its_day_and_the_last_day():
    """A contract without a last day takes any claim; a last day nobody can reckon leaves it open."""
    assert is_in_time(claim(None), month()) is None
    assert is_in_time(claim(), month(by=None, open_=None)) is True
    unknown = Unknown("the last day to claim: 30 days from bill", Why.NOT_UPLOADED, "add the invoice")
    assert is_in_time(claim(), month(by=None, open_=None, unknowns=(unknown,))) is None
    assert is_in_time(claim(), month(by=None, open_=True, unknowns=(unknown,))) is True


def test_the_sum_claimed_is_that_of_the_claim_in_time():
    """Two claims in time with two sums: the first; a late one counts only where none was in time."""
    assert with_claims(month(), [claim(amount="818.40")]).claimed == pounds("818.40")
    two = [claim(amount="818.40"), claim(date(2026, 10, 20), amount="900.00")]
    assert with_claims(month(), two).claimed == pounds("818.40")
    late = claim(date(2026, 11, 2), amount="818.40")
    assert with_claims(month(), [late]).claimed == pounds("818.40")
    assert with_claims(month(), []).claimed is None


def test_levels_a_claim_leaves_out_are_told():
    """A claim that names no level is for the whole."""
    both = ("P1 response", "P2 response")
    assert left_out(with_claims(month(), [claim(levels=("P1 response",))]), both) == ("P2 response",)
    assert left_out(with_claims(month(), [claim()]), both) == ()
    assert left_out(month(), both) == ()
