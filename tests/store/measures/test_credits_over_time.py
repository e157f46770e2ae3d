"""Credits over several months: repeats, yearly caps, what was paid since, and the days to claim in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import ServiceHours
from store.facts.common import Money, Result, Why
from store.measures.extra_lines import is_extra
from store.measures.results import LevelResult
from tests.store.measures.made_credits import (
    P1_RESPONSE,
    credit,
    invoice,
    level,
    missed,
    rule,
)


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


def test_a_credit_line_that_names_no_month_leaves_open_whether_it_was_paid():
    """It may be this month's: neither "paid" nor "paid short" is said, and the bill it stands on is not made smaller by it."""
    line = replace(invoice("-105", credit_for=None), description="SLA credit")
    seen = credit(missed("90", level()), invoices=(line,))
    assert (str(seen.owed.amount), seen.short) == ("925.00", None)
    assert "names no month" in seen.unknowns[0].what
    assert is_extra(line)
    settled = credit(missed("90", level()), invoices=(line, invoice("-925")))
    assert str(settled.short.amount) == "0.00"
