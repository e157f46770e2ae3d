"""A price is read whole or asked about: ranges, figures that differ from their words, and prices by the year."""

import pytest


def price(terms_of, words):
    """The prices of a contract of one clause: kind, rate, status, readings."""
    found = terms_of(f"# Agreement\n\n1. Charges\n\n1.1 {words}\n", "charge")
    return [(one.fields["kind"], one.fields.get("rate"), one.status, one.readings) for one in found]


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("Each user costs £35.00–£45.00 per user per month.", ("35", "45")),
        ("The charge is £40 (forty five pounds) per user per month.", ("40", "45")),
        ("The charge is £1 250 per month.", ("1", "1250")),
    ],
)
def test_a_price_with_two_readings_is_asked_about(terms_of, words, readings):
    """Nobody picks one of them."""
    assert [(status, both) for _, _, status, both in price(terms_of, words)] == [("conflict", readings)]


@pytest.mark.parametrize(
    "words",
    [
        "The charge is £12,000 per annum, payable monthly.", "The monthly charge is £12,000 (plus VAT) a year.",
        "The monthly charge is £12,5000.", "The monthly charge is £1.2m.", "The monthly charge is £1.5K a year.",
    ],
)  # fmt: skip
def test_what_is_no_price_of_a_month_is_not_read_as_one(terms_of, words):
    """A year's price, a figure that is none, a sum in millions."""
    assert price(terms_of, words) == []


def test_figures_and_words_that_agree_are_one_price(terms_of):
    assert price(terms_of, "The charge is £45 (forty five pounds) per user per month.") == [
        ("per_user", "45", "found", ())
    ]


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("The monthly charge is £1.5k.", "1500"),
        ("The charge is £2.25k per month plus VAT.", "2250"),
    ],
)
def test_a_small_k_behind_a_price_makes_thousands(terms_of, words, rate):
    """A million or a large K is left alone."""
    found = terms_of(f"# Agreement\n\n1. {words}\n", "charge")
    assert [(one.fields["rate"], one.status) for one in found] == [(rate, "found")]
