"""The last look at an answer: every number in its text must stand in a figure, a citation or the period."""

from __future__ import annotations

import re

from bot.answering.answer import Answer
from bot.answering.draft import day_forms, short, shown

DIGITS = re.compile(r"(?<![\w])[£€$]?\d[\d,]*(?:\.\d+)?(?![\w])")


def orphans(answer: Answer) -> list[str]:
    """Numbers in the text that stand nowhere in the evidence; an empty list is what must leave the house."""
    text = answer.text
    for allowed in sorted(_allowed(answer), key=len, reverse=True):
        text = text.replace(allowed, " ")
    return DIGITS.findall(text)


def _allowed(answer: Answer) -> set[str]:
    spoken = {answer.question, *answer.extra.get("tickets", ())}
    for figure in answer.figures:
        spoken |= {shown(figure), figure.value, figure.label, *day_forms(figure.value)}
        if figure.n is not None and figure.of is not None:
            spoken |= {f"{figure.n} of {figure.of}", f"only {figure.of} "}
    for citation in answer.citations:
        quote = " ".join(citation.quote.split())
        spoken |= {quote, short(quote), citation.clause, f"page {citation.page}", citation.document}
    if answer.period is not None:
        spoken.add(answer.period.label)
    if answer.unknowns:
        spoken |= {u.what for u in answer.unknowns} | {u.fix for u in answer.unknowns}
    return {words for words in spoken if words}
