"""The last look at an answer: every number in its text must stand in a figure, a citation or the period."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answering.answer import Answer
from bot.answering.draft import day_forms, short, shown

# A number is digits with their separators; letters glued to it make it a name (P1, INC-4261), which is no figure.
NUMBER = re.compile(r"(?<![\w.,-])[£€$]?\d(?:[\d,.]*\d)?(?![\w])")

_MARKS = " .\"'\u201c\u201d"
# Months, quarters and years as figures' labels name them.
SPAN = re.compile(r"(?:Q[1-4]|[A-Z][a-z]+|spring|summer|autumn|winter|half of|year) (?:19|20)\d\d")


def orphans(answer: Answer) -> list[str]:
    """Numbers in the text that stand nowhere in the evidence; an empty list is what must leave the house."""
    covered = _covered(answer.text, _allowed(answer))
    return [match.group() for match in NUMBER.finditer(answer.text) if not all(covered[match.start() : match.end()])]


def _covered(text: str, phrases: Iterable[str]) -> bytearray:
    """One byte a character: 1 where a phrase of the evidence stands whole, never as a part of a longer number."""
    marks = bytearray(len(text))
    for phrase in phrases:
        for match in re.finditer(rf"(?<![\d.,]){re.escape(phrase)}(?!\d|[.,]\d)", text, re.IGNORECASE):
            marks[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return marks


def _allowed(answer: Answer) -> set[str]:
    spoken = {answer.question, *answer.extra.get("tickets", ()), *answer.extra.get("readings", ())}
    for figure in answer.figures:
        spoken |= {shown(figure), figure.value, figure.label, *day_forms(figure.value), *SPAN.findall(figure.label)}
        if figure.n is not None and figure.of is not None:
            spoken |= {f"{figure.n} of {figure.of}", f"only {figure.of}"}
    for citation in answer.citations:
        quote = " ".join(citation.quote.split())
        # A quotation that ends with marks of its own stands in a sentence without them.
        spoken |= {
            quote,
            short(quote),
            short(quote).strip(_MARKS),
            citation.clause,
            f"page {citation.page}",
            citation.document,
        }
    if answer.period is not None:
        spoken.add(answer.period.label)
    spoken |= {words for unknown in answer.unknowns for words in (unknown.what, unknown.fix)}
    return {words for words in spoken if any(letter.isdigit() for letter in words)}
