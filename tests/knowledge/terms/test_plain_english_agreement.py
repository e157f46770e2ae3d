"""A small charity's agreement in plain English: shares in words, one promise for two things, a way out after repeated misses."""

import pytest

AGREEMENT = """
# Service agreement

## 3. How quickly we will help

If a problem stops most of your staff from working we call it urgent. We will get back to you about an urgent problem within one working hour and have it fixed within one working day. For everything else, which we call normal, we will get back to you within four working hours and put it right within five working days. We promise to do this for at least nine out of every ten urgent problems and at least eight out of every ten normal ones in each month.

## 4. Keeping things running

We promise that the Cloud Office and the donor database will each be available for at least 99.5% of the time in every calendar month, not counting maintenance that we told you about at least two working days beforehand.

## 6. If we let you down

If we miss the same promise in three months out of any six, you may end this agreement by giving us 30 days' notice, without paying anything for the rest of the year.
"""


def test_nine_out_of_every_ten_is_the_share_for_the_times_just_promised(terms_of):
    """One share for the urgent ones, another for whatever is not urgent, which the agreement calls normal."""
    levels = [one.fields for one in terms_of(AGREEMENT, "service_level") if one.fields["metric"] != "availability"]
    told = [(one["metric"], one.get("priority"), one["target_pct"]) for one in levels]
    assert told == [
        ("response", 1, "90"),
        ("resolution", 1, "90"),
        ("response", None, "80"),
        ("resolution", None, "80"),
    ]


def test_two_things_that_are_each_promised_are_two_levels(terms_of):
    """Hours lost by the one never count against the other; maintenance counts as planned after two working days' word."""
    levels = [one.fields for one in terms_of(AGREEMENT, "service_level") if one.fields["metric"] == "availability"]
    assert [(one["service"], one["target_pct"]) for one in levels] == [
        ("Cloud Office", "99.5"),
        ("donor database", "99.5"),
    ]
    assert {one["planned_notice_days"] for one in levels} == {2}


def test_missing_the_same_promise_in_three_months_of_six_is_a_way_out(terms_of):
    """That nothing is to be paid on leaving, and by what notice, does not make it a rule about paying."""
    [trigger] = terms_of(AGREEMENT, "trigger")
    assert (trigger.fields["k"], trigger.fields["n"], trigger.fields["effect"]) == (3, 6, "termination")


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("We answer urgent tickets within 30 minutes in nine out of ten cases.", "90"),
        ("We answer urgent tickets within 30 minutes 19 times out of 20.", "95"),
        ("We answer urgent tickets within 30 minutes.", None),
    ],
)
def test_a_share_in_words_is_a_share(terms_of, words, share):
    """However the fraction is told."""
    [level] = terms_of(f"# Support\n\n1. {words}\n", "service_level")
    assert level.fields.get("target_pct") == share
