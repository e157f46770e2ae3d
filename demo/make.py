"""Writes the sample company's files: `python -m demo.make` (or `python demo/make.py`). The same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write every file of the folder anew and say what was written."""
    sys.path.insert(0, str(HERE.parent))
    from demo import word

    for source, target, footer in word.files(HERE):
        word.write(source, target, footer=footer)
        print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
