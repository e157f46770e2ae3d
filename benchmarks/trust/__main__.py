"""Hold the product against its plan of faults: `python -m benchmarks.trust [ROW ...] [--part ci]`.

Runs the rows named (all by default; `--part ci`: those no other step of the checks measures), prints a table, and writes
what was measured into docs/trust.md; a row that was not run keeps its last figure with its date.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
ROWS = tomllib.loads((Path(__file__).parent / "rows.toml").read_text("utf-8"))
MEASURED = Path(__file__).parent / "measured.json"
PAGE = ROOT / "docs" / "trust.md"
HEAD = """# What it holds against

Each line is a fault that is really brought about, what must hold then, and what was measured. `make trust` runs them all and
writes this table (`python -m benchmarks.trust F1` one of them); figures are of the day beside them, on two shared cores.

| | what is brought about | what must hold | how | measured | on | |
|---|---|---|---|---|---|---|
"""
Row = dict[str, Any]
COLOURS = {"holds": "green", "does not hold": "red"}


def main() -> int:
    """Run, print, write; 1 where something did not hold."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="*")
    asked.add_argument("--part", choices=["ci", "tests"])
    options = asked.parse_args()
    wrong = [name for name in options.rows if name not in ROWS]
    if wrong:
        sys.exit(f"There is no row {', '.join(wrong)}; there are {', '.join(ROWS)}.")
    chosen = options.rows or list(ROWS)
    benches = options.part != "tests"
    if options.part == "ci":
        chosen = [name for name in chosen if ROWS[name].get("quick")]
    tested = {} if options.part == "ci" else run_tests(chosen)
    figures = measured_benches(chosen) if benches else {}
    kept: dict[str, dict[str, Row]] = json.loads(MEASURED.read_text("utf-8")) if MEASURED.exists() else {}
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    now = {name: outcome(name, tested, figures) for name in chosen}
    for name, found in now.items():
        kept.setdefault(name, {}).update({part: one | {"on": today} for part, one in found.items()})
    shown(now)
    if options.part != "ci":
        MEASURED.write_text(json.dumps({name: kept[name] for name in ROWS if name in kept}, indent=1) + "\n", "utf-8")
        PAGE.write_text(page(kept), "utf-8")
    return 0 if all(one["ok"] for found in now.values() for one in found.values()) else 1


def run_tests(chosen: list[str]) -> dict[str, str]:
    """Every test of the chosen rows, each once: its node id -> passed, failed or skipped."""
    wanted = list(dict.fromkeys(one for name in chosen for one in ROWS[name].get("tests", ())))
    if not wanted:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-m",
            "not browser",
            "-p",
            "no:cacheprovider",
            f"--junitxml={report}",
        ]
        subprocess.run([*command, "-o", "junit_family=xunit1", *wanted], cwd=ROOT, check=False)
        cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 our own report
        return {f"{case.get('file')}::{case.get('name')}": _state(case) for case in cases}


def _state(case: ET.Element) -> str:
    for child in case:
        if child.tag in {"failure", "error"}:
            return "failed"
        if child.tag == "skipped":
            return "skipped"
    return "passed"


def measured_benches(chosen: list[str]) -> dict[str, list[Row]]:
    """The figures of every benchmark of the chosen rows, each run once."""
    names = dict.fromkeys(ROWS[name]["bench"] for name in chosen if "bench" in ROWS[name])
    found: dict[str, list[Row]] = {}
    for name in names:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        try:
            found[name] = list(importlib.import_module(f"benchmarks.{name}").rows())
        except Exception as trouble:  # noqa: BLE001 a benchmark that breaks is a figure that does not hold
            found[name] = [{"what": "", "value": f"broke down: {type(trouble).__name__}: {trouble}", "ok": False}]
    return found


def outcome(name: str, tested: dict[str, str], figures: dict[str, list[Row]]) -> dict[str, Row]:
    """What a row came to, by its tests and by its benchmark: the figures in words, and whether they held."""
    row, found = ROWS[name], {}
    own = [state for node, state in tested.items() if any(_belongs(node, one) for one in row.get("tests", ()))]
    if own:
        passed, skipped = own.count("passed"), own.count("skipped")
        said = f"{passed} of {len(own) - skipped} tests" + (f", {skipped} skipped" if skipped else "")
        found["tests"] = {"said": said, "ok": passed > 0 and passed == len(own) - skipped}
    lines = [one for one in figures.get(row.get("bench", ""), ()) if re.search(row.get("match", ""), one["what"])]
    if lines:
        said = "; ".join(f"{one['what']}: {one['value']}".removeprefix(": ") for one in lines)
        found["bench"] = {"said": said, "ok": all(one.get("ok") is not False for one in lines)}
    return found


def verdict(name: str, parts: dict[str, Row]) -> str:
    """Whether a row holds, from what has been measured of it so far."""
    if not parts:
        return "not run yet"
    if not all(one["ok"] for one in parts.values()):
        return "does not hold"
    missing = [part for part in ("tests", "bench") if part in ROWS[name] and part not in parts]
    return "holds as far as it was run" if missing else "holds"


def _belongs(node: str, wanted: str) -> bool:
    """Whether a test is one that a row names, by its folder, its file or itself with any parameters."""
    return node == wanted or node.startswith((f"{wanted}[", f"{wanted}::", f"{wanted}/"))


def shown(now: dict[str, dict[str, Row]]) -> None:
    """The table on the screen."""
    table = Table("", "what is brought about", "how", "measured", "what must hold", "", box=None, header_style="bold")
    for name, parts in now.items():
        said, told = _said(parts), verdict(name, parts)
        table.add_row(
            name,
            ROWS[name]["injects"],
            _how(ROWS[name]),
            said,
            ROWS[name]["goal"],
            f"[{COLOURS.get(told, 'yellow')}]{told}[/]",
        )
    Console(width=200).print(table)


def page(kept: dict[str, dict[str, Row]]) -> str:
    """docs/trust.md."""
    lines = []
    for name, row in ROWS.items():
        parts = kept.get(name, {})
        days = max((one["on"] for one in parts.values()), default="")
        cells = (name, row["injects"], row["goal"], _how(row), _said(parts), days, verdict(name, parts))
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n")
    left = "".join(f"- {name}: {row['left']}\n" for name, row in ROWS.items() if "left" in row)
    return f"{HEAD}{''.join(lines)}\n## What is not reached\n{left}"


def _said(parts: dict[str, Row]) -> str:
    return "; ".join(one["said"] for one in parts.values())


def _how(row: Row) -> str:
    ways = [f"`python -m benchmarks {row['bench']}`"] if "bench" in row else []
    files = dict.fromkeys(one.split("::")[0] for one in row.get("tests", ()))
    return ", ".join([*ways, *(f"`{file}`" for file in files)])


if __name__ == "__main__":
    sys.exit(main())
