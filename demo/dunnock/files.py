"""Dunnock Lane's emails; its web terms and its few tickets are written by hand."""

from __future__ import annotations

from pathlib import Path

from demo import emails


def write(folder: Path) -> None:
    """Write the emails from `folder/text`."""
    emails.write(folder, {"": "tallowmere"})
