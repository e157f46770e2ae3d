"""What a DOCX's styles say about a paragraph or a run: its list, whether it is a heading, bold, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge.documents.docx_numbering import is_on, value_of
from knowledge.documents.docx_package import W

_HEADING = re.compile(r"(?:heading|title|überschrift|titre)\s*(\d?)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s?\d|table of (?:contents|figures)|contents\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in a list: the list's key and the level (None: the style's own)."""

    num_id: str
    level: int | None
    style: str | None


class Styles:
    """The styles of one document, with what each inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is styles.xml, None where the file has none."""
        found = root.findall(f"{W}style") if root is not None else []
        self._styles = {s.get(f"{W}styleId", ""): s for s in found}
        self._default = next(
            (
                s.get(f"{W}styleId")
                for s in found
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in {"1", "true"}
            ),
            None,
        )

    def style_lists(self) -> dict[str, str]:
        """For each numbering style the list it is made of."""
        lists: dict[str, str] = {}
        for key, style in self._styles.items():
            num = _num_pr(style)
            num_id = value_of(num, "numId")
            if style.get(f"{W}type") == "numbering" and num_id:
                lists[key] = num_id
        return lists

    def _line(self, key: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = value_of(self._styles[key], "basedOn")

    def style_of(self, paragraph: etree._Element) -> str | None:
        """The paragraph's style, the default one where it names none."""
        return value_of(paragraph.find(f"{W}pPr"), "pStyle") or self._default

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        """The list a paragraph belongs to: its own, else its style's; None where a numId of 0 takes it out."""
        own = _num_pr(paragraph)
        key = self.style_of(paragraph)
        num_id, level = value_of(own, "numId"), value_of(own, "ilvl")
        style: str | None = None
        for inherited in self._line(key):
            num = _num_pr(inherited)
            num_id = num_id or value_of(num, "numId")
            level = level if level is not None else value_of(num, "ilvl")
            if value_of(num, "numId") and style is None:
                style = inherited.get(f"{W}styleId")
        if not num_id or num_id == "0":
            return None
        return ListPlace(num_id, int(level) if level and level.isdecimal() else None, key or style)

    def heading_level(self, paragraph: etree._Element) -> int | None:
        """0 for a title or first heading, 1 for the second ...; None for body text."""
        outline = value_of(paragraph.find(f"{W}pPr"), "outlineLvl")
        if outline is not None:
            return int(outline) if outline.isdecimal() and int(outline) < 9 else None
        for style in self._line(self.style_of(paragraph)):
            named = _HEADING.match(value_of(style, "name") or "")
            if named:
                return max(int(named[1] or 1) - 1, 0)
            outline = value_of(style.find(f"{W}pPr"), "outlineLvl")
            if outline is not None:
                return int(outline) if outline.isdecimal() and int(outline) < 9 else None
        return None

    def in_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's style is one of a table of contents."""
        return any(_CONTENTS.match(value_of(s, "name") or "") for s in self._line(self.style_of(paragraph)))

    def run_is(self, what: str, run: etree._Element, paragraph: etree._Element | None) -> bool:
        """Whether a run is hidden ("vanish") or bold ("b"): its own word first, then its styles'."""
        own = run.find(f"{W}rPr")
        if own is not None and own.find(f"{W}{what}") is not None:
            return is_on(own, what)
        keys = (value_of(own, "rStyle"), self.style_of(paragraph) if paragraph is not None else None)
        for key in keys:
            for style in self._line(key):
                marks = style.find(f"{W}rPr")
                if marks is not None and marks.find(f"{W}{what}") is not None:
                    return is_on(marks, what)
        return False


def _num_pr(element: etree._Element) -> etree._Element | None:
    return element.find(f"{W}pPr/{W}numPr")
