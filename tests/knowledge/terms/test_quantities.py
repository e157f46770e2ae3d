"""Times as contracts word them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.terms.metrics import percents
from knowledge.terms.quantities import no_time, quantities, unknown

WORDED = """
15 minutes                        | 15 minute -
thirty (30) minutes               | 30 minute -
twenty-four (24) hours            | 24 hour -
half an hour                      | 0.5 hour -
within half a working day         | 0.5 day business_days
within the hour                   | 1 hour -
1 hour 30 minutes                 | 90 minute -
two and a half hours              | 2.5 hour -
1½ hours                          | 1.5 hour -
4hrs                              | 4 hour -
4 working hours                   | 4 hour service_hours
16 business hours                 | 16 hour service_hours
1-business-day                    | 1 day business_days
5 WDs                             | 5 day business_days
48 clock hours                    | 48 hour calendar
NBD                               | 1 day next_business_day
by the end of the next working day | 1 day next_business_day
same day                          | 0 day same_day
in an hour and a half             | 1.5 hour -
2 hours and a half                | 2.5 hour -
two and one-half hours            | 2.5 hour -
within 1:30 Working Hours         | 90 minute service_hours
within 1h30                       | 90 minute -
within a quarter of an hour       | 15 minute -
three quarters of an hour         | 45 minute -
"""


@pytest.mark.parametrize("line", WORDED.strip().splitlines())
def test_a_time_is_read_as_its_words_say(line):
    """Amount, unit and the clock that stands beside the unit."""
    words, want = (part.strip() for part in line.split("|"))
    one = quantities(words)[0]
    assert f"{one.amount.normalize():f} {one.unit} {one.clock or '-'}" == want


@pytest.mark.parametrize(
    "words", ["asap", "as soon as possible", "Best efforts", "Next Release", "as agreed with client"]
)
def test_words_that_promise_no_time_give_none(words):
    """As soon as possible is not a time."""
    assert no_time(words)
    assert quantities(words) == []


@pytest.mark.parametrize("words", ["[***]", "[*]", "▇▇▇", "TBC", "____", "[insert number] hours"])
def test_a_blacked_out_value_is_unknown(words):
    """A redacted value is not nought and not a guess."""
    assert unknown(words)


@pytest.mark.parametrize("words", ["99.9%", "7.5/5", "24 hours a day", "7 days a week", "10 x 5", "5", "P1", "24x7"])
def test_a_figure_that_is_no_limit_is_not_read_as_one(words):
    """Opening hours, percentages and bare figures are no times allowed."""
    assert quantities(words) == []


def test_a_range_counts_to_its_upper_end_and_keeps_both():
    """1-2 business days is met within two."""
    one = quantities("1–2 business days")[0]
    assert (one.amount, one.readings) == (Decimal(2), ("1 business day", "2 business days"))


def test_less_than_is_stricter_than_within():
    """Fifteen minutes exactly is in time within 15 minutes, and late for less than 15."""
    assert quantities("<15 minutes")[0].strict
    assert quantities("less than 15 minutes")[0].strict
    assert not quantities("no more than 15 minutes")[0].strict
    assert not quantities("within 15 minutes")[0].strict


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("fifteen (16) minutes", ("15 minutes", "16 minutes")),
        ("1 4 days", ("4 days", "14 days")),
        ("15/30 minutes", ("15 minutes", "30 minutes")),
    ],
)
def test_a_figure_with_two_readings_keeps_both(words, readings):
    """Words against figures, or a figure broken in two by a scan: nobody may choose."""
    one = quantities(words)[0]
    assert one.broken
    assert one.readings == readings


def test_same_day_keeps_its_cut_off():
    """P3 logged before four is done the same day."""
    assert quantities("same day if logged before 4 pm")[0].cutoff == "16:00"


@given(
    st.integers(1, 999),
    st.sampled_from(["minute", "hour", "day", "week"]),
    st.sampled_from(["", "business ", "working "]),
)
def test_every_plain_time_is_read_back(amount, unit, kind):
    """Whatever the number and unit, the words give them back."""
    one = quantities(f"The Supplier shall respond within {amount} {kind}{unit}s of the call.")[0]
    assert (one.amount, one.unit) == (Decimal(amount), unit)
    assert (one.clock is None) == (kind == "")


@given(st.text(max_size=80))
def test_no_text_upsets_the_reader(text):
    """Any words at all give times or none, with places inside the text."""
    assert all(0 <= one.start < one.end <= len(text) for one in quantities(text))


def test_a_time_of_day_is_no_length_of_time():
    """Opening hours promise nothing within 18 hours."""
    assert quantities("open from 08:00 hours to 18:00 hours") == []


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("ninety-nine point nine per cent", "99.9"), ("ninety nine point nine five percent", "99.95"), ("99·9 %", "99.9"),
        ("2½%", "2.5"), ("7 1/2 %", "7.5"), ("two and a half per cent", "2.5"), ("one hundred per cent", "100"),
        ("twelve and one-half percent (12.5%)", "12.5"), ("zero point five per cent", "0.5"), ("95 pct", "95"),
        ("90%/95%", "90 95"), ("95/90%", ""),
    ],
)  # fmt: skip
def test_a_share_is_read_whole_or_not_at_all(words, shares):
    """Never its last figure alone: "99·9 %" is not nine per cent."""
    assert " ".join(f"{one.normalize():f}" for one in percents(words)) == shares
