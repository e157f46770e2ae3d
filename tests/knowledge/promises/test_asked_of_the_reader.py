"""What a mail asks of its reader, and promises in short forms: what, of whom, and by when."""

from datetime import UTC, date, datetime

import pytest

from knowledge.promises.asks import with_waits
from knowledge.promises.finding import statements
from knowledge.promises.model import Mood

SENT = datetime(2026, 11, 19, 10, tzinfo=UTC)  # a Thursday


def found(text, mood):
    return [
        (one.what, one.due.on or (one.due.first, one.due.last) if one.due.dated else None)
        for one in with_waits(statements(text, SENT))
        if one.mood is mood
    ]


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Can you let us have the list of affected users by Monday?", "let us have the list of affected users", date(2026, 11, 23)),
        ("This one's been sat with yourselves since the 3rd, awaiting the approval form.", "the approval form", None),
        ("We can quote for it - let me know if you'd like that by Friday.", "let me know if you'd like that", date(2026, 11, 20)),
        ("We still need the signed order form from you before 1 December.", "signed order form from you", date(2026, 11, 30)),
        ("The move is on hold pending your confirmation.", "your confirmation", None),
        ("Once you approve the quote we will order the licences.", "you approve the quote", None),
        ("Are you happy for us to proceed?", "happy for us to proceed", None),
        ("We would be grateful if you could return the form by Friday.", "return the form", date(2026, 11, 20)),
        ("2) PO for 6 APs - yourselves, by 27/11.", "PO for 6 APs", date(2026, 11, 27)),
    ],
)  # fmt: skip
def test_a_request_is_seen_with_its_day(text, what, due):
    """However politely it is put."""
    (one,) = found(text, Mood.OURS)
    assert what in one[0]
    assert one[1] == due


@pytest.mark.parametrize(
    "text",
    [
        "Please let us know if you have any questions.",
        "No action is required on your side.",
        "Thanks for sending your approval.",
        "I will get the quote over to you by tomorrow.",
        "How are you?",
        "Cheers, Kylie",
    ],
)
def test_a_courtesy_asks_for_nothing(text):
    """Nobody is chased for it."""
    assert found(text, Mood.OURS) == []


@pytest.mark.parametrize(
    ("text", "mood", "what", "due"),
    [
        ("We are also going to order a spare PSU this week.", Mood.PROMISE, "order a spare PSU", date(2026, 11, 20)),
        ("The failed one is FS02; it will be re-run tonight.", Mood.PROMISE, "it will be re-run", date(2026, 11, 19)),
        ("As discussed: 1) AP survey - w/c 30 November (us).", Mood.PROMISE, "AP survey", (date(2026, 11, 30), date(2026, 12, 4))),
        ("If that doesn't fix it we'll raise a case by Wednesday.", Mood.CONDITIONAL, "raise a case", date(2026, 11, 25)),
        ("I should be able to get it converted within 48 hours of that.", Mood.AIM, "get it converted", None),
        ("Shall we say the review for 8 December at 2pm? I'll circulate the pack 5 working days beforehand.", Mood.PROMISE, "circulate the pack", date(2026, 12, 1)),
        ("I'll circulate the pack 5 working days beforehand.", Mood.PROMISE, "circulate the pack", None),
    ],
)  # fmt: skip
def test_promises_in_short_forms(text, mood, what, due):
    """Planned, passive, in a list, on a condition, hoped for, and counted back from a day named before."""
    (one,) = found(text, mood)
    assert what in one[0]
    assert (one[1] if not isinstance(one[1], tuple) or isinstance(due, tuple) else one[1][1]) == due
