"""Days counted back from a day named just before: "the review is on 8 December; the pack 5 working days beforehand"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from knowledge.promises.due_atoms import NUMBERS, Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.sentences import Sentence

_I = re.IGNORECASE
_NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
BACK = re.compile(
    rf"\b(?:at\s+least\s+|no\s+(?:later|less)\s+than\s+)?(?P<n>{_NUMBER})\s+(?P<working>(?:full\s+)?(?:working|business)[\s-]+)?(?P<unit>days?|weeks?)['’]?\s+"
    r"(?:beforehand|in\s+advance|ahead(?:\s+of\s+(?:it|that|then|the\s+\w+))?|prior(?:\s+to\s+(?:it|that|then|the\s+\w+))?|before(?:\s+(?:it|that|then|the\s+(?:meeting|review|qbr|call|session|visit|workshop|date|day|go-?live|cutover|migration)))?)\b(?!\s+\d)",
    _I,
)
_NAMED = re.compile(
    r"(?:^|\b(?:for|on|is|be|by|at|of|say)\s+|[,:(–—-]\s*)(?=(?:the\s+)?(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:the\s+)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d))",
    _I,
)


def counted_back(one: Statement, before: Sentence | None, sent: Sent) -> Statement:
    """A promise with no date whose words count back from the one day that its sentence, or the one before, names."""
    match = BACK.search(one.quote)
    if match is None or one.due.dated or one.mood not in {Mood.PROMISE, Mood.AIM, Mood.CONDITIONAL, Mood.OURS}:
        return one
    days = _days(one.quote[: match.start()] + " " * len(match.group()) + one.quote[match.end() :], sent)
    if not days and before is not None:
        days = _days(before.text, sent)
    if len(days) != 1:
        return replace(one, due=replace(one.due, words=match.group()))
    (event,) = days
    day = _earlier(event, match, sent)
    what = " ".join(one.what.replace(match.group(), " ").split()).strip(" ,.")
    calendar = f", by {sent.days.named}" if match["working"] else ""
    note = f"counted back from {event:%A} {event.day} {event:%B %Y}{calendar}"
    return replace(one, what=what or one.what, due=Due(words=match.group(), on=day, note=note))


def _days(text: str, sent: Sent) -> set[date]:
    """The single days that a sentence names."""
    found = set()
    for match in _NAMED.finditer(text):
        rest = re.split(r"\s+(?:and|or)\s+|[;?]", text[match.end() :])[0]
        read = read_due(f"by {rest}", sent)
        if read and read[0].on and read[0].on > sent.day and read[1] < 4:
            found.add(read[0].on)
    return found


def _earlier(event: date, match: re.Match[str], sent: Sent) -> date:
    said = match["n"].lower()
    count = int(said) if said.isdigit() else NUMBERS[said]
    if not match["working"]:
        return event - timedelta(days=count * (7 if match["unit"].lower().startswith("week") else 1))
    day, left = event, count
    while left:
        day -= timedelta(days=1)
        left -= sent.days.works(day)
    return day
