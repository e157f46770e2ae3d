"""The sample companies: invented businesses and their invented IT providers, each in a folder with its questions."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent


def companies() -> list[str]:
    """The companies that have a maker of files."""
    return sorted(path.parent.name for path in HERE.glob("*/files.py"))
