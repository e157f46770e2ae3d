"""Telling what a contract does not say: by the data set's labels, and by hand.

The data set marks the passages of 41 kinds that its lawyers looked for, and nothing where another clause answers the
question. So the five contracts that are asked here were read whole, and for each of their 132 pairs with a kind that is
not marked it was judged which of a manager's questions the contract answers all the same, be it with no ("there are no
third party beneficiaries"). `silence_by_hand.jsonl` lists those pairs, with the numbers of the questions among those of
their kind; whatever it does not list is silence by both.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.library import Library, answers, may_answer

HERE = Path(__file__).parent
LABELS = {"": "the data set's labels", " by hand": "read by hand"}
Pair = tuple[str, str]


def shares(library: Library, asked: Iterable[tuple[str, str, bool]]) -> dict[str, tuple[float, float]]:
    """For `asked` (contract, question, answerable by the data set): shares kept of answerable, and turned away of others.

    "sure" counts what is called sure, "maybe" what is not called silent; each by the data set and " by hand". "perfect"
    is what a reader who makes no mistake would reach by the data set's labels.
    """
    by_hand = answered_after_all()
    said: list[tuple[bool, bool, bool, bool]] = []
    for contract, question, marked in asked:
        hits = library.search(question, [contract], k=3)
        said.append((marked, marked or (contract, question) in by_hand, answers(hits), may_answer(hits)))
    marked, really, sure, maybe = np.array(said).T
    found = {
        f"{name}{label}": _kept_and_turned(called, truth)
        for label, truth in (("", marked), (" by hand", really))
        for name, called in (("sure", sure), ("maybe", maybe))
    }
    return found | {"perfect": _kept_and_turned(really, marked)}


def _kept_and_turned(called: Any, truth: Any) -> tuple[float, float]:
    return float(called[truth].mean()), float(1 - called[~truth].mean())


def answered_after_all() -> Collection[Pair]:
    """(contract, question) where the data set marks nothing and the contract answers all the same."""
    asked: dict[str, list[str]] = {}
    for row in _rows("managers_questions.jsonl"):
        asked.setdefault(row["category"], []).append(row["question"])
    return {
        (row["contract"], question)
        for row in _rows("silence_by_hand.jsonl")
        for number, question in enumerate(asked[row["category"]])
        if row["answered"] == "all" or number in row["answered"]
    }


def rows(found: dict[str, tuple[float, float]]) -> Iterable[dict[str, Any]]:
    """A row for each way of saying so and each set of labels."""
    for label, whose in LABELS.items():
        for key, what in (("sure", "called sure"), ("maybe", "not called silent")):
            kept, turned = found[f"{key}{label}"]
            yield {
                "what": f"{what}: of answerable / the rest of unanswerable, {whose}",
                "value": f"{kept:.2f} / {turned:.2f}",
                "limit": "0.95 / 0.80",
                "against": f"a perfect reader {found['perfect'][0]:.2f} / {found['perfect'][1]:.2f}"
                if not label
                else "",
                "ok": kept >= 0.95 and turned >= 0.8,
            }


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
