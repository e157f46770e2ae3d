"""A price held for a time: until when, which prices are meant, and what only sounds like it."""

import pytest

from knowledge.terms.price_freezes import price_freeze

MONTHLY = ["monthly_fixed", "per_user", "per_device", "per_site"]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (
            "The rate in paragraph 1.1 of Schedule 4 shall not be increased under paragraph 3.1 of Schedule 4 before 1 November 2027.",
            {"rises_from": "2027-11-01", "holds": ["1.1"]},
        ),
        ("There shall be no increase in the Charges prior to 1 April 2027.", {"rises_from": "2027-04-01"}),
        ("The Charges are fixed until 31 March 2027.", {"rises_from": "2027-04-01"}),
        ("The Charges shall not be increased before January 5, 2027.", {"rises_from": "2027-01-05"}),
        ("Until 31 March 2027 the Charges shall remain unchanged.", {"rises_from": "2027-04-01"}),
        ("The monthly fee is fixed until 31 March 2027.", {"rises_from": "2027-04-01", "holds": MONTHLY}),
        ("There shall be no increase in the Charges during the first 24 months of the Term.", {"rises_after": "24"}),
        ("The prices in Schedule 4 are held for the first two years; thereafter they may be increased.", {"rises_after": "24"}),
        ("Our prices stay the same until the first anniversary of the Commencement Date.", {"rises_after": "12"}),
        ("In the first year we won't put our prices up.", {"rises_after": "12"}),
        ("Price hold: 24 months.", {"rises_after": "24"}),
        ("Charges are fixed for the first 24 months and may then be increased once a year by CPI.", {"rises_after": "24"}),
        ("All rates are firm for the Initial Term.", {"rises_after": "initial_term"}),
        ("The fees are fixed for the whole of the Term.", {"rises_after": "initial_term"}),
        ("The Provider may not raise the per-user fee before 1 April 2027.", {"rises_from": "2027-04-01", "holds": ["per_user"]}),
        ("The hourly rates are frozen for two years.", {"rises_after": "24", "holds": ["hourly"]}),
        ("Your monthly price is locked in for 36 months.", {"rises_after": "36", "holds": MONTHLY}),
    ],
)  # fmt: skip
def test_a_price_held_for_a_time_may_rise_after_it(words, want):
    """The word before leaves its day free, until still holds it; months count from the start of the service."""
    held = price_freeze(words)
    assert held is not None
    assert (held[0], held[1].status) == ({"kind": "freeze"} | want, "found")


@pytest.mark.parametrize(
    "words",
    [
        "The Provider may increase the Charges on each 1 July, beginning with 1 July 2026, by CPI.",
        "The Provider may raise the fees once a year, but not before 1 July 2026.",
        "The Services shall not be changed before 1 July 2026.",
        "The rate is fixed until 31 February 2027.",
        "No increase in the Charges applies without 30 days' notice.",
        "In the first year, the Provider shall not increase the Charges by more than 3%.",
        "The Charges shall not be increased more than once in the first 24 months.",
        "The Customer shall pay a fixed monthly fee of £3,000 for the Initial Term of 24 months.",
        "Interest rates are fixed for the first 12 months.",
        "The Charges shall not be changed for some months.",
        "The Charges are fixed for thirty (40) months.",
    ],
)
def test_a_right_to_raise_or_another_subject_is_no_freeze(words):
    """A first day for rises belongs to the rule on rises; what names no day holds nothing."""
    assert price_freeze(words) is None


def test_a_freeze_that_sets_a_rise_apart_is_asked_about(terms_of):
    """Fixed, but for indexation: whether that holds the price or only limits its rises."""
    words = "The Charges will not change before the second anniversary of the Effective Date, except for indexation under clause 5.2."
    [held] = terms_of(f"# Charges\n\n1. {words}\n", "charge")
    assert (held.fields["kind"], held.status, len(held.readings)) == ("freeze", "conflict", 2)
