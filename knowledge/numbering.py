"""The numbers of clauses as printed: found at the start of a paragraph, taken apart, counted, compared.

It refuses to take a quantity ("30 days", "1.5 times"), a date or a person's initial for a clause number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTAINERS = ("schedule", "exhibit", "appendix", "annex", "annexure", "attachment", "addendum")
_WEAK = ("part", "article", "chapter", "section", "clause", "paragraph")
ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_UNITS = (
    "[Dd]ays?|[Hh]ours?|[Mm]inutes?|[Mm]ins?|[Hh]rs?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|[Ss]econds?|"
    "(?:[Ww]orking|[Bb]usiness|[Cc]alendar|[Cc]lear)\\s+(?:[Dd]ay|[Hh]our)s?|working|business|calendar|per|percent|times|users?|"
    "million|thousand|x|gb|mb|tb|am|pm|of"
)
_DASH = "\\-–—"

_WORDED = re.compile(
    rf"(?P<word>{'|'.join(CONTAINERS + _WEAK)})(?:\s+(?:no\.?|number))?(?:\s+|(?=[\d\"“‘'(]))"
    rf"(?P<quote>[\"“”‘’'(]?)(?P<value>\d+(?:\s?\.\s?\d+)*[A-Z]?|[A-Z]{{1,2}}\d?(?:[.{_DASH}]\d+)*|[IVXLC]+|{'|'.join(ORDINALS)})"
    rf"[\"“”‘’')]?(?P<after>\s*[.:{_DASH}]*)(?=\s|$)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3})+)\s?\.?\)?(?=\s|$|[A-Za-z\"“(])")
_SPACED = re.compile(r"(?P<value>\d{1,3}(?:\s?\.\s?\d{1,3})+)(?:\s?\.|(?=\s))(?=\s|$)")
_SINGLE = re.compile(r"(?P<value>\d{1,3})\s?[.)](?=\s|$|[A-Z\"“(])")
_BARE = re.compile(r"(?P<value>\d{1,2})\s+(?=[A-Z\"“])")
_BRACKETED = re.compile(
    r"\(\s?(?P<value>\d{1,3}|[A-Za-z]|[ivxlc]{2,6}|[IVXLC]{2,6}|(?P<twin>[a-zA-Z])(?P=twin))\s?\)(?=\s|$|[A-Z\"“])"
)
_LETTER = re.compile(r"(?P<value>[A-Za-z]|[ivxl]{2,5}|[IVXL]{2,5})[.)](?=\s|$)")
# Items of an annex that carry its letter, "B3"; P1 and S1 are priorities.
_PREFIXED = re.compile(r"(?P<value>[A-H]\d{1,2}(?:\.\d{1,2})*)(?=[.:]?\s+[A-Z\"“])")
_SIGN = re.compile(r"§+\s?(?P<value>\d{1,3}(?:\.\d{1,3})*)\.?(?=\s|$)")
_QUANTITY = re.compile(rf"(?:(?i:{_MONTHS})|{_UNITS})\b|[%°£$€+=/]|[{_DASH}]\s?\d")
_SPELT = re.compile(r"\([a-z-]+\)\s", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number taken apart.

    `style`: "dotted" (7.2.1), "decimal" (7), "lower"/"upper" (a, A), "roman"/"ROMAN" (i, I), a word ("schedule"), or
    the letter of the annex that an item carries, with a dot for each further count ("B" for B3, "B." for B3.1).
    `values`: its counts; for "dotted" one a component. `mark`: "(", ")", "." or "" - how it is set. `said`: the value as a
    reader says it.
    """

    style: str
    values: tuple[int, ...]
    mark: str
    said: str

    @property
    def annex(self) -> str:
        """The letter of the annex that the number carries ("B" of B3.1), or nothing."""
        letter = self.style.rstrip(".")
        return letter if len(letter) == 1 else ""


def printed_number(text: str) -> str | None:
    """The clause number a paragraph begins with, as printed ("7.2.1", "(a)", "Schedule 2"), or None."""
    for find in (_worded, _numbered, _lettered):
        found = find(text)
        if found is not None:
            return found
    return None


def _worded(text: str) -> str | None:
    match = _WORDED.match(text)
    if match is None or not _stands_as_title(match, text):
        return None
    return text[: match.end("value")] if not match["quote"] else text[: match.end("after")].rstrip(" .:-–—")


def _stands_as_title(match: re.Match[str], text: str) -> bool:
    """Whether the words after "Schedule 2" make it a title and not the beginning of a sentence about it."""
    rest = text[match.end() :].lstrip()
    if not _is_label(match["value"]) or (rest and match["word"].islower()):
        return False
    if not rest or match["after"].strip():
        return True
    strong = match["word"].lower() in CONTAINERS
    if re.match(r"(to|of)\s+(the\s+|this\s+)?[A-Z]", rest) and not rest.rstrip().endswith(".") and len(rest) < 90:
        return strong
    return len(rest) < 100 and not rest.rstrip().endswith((".", ";", ",")) and (rest[0].isupper() or rest[0] in '("“[')


def _is_label(value: str) -> bool:
    """Whether letters after the word can be its number: "B", "IV", "two"; not the next word of a sentence."""
    if not value.isalpha() or len(value) == 1 or value.lower() in ORDINALS:
        return True
    return value.isupper() or (_is_roman(value) and not value.islower())


def _numbered(text: str) -> str | None:
    for pattern in (_SIGN, _DOTTED, _SPACED, _SINGLE, _BARE, _PREFIXED):
        match = pattern.match(text)
        if match is None:
            continue
        if match.re is _SPACED and _SPELT.match(text[match.end() :].lstrip()):
            return re.sub(r"\s?\d+\s?\.?$", "", match.group().strip())
        if _numbers_a_clause(match, text):
            return match.group().strip()
    return None


def _numbers_a_clause(match: re.Match[str], text: str) -> bool:
    """Whether figures at the head number a clause: no quantity, no date, and no part of "5. 30 (thirty) days"."""
    rest = text[match.end() :].lstrip()
    if _QUANTITY.match(rest):
        return False
    if match.re in {_DOTTED, _SPACED} and rest[:1].islower():
        return match.group().endswith(".")
    if match.re is _BARE:
        return len(rest) <= 70 and (not rest.endswith((".", ";", ",")) or rest.upper() == rest)
    return True


def _lettered(text: str) -> str | None:
    match = _BRACKETED.match(text)
    if match is not None:
        return match.group()
    match = _LETTER.match(text)
    if match is None:
        return None
    initial = re.match(r"\s+[A-Z][a-z]+\s*,|\s*[A-Z]\.", text[match.end() :])
    return None if initial and match["value"].isupper() and match.group().endswith(".") else match.group()


def numerals(number: str) -> tuple[Numeral, ...]:
    """Every way to read a printed number, likeliest first: "(i)" is a roman one and the letter after h."""
    text = number.strip()
    match = _WORDED.match(text)
    if match:
        return (_worded_numeral(match),)
    mark = "(" if text.startswith("(") else ")" if text.endswith(")") else "." if text.endswith(".") else ""
    value = re.sub(r"[\s()§]|\.$", "", text.rstrip())
    if re.fullmatch(r"\d+(\.\d+)+", value):
        return (_dotted_numeral(value, mark),)
    if value.isdecimal():
        return (Numeral("decimal", (int(value),), mark, value),)
    if re.fullmatch(r"[A-H]\d{1,2}(\.\d{1,2})*", value):
        return (Numeral(value[0] + "." * value.count("."), (int(value[1:].split(".")[-1]),), ".", value),)
    return _letter_numerals(value, mark) if value.isalpha() and value.isascii() else ()


def _dotted_numeral(value: str, mark: str) -> Numeral:
    """7.2.1; a section printed "7.0" is section 7."""
    values = tuple(int(v) for v in value.split("."))
    while len(values) > 1 and values[-1] == 0:
        values = values[:-1]
    if len(values) == 1:
        return Numeral("decimal", values, "0", str(values[0]))
    return Numeral("dotted", values, mark, ".".join(str(v) for v in values))


def _worded_numeral(match: re.Match[str]) -> Numeral:
    said = re.sub(r"\s", "", match["value"])
    word = match["word"].lower()
    if said.lower() in ORDINALS:
        said = str(ORDINALS.index(said.lower()) + 1)
    elif said.isalpha():
        said = said.upper()
    if re.fullmatch(r"\d+(\.\d+)*", said):
        values = tuple(int(v) for v in said.split("."))
    elif said.isalpha():
        values = (roman_value(said) if _is_roman(said) and (len(said) > 1 or said in "IVX") else letter_value(said),)
    else:
        values = (0,)
    return Numeral("annex" if word == "annexure" else word, values, "", said)


def _letter_numerals(value: str, mark: str) -> tuple[Numeral, ...]:
    lower = value.islower()
    found = []
    if len(value) == 1 or (len(value) == 2 and value[0] == value[1]):
        found.append(Numeral("lower" if lower else "upper", (letter_value(value),), mark, value))
    if _is_roman(value):
        found.append(Numeral("roman" if lower else "ROMAN", (roman_value(value),), mark, value))
    if len(value) > 1 or value.lower() == "i":
        found.reverse()
    return tuple(found)


def letter_value(value: str) -> int:
    """The place of a letter: a is 1, z is 26, aa is 27, bb is 28 (as word processors count)."""
    return ord(value[0].lower()) - 96 + 26 * (len(value) - 1)


def _is_roman(value: str) -> bool:
    return bool(re.fullmatch(r"c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", value.lower())) and bool(value)


def roman_value(value: str) -> int:
    """The value of a roman numeral, for those that clauses use (up to 399)."""
    counts = [_ROMAN[c] for c in value.lower()]
    return sum(-n if n < max(counts[i:]) else n for i, n in enumerate(counts))


def roman(value: int) -> str:
    """4 = iv; up to 399, beyond that decimal figures, as no clause list is that long."""
    if not 0 < value < 400:
        return str(value)
    words = ""
    for n, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while value >= n:
            words, value = words + letters, value - n
    return words


def letters(value: int) -> str:
    """1 = a, 27 = aa, 28 = bb, as word processors count; beyond any list's length, figures."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else str(value)
