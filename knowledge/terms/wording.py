"""Words as they stand in contracts: same-length cleaning, number words and sentence ends; no meaning is read here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_SAME_LENGTH = str.maketrans(
    {
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\f": " ",
        "\v": " ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00d7": "x",
        "\uff05": "%",
    }
)

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)}
WORDS |= {word: 10 * (place + 2) for place, word in enumerate(_TENS)}
WORDS |= {
    f"{ten}{link}{unit}": 10 * (place + 2) + value
    for place, ten in enumerate(_TENS)
    for value, unit in enumerate(_UNITS)
    if 1 <= value <= 9
    for link in ("-", " ")
}
WORDS |= {"one hundred": 100, "a hundred": 100}
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_PARTS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
}
_PARTS |= {
    "a half": _PARTS["½"],
    "one half": _PARTS["½"],
    "a quarter": _PARTS["¼"],
    "one quarter": _PARTS["¼"],
    "three quarters": _PARTS["¾"],
}
# "ninety-nine point nine five", "two and a half"
_DECIMALS = rf"(?:\s+point(?:\s+(?:{'|'.join(_UNITS[:10])}))+)"
_AND_PART = r"(?:\s+and\s+(?:(?:an?|one)[ -](?:half|quarter)|three[ -]quarters)(?!\s+of\b))"
_WORDED = rf"(?:{_WORD})\b(?:{_DECIMALS}|{_AND_PART})?"
# "99½", and "7 1/2" before a per cent sign
_FIGURE = r"\d[\d,]*(?:\.\d+)?(?:\s*[½¼¾]|\s(?:1/[24]|3/4)(?=\s*(?:%|per\s?cent)))?"

# "30", "thirty", "thirty (30)", "30 (thirty)", "1,000", "2.5"
NUMBER = rf"(?:(?:{_WORDED})\s*\(\s*{_FIGURE}\s*\)|{_FIGURE}(?:\s*\(\s*(?:{_WORDED})\s*\))?|\b(?:{_WORDED})(?!\w))"

_REDACTED = re.compile(
    r"\[\s*(?:\*|\u2022|\u25cf|\.{2,}|_+|x{1,}|tbc|tbd|insert[^\]]*|redacted|amount|number|date|\s)\s*"
    r"(?:\*|\u2022|\u25cf|_|\s|\.)*\]|[\u2580-\u259f\u2588]{2,}|\*{3,}|_{3,}|\bredacted\b|\bt\.?b\.?[acd]\.?\b|\{[a-z_ ]+\}",
    re.IGNORECASE,
)

_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|inc|ltd|pty|pte|co|corp|approx|vs|cl|para|art|sec|dr|mr|mrs|ms|st|a\.m|p\.m|hrs|mins|min|max|"
    r"incl|excl|ref|fig|p|pp)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_MARKER = r"(?:[*\u2022\u25cf\u25aa\u00b7o-]\s+|\(?(?:[a-z]|[ivx]{1,4}|[A-H])\)\s+|\d{1,2}[.)]\s+|#{1,6}\s+)"
_LONGEST = 2_500
LIST_ITEM = re.compile(rf"\s*{_MARKER}")
_BREAK = re.compile(
    rf"""(?P<stop>[.!?]["'\u201d\u2019)\]]*\s+(?=["'\u201c\u2018(\[A-Z0-9]))"""
    rf"|(?P<item>[;:,.]?[ \t\r]{0, 8}(?:\b(?:and|or)\b[ \t\r]{0, 8})?\n\s{0, 40}(?={_MARKER}\S))"
    r"|(?P<semi>;\s{0,8}(?:(?:and|or)\s+)?(?=\n|\((?:[a-z]|[ivx]{1,4})\)\s))"
    r"|(?P<colon>:\s+(?=\((?:a|i|1|A)\)\s))"
    r"|(?P<blank>\n[ \t]{0,40}\n\s*)"
)


_RAISED_POINT = re.compile(r"(?<=\d)[\u00b7\u2219\u22c5](?=\d)")
# "95pc" and "95 p.c." are per cent; "12 pcs" and "12 PC" are computers.
_PC = re.compile(r"(?<=\d)\s?(?:pc\b|p\.\s?c\.)")


def flat(text: str) -> str:
    """The text with line ends, odd spaces, quotes and dashes made plain; its length and offsets stay the same."""
    plain_marks = _RAISED_POINT.sub(".", text.translate(_SAME_LENGTH))
    return _PC.sub(lambda found: "%".ljust(len(found.group())), plain_marks)


def tidy(text: str) -> str:
    """The text on one line with single spaces, for showing and comparing (offsets are lost)."""
    return " ".join(flat(text).split())


def values_of(text: str) -> list[Decimal]:
    """The values in "30", "thirty", "thirty (30)", "2½": figures before words; two values where they disagree."""
    low = text.lower()
    low = re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))(?!\d{1,2},\d)", ".", low)
    values = [_figure(found) for found in _FIGURES.finditer(low)]
    values += [_in_words(found.group()) for found in _IN_WORDS.finditer(low)]
    return list(dict.fromkeys(values))


_FIGURES = re.compile(r"(?P<n>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<part>[½¼¾])|\s(?P<slash>1/[24]|3/4))?")
_IN_WORDS = re.compile(rf"\b(?:{_WORDED})(?!\w)")


def _figure(found: re.Match[str]) -> Decimal:
    part = found["part"] or found["slash"]
    return Decimal(found["n"].replace(",", "")) + (_PARTS[part] if part else 0)


def _in_words(words: str) -> Decimal:
    whole, point, decimals = words.partition(" point ")
    if point:
        return Decimal(f"{WORDS[whole.strip()]}.{''.join(str(WORDS[one]) for one in decimals.split())}")
    whole, _, part = words.partition(" and ")
    return Decimal(WORDS[whole.strip()]) + (_PARTS[part.strip().replace("-", " ")] if part else 0)


def number(text: str) -> Decimal | None:
    """The value of "30", "thirty", "thirty (30)" or "1,000"; None where words and figures disagree or there is none."""
    values = values_of(text)
    return values[0] if len(values) == 1 else None


def plain(value: Decimal) -> str:
    """A decimal as the figure a reader would write: "95", "99.9", never "9.5E+1"."""
    return f"{value.normalize():f}"


_WORDY = re.compile(
    rf"\b(?:{_WORD})(?:(?:[\s-]+(?:and|point|tenths?|hundredths?|thousandths?|one-half|half|{_WORD}))*)\s+per\s?cent(?:age)?\s*\(\s*(?P<n>\d+(?:\.\d+)?)\s*(?:%|per\s?cent)?\s*\)(?:\s*per\s?cent)?",
    re.IGNORECASE,
)


def in_figures(text: str) -> str:
    """The text with "ninety-nine and nine-tenths percent (99.9%)" said once, in figures (offsets are lost)."""
    return _WORDY.sub(lambda found: f"{found['n']}%", text)


def redacted(text: str) -> bool:
    """Whether a value was blacked out or left open ("[***]", "TBC", "____")."""
    return bool(_REDACTED.search(text))


def sentence_spans(raw: str) -> Iterator[tuple[int, int]]:
    """The spans of sentences and list items in a raw text, in order, blank ones left out."""
    begin = 0
    for found in _BREAK.finditer(raw):
        end = found.end("stop") if found["stop"] else found.start() + len(found.group().rstrip())
        if found["stop"] and _ABBREVIATED.search(raw[begin : found.start() + 1]):
            continue
        yield from _trimmed(raw, begin, end)
        begin = found.end()
    yield from _trimmed(raw, begin, len(raw))


def _trimmed(raw: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the blanks around it; one longer than any sentence is cut, so that no text takes long."""
    while end - begin > _LONGEST:
        cut = raw.rfind(" ", begin, begin + _LONGEST) + 1 or begin + _LONGEST
        yield from _trimmed(raw, begin, cut)
        begin = cut
    piece = raw[begin:end]
    if piece.strip():
        yield begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
