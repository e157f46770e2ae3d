"""Writes questions.jsonl: the questions, and what a right answer holds, from the oracle: `python -m demo.expect`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
AS_OF = "2026-11-23"


def main() -> None:
    """Write the question set anew and say how many questions there are of each topic."""
    sys.path.insert(0, str(HERE.parent))
    from demo import asked_numbers, asked_traps, asked_words

    rooms = {"N": asked_numbers.everything(), "W": asked_words.everything(), "T": asked_traps.everything()}
    topics: dict[str, int] = {}
    with (HERE / "questions.jsonl").open("w", encoding="utf-8") as file:
        for letter, asked in rooms.items():
            for number, (question, topic, expect) in enumerate(asked, start=1):
                line = {"id": f"{letter}{number:03d}", "question": question, "as_of": AS_OF, "topic": topic}
                file.write(json.dumps({**line, "expect": expect}, ensure_ascii=False) + "\n")
                topics[topic] = topics.get(topic, 0) + 1
    print({letter: len(asked) for letter, asked in rooms.items()}, topics)


if __name__ == "__main__":
    main()
