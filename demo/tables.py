"""Writes a sample's CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write one table with its header; the folder is made where it is missing."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def plain(text: str) -> Iterator[list[str]]:
    """The rows of CSV written out in a module."""
    return iter(csv.reader(text.strip().splitlines()))
