"""Brings the searches' opinions together (by words, by meaning, by kind of clause) and says when they amount to nothing.

Each search's scores are levelled to mean 0 and spread 1 over the passages searched, weighted, and added up.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from knowledge.concepts import HELD, NEAR

Scores = npt.NDArray[np.float32]

SAY = {"words": 1.0, "meaning": 0.6, "passage": 0.6, "kind": 0.3, "likeness": 0.0, "clearest": 0.0, "found": 0.0}
STRANGE = 0.3
OWN_WORDS = 0.75
HALF_THE_WORDS, SOME_WORDS = 0.5, 0.33
ABSENT = 0.5
CERTAIN = 9.0
PLAIN = 0.6
CLEAR, ONE_KIND = 0.5, 0.7
START, KIND, WORDS, CLEAREST, EXPECTED = -0.6, 2.46, 0.1, 1.67, 6.53
UNEXPECTED = EXPECTED * 0.56
# Of the labelled questions that have an answer, 85 in a hundred lie above SURE and 95 above PERHAPS.
SURE, PERHAPS = -1.7, -2.1


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


def evidence(legs: Mapping[str, float], nearness: float, clearness: float) -> float:
    """How much speaks for a passage's answering, as log odds, from what the searches say of it.

    `nearness` is how near the question is to anything a contract could hold, `clearness` the weight of the first kind
    of clause it is about. A logistic regression over labelled passages of six contracts; where the question is clearly
    about one kind, whether the contract holds that kind decides.
    """
    known = "meaning" in legs
    stranger = nearness < STRANGE
    if legs["found"] >= OWN_WORDS and not (stranger and known):
        return CERTAIN
    if stranger:
        return -CERTAIN
    expected = EXPECTED * min(nearness, PLAIN) if known else UNEXPECTED
    odds = START + KIND * legs["kind"] + WORDS * legs["words"] + CLEAREST * legs["clearest"] - expected
    if known and nearness >= CLEAR and clearness >= ONE_KIND:
        odds = _by_kind(odds, legs["likeness"], legs["clearest"])
    return max(odds, _by_own_words(legs["found"]))


def _by_own_words(found: float) -> float:
    """The least odds where a passage holds that share of the question's own words, however plainly it is written."""
    return SURE if found >= HALF_THE_WORDS else PERHAPS if found >= SOME_WORDS else -CERTAIN


def _by_kind(odds: float, likeness: float, clearest: float) -> float:
    """The odds where one kind of clause is asked about: sure in such a clause, and never where there is none."""
    if clearest < ABSENT:
        return min(odds, PERHAPS - 0.1)
    if NEAR <= clearest < HELD:
        return min(max(odds, PERHAPS), SURE - 0.1)
    return max(odds, SURE) if likeness >= HELD else odds
