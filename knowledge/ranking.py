"""Brings the searches' opinions together (by words, by meaning, by kind of clause) and says when they amount to nothing.

Each search's scores are levelled to mean 0 and spread 1 over the passages searched, weighted, and added up.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

SAY = {"words": 1.0, "meaning": 0.6, "passage": 0.6, "kind": 0.3, "found": 0.0}
FLOOR = 3.7
STRANGE = 0.42
OWN_WORDS = 0.75
MIDDLING = 0.43


def fused(legs: Mapping[str, Scores]) -> Scores:
    """One score per passage from several searches given by name; a NaN is a passage that search knows nothing about."""
    total = np.zeros(len(next(iter(legs.values()))), dtype=np.float32)
    for name, scores in legs.items():
        total += SAY[name] * _levelled(scores)
    return total


def _levelled(scores: Scores) -> Scores:
    known = ~np.isnan(scores)
    spread = float(scores[known].std()) if known.any() else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    return np.where(known, (scores - scores[known].mean()) / spread, 0.0).astype(np.float32)


def convincing(legs: Mapping[str, float], nearness: float) -> bool:
    """Whether a passage is more than the nearest there is, from what the searches say of it.

    `nearness` is how near the question is to anything a contract could hold. A passage convinces when it is worded
    like the kind of clause asked about and means the like (the weights are a logistic regression over labelled
    passages; the floor keeps nine in ten of the questions that have an answer), or when it holds the question's words.
    """
    evidence = 5.0 * legs["kind"] + 5.4 * legs.get("meaning", MIDDLING)
    return (nearness >= STRANGE and evidence >= FLOOR) or legs["found"] >= OWN_WORDS
