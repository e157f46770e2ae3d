"""How things look in a terminal: colours by verdict, tables, a sparkline; plain where the output is not a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

BARS = "▁▂▃▄▅▆▇█"
COLOURS = {
    "yes": "green", "met": "green", "happy": "green", "partly": "yellow", "neutral": "yellow", "no": "red",
    "missed": "red", "sad": "red", "cannot_tell": "magenta", "unknown": "magenta", "no_demand": "cyan",
}  # fmt: skip
FACES = {"happy": "🙂", "neutral": "😐", "sad": "🙁", "unknown": "❔"}


def console() -> Console:
    """The terminal, highlighting nothing by itself."""
    return Console(highlight=False, soft_wrap=False)


def progress_console() -> Console:
    """The terminal for progress and warnings: stderr, so that --json stays clean."""
    return Console(stderr=True, highlight=False)


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on stdout and nothing else."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def coloured(word: str, verdict: str | None = None) -> Text:
    """A word in the colour of its verdict."""
    return Text(word, style=f"bold {COLOURS.get(verdict or word, 'white')}")


def sparkline(values: Sequence[float | int | Decimal | None]) -> str:
    """A row of bars from zero to the largest value; a gap stays a dot."""
    known = [float(v) for v in values if v is not None]
    top = max(known, default=0.0)
    return "".join(
        "·" if v is None else BARS[min(int(float(v) / top * (len(BARS) - 1) + 0.5), len(BARS) - 1)] if top else BARS[0]
        for v in values
    )


def table(*columns: str, title: str | None = None) -> Table:
    """A light table; columns whose name starts with ">" are set right."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column.lstrip(">"), justify="right" if column.startswith(">") else "left", overflow="fold")
    return made
