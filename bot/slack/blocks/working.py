"""The working of an answer in a modal: every figure with its source, every clause in full, how it was put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering.answer import Citation, Figure
from bot.answering.asking.period import day
from bot.slack.blocks.answer_card import ROLES, figure_words, quotations
from bot.slack.blocks.pieces import Block, bullets, context, divider, header, modal, paragraph, rich
from bot.slack.blocks.sizes import VIEW_BLOCKS, fitted
from bot.slack.wording import in_slack

SOURCES, LINES = 6, 60
ALL_OF_IT = "There is more than a window here holds; whoever runs me can print all of it."
# What a figure's label says beyond the thing it is a figure of.
TAIL = re.compile(
    r"(?:,? (?:target share|target|95 % interval|as the provider reports it)|: left out.*"
    r"|, (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4})$"
)
SOURCE = re.compile(r"(?P<file>.+\.\w{2,5}):(?P<line>\d+)")
MONTH_SPOKEN = "A month spoken of"
# The same limit in minutes, for machines, and what every score is out of.
ASIDE = {"limit_minutes", "top_score", "interval_level"}
SPAN = ("interval_low", "interval_high")


def working(receipt: Mapping[str, Any], *, pictures: Sequence[Block] = (), tz: str = "Europe/London") -> Block:
    """The modal, from a receipt as it was kept (the answer's JSON with its question); `pictures` are image blocks."""
    answer = receipt["answer"]
    figures = [Figure(**{**one, "sources": tuple(one["sources"])}) for one in answer["figures"]]
    blocks: list[Block] = [
        rich(paragraph(receipt["question"], italic=True)),
        rich(paragraph(in_slack(answer["headline"]), bold=True)),
        divider(),
        *_figures(figures),
        *_clauses(answer),
        *pictures,
        *_unknowns(answer),
        divider(),
        context(_made(receipt, figures, tz)),
    ]
    return modal("How this was worked out", fitted(blocks, limit=VIEW_BLOCKS, more=ALL_OF_IT))


def _made(receipt: Mapping[str, Any], figures: Sequence[Figure], tz: str) -> str:
    """The foot: which answer, when, by whom, on records up to when."""
    by = receipt["answer"]["worded_by"]
    who = "in words chosen by rule" if by == "composer" else f"in words chosen by {by}"
    upto = sorted({one.as_of for one in figures if one.as_of})
    records = f" It rests on the records as they stood on {moment(upto[-1], tz)}." if upto else ""
    return f"Answer {receipt['id']}, given on {moment(str(receipt['asked_at']), tz)}, {who}.{records}"


def moment(text: str, tz: str) -> str:
    """A stored instant as people write it: "2 November 2026, 09:08"; words that are none stay as they are."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    at = at.astimezone(ZoneInfo(tz)) if at.tzinfo else at
    return f"{day(at.date())}, {at:%H:%M}"


def _figures(figures: Iterable[Figure]) -> Iterator[Block]:
    """The figures under the thing each is a figure of, each told once."""
    groups: dict[str, list[Figure]] = {}
    for one in figures:
        if one.key not in ASIDE and not one.label.startswith(MONTH_SPOKEN):
            groups.setdefault(_thing(one), []).append(one)
    if groups:
        yield header("The figures")
    alone = []
    for thing, found in groups.items():
        lines = list(
            dict.fromkeys([*(_line(one) for one in sorted(found, key=_order) if one.key not in SPAN), *_span(found)])
        )
        if len(lines) > 1:
            yield rich(paragraph(thing, bold=True), bullets(lines))
        else:
            alone.append(_alone(thing, found[0]))
    if alone:
        yield rich(*([paragraph("And also", bold=True)] if len(groups) > len(alone) else []), bullets(alone[:LINES]))


def _span(found: Sequence[Figure]) -> list[str]:
    """The two ends of an interval in one line."""
    low, high = ([figure_words(one) for one in found if one.key == key] for key in SPAN)
    return [f"With so few cases it could be anywhere from {low[0]} to {high[0]} in general"] if low and high else []


def _order(one: Figure) -> int:
    """What was agreed first, then what was measured, then what they say."""
    order = ("target_pct", "limit")
    return order.index(one.key) if one.key in order else 3 if one.role == "claimed_by_provider" else 2


def _alone(thing: str, one: Figure) -> str:
    """A figure that is the only one of its thing; a finding that holds or does not is told by its name."""
    if one.label.endswith(".") and one.unit == "count":
        return one.label
    return f"{thing}: {_line(one).partition(': ')[2]}"


def _thing(one: Figure) -> str:
    """What a figure is about: "P1 first response"."""
    words = TAIL.sub("", TAIL.sub("", one.label))
    return (words[:1].upper() + words[1:]).rstrip(".")


def _line(one: Figure) -> str:
    """One figure: what it says of the thing, how it was counted, and where it is from."""
    counted = f", {one.n} of {one.of}" if one.n is not None and one.of is not None else ""
    what = _said(one)
    found = sources(one.sources)
    return f"{what}{figure_words(one)}{counted}" + (f" (from {found})" if found else "")


def _said(one: Figure) -> str:
    """What stands before the figure: its role, or what the label adds to the thing."""
    if ": left out" in one.label:
        return "Left out: "
    if one.key in {"target_pct", "limit"}:
        return "Agreed share: " if one.key == "target_pct" else "Agreed time: "
    role = ROLES.get(one.role, one.role)
    return f"{role[:1].upper()}{role[1:]}: "


def sources(found: Sequence[str]) -> str:
    """Sources as a person reads them: "tickets.csv, lines 3272 and 3328"."""
    files: dict[str, list[str]] = {}
    for one in found:
        split = SOURCE.fullmatch(one)
        files.setdefault(split["file"] if split else one, []).extend([split["line"]] if split else [])
    return "; ".join(_file(name, lines) for name, lines in files.items())


def _file(name: str, lines: Sequence[str]) -> str:
    if not lines:
        return name
    left = len(lines) - SOURCES
    shown = [*lines[:SOURCES], *([f"{left} more"] if left > 0 else [])]
    joined = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{name}, {'line' if len(lines) == 1 else 'lines'} {joined}"


def _clauses(answer: Mapping[str, Any]) -> Iterator[Block]:
    if answer["citations"]:
        yield header("The contract’s own words")
    yield from quotations([Citation(**one) for one in answer["citations"]], 2500)


def _unknowns(answer: Mapping[str, Any]) -> Iterator[Block]:
    if answer["unknowns"]:
        yield header("What we cannot tell")
        lines = [in_slack(f"{one['what'].rstrip('.')}. {one['fix']}") for one in answer["unknowns"][:20]]
        yield rich(bullets(list(dict.fromkeys(lines))))
