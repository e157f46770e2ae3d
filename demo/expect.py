"""Writes questions.jsonl: the questions, and what a right answer holds, from the oracle: `python -m demo.expect`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
AS_OF = "2026-11-23"


def lines() -> list[str]:
    """Every question as one line of JSON."""
    from demo import asked_numbers, asked_traps, asked_words

    rooms = {"N": asked_numbers.everything(), "W": asked_words.everything(), "T": asked_traps.everything()}
    return [
        json.dumps(
            {"id": f"{letter}{number:03d}", "question": question, "as_of": AS_OF, "topic": topic, "expect": expect},
            ensure_ascii=False,
        )
        for letter, asked in rooms.items()
        for number, (question, topic, expect) in enumerate(asked, start=1)
    ]


def main() -> None:
    """Write the question set anew and say how many questions it holds."""
    sys.path.insert(0, str(HERE.parent))
    found = lines()
    (HERE / "questions.jsonl").write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"questions.jsonl: {len(found)} questions")


if __name__ == "__main__":
    main()
