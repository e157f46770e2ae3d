"""Bands of failure by name (minor, serious, severe) and the points that each earns, said in text, rows or headings."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.terms.bands import Band, band_in
from knowledge.terms.passages import PlacedTable
from knowledge.terms.rows import Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.severities import severity
from knowledge.terms.wording import NUMBER, values_of

_NAMES = r"(?P<name>minor|serious|severe|major|critical|threshold)"
_WORTH = re.compile(
    rf"\b{_NAMES}\b(?:(?!minor|serious|severe|major|critical|threshold|point)[^.;|])*?(?P<n>{NUMBER})\s*(?:service\s+)?points?\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"(?P<n>{NUMBER})\s*(?:service\s+)?points?\s+(?:for|in respect of)\s+(?:(?!minor|serious|severe|major|critical|threshold)\w+\s+){{0,7}}?{_NAMES}\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\bpoints?\b", re.IGNORECASE)


def points_by_severity(setting: Setting) -> dict[str, Decimal]:
    """What each band of failure earns, by sentences and by tables of bands and points; two values for one name none."""
    seen: dict[str, set[Decimal]] = {}
    for sentence in setting.contract.sentences:
        found = list(_FOR.finditer(sentence.text)) or list(_WORTH.finditer(sentence.text))
        for match in found:
            seen.setdefault(match["name"].lower(), set()).add(values_of(match["n"])[0])
    for placed in setting.contract.tables:
        for name, worth in _listed(placed, setting):
            seen.setdefault(name, set()).add(worth)
    return {name: next(iter(values)) for name, values in seen.items() if len(values) == 1}


def _listed(placed: PlacedTable, setting: Setting) -> list[tuple[str, Decimal]]:
    heads = headers(placed.table)
    at = next((column for column, head in enumerate(heads) if _POINTS.search(head)), None)
    found = []
    for row in body(placed.table, setting.contract.document.text):
        name = next((one for cell in row.cells if cell.column != at and (one := severity(cell.text))), None)
        points = next((re.search(r"\d+(?:\.\d+)?", cell.text) for cell in row.cells if cell.column == at), None)
        if name and points:
            found.append((name, Decimal(points[0])))
    return found


def bands_across(
    row: Row, columns: dict[int, str], worth: dict[str, Decimal]
) -> tuple[list[tuple[Band, Decimal, str]], list[str]]:
    """The bands of one row with the points of each, and the names of those whose points nothing says."""
    found, unsaid = [], []
    for cell in row.cells:
        name = columns.get(cell.column)
        band = band_in(cell.text) if name else None
        own = re.search(r"(\d+)\s*points?", cell.header, re.IGNORECASE)
        points = Decimal(own[1]) if own else worth.get(name or "")
        if name and band and points is not None:
            found.append((band, points, name.title()))
        elif name and band:
            unsaid.append(name)
    return found, unsaid
