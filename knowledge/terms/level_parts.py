"""The words of a sentence that belong to one of its several times: its part, its list item, its own promise."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.terms.metrics import TIMED, metrics_of
from knowledge.terms.passages import Sentence
from knowledge.terms.priorities import Scale
from knowledge.terms.quantities import Quantity, quantities

ON_SITE = re.compile(
    r"\bon[- ]?site\b|\battend(?:s|ed|ing|ance)?\b[^.;]{0,50}\b(?:site|premises|offices?|locations?|building|in person)\b|"
    r"\b(?:be|arrives?|is|are) (?:at|on) (?:your |the |\w+'s )?(?:\w+ )?(?:site|premises|offices?)\b|\b(?:be|is) with you\b",
    re.IGNORECASE,
)
THE_REST = re.compile(
    r"\b(?:everything|anything|all) else\b|\b(?:all|any|every) (?:the )?others?\b|\bthe (?:rest|others)\b",
    re.IGNORECASE,
)
AND_LATER = re.compile(
    r"\b(?:initial|first)\s+and\s+(?:all\s+)?(?:subsequent|further|follow-?up|later)\s+(?:repl|respon|contact)",
    re.IGNORECASE,
)
_TWO_PROMISES = re.compile(r"\band\s+(?:we|it|they)\s+(?:aim|will|shall|try|must|expect)\b", re.IGNORECASE)


def by_priority(sentence: Sentence, scale: Scale) -> list[Sentence]:
    """The parts of a sentence that gives each priority several times in turn ("P1: 30 min response / 4 h fix; P2: ...").

    The words before the first priority lead into each part; any other sentence is its own one part.
    """
    text = sentence.text
    ranks = scale.places(text)
    starts = [at for _, at in ranks]
    if len(ranks) < 2 or len({rank for rank, _ in ranks}) < len(ranks):
        return [sentence]
    times = [one.start for one in quantities(text)]
    ends = [*starts[1:], len(text)]
    held = [sum(start < at < end for at in times) for start, end in zip(starts, ends, strict=True)]
    if len(set(held)) > 1 or held[0] < 2 or sum(held) < len(times):
        return [sentence]
    lead = f"{sentence.lead} {text[: starts[0]]}".strip()
    return [
        replace(sentence, text=text[start:end], start=sentence.start + start, end=sentence.start + end, lead=lead)
        for start, end in zip(starts, ends, strict=True)
    ]


def metrics_in_turn(lead: str, times: list[Quantity]) -> tuple[str, ...]:
    """What each of several times measures where a lead-in names as many ("Response and resolution times are ... (30 min, 4 h)").

    Nothing where the fix would come before the first reply.
    """
    names = tuple(dict.fromkeys(name for name, _ in metrics_of(lead) if name in TIMED))
    if len(times) < 2 or len(names) != len(times):
        return ()
    spans = {name: one.seconds for name, one in zip(names, times, strict=True)}
    reply, fix = spans.get("response"), spans.get("resolution")
    return () if reply is not None and fix is not None and reply > fix else names


def own_promise(text: str, one: Quantity) -> str:
    """The half of a sentence of two promises that a time stands in ("we'll start in an hour and we aim to ..."); "" of one."""
    cut = _TWO_PROMISES.search(text)
    if not cut:
        return ""
    return text[: cut.start()] if one.start < cut.start() else text[cut.start() :]


def item(text: str, one: Quantity) -> str:
    """The words of one time in a list item of several ("response: 2 days, fix: best effort")."""
    return re.split(r"[,;]", text[: one.start])[-1] + re.split(r"[,;]", text[one.start :])[0]


def place_of_time(part: str) -> str | None:
    """What tells a time from another for the same metric: work on site, a workaround before the fix."""
    if ON_SITE.search(part):
        return "on site"
    return "workaround" if re.search(r"\bwork-?around", part, re.IGNORECASE) else None


def words_of_time(text: str, times: list[Quantity], place: int) -> str:
    """The words that belong to one of several times."""
    one = times[place]
    start = times[place - 1].end if place else 0
    end = times[place + 1].start if place + 1 < len(times) else len(text)
    before, after = text[start : one.start], text[one.end : end]
    if place:
        before = re.split(r"[,;)]|\bor\b|\band\b", before)[-1] if not re.search(r"\botherwise\b", before) else before
    if place + 1 < len(times):
        after = re.split(r"[,;]|\bor\b|\band\b|\bwith\b|\botherwise\b", after)[0]
    else:
        after = re.split(r"[,;.]", after)[0]
    return f"{before}{text[one.start : one.end]}{after}"


def tail(text: str, times: list[Quantity]) -> str:
    """The words after the last time: a clock named there ("at any time of the day") holds for all of them."""
    return text[times[-1].end :]


def of_its_own(text: str, one: Quantity, times: list[Quantity]) -> tuple[str, ...]:
    """The words around one of several times set apart by semicolons; a clock told of another time is not its own.

    Empty where no semicolon sets them apart.
    """
    begins = [text.rfind(";", 0, each.start) for each in times]
    if len(times) < 2 or len(set(begins)) < len(times):
        return ()
    return segment(text, one), tail(text, times)


def segment(text: str, one: Quantity) -> str:
    """The part of a sentence between two semicolons that holds a time, for a clock told of that time alone."""
    begin = text.rfind(";", 0, one.start) + 1
    end = text.find(";", one.end)
    return text[begin : end if end >= 0 else len(text)]
