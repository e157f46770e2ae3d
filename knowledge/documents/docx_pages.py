"""Pages in a Word file: known only where Word left its rendered breaks, or where the author set every break himself."""

from __future__ import annotations

from lxml import etree

from knowledge.documents.assembly import Span
from knowledge.documents.docx_package import Package, W
from knowledge.documents.docx_runs import Clean

_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"


class Pages:
    """Counts pages as breaks go by; `now` is None in a file whose pages are not known."""

    def __init__(self, kind: str | None) -> None:
        """`kind`: a vertical tab for Word's rendered breaks, a form feed for the author's own, None for neither."""
        self._kind = kind
        self.now: int | None = 1 if kind else None

    def turn(self, kind: str) -> None:
        """A break goes by; only those of the kind that counts turn the page."""
        if self.now is not None and kind == self._kind:
            self.now += 1

    def through(self, clean: Clean) -> tuple[int | None, tuple[Span, ...]]:
        """The page a paragraph begins on, and the pages that begin inside it."""
        inside: list[Span] = []
        page = self.now
        for at, kind in clean.turns:
            self.turn(kind)
            if at == 0 or self.now == page:
                page = self.now if at == 0 else page
            elif self.now is not None:
                inside.append((self.now, at))
        return page, tuple(inside)

    def section(self, section: etree._Element | None) -> None:
        """A section ends: its successor begins a page unless it says "continuous" (told by the author's own breaks)."""
        kind = section.find(f"{W}type") if section is not None else None
        if kind is None or kind.get(f"{W}val") not in {"continuous", "nextColumn"}:
            self.turn("\f")


def page_counter(package: Package, body: etree._Element) -> Pages:
    """Chooses what to count by."""
    if next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None:
        return Pages("\v")
    breaks = sum(1 for b in body.iter(f"{W}br") if b.get(f"{W}type") == "page")
    breaks += sum(1 for _ in body.iter(f"{W}pageBreakBefore"))
    # A wrong page is worse than none: the author's own breaks count only where the file says there are no other pages.
    return Pages("\f") if breaks and _said(package) == breaks + 1 else Pages(None)


def _said(package: Package) -> int:
    """How many pages the file says it has; 0 where it does not say."""
    root = package.part("docProps/app.xml")
    text = root.findtext(_PAGES) if root is not None else None
    return int(text) if text and text.strip().isdecimal() else 0
