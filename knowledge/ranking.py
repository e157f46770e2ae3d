"""Brings the searches' opinions together (by words, by meaning, by kind of clause) and says when they amount to nothing.

Each search's scores are levelled to mean 0 and spread 1 over the passages searched, weighted, and added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.concepts import HELD, NEAR

Scores = npt.NDArray[np.float32]

SAY = {"words": 0.8, "meaning": 0.8, "passage": 0.6, "kind": 0.3, "signs": 0.4}
STRANGE = 0.3
OWN_WORDS = 0.75
HALF_THE_WORDS, SOME_WORDS = 0.5, 0.33
ABSENT = 0.5
CERTAIN = 9.0
PLAIN = 0.6
CLEAR, ONE_KIND = 0.5, 0.9
# Of what a question may be about: the share whose signs a contract must hold somewhere to be taken to say anything, the
# share to be sure, and the share whose signs a passage must hold itself never to be passed over in silence.
HARDLY_SIGNED, HALF_SIGNED, SIGNED = 0.1, 0.5, 0.9
# Logistic regressions over labelled questions of six contracts: with a contract laid beside every kind of clause, and
# without; the second is shifted to the thresholds of the first.
START, STANDING, USUAL, KIND, EXPECTED = -1.88, 7.63, 0.57, 1.12, 5.62
PLAIN_START, PLAIN_KIND, WORDS, CLEAREST, PLAIN_EXPECTED = -0.4, 2.46, 0.1, 1.67, 6.53
UNEXPECTED = PLAIN_EXPECTED * 0.56
# Of those questions that have an answer, some 85 in a hundred lie above SURE and 94 above PERHAPS.
SURE, PERHAPS = -1.45, -1.95


@dataclass(frozen=True, slots=True)
class Bearing:
    """What is known of a question and a contract before any passage is looked at.

    `nearness` is how near the question is to anything a contract could hold, `clearness` the weight of the first kind
    of clause it is about. `standing` is how far the contract's likest clauses of the kinds asked about stand out among
    its passages, and `usual` how likely the question is about a kind that such contracts usually hold; None where the
    contract has not been laid beside the kinds.
    """

    nearness: float
    clearness: float
    standing: float | None = None
    usual: float = 0.0


def fused(legs: Mapping[str, Scores], basis: npt.NDArray[np.bool_] | None = None) -> Scores:
    """One score per passage from several searches given by name; a NaN is a passage that search knows nothing about.

    Scores are levelled over the passages marked in `basis`, or over all.
    """
    total = np.zeros(len(next(iter(legs.values()))), dtype=np.float32)
    for name in SAY.keys() & legs.keys():
        total += SAY[name] * _levelled(legs[name], basis)
    return total


def best_rows(scores: Scores, k: int) -> npt.NDArray[np.intp]:
    """The rows of the `k` highest scores, highest first and the earlier of two equals first; NaN counts as lowest."""
    known = np.where(np.isnan(scores), -np.inf, scores)
    if k >= len(known):
        return np.argsort(-known, kind="stable")
    least = -np.partition(-known, k - 1)[k - 1]
    rows = np.flatnonzero(known >= least)
    return rows[np.argsort(-known[rows], kind="stable")][:k]


def _levelled(scores: Scores, basis: npt.NDArray[np.bool_] | None) -> Scores:
    known = ~np.isnan(scores)
    usual = scores[known if basis is None else known & basis]
    spread = float(usual.std()) if len(usual) else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    return np.where(known, (scores - usual.mean()) / spread, 0.0).astype(np.float32)


def evidence(legs: Mapping[str, float], bearing: Bearing) -> float:
    """How much speaks for a passage's answering, as log odds, from what the searches say of it and of its contract.

    Where the question is clearly about one kind of clause, whether the contract holds that kind decides; and a contract
    that nowhere holds a sign of what is asked about does not say it.
    """
    known = "meaning" in legs
    stranger = bearing.nearness < STRANGE
    if legs["found"] >= OWN_WORDS and not (stranger and known):
        return CERTAIN
    if stranger:
        return -CERTAIN
    odds = _odds(legs, bearing, known=known)
    if known and legs["signed"] < HARDLY_SIGNED:
        return PERHAPS - 0.1
    if known and bearing.nearness >= CLEAR and bearing.clearness >= ONE_KIND:
        odds = _by_kind(odds, legs["likeness"], legs["clearest"])
    if legs["signs"] >= SIGNED:
        odds = max(odds, PERHAPS)
    odds = max(odds, _by_own_words(legs["found"]))
    return min(odds, SURE - 0.1) if known and legs["signed"] < HALF_SIGNED else odds


def _odds(legs: Mapping[str, float], bearing: Bearing, *, known: bool) -> float:
    near = min(bearing.nearness, PLAIN)
    if known and bearing.standing is not None:
        return START + STANDING * bearing.standing + USUAL * bearing.usual + KIND * legs["kind"] - EXPECTED * near
    expected = PLAIN_EXPECTED * near if known else UNEXPECTED
    return PLAIN_START + PLAIN_KIND * legs["kind"] + WORDS * legs["words"] + CLEAREST * legs["clearest"] - expected


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
