"""Writes each company's questions.jsonl, what a right answer holds taken from its oracle: `python -m demo.expect`."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOMS = {"N": "asked_numbers", "W": "asked_words", "T": "asked_traps"}
AS_OF = "2026-11-23"


def lines(company: str) -> list[str]:
    """Every question of a company as one line of JSON."""
    ids: dict[str, str] = {}
    made = []
    for letter, module in ROOMS.items():
        asked = importlib.import_module(f"demo.{company}.{module}").everything()
        for number, (question, topic, expect) in enumerate(asked, start=1):
            ids.setdefault(question, f"{letter}{number:03d}")
            case = {"id": f"{letter}{number:03d}", "question": question, "as_of": AS_OF, "topic": topic}
            before = {"after": ids[expect["after"]]} if "after" in expect else {}
            wanted = {key: value for key, value in expect.items() if key != "after"}
            made.append(json.dumps({**case, **before, "expect": wanted}, ensure_ascii=False))
    return made


def main() -> None:
    """Write the question sets anew and say how many questions each holds."""
    sys.path.insert(0, str(HERE.parent))
    from demo import companies

    for company in companies():
        found = lines(company)
        (HERE / company / "questions.jsonl").write_text("\n".join(found) + "\n", encoding="utf-8")
        print(f"{company}/questions.jsonl: {len(found)} questions")


if __name__ == "__main__":
    main()
