"""The plan of faults names tests and benchmarks that exist."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = tomllib.loads((ROOT / "benchmarks" / "trust" / "rows.toml").read_text("utf-8"))


def test_every_row_brings_something_about_by_tests_or_a_benchmark_that_exist():
    """A row without a real injection would be a claim."""
    missing = []
    for name, row in ROWS.items():
        assert row.get("tests") or row.get("bench"), name
        if "bench" in row and not (ROOT / "benchmarks" / f"{row['bench']}.py").exists():
            missing.append(row["bench"])
        for node in row.get("tests", ()):
            file, _, test = node.partition("::")
            path = ROOT / file
            if not path.exists() or (test and f"def {test}(" not in path.read_text("utf-8")):
                missing.append(node)
    assert missing == []


def test_the_plan_has_every_kind_of_row():
    """Load, faults, bad input, attackers and honesty."""
    kinds = {kind: sum(name.startswith(kind) for name in ROWS) for kind in "LFISH"}
    assert kinds == {"L": 5, "F": 11, "I": 7, "S": 11, "H": 6}
