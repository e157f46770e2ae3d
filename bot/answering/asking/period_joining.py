"""Named stretches of days put together as a sentence puts them: from, to, since, until, before, against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.asking import period_span as spans
from bot.answering.asking.period import Anchor, Reading, day, month_start
from bot.answering.asking.period_meaning import NUMBERS, months_back, number, quarters_back, weeks_back, year_back
from bot.answering.asking.period_span import DAY, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words for time where they stand: the stretch they name, or how far before another they lie (`shift`).

    `joined` says that two were made one by "to" or "between ... and".
    """

    start: int
    end: int
    words: str
    span: Span | None = None
    shift: str | None = None
    joined: bool = False


TO = re.compile(
    r"^\s*(?:up )?(?:to|until|till|through|thru|-|–|—)\s*(?:the )?(?:(?:start|beginning|end) of )?(?:the )?$"
)
AND = re.compile(r"^\s*(?:and|&|,|,\s*and|or)\s*$")
BETWEEN = re.compile(r"\bbetween (?:the )?(?:(?:start|beginning|end) of )?$")
VERSUS = re.compile(r"\b(?:against|vs?|versus|than|to|with|and|compared|on|from)\b|[-–:]")
BOUND = re.compile(
    r"(?:\b(?P<bound>ever since|since|starting(?: in| from)?|from|after|following|post|before|prior to|ahead of|pre|"
    r"until|till|til|(?<!own )(?<!owns )(?<!owned )(?<!owning )(?<!face )(?<!live )(?<!lived )up to(?: and including)?|through(?= the end)|by)[\s-]+)?(?:the )?(?:(?P<edge>start|beginning|end|close) of )?(?:the |last )?$"
)
# "Did it improve from September to October" names two times to compare, not a stretch.
CHANGED = re.compile(
    r"\b(?:improv\w+|chang(?:e|ed)|differ\w*|compar\w+|(?:get|got|gone|go|went) (?:better|worse|up|down)|worsen\w*|declin\w+|deteriorat\w+|"
    r"ris(?:e|en)|rose|fall(?:en)?|fell|dropp?(?:ed)?|increas\w+|decreas\w+|better or worse)\b"
)
ONWARDS = re.compile(
    r"^\s*(?:onwards?|forwards?|(?:un)?till? (?:now|today)|(?:and|to) (?:now|today|the present)|to date|up to now)\b"
)
WINDOW = re.compile(
    r"(?:the )?(?:first |last )?(?:(?P<count>\d{1,2}|"
    + "|".join(NUMBERS)
    + r")\s+)?(?P<unit>months?|quarters?|years?)\s+"
    r"(?:immediately |just |right )?(?P<side>before|after|following|prior to|leading up to)(?:\s+the)?\s*$"
)
COUNTED = re.compile(
    r"(?:the )?(?:last )?(?:(?P<count>\d{1,2}|" + "|".join(NUMBERS) + r")\s+)?(?P<unit>months?|quarters?|years?)\s+"
    r"(?:to|up to|ending|ended|until|till|through|leading up to)(?:\s+(?:in|on|with|at))?(?:\s+the)?(?:\s+end of)?\s*$"
)
OF_NOUN = re.compile(
    r"\b(?:tickets?|reports?|e-?mails?|incidents?|invoices?|bills?|credits?|misses|calls?|figures|numbers|data|results|"
    r"outages?|those|ones|p[1-4]s?|requests?|faults?)\s+from\s*(?:the )?$"
)
PAIRED = re.compile(r"[- ](?:on|over)[- ]|^.-?o")
AFTER = ("after", "following", "post")
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
BEFORE = ("before", "prior to", "ahead of", "pre")
UNTIL = ("until", "till", "til", "up to", "up to and including", "through")


def put_together(pieces: Sequence[Piece], text: str, anchor: Anchor) -> list[Reading]:
    """The periods that named stretches make in their sentence, in reading order, each once."""
    named = _years_shared(_placed(pieces, anchor), text)
    found: list[Reading] = []
    index = 0
    while index < len(named):
        piece, index = _ranged(named, index, text)
        reading = _bounded(piece, text, found[-1].end if found else 0, anchor)
        if reading is not None and all(reading.period != other.period for other in found):
            found.append(reading)
    return found


def _placed(pieces: Sequence[Piece], anchor: Anchor) -> list[Piece]:
    """Give each "the month before" its days: from what it follows, or where nothing stands before it, the next."""
    placed: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.shift is None:
            placed.append(piece)
            continue
        near = [p.span for p in (*reversed(placed), *pieces[index:]) if p.span and p.span.unit != "landmark"]
        meant = [_shifted(near[0], piece.shift)] if near else _alone(piece, anchor)
        placed += [replace(piece, span=span) for span in meant]
    return placed


def _shifted(base: Span, shift: str) -> Span:
    count, _, unit = shift.rpartition(" ")
    for _ in range(int(count or 1)):
        base = spans.a_year_earlier(base) if unit == "year" else spans.one_earlier(base, unit)
    return base


def _alone(piece: Piece, anchor: Anchor) -> list[Span]:
    """What "a year ago" or "month on month" means where nothing else is named; the latter names two stretches."""
    if PAIRED.search(piece.words):
        latest = quarters_back(1, anchor) if piece.shift == "quarter" else months_back(1, anchor)
        return [latest, _shifted(latest, piece.shift or "")]
    if piece.shift == "year":
        whole = re.search(r"previous|prior|preceding|before", piece.words)
        return [year_back(1, anchor) if whole else months_back(12, anchor)]
    count, _, unit = (piece.shift or "").rpartition(" ")
    single = {"month": months_back, "quarter": quarters_back, "week": weeks_back, "year": year_back}.get(unit)
    return [single(int(count or 1), anchor)] if single else []


def _years_shared(pieces: list[Piece], text: str) -> list[Piece]:
    """A year said once holds for its neighbours; the same month twice is that month and a year before."""
    pieces = _this_and_last(pieces, text)
    for index in range(len(pieces) - 1):
        first, second = pieces[index].span, pieces[index + 1].span
        between = text[pieces[index].end : pieces[index + 1].start]
        if first is None or second is None or not (AND.match(between) or TO.match(between)):
            continue
        if first.bare and not second.bare and second.unit in {"month", "quarter", "day"}:
            pieces[index] = replace(pieces[index], span=_not_after(first, second))
        elif second.bare and not first.bare and first.unit in {"month", "quarter", "day"}:
            pieces[index + 1] = replace(pieces[index + 1], span=_not_before(second, first))
    return pieces


def _not_after(span: Span, bound: Span) -> Span:
    moved = spans.a_year_earlier(span, span.first.year - bound.first.year)
    return spans.a_year_earlier(moved) if moved.first > bound.first else moved


def _not_before(span: Span, bound: Span) -> Span:
    moved = spans.a_year_earlier(span, span.first.year - bound.first.year)
    return spans.a_year_earlier(moved, -1) if moved.first < bound.first else moved


def _this_and_last(pieces: list[Piece], text: str) -> list[Piece]:
    """Read "September against September" is two Septembers; "September ... than last year" is that month last year."""
    bare = [p for p in pieces if p.span and p.span.bare and p.span.unit in {"month", "quarter"}]
    years = [p for p in pieces if p.span and p.span.unit == "year" and p.span.bare]
    twins = next(((a, b) for a, b in pairwise(bare) if a.span == b.span), None)
    if twins and VERSUS.search(text[twins[0].end : twins[1].start]):
        span = twins[1].span
        moved = [replace(p, span=spans.a_year_earlier(span)) if p is twins[1] and span else p for p in pieces]
        return [p for p in moved if p not in years]
    other = [p for p in pieces if p.span and p.span.unit in {"month", "quarter"}]
    if len(other) != 1 or len(years) != 1 or other[0].span is None or years[0].span is None:
        return pieces
    back = other[0].span.first.year - years[0].span.first.year
    if back < 1:
        return [p for p in pieces if p not in years] if back == 0 else pieces
    return [replace(p, span=spans.a_year_earlier(other[0].span, back)) if p in years else p for p in pieces]


def _ranged(pieces: list[Piece], index: int, text: str) -> tuple[Piece, int]:
    """The piece at an index, made one with the next where "to" or "between ... and" joins them; and where to go on."""
    first = pieces[index]
    if index + 1 >= len(pieces) or first.span is None:
        return first, index + 1
    second = pieces[index + 1]
    between = text[first.end : second.start]
    joins = TO.match(between) or (AND.match(between) and BETWEEN.search(text[: first.start]))
    if joins and CHANGED.search(text) and first.span.unit == (second.span.unit if second.span else ""):
        return first, index + 1
    if not joins or second.span is None or COUNTED.search(text[: second.start]):
        return first, index + 1
    start = first.span
    while start.bare and start.first > second.span.first:
        start = spans.a_year_earlier(start)
    whole = spans.joined(start, second.span)
    if whole is None:
        return first, index + 1
    return Piece(first.start, second.end, text[first.start : second.end], whole, joined=True), index + 2


def _bounded(piece: Piece, text: str, left: int, anchor: Anchor) -> Reading | None:
    """A piece as "since", "until" or "the year to" before it make it; None for a deadline or a named day by itself."""
    span = piece.span
    if span is None:
        return None
    before = text[left : piece.start]
    counted = COUNTED.search(before)
    if counted and (counted.group("count") or counted.group("unit") == "year" or "end" in counted.group()):
        return _reading(_ending(counted, span), piece, left + counted.start(), anchor)
    window = WINDOW.search(before)
    if window:
        return _reading(_beside(window, span), piece, left + window.start(), anchor)
    match = BOUND.search(before)
    bound, edge = (match.group("bound") or "", match.group("edge") or "") if match else ("", "")
    compared = bound == "from" and CHANGED.search(text) is not None and re.match(r"\s*to\b", text[piece.end :])
    if piece.joined or compared or (bound == "from" and OF_NOUN.search(before)):
        bound = edge = ""
    onwards = ONWARDS.match(text[piece.end :])
    if onwards:
        bound, piece = "since", replace(piece, end=piece.end + onwards.end())
    if bound == "by" or (span.unit == "landmark" and not bound):
        return None
    meant = _cut(_edge(span, edge), bound, anchor) if span.unit != "open" else span
    start = left + match.start() if match and (bound or edge) else piece.start
    return _reading(meant, piece, start, anchor) if meant else None


def _reading(span: Span, piece: Piece, start: int, anchor: Anchor) -> Reading:
    period = span.period(anchor)
    words = piece.words.strip()
    return Reading(period, words, start, piece.end, period.start > anchor.today, span.open_start)


def _ending(counted: re.Match[str], span: Span) -> Span:
    """A number of whole months that end with the stretch named: "the year to October"."""
    unit = counted.group("unit").rstrip("s")
    count = number(counted.group("count") or "one") * MONTHS_IN[unit]
    return spans.months(month_start(span.last, count - 1), count)


def _beside(window: re.Match[str], span: Span) -> Span:
    """A number of whole months just before or just after the stretch named."""
    count = number(window.group("count") or "one") * MONTHS_IN[window.group("unit").rstrip("s")]
    if window.group("side") in {"after", "following"}:
        after = span.first if span.unit == "landmark" else span.last + DAY
        return spans.months(month_start(after), count)
    return spans.months(month_start(span.first, count), count)


def _edge(span: Span, edge: str) -> Span:
    if not edge:
        return span
    return spans.one_day(span.last if edge in {"end", "close"} else span.first)


def _cut(span: Span, bound: str, anchor: Anchor) -> Span | None:
    if bound in BEFORE:
        return spans.until(span.first - DAY, anchor)
    if bound in UNTIL:
        return spans.until(span.last, anchor)
    if bound in AFTER and span.unit != "landmark":
        return spans.since(span.last + DAY, anchor, day(span.last + DAY))
    if not bound:
        return span
    whole = span.unit == "month"
    return spans.since(span.first, anchor, span.label if whole else day(span.first))
