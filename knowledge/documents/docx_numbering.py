"""The numbers Word would print before each paragraph, computed from numbering.xml and the styles.

Source: ECMA-376 Part 1, 17.9 (numbering) and 17.7.4 (style inheritance). A level first met without the level above it
counts that level as begun, as Word does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from knowledge.documents.docx_package import W
from knowledge.numbering import ORDINALS, letters, roman

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: what it starts at, how it counts, how it is printed, when it begins anew."""

    start: int = 1
    shape: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list as numbered paragraphs use it: its counters live with the abstract list it is made from."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph's computed number, with its list and level."""

    number: str | None
    list_id: str
    level: int


def value_of(element: etree._Element | None, child: str) -> str | None:
    """The w:val of a child element."""
    found = element.find(f"{W}{child}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def is_on(element: etree._Element | None, child: str) -> bool:
    """Whether an on/off property is set."""
    found = element.find(f"{W}{child}") if element is not None else None
    return found is not None and found.get(f"{W}val", "true").lower() not in {"0", "false", "off"}


def _level(element: etree._Element) -> Level:
    text = value_of(element, "lvlText")
    restart = value_of(element, "lvlRestart")
    return Level(
        start=_whole(value_of(element, "start"), 0),
        shape=value_of(element, "numFmt") or "decimal",
        text=text or "",
        legal=is_on(element, "isLgl"),
        restart=_whole(restart, -1) if restart is not None else None,
        style=value_of(element, "pStyle"),
    )


class Numbering:
    """Counts the paragraphs of one document, in reading order."""

    def __init__(self, numbering: etree._Element | None, style_lists: dict[str, str]) -> None:
        """`style_lists` names, for each numbering style, the list it is made of."""
        self._counts: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List] = {}
        if numbering is not None:
            self._learn(numbering, style_lists)

    def _learn(self, numbering: etree._Element, style_lists: dict[str, str]) -> None:
        abstracts = {a.get(f"{W}abstractNumId", ""): a for a in numbering.findall(f"{W}abstractNum")}
        nums = {n.get(f"{W}numId", ""): n for n in numbering.findall(f"{W}num")}
        for key, num in nums.items():
            abstract = self._resolved(value_of(num, "abstractNumId") or "", abstracts, nums, style_lists)
            element = abstracts.get(abstract)
            levels = _levels(element) if element is not None else {}
            self._lists[key] = _overridden(_List(abstract, levels), num)

    @staticmethod
    def _resolved(
        key: str, abstracts: dict[str, etree._Element], nums: dict[str, etree._Element], style_lists: dict[str, str]
    ) -> str:
        """The abstract list itself, where one only points to a numbering style."""
        for _ in range(5):
            link = value_of(abstracts.get(key), "numStyleLink")
            num = nums.get(style_lists.get(link or "", ""))
            target = value_of(num, "abstractNumId")
            if link is None or target is None or target == key:
                break
            key = target
        return key

    def level_for_style(self, num_id: str, style: str | None) -> int | None:
        """The level that a list ties to a paragraph style."""
        found = self._lists.get(num_id)
        return next((n for n, lv in found.levels.items() if lv.style and lv.style == style), None) if found else None

    def printed(self, num_id: str, level: int) -> Printed | None:
        """Counts one paragraph of a list and says the number it shows; None for a list the file does not define."""
        numbered = self._lists.get(num_id)
        if numbered is None or level not in numbered.levels:
            return None
        counts = self._counts.setdefault(numbered.abstract, {})
        if not numbered.begun:
            numbered.begun = True
            for at, start in numbered.starts.items():
                counts[at] = start - 1
        for above in range(level):
            counts.setdefault(above, self._start(numbered, above))
        counts[level] = counts.get(level, self._start(numbered, level) - 1) + 1
        for below in [b for b in counts if b > level and _begins_anew(numbered.levels.get(b), b, level)]:
            del counts[below]
        return Printed(_shown(numbered.levels, level, counts), f"list {numbered.abstract}", level)

    @staticmethod
    def _start(numbered: _List, level: int) -> int:
        return numbered.starts.get(level, numbered.levels[level].start if level in numbered.levels else 1)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_whole(lv.get(f"{W}ilvl"), 0): _level(lv) for lv in abstract.findall(f"{W}lvl")}


def _overridden(numbered: _List, num: etree._Element) -> _List:
    for override in num.findall(f"{W}lvlOverride"):
        at = _whole(override.get(f"{W}ilvl"), 0)
        level = override.find(f"{W}lvl")
        if level is not None:
            numbered.levels[at] = _level(level)
        start = value_of(override, "startOverride")
        if start is not None:
            numbered.starts[at] = _whole(start, 1)
    return numbered


def _begins_anew(level: Level | None, at: int, used: int) -> bool:
    """Whether using level `used` makes the deeper level `at` count from its start (w:lvlRestart is counted from 1)."""
    if level is None or level.restart is None or level.restart < 0:
        return True
    return level.restart != 0 and used < min(level.restart, at)


def _shown(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str | None:
    this = levels[level]
    if this.shape == "bullet" or not this.text.strip():
        return None

    def count(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shape = levels[at].shape if at in levels else "decimal"
        value = counts.get(at, levels[at].start if at in levels else 1)
        return shaped(value, "decimal" if this.legal else shape)

    return re.sub(r"%([1-9])", count, this.text).strip() or None


def shaped(value: int, shape: str) -> str:
    """A count in a list's number format; a format not known here is given in figures."""
    if shape == "none":
        return ""
    if shape in {"lowerLetter", "upperLetter"}:
        return letters(value) if shape == "lowerLetter" else letters(value).upper()
    if shape in {"lowerRoman", "upperRoman"}:
        return roman(value) if shape == "lowerRoman" else roman(value).upper()
    if shape == "decimalZero":
        return f"{value:02d}"
    if shape == "cardinalText" and 0 < value <= len(ORDINALS):
        return ORDINALS[value - 1].capitalize()
    return str(value)
