"""All of Quillabar's files but the deed and its variation, which are written by hand."""

from __future__ import annotations

from pathlib import Path

from demo import emails
from demo.quillabar import records, tickets


def write(folder: Path) -> None:
    """Write tickets, tables and emails from the story and `folder/text`."""
    tickets.write(folder)
    records.write(folder)
    emails.write(folder, {"": "coldspur"})
