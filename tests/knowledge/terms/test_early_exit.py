"""What a contract asks for when it is ended early: read where a sentence says it whole, left to people where it does not."""

import pytest

from knowledge.terms.early_exit import early_exit


@pytest.mark.parametrize(
    ("sentence", "kind", "rate"),
    [
        (
            "If the Customer ends this Agreement before the end of the term then running, it shall pay an early termination charge of 50% of the monthly fees for the months remaining of that term.",
            "share",
            "50",
        ),
        ("Where the Customer terminates for convenience during the Initial Term, it shall pay all Charges for the remainder of the Initial Term.", "share", "100"),
        ("If you leave early, you must pay 75 per cent of the remaining monthly charges for the unexpired term.", "share", "75"),
        ("On early termination the Customer shall pay the monthly fees due until the end of the term.", "share", "100"),
        ("The Customer may end this Agreement early on 60 days' notice by paying forty percent (40%) of the Charges for the rest of the Term.", "share", "40"),
        ("An early termination fee equal to three months' fees is payable if you cancel before the end of the minimum term.", "months", "3"),
        ("The Customer shall pay six (6) months of the monthly charges if it terminates before the expiry of the Initial Term.", "months", "6"),
    ],
)  # fmt: skip
def test_a_price_of_ending_early_is_a_share_of_the_fees_for_the_rest_or_so_many_months(sentence, kind, rate):
    """The two usual forms."""
    found = early_exit(sentence)
    assert (found["kind"], found["rate"]) == (f"early_exit_{kind}", rate)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the Provider terminates before the end of the term it shall refund the fees for the remainder of the term.",
        "If the Customer ends early it shall pay the fees for the remainder of the term less any costs saved.",
        "The early termination charge is the greater of 3 months' fees and 50% of the fees for the rest of the term.",
        "If the Customer ends this Agreement because of the Provider's breach it shall not pay the fees for the rest of the term.",
        "Either party may terminate this Agreement on 90 days' notice before the end of the term; fees remain payable for the notice period.",
        "Fees for the remainder of the month in which the contract ends are payable.",
        "Should you cancel within the first 12 months, 50% of the fees for the remaining months of the contract fall due.",
        "Liability is limited to 12 months' fees paid before the claim.",
        "The early termination charge is 50% of the fees for the first year and 25% of the fees for the remainder of the term.",
    ],
)
def test_what_a_sentence_does_not_say_whole_is_not_read(sentence):
    """Sums with a deduction, a choice, a condition of time, the provider's own ending, or about something else."""
    assert early_exit(sentence) == {}
