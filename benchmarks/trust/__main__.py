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
import time
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
FUZZED = """## Looked for at random
`python -m benchmarks.fuzzing mails|words|tables|questions` steers random inputs by the branches they reach. Each of the four readers has
run 31 minutes, the last five of them on 2026-11-23: 20,232 mails, 6,973 contracts, 17,836 tables and 35,428 questions, slowest 0.97 s,
nothing found. What earlier minutes found is kept as tests.
"""
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
    if options.part == "ci":
        chosen = [name for name in chosen if ROWS[name].get("quick")]
    kept = Kept(writes=options.part != "ci")
    if options.part != "tests":
        measure_benches(chosen, kept)
    if options.part != "ci":
        kept.add("tests", test_outcomes(chosen, run_tests(chosen)))
    shown(kept.now)
    return 0 if all(one["ok"] for found in kept.now.values() for one in found.values()) else 1


class Kept:
    """What was measured so far, now and earlier; written after each benchmark, so that a run cut short keeps its figures."""

    def __init__(self, *, writes: bool) -> None:
        self.now: dict[str, dict[str, Row]] = {}
        self._writes = writes
        self._all: dict[str, dict[str, Row]] = json.loads(MEASURED.read_text("utf-8")) if MEASURED.exists() else {}

    def add(self, part: str, found: dict[str, Row]) -> None:
        """Take in what some rows came to, by their tests or by a benchmark."""
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        for name, one in found.items():
            self.now.setdefault(name, {})[part] = one
            self._all.setdefault(name, {})[part] = one | {"on": today}
        if self._writes:
            ordered = {name: self._all[name] for name in ROWS if name in self._all}
            MEASURED.write_text(json.dumps(ordered, indent=1) + "\n", "utf-8")
            PAGE.write_text(page(ordered), "utf-8")


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


def measure_benches(chosen: list[str], kept: Kept) -> None:
    """The figures of every benchmark of the chosen rows, each run once and kept at once."""
    for bench in dict.fromkeys(ROWS[name]["bench"] for name in chosen if "bench" in ROWS[name]):
        print(f"measuring: {bench}", file=sys.stderr, flush=True)
        began = time.monotonic()
        try:
            lines = list(importlib.import_module(f"benchmarks.{bench}").rows())
        except Exception as trouble:  # noqa: BLE001 a benchmark that breaks is a figure that does not hold
            lines = [{"what": "", "value": f"broke down: {type(trouble).__name__}: {trouble}", "ok": False}]
        print(f"  took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        rows = {name: ROWS[name] for name in chosen if ROWS[name].get("bench") == bench}
        kept.add("bench", {name: one for name, row in rows.items() if (one := bench_outcome(row, lines))})


def bench_outcome(row: Row, lines: list[Row]) -> Row | None:
    """What a row came to by its benchmark: the figures in words, and whether they held; None where none belongs to it."""
    own = [one for one in lines if not one["what"] or re.search(row.get("match", ""), one["what"])]
    if not own:
        return None
    said = "; ".join(f"{one['what']}: {one['value']}".removeprefix(": ") for one in own)
    return {"said": said, "ok": all(one.get("ok") is not False for one in own)}


def test_outcomes(chosen: list[str], tested: dict[str, str]) -> dict[str, Row]:
    """What each row came to by its tests."""
    found = {}
    for name in chosen:
        own = [
            state for node, state in tested.items() if any(_belongs(node, one) for one in ROWS[name].get("tests", ()))
        ]
        if own:
            passed, skipped = own.count("passed"), own.count("skipped")
            said = f"{passed} of {len(own) - skipped} tests" + (f", {skipped} skipped" if skipped else "")
            found[name] = {"said": said, "ok": passed > 0 and passed == len(own) - skipped}
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
    return f"{HEAD}{''.join(lines)}\n{FUZZED}\n## What is not reached\n{left}"


def _said(parts: dict[str, Row]) -> str:
    return "; ".join(one["said"] for one in parts.values())


def _how(row: Row) -> str:
    ways = [f"`python -m benchmarks {row['bench']}`"] if "bench" in row else []
    files = dict.fromkeys(one.split("::")[0] for one in row.get("tests", ()))
    return ", ".join([*ways, *(f"`{file}`" for file in files)])


if __name__ == "__main__":
    sys.exit(main())
