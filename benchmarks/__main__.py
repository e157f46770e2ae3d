"""All benchmarks in one run: `python -m benchmarks [name ...]` prints a table of figures against their limits."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

# Each module has rows() -> [{"what", "value", "limit", "ok", "against"}], values with their unit.
MODULES = (
    "clock",
    "imports",
    "mails",
    "digests",
    "answers",
    "million",
    "retrieval",
    "slack",
    "terms",
    "voice",
    "chasing",
)


def main(names: Sequence[str]) -> None:
    """Run the named benchmarks (all by default) and print one table."""
    table = Table("benchmark", "what", "measured", "limit", "against", "", box=None, header_style="bold")
    for name in names or MODULES:
        for row in importlib.import_module(f"benchmarks.{name}").rows():
            mark = {True: "[green]✓[/]", False: "[red]✗[/]", None: ""}[row.get("ok")]
            table.add_row(
                name,
                str(row["what"]),
                str(row.get("value") or f"{row['ratio']} times"),
                str(row.get("limit", "")),
                str(row.get("against", "")),
                mark,
            )
    Console(width=180).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
