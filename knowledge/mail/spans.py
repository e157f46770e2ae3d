"""Where a notice says when: labels, tables, ranges and sentences, each as a start and an end in the words written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from knowledge.mail.moments import Moment, moments_in
from knowledge.mail.zones import WRITTEN, zone_of

START = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|from|beginn|début|inicio|inizio|startzeit|scheduled\s+for|due)\b", re.IGNORECASE
)
END = re.compile(
    r"\b(?:end\w*|finish\w*|complet\w*|stop|until|till|to|ende|endzeit|fin|fine|conclu\w*)\b", re.IGNORECASE
)
NEITHER = re.compile(
    r"\b(?:notice|notification|sent|created|issued|raised|reported|received|updated?|logged|printed|generated|reply|valid|"
    r"expir\w*|original|previous\w*|old|submitted|opened|detected)\b",
    re.IGNORECASE,
)
DATED = re.compile(
    r"^\W*(?:(?:maintenance|planned|scheduled|work|works|change|event|outage)\s+)?(?:date|day|datum|fecha)s?\b[^:|\d]{0,20}[:|]",
    re.IGNORECASE,
)
TIMED = re.compile(r"\b(?:time|window|hours|between|zeit|uhrzeit|hora|heure)\b", re.IGNORECASE)
ALONE = re.compile(r"\b(?:on|for|at|from|scheduled|am|le|el)\b[^.]{0,30}$", re.IGNORECASE)
BACKUP = re.compile(r"\b(?:back-?\s?up|alternat\w+|contingency|reserve|fallback)\b", re.IGNORECASE)
LINK = re.compile(
    r"[-–—→]|^\s*/\s*$|\b(?:to|until|till|through|and|end\w*|finish\w*|bis|au|à|hasta|al|fino)\b", re.IGNORECASE
)
MOVED = re.compile(
    r"\b(?:re-?\s?schedul\w*|postpon\w*|mov\w*|brought\s+forward|chang\w*)\b[^.]{0,60}\bfrom\W*$", re.IGNORECASE
)
FORMER = re.compile(
    r"\b(?:original\w*|previous\w*|former\w*|old|initial\w*|was)\b[^.:]{0,40}[:\s]*$"
    r"|\b(?:incident|fault|failure|outage|problem)\b[^.:]{0,24}$",
    re.IGNORECASE,
)
ISSUED = re.compile(
    r"\b(?:sent|issued|created|raised|reported|received|logged|printed|generated|submitted)\b[^.]{0,24}$", re.IGNORECASE
)
WIDEST = 1500


@dataclass(frozen=True, slots=True)
class Span:
    """A start and an end as written, before anything is decided; `former` where the words before it call it past."""

    start: Moment | None
    end: Moment | None
    backup: bool = False
    former: bool = False

    @property
    def zoned(self) -> bool:
        """Whether a zone is written with it."""
        return any(one is not None and one.zone is not None for one in (self.start, self.end))


def spans_in(text: str) -> list[Span]:
    """The spans a text announces, first to last, in its own words."""
    lines = [re.sub(r"[*_]{1,3}(?=\W|$)|(?<!\w)[*_]{1,3}", "", line).strip() for line in text.split("\n")]
    lines = [line[:WIDEST] for line in lines if line]
    found = list(_labelled_or_ranged(lines))
    current = [span for span in found if not span.former]
    return current or found or _from_separate_lines(lines) or _in_sentences(text)


def _labelled_or_ranged(lines: list[str]) -> Iterator[Span]:
    pending: Moment | None = None
    backup = False
    for index, line in enumerate(lines):
        moments = [one for one in moments_in(line) if one.clock] if re.search(r"\d", line) else []
        label = _label(lines, index, moments)
        if BACKUP.search(label or line[:60]) or (not moments and re.search(r"activity date", line, re.IGNORECASE)):
            backup = bool(BACKUP.search(label or line[:60]))
        if not moments:
            continue
        ranged = list(_ranges(line, moments))
        if ranged:
            if pending is not None:
                yield Span(pending, None, backup)
                pending = None
            yield from (replace(one, backup=backup) for one in ranged)
        elif label and not NEITHER.search(label):
            if _is_end(label) and pending is not None:
                yield Span(pending, moments[-1], backup)
                pending = None
            elif START.search(label) or _is_end(label):
                if pending is not None:
                    yield Span(pending, None, backup)
                if _is_end(label) and not START.search(label):
                    yield Span(None, moments[-1], backup)
                    pending = None
                else:
                    pending = moments[-1]
    if pending is not None:
        yield Span(pending, None, backup)


def _is_end(label: str) -> bool:
    ended, started = list(END.finditer(label)), list(START.finditer(label))
    return bool(ended) and (not started or ended[-1].start() > started[-1].start())


def _label(lines: list[str], index: int, moments: list[Moment]) -> str:
    """The words before the first date of a line, or the line above where the date leads its line."""
    if not moments:
        return ""
    before = lines[index][: moments[0].start].strip(" \t:|([-–")
    if not before and index:
        before = lines[index - 1] if len(lines[index - 1]) < 60 and not re.search(r"\d{2}", lines[index - 1]) else ""
    return before if len(before) <= 80 else ""


def _ranges(line: str, moments: list[Moment]) -> Iterator[Span]:
    """Two times joined by "to", "–" and the like."""
    index = 0
    while index + 1 < len(moments):
        first, second = moments[index], moments[index + 1]
        gap, before = line[first.end : second.start], line[: first.start]
        if len(gap) > 60 or not LINK.search(gap) or re.search(r"[.!?]\s", gap):
            index += 1
            continue
        if MOVED.search(before):
            yield Span(second, None)
        elif not ISSUED.search(before[-60:]):
            yield Span(first, second, former=bool(FORMER.search(before[-60:])))
        index += 2


def _from_separate_lines(lines: list[str]) -> list[Span]:
    """A date on one line, the hours on others: "Date: …", "Start time: 22:00", "End time: 02:00"."""
    day = next(
        (line for line in lines if DATED.match(line) and not NEITHER.search(line[:40]) and moments_in(line)), None
    )
    if day is None:
        return []
    words = moments_in(day)[0].words
    whole = next(
        (line for line in lines if line is not day and TIMED.search(line[:40]) and _span(f"{words} {_value(line)}")),
        None,
    )
    if whole:
        return _span(f"{words} {_value(whole)}")
    start = next((m for line in lines if START.search(line[:40]) and (m := _hour(words, line))), None)
    end = next(
        (m for line in lines if _is_end(line[:40]) and not START.search(line[:12]) and (m := _hour(words, line))), None
    )
    if start is None:
        return []
    if end and end.clock and start.clock and end.clock <= start.clock:
        end = replace(end, days=tuple(one + timedelta(days=1) for one in end.days))
    if end and start.zone is None and end.zone is not None:
        start = replace(start, zone=end.zone)
    return [Span(start, end)]


def _value(line: str) -> str:
    return re.sub(r"^[^:|\d]{0,40}[:|]\s*", "", line)


def _span(words: str) -> list[Span]:
    moments = [one for one in moments_in(words) if one.clock]
    return list(_ranges(words, moments))


def _hour(day: str, line: str) -> Moment | None:
    found = [one for one in moments_in(f"{day} {_value(line)}") if one.clock]
    return found[0] if found else None


def _in_sentences(text: str) -> list[Span]:
    """A single date and hour that a sentence gives as the time of the work."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text):
        joined = re.sub(r"\s+", " ", sentence)[:WIDEST]
        for moment in (one for one in moments_in(joined) if one.clock):
            before = joined[: moment.start]
            if ALONE.search(before) and not NEITHER.search(before[-40:]):
                return [Span(moment, None)]
    return []


def spans_in_tables(tables: Iterable[tuple[tuple[str, ...], ...]]) -> list[Span]:
    """The spans of tables that head one column with the start and another with the end; a heading may name the zone."""
    return [span for grid in tables for span in _columns(grid)]


def _columns(grid: tuple[tuple[str, ...], ...]) -> Iterator[Span]:
    for row, cells in enumerate(grid[:3]):
        start = next((at for at, cell in enumerate(cells) if _heads(cell) and not _is_end(cell)), None)
        end = next((at for at, cell in enumerate(cells) if _heads(cell) and _is_end(cell)), None)
        if start is None or end is None:
            continue
        for line in grid[row + 1 :]:
            begun, done = (_cell(line, at, cells[at]) for at in (start, end))
            if begun or done:
                yield Span(begun, done)
        return


def _heads(cell: str) -> bool:
    return len(cell) < 50 and bool(START.search(cell) or END.search(cell)) and not re.search(r"\d{2}:\d", cell)


def _cell(line: tuple[str, ...], at: int, heading: str) -> Moment | None:
    if at >= len(line):
        return None
    found = [one for one in moments_in(line[at]) if one.clock]
    zone = WRITTEN.search(heading)
    if found and zone and found[0].zone is None:
        return replace(found[0], zone=zone_of(zone), local=bool(zone["local"]))
    return found[0] if found else None
