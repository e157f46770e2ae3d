"""Brings the searches' opinions together: by meaning, by words and by kind of clause; it decides nothing in secret.

Each search gives every passage a score; passages are ranked by the reciprocal of their ranks (Cormack 2009), each
search with its own say. The say of the word search follows how much of the question's rare words is found at all.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
SMOOTHING = 60


def fused(legs: Mapping[str, tuple[Scores, float]]) -> Scores:
    """One score per passage from several searches, given as name -> (scores, say); a score of 0 says nothing."""
    size = len(next(iter(legs.values()))[0])
    total = np.zeros(size, dtype=np.float32)
    for scores, say in legs.values():
        total += say * _reciprocal(scores)
    return total


def _reciprocal(scores: Scores) -> Scores:
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[order] = np.arange(len(scores), dtype=np.float32)
    return np.where(scores > 0, 1.0 / (SMOOTHING + 1 + ranks), 0.0).astype(np.float32)
