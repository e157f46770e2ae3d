"""Writes the sample company's files: `python -m demo.make` (or `python demo/make.py`). The same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write every file of the folder anew and say what was written."""
    sys.path.insert(0, str(HERE.parent))
    from demo import emails, export, records, story, tickets, word

    for source, target, footer in word.files(HERE):
        word.write(source, target, footer=footer)
    rng = Random(story.SEED)
    made = tickets.drafts(rng)
    export.write(made, HERE, rng)
    records.write(made, HERE)
    emails.write(HERE)
    for path in sorted(HERE.rglob("*")):
        if path.suffix in {".csv", ".docx", ".eml", ".jsonl"}:
            print(f"{path.relative_to(HERE)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
