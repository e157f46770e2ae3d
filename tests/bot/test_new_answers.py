"""Answers to what was asked and taken for something else: heads billed, the worst month, an amendment, a quarter for the board."""

import csv
from collections import Counter

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from bot.intake.sample import sample_folder


def rows(name):
    with (sample_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(sample, *conversation):
    """What the last question of a conversation is answered; no figure of it may be without evidence."""
    *earlier, last = conversation
    answer = ask(sample, last, earlier=earlier, keep=False)
    assert not guard.orphans(answer)
    assert answer.state != "refused"
    return answer


def test_heads_billed_are_held_against_the_head_count(sample):
    """Every month of the invoices beside the head counts, as the files themselves say."""
    heads = {row["Date"][:7]: int(row["Users"]) for row in rows("headcount.csv")}
    billed = {
        row["Period"]: float(row["Quantity"])
        for row in rows("invoices.csv")
        if row["Description"].startswith("Managed service")
    }
    over = [month for month, number in billed.items() if number > heads[month]]
    answer = told(sample, "are we billed for more people than we have?")
    assert (answer.verdict, over) == ("no", [])
    assert f"in none of the {len(billed)} months" in answer.headline


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("which was our worst month overall?", "October 2026, with 8 missed"),
        ("which month this year was the worst for urgent calls?", "October 2026"),
        ("worst month for patching?", "October 2026, 135 of 149"),
        ("what was the worst month for the site network", "January 2026, 99.54 %"),
    ],
)
def test_the_worst_month_is_ranked_by_what_was_asked(sample, words, month):
    """By levels missed, or by the share of the one level named."""
    answer = told(sample, words)
    assert "worst" in answer.headline
    assert month in answer.headline


def test_an_amendment_tells_what_was_and_what_is(sample):
    """The level and the price, each with the day it changed."""
    text = told(sample, "what changed with the amendment?").text
    assert "P1 first response: 15 minutes" in text
    assert "before 30 minutes" in text
    assert "£66.00, before £62.00" in text


def test_a_quarter_for_the_board_has_each_of_its_months(sample):
    """No verdict of one month stands for three; what was missed when, the money, and what went well."""
    answer = told(sample, "give me a board summary of the last quarter")
    assert (
        answer.headline
        == "Are you getting what you pay for? Q3 2026: partly in July 2026 and August 2026, no in September 2026."
    )
    for words in (
        "P3 resolution: missed in July 2026, August 2026 and September 2026",
        "£818.40",
        "£405.90",
        "What went well",
    ):
        assert words in answer.text


@pytest.mark.parametrize(
    ("words", "told_first"),
    [
        ("was the maintenance of 11 April announced in time?", "announced 21 hours ahead, which counts as downtime"),
        ("tell me about the maintenance of 17 October", "announced 8 days 11 hours ahead, which counts as planned"),
        (
            "was the maintenance of 27 September announced in time?",
            "No planned work is on record on 27 September 2026.",
        ),
    ],
)
def test_planned_work_of_a_day_is_told_with_its_notice(sample, words, told_first):
    """And a day without any is told as such, in the past."""
    assert told_first in told(sample, words).headline


def test_only_promises_past_their_day_can_be_broken(sample):
    """What is still open stands on no list of broken promises."""
    text = told(sample, "which promises did they break in their emails").text
    assert "by Friday 16 October" in text
    assert "by 30 November" not in text


def test_who_is_slower_is_told_for_both_sides(sample):
    """The middle answer of ours beside the middle answer of theirs."""
    text = told(sample, "who is slower, them or us?").text
    assert text.startswith("We are slower by the middle answer")
    assert "Beside that, the provider's side" in text


def test_tickets_for_each_person_are_compared_with_the_year_before(sample):
    """The same three months, so that a season cannot pass for a change."""
    answer = told(sample, "how many tickets per person do we log compared with before?")
    assert "from August 2026 to October 2026" in answer.headline
    assert "from August 2025 to October 2025" in answer.headline


def test_a_time_after_than_is_the_yardstick_of_tickets_for_each_person(sample):
    """What was named stands beside all that came since, as the export itself counts them."""
    answer = told(sample, "Are we getting more tickets per user than in contract year one?")
    assert answer.headline.startswith("Fewer tickets for each user than before")
    assert "from November 2025 to October 2026" in answer.headline
    assert "1840 tickets" in answer.text


def test_the_next_meeting_is_the_turn_that_is_not_past(sample):
    """Not a list of those that were."""
    assert (
        told(sample, "when is the next meeting with them due").headline
        == "The next review meeting, for November 2026, is due by 30 November 2026."
    )


def test_which_tickets_were_late_are_named(sample):
    """A list was asked for."""
    assert "INC-4479" in told(sample, "which tickets missed the fix target in october?").text


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("what would the P1 result have been under the old 30 minute rule?", ("6 of 7 answered within 30 minutes", "5 of 7 answered within 15 minutes")),
        ("would P1 response in September have been met under the old limit?", ("7 of 8 answered within 30 minutes", "6 of 8 answered within 15 minutes")),
    ],
)  # fmt: skip
def test_the_same_tickets_by_the_time_before_the_amendment(sample, words, counts):
    """One of October's was answered in 24 minutes, one of September's in 27; the others are late by either time."""
    answer = told(sample, words)
    assert all(count in answer.headline for count in counts)


def test_a_level_that_gets_worse_is_told_of_that_level(sample):
    """Not of how often things break: so many kept, and the middle time, beside the same months a year before."""
    answer = told(sample, "is P1 response getting slower?")
    assert answer.headline.startswith(
        "P1 first response from August 2026 to October 2026 against August 2025 to October 2025"
    )
    assert "17 of 21" in answer.text
    assert "faults" not in answer.text


def test_months_of_the_same_rank_have_each_its_own_count(sample):
    """A hundred per cent of four is not a hundred per cent of six."""
    headline = told(sample, "best month for P1 response?").headline
    assert "August 2026 (100.00 %, 6 of 6)" in headline
    assert "June 2026 (100.00 %, 4 of 4)" in headline


def test_no_one_time_is_named_for_tickets_that_had_two(sample):
    """The time allowed changed on 1 March, so the quarter holds tickets of either."""
    text = told(sample, "did P1 response get better from Q1 to Q2 2026?").text
    assert "12 of 12 answered within the time that applied when each was opened" in text
    assert "11 of 11 answered within 15 minutes" in text


def test_the_busiest_month_is_counted(sample):
    """Of whole months, by what was opened in them."""
    assert "October 2026, with 175 tickets" in told(sample, "what was the busiest month this year").headline
    assert "April 2026, with 125 tickets" in told(sample, "lowest number of tickets in a month").headline


FIRST = "did they meet P1 response in October?"
VALUE = "are we getting what we pay for?"
CREDIT = "what credit are we due for October?"


@pytest.mark.parametrize(
    ("conversation", "words"),
    [
        ((FIRST, "which ones?"), "INC-4436, INC-4511"),
        ((FIRST, "how do you know?"), "5 of 7"),
        ((FIRST, "show me the clause"), "Schedule 2, 2.1"),
        ((FIRST, "how do you know?", "and the month before?"), "P1 first response in September 2026, 6 of 8"),
        ((VALUE, "why?"), "by the provider's delay"),
        ((VALUE, "and the month before?"), "(September 2026)"),
        ((CREDIT, "why?"), "£825.00"),
        ((CREDIT, "show me the clause"), "Schedule 3, 1.1"),
        ((CREDIT, "and the month before?"), "For September 2026 £818.40"),
        (("a P1 reported Saturday at 9pm: when must they fix it?", "and a P2?"), "P2 resolution is due by Monday 30 November 2026 at 16:00"),
        (("a P1 reported Saturday at 9pm: when must they fix it?", "show me the clause"), "P1 | 15 minutes | 4 hours | 95 %"),
        (("which was our worst month overall?", "and the best?"), "the best among others"),
        (("what would happen on 2 August 2027 if we do nothing?", "where does it say that?"), "clause 2.3"),
        (("Did ticket INC-4436 meet its targets?", "show me the clause"), "Schedule 2, 2.1"),
        (("how many P1s did we log in September?", "and were they met?"), "P1 first response: missed, 6 of 8"),
        (("how many P1s did we log in September?", "how many were answered late?"), "P1 first response in September 2026, 6 of 8"),
        (("how did August go", "and compared with July?"), "August 2026 against July 2026"),
        (("how many P1s did they answer on time in September?", "and what was the slowest?"), "INC-4318"),
        (("are the backups tested?", "when was the last one?"), "March 2026"),
        (("faults per user in October 2025?", "has it ever been as low as that?"), "October 2025 had 0.40"),
    ],
)  # fmt: skip
def test_what_follows_in_a_thread_is_about_the_answer_before(sample, conversation, words):
    """Why, which ones, the month before, how do you know, the clause: each of the answer that was given."""
    assert words in told(sample, *conversation).text


def test_two_questions_in_one_keep_what_they_share(sample):
    """The second half leans on the first for its priority and its time."""
    text = told(sample, "how many P1s have we had since the service began, and how many were answered late?").text
    assert "105 P1 tickets" in text
    assert "99 of 104" in text
    assert "P2 first response" not in text
    counted = Counter(text.split())
    assert counted["P1"]


def test_two_times_of_one_thing_are_both_told(sample):
    """Now and then."""
    text = told(sample, "what is the cost per user per month at the moment and what was it two years ago?").text
    assert "£66.00" in text
    assert "£62.00" in text
