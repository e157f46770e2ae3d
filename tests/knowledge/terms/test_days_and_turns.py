"""Days of the month, named months, times in turn, and amounts for a missed month."""

import pytest

MSA = '# Agreement\n\n1. "Support Hours" means 08:00 to 18:00 Monday to Friday.\n\n2. All times are measured in Support Hours.\n\n3. '


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("We'll send you a report on the 5th of each month.", ("report", 1, 5)),
        ("The report is due on the 5th of each month.", ("report", 1, 5)),
        ("The provider shall deliver a monthly report no later than the 15th day of the month following.", ("report", 1, 15)),
        ("The report for each month shall be issued before the 10th of the following month.", ("report", 1, 9)),
        ("Review meetings happen in January, April, July and October.", ("review", 3, None)),
        ("Review meetings take place in March and September.", ("review", 6, None)),
        ("The provider shall test the restoration of backups at least twice in each contract year.", ("restore_test", 6, None)),
        ("The provider shall hold a review meeting three times a year.", ("review", 4, None)),
        ("The provider shall hold a review meeting at least once per calendar quarter.", ("review", 3, None)),
    ],
)  # fmt: skip
def test_a_duty_on_a_day_or_in_named_months_has_its_rhythm(terms_of, words, want):
    """Months that come round evenly are a rhythm; March and May are none."""
    (duty,) = terms_of(MSA + words, "duty")
    assert (duty.fields["kind"], duty.fields["every_months"], duty.fields.get("due_days")) == want


@pytest.mark.parametrize(
    "words",
    [
        "Review meetings take place in March and May.",
        "We shall hold a review meeting in March 2026 and September 2026.",
        "The provider shall hold a review meeting five times in any year.",
    ],
)
def test_months_that_do_not_come_round_evenly_are_no_rhythm(terms_of, words):
    """Nothing is made of them."""
    assert not [one for one in terms_of(MSA + words, "duty") if "every_months" in one.fields]


def test_times_in_brackets_are_read_in_the_turn_of_their_lead(terms_of):
    """Response first and fix second, as the sentence begins."""
    words = "Response and resolution times are P1 (30 minutes, 4 hours), P2 (1 hour, 8 hours)."
    found = [
        (one.fields["metric"], one.fields["priority"], one.fields["limit_s"])
        for one in terms_of(MSA + words, "service_level")
    ]
    assert found == [("response", 1, 1800), ("resolution", 1, 14400), ("response", 2, 3600), ("resolution", 2, 28800)]


def test_times_that_cannot_stand_in_that_turn_are_left_alone(terms_of):
    """Nobody mends before answering."""
    assert not terms_of(
        MSA + "Fix and response times are P1 (30 minutes, 4 hours), P2 (1 hour, 8 hours).", "service_level"
    )


def test_an_amount_for_each_missed_month_is_one_for_the_month(terms_of):
    """Not one for each failure in it."""
    (rule,) = terms_of(
        MSA + "A credit of £1,500 is due for each month in which availability falls below 99.5%.", "credit_rule"
    )
    assert (rule.fields["kind"], rule.fields["value"]) == ("flat", "1500")
