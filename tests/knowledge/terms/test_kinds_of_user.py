"""Prices for different kinds of user kept apart, and a least monthly sum that is no price of anything."""

import pytest


def prices(terms_of, words):
    """Every price as (kind, rate, kind of user)."""
    number = "" if words.startswith("|") else "1. "
    found = terms_of(f"# Charges\n\n{number}{words}\n", "charge")
    return [(one.fields["kind"], one.fields["rate"], one.fields.get("who")) for one in found]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("The Customer shall pay £42.00 per user per month, subject to a minimum monthly charge of £1,500.", [("per_user", "42.00"), ("minimum_monthly", "1500")]),
        ("Support is charged at £45 per user per month. The minimum monthly fee is £2,000.", [("per_user", "45"), ("minimum_monthly", "2000")]),
        ("You pay £28 per user per month, but never less than £700 a month.", [("per_user", "28"), ("minimum_monthly", "700")]),
        ("A minimum spend of £1,200 a month applies.", [("minimum_monthly", "1200")]),
        ("The Customer pays £40 a month per user (minimum £500 per month).", [("per_user", "40"), ("minimum_monthly", "500")]),
        ("Our minimum monthly invoice is £500.", [("minimum_monthly", "500")]),
        ("| Charge | Price per month |\n|---|---|\n| Support | £40.00 per user |\n| Minimum monthly charge | £900.00 |\n", [("per_user", "40.00"), ("minimum_monthly", "900.00")]),
        ("A monthly fee of £3,000 is payable, with a minimum term of 12 months.", [("monthly_fixed", "3000")]),
        ("There is a minimum commitment of 12 months at a monthly fee of £900.", [("monthly_fixed", "900")]),
        ("A minimum of ten users is charged at £40 per user per month.", [("per_user", "40")]),
    ],
)  # fmt: skip
def test_a_least_monthly_sum_is_not_the_monthly_fee(terms_of, words, want):
    """In a sentence or a row; a least term or a least number of users is something else."""
    assert [one[:2] for one in prices(terms_of, words)] == want


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("Staff are charged at £40 per user per month and volunteers at £12 per user per month.", [("40", "staff"), ("12", "volunteers")]),
        ("The charges are £40.00 per full user per month and £15.00 per light user per month.", [("40.00", "full user"), ("15.00", "light user")]),
        ("Full users: £52 per user per month. Light users: £18 per user per month.", [("52", "full users"), ("18", "light users")]),
        ("The fee per user per month is £40 for staff and £12 for volunteers.", [("40", "staff"), ("12", "volunteers")]),
        ("| User type | Price per user per month |\n|---|---|\n| Full user | £52.00 |\n| Light user (email only) | £18.00 |\n", [("52.00", "full user"), ("18.00", "light user")]),
        ("Staff are charged at £40 per user per month.", [("40", None)]),
        ("| Users | Price per user per month |\n|---|---|\n| First 50 users | £52.00 |\n| Further users | £48.00 |\n", [("52.00", None), ("48.00", None)]),
    ],
)  # fmt: skip
def test_each_kind_of_user_has_its_own_price(terms_of, words, want):
    """Only where there are several; prices by number are no kinds of user."""
    assert [one[1:] for one in prices(terms_of, words)] == want
