"""Levels that evidence proves, in running text: patching, backups, EDR, MFA, satisfaction, each as a share in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.terms.credit_words import says_credit
from knowledge.terms.firmness import firmness_in
from knowledge.terms.level_terms import Worded, as_term
from knowledge.terms.metrics import metrics_of, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Sentence
from knowledge.terms.quantities import quantities
from knowledge.terms.setting import Setting

_EVIDENCE = ("patching", "backup", "edr", "mfa", "csat", "restore_test")
_DUTY = re.compile(
    r"\b(?:shall|must|will|is to be|are to be|guarantee\w*|at least|minimum|no less than|not less than|target\w*|aims?|endeavou?rs?)\b",
    re.IGNORECASE,
)
_UP = re.compile(r"\b(?:shall|will|must|is|are)\s+(?:be\s+)?(?:available|accessible|operational)\b", re.IGNORECASE)
_LEAST = 50


def evidence_levels(setting: Setting) -> list[FoundTerm]:
    """Every share of devices, accounts, jobs or answers that a sentence promises."""
    return [
        as_term(worded, setting) for sentence in setting.contract.sentences for worded in _promised(sentence, setting)
    ]


def _promised(sentence: Sentence, setting: Setting) -> Iterator[Worded]:
    text = sentence.text
    shares = [value for value in percents(text) if value >= _LEAST]
    every = {name for name, _ in metrics_of(text)}
    names = {name for name in every if name in _EVIDENCE}
    if "availability" in every and _UP.search(
        text
    ):  # "The Backup Vault shall be available ..." is about a thing so named
        return
    if not shares or len(names) != 1 or not _DUTY.search(text) or says_credit(text) or sentence.defining:
        return
    metric = names.pop()
    days = next((one for one in quantities(text) if one.unit == "day"), None) if metric == "patching" else None
    if days is not None and days.clock is None:
        days = replace(days, clock="calendar")
    quarter = re.search(r"\bquarter", text, re.IGNORECASE)
    yield Worded(
        metric=metric,
        span=(sentence.start, sentence.end),
        clause=sentence.clause,
        quantity=days,
        pcts=tuple(dict.fromkeys(shares)),
        firmness=firmness_in(text) or setting.binding or "must",
        more={"window": "quarter"} if quarter else {},
        confidence=0.85,
    )
