"""What stands at a place of a contract: the value is read by the same readers that find terms, never taken from anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.answering.voice.pointing import Passage, Pointed
from knowledge.clauses import ClauseTree
from knowledge.terms.metrics import PERCENT
from knowledge.terms.money import amounts
from knowledge.terms.priorities import Scale
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.wording import flat, sentence_spans, tidy, values_of

DAY_S = 86_400
MOST = 2_400
# A value with its kind: seconds, days, months, per cent, or an amount of a currency.
Value = tuple[str, Decimal | str]
MONEY_ROLES, SHARE_ROLES = ("credit", "cap", "price"), ("share", "credit", "cap", "rise")
TIME_ROLES = ("limit", "claim_window", "notice", "length", "due")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that was checked: its span in the document, what it is said to be, and what code reads there.

    `values` are all ways to write the one value found (a day of the clock is also its seconds). `priority` is the number
    of the label in the contract's own order.
    """

    passage: Passage
    start: int
    end: int
    quote: str
    words: str
    role: str
    metric: str | None
    priority: int | None
    values: frozenset[Value]
    quantity: Quantity | None = None


def passages(tree: ClauseTree) -> list[Passage]:
    """The passages that hold a time, a share or an amount, in reading order; a long clause is cut between its lines."""
    return [
        Passage(clause.key, clause.headings, clause.text[start:end], clause.start + start)
        for clause in tree.clauses
        for start, end in _cut(clause.text)
        if _bears_a_number(clause.text[start:end])
    ]


def _cut(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    while len(text) - begin > MOST:
        at = text.rfind("\n", begin, begin + MOST)
        at = at if at > begin else text.rfind(" ", begin, begin + MOST)
        end = at if at > begin else begin + MOST
        yield begin, end
        begin = end
    yield begin, len(text)


def _bears_a_number(text: str) -> bool:
    return bool(quantities(text) or amounts(text) or PERCENT.search(flat(text)))


def spot(passage: Passage, one: Pointed, scale: Scale) -> Spot | None:
    """A place checked against the contract, or None: not word for word there, no one value there, or a label that is not."""
    at = passage.text.find(one.quote)
    if at < 0:
        return None
    places = [at + match.start() for match in re.finditer(re.escape(one.words), one.quote)]
    read = [_read(passage.text, begin, begin + len(one.words), one.role) for begin in places]
    if not read or any(len(found) != 1 for found in read) or len({found[0][0] for found in read}) > 1:
        return None
    priority = _priority(passage, one, scale)
    if one.priority and priority is None:
        return None
    (values, quantity), begin = read[0][0], passage.start + places[0]
    return Spot(
        passage, begin, begin + len(one.words), one.quote, one.words, one.role,
        one.metric.value if one.metric else None, priority, values, quantity,
    )  # fmt: skip


def _priority(passage: Passage, one: Pointed, scale: Scale) -> int | None:
    """The number of a label that stands in the passage; None where the quotation itself names others."""
    told = tidy(" ".join((*passage.headings, passage.text))).lower()
    if not one.priority or tidy(one.priority).lower() not in told:
        return None
    number = scale.label(one.priority)
    named = scale.named(one.quote)
    return number if not named or number in named else None


def _read(text: str, begin: int, end: int, role: str) -> list[tuple[frozenset[Value], Quantity | None]]:
    """Every value of the role's kind that the place touches, read from the whole cell or sentence around it."""
    first, last = _around(text, begin, end)
    piece, low, high = text[first:last], begin - first, end - first
    found: list[tuple[frozenset[Value], Quantity | None]] = []
    if role in TIME_ROLES:
        found += [(_span(one), one) for one in quantities(piece) if _touch(one.start, one.end, low, high)]
    if role in SHARE_ROLES:
        found += [(_percent(one), None) for one in PERCENT.finditer(flat(piece)) if _touch(*one.span(), low, high)]
    if role in MONEY_ROLES:
        found += [
            (frozenset({(f"money {one.currency or ''}", one.value)}), None)
            for one in amounts(piece)
            if _touch(one.start, one.end, low, high)
        ]
    return [one for one in found if one[0]]


def _around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The table cell, else the sentence, in which a place stands."""
    line = text.rfind("\n", 0, begin) + 1, (text.find("\n", end) + 1 or len(text) + 1) - 1
    if " | " in text[slice(*line)]:
        first, last = text.rfind(" | ", line[0], begin), text.find(" | ", end, line[1])
        return (first + 3 if first >= 0 else line[0]), (last if last >= 0 else line[1])
    spans = [span for span in sentence_spans(text) if span[0] <= begin and end <= span[1]]
    return spans[0] if spans else line


def _touch(start: int, end: int, low: int, high: int) -> bool:
    return start < high and low < end


def _span(one: Quantity) -> frozenset[Value]:
    """A span of time in every unit that is surely the same; nothing where the words have two readings."""
    if one.broken or one.readings:
        return frozenset()
    if one.seconds is not None:
        return seconds(one.seconds)
    if one.unit == "month":
        return frozenset({("months", one.amount)})
    if one.unit == "week":
        return frozenset({("days", one.amount * 7), ("days", one.amount * 5)})
    return frozenset({("days", one.amount), ("seconds", one.amount * DAY_S)})


def seconds(length: int) -> frozenset[Value]:
    """Seconds, and days where they make whole ones."""
    found: set[Value] = {("seconds", Decimal(length))}
    return frozenset(found | ({("days", Decimal(length // DAY_S))} if length and not length % DAY_S else set()))


def _percent(found: re.Match[str]) -> frozenset[Value]:
    values = values_of(found["n"])
    return frozenset({("per cent", values[0])}) if len(values) == 1 else frozenset()
