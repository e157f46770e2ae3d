"""Writes the sample companies' files: `python -m demo.make` (or `python demo/make.py`). The same bytes every time."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write every company's folder anew and say what was written."""
    sys.path.insert(0, str(HERE.parent))
    from demo import companies

    for company in companies():
        importlib.import_module(f"demo.{company}.files").write(HERE / company)
    for path in sorted(HERE.rglob("*")):
        if path.suffix in {".csv", ".docx", ".html", ".eml", ".jsonl"}:
            print(f"{path.relative_to(HERE)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
