"""A change of price that a message announces: by how much, from what to what, from when; only what its words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.sentences import Sentence, sentences

_I = re.IGNORECASE
_PRICE = r"(?:prices?|pricing|fees?|charges?|rates?|subscriptions?|tariffs?|retainers?|price\s+list|rate\s+card|licen[cs]e\s+costs?|costs?(?=\s+(?:to\s+you|per|for\s+(?:the|your|each))))"
_UP = r"(?:increas\w+|uplift\w*|rise[sn]?|rising|go(?:es|ing)?\s+up|rais(?:e|es|ed|ing)|indexation|price\s+(?:rise|review|change|adjustment)|adjust(?:ed|ing|ment)?|revis(?:ed|ion)|chang(?:e|es|ing))"
_DOWN = r"(?:reduc\w+|decreas\w+|lower\w*|fall(?:s|ing)?|drop(?:s|ping)?|go(?:es|ing)?\s+down)"
_SPEAKS = re.compile(
    rf"\b{_PRICE}\b.{{0,90}}?\b(?:{_UP}|{_DOWN})\b|\b(?:{_UP}|{_DOWN})\b.{{0,90}}?\b{_PRICE}\b|\bprice\s+(?:rise|increase|uplift|change)\b|\b(?:uplift|indexation)\b",
    _I,
)
_NEW_PRICE = re.compile(
    rf"\b(?:new|revised|updated|amended|increased|reduced)\s+(?:[\w-]+\s+){{0,4}}?{_PRICE}\b|\b{_PRICE}\b.{{0,40}}?\b(?:will\s+(?:be|become|move)|becomes?|moves?\s+(?:to|from)|go(?:es|ing)?\s+(?:up\s+|down\s+)?(?:to|from)|changes?\s+(?:to|from))\b",
    _I,
)
_PCT = re.compile(r"(?<![\d.,£$€])(?P<pct>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)", _I)
_MONEY = r"(?P<{0}>[£$€]\s?\d[\d,]*(?:\.\d{{1,2}})?(?!\d))"
_NEW, _OLD, _OTHER = _MONEY.format("new"), _MONEY.format("old"), _MONEY.format("other")
_PER = r"(?:\s*(?:\+\s*vat|(?:ex(?:cl\w*)?\.?|plus)\s+vat|(?:per|a|/)\s*\w+(?:\s+per\s+\w+)?|pcm|p/?m|monthly|annually|net))*"
_FROM_TO = re.compile(rf"\bfrom\s+(?:the\s+current\s+)?{_OLD}{_PER}\s*,?\s*(?:to|→|->)\s+{_NEW}", _I)
_TO_FROM = re.compile(
    rf"{_NEW}{_PER}\s*[,(–—-]*\s*(?:(?:up|down)\s+from|currently|previously|formerly|was|instead\s+of|(?:rather|up)\s+than|against|compared\s+(?:to|with)|from|today)\s*:?\s*(?:the\s+(?:current|present)\s+)?{_OLD}",
    _I,
)
_TO = re.compile(rf"\b(?:to|be|become|becomes|at|of|is|:)\s+{_NEW}", _I)
_ANY = re.compile(_MONEY.format("sum"), _I)
# What was, is not to be, or only may be is no announcement.
_NOT_YET = re.compile(
    rf"\b(?:no|without(?:\s+an?y?)?|not|never|freez\w*|hold(?:ing)?|held|n['’]t)\s+(?:\w+\s+){{0,4}}?(?:{_UP}|{_DOWN})|\b(?:if|should|unless|whether|were\s+to|last\s+year|previous(?:ly)?\s+(?:increas|rais)\w*|can\s+(?:only\s+)?(?:be\s+)?(?:increas|rais)\w*|(?:may|might|could)\s+(?:be\s+)?(?:subject|increas\w*|rais\w*|ris\w*|go))\b|\?\s*$|\b(?:was|were|has\s+been|have\s+been)\s+(?:last\s+)?(?:increas|rais|reduc)\w+\s+(?:in|last|on)\b|\b(?:our|the)\s+(?:own\s+|supplier\s+)?costs?\s+(?:have|has)\b",
    _I,
)
_HELD = re.compile(
    rf"\b(?:no|without(?:\s+an?y?)?|not|never|freez\w*|hold(?:ing)?|held|n['’]t)\s+(?:\w+\s+){{0,4}}?(?:{_UP}|{_DOWN}|{_PRICE})",
    _I,
)
_BEGINS = re.compile(
    r"\b(?:with\s+effect\s+from|w\.?e\.?f\.?|effective(?:\s+(?:from|as\s+of|date:?))?|as\s+(?:of|from)|from|starting(?:\s+(?:on|from))?|beginning(?:\s+on)?|commencing(?:\s+on)?|tak(?:e|es|ing)\s+effect\s+(?:on|from)|appl(?:y|ies)\s+(?:from|on)|on)\s*:?\s+(?=(?:the\s+)?(?:\w+day,?\s+)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b))",
    _I,
)
_SUBJECT = re.compile(
    rf"\b(?:{_PRICE}|annual|contract)\b.{{0,40}}\b(?:{_UP}|{_DOWN}|review|update)\b|\b(?:uplift|indexation)\b", _I
)
_USAGE = re.compile(
    r"\b(?:usage|tickets?|traffic|error|hit|success|conversion|response|resolution|utili[sz]ation|failure|compliance|storage|interest)\s+(?:rates?\b|ha[sd]\b)|\bclosure\s+rate|\brate\s+of\s+(?:tickets|calls)",
    _I,
)


@dataclass(frozen=True, slots=True)
class PriceChange:
    """The figures as written; empty or None where the words give none. `quote` is the sentence that says most.

    `up` is False for a price that falls and None where the words do not say which way it goes.
    """

    quote: str
    pct: str = ""
    new: str = ""
    old: str = ""
    begins: date | None = None
    up: bool | None = None

    @property
    def worked_out(self) -> Decimal | None:
        """The change from the old amount to the new one, in per cent; None unless both are named in one currency."""
        if not self.new or not self.old or self.new[0] != self.old[0]:
            return None
        old, new = _amount(self.old), _amount(self.new)
        return (new - old) * 100 / old if old else None


def price_change(subject: str, text: str, sent: Sent) -> PriceChange | None:
    """The change of price that a message announces; None where it announces none, or names no figure of it."""
    every = sentences(text)
    about = bool(_SUBJECT.search(subject)) and not _USAGE.search(subject)
    told = [one for one in every if _announces(one.text, about=about)]
    found = [one for one in told if _PCT.search(one.text) or _ANY.search(one.text)]
    if not found or not (about or any(_SPEAKS.search(one.text) or _NEW_PRICE.search(one.text) for one in found)):
        return None
    pct = next((match["pct"] + "%" for one in found if (match := _pct_of_change(one.text))), "")
    new, old = _amounts(found)
    if not pct and not (new and (old or about)):
        return None
    words = " ".join(one.text for one in found)
    down = (
        re.search(rf"\b{_DOWN}\b", words, _I) is not None
        and re.search(r"\b(?:increas|uplift|ris(?:e|ing)|rais)\w*", words, _I) is None
    )
    rises = (
        re.search(r"\b(?:increas|uplift|ris(?:e|ing)|rais|indexation|go(?:es|ing)?\s+up)\w*", words + " " + subject, _I)
        is not None
    )
    made = PriceChange(_telling(found), pct, new, old, _begins(told, sent))
    worked = made.worked_out
    up = worked > 0 if worked is not None and worked != 0 else False if down else True if rises else None
    return PriceChange(made.quote, pct, new, old, made.begins, up)


def price_held(text: str) -> bool:
    """Whether a message says that a price stays as it is, and announces no new one."""
    every = [one.text for one in sentences(text)]
    return any(_SPEAKS.search(one) and _HELD.search(one) for one in every) and not any(
        _announces(one, about=False) for one in every
    )


def _announces(text: str, *, about: bool) -> bool:
    speaks = (
        _SPEAKS.search(text)
        or _NEW_PRICE.search(text)
        or (about and re.search(rf"\b{_UP}\b", text, _I) and _PCT.search(text))
    )
    return bool(speaks) and not _NOT_YET.search(text) and not _USAGE.search(text)


def _pct_of_change(text: str) -> re.Match[str] | None:
    """The share by which the price changes: not the index it is measured by, where both stand there."""
    shares = list(_PCT.finditer(text))
    by = [
        one
        for one in shares
        if re.search(rf"\b(?:by|of|{_UP}|{_DOWN})\s*(?:of\s+|by\s+|:\s*)?$", text[: one.start()], _I)
        and not re.search(r"\b(?:cpi|rpi|inflation|index)\s+(?:\w+\s+){0,3}?of\s*$", text[: one.start()], _I)
    ]
    by = by or [one for one in shares if re.match(rf"\s+(?:\w+\s+){{0,2}}?(?:{_UP}|{_DOWN})", text[one.end() :], _I)]
    values = {Decimal(one["pct"]) for one in by}
    return by[0] if len(values) == 1 else None


def _amounts(found: Sequence[Sentence]) -> tuple[str, str]:
    """The new and the old amount, where exactly one pair is named; of several prices that change none is put forward."""
    pairs = {
        (match["new"], match["old"])
        for one in found
        for shape in (_FROM_TO, _TO_FROM)
        for match in shape.finditer(one.text)
    }
    if pairs:
        return next(iter(pairs)) if len(pairs) == 1 else ("", "")
    alone = {match["new"] for one in found for match in _TO.finditer(one.text) if len(_ANY.findall(one.text)) == 1}
    return (next(iter(alone)), "") if len(alone) == 1 else ("", "")


def _telling(found: Sequence[Sentence]) -> str:
    return max(
        found,
        key=lambda one: (
            bool(_PCT.search(one.text)) + bool(_ANY.search(one.text)) + bool(_BEGINS.search(one.text)),
            -one.start,
        ),
    ).text


def _begins(told: Sequence[Sentence], sent: Sent) -> date | None:
    """From which day the change counts, where all that the sentences name is one day."""
    days = set()
    for one in told:
        for match in _BEGINS.finditer(one.text):
            read = read_due(f"by {one.text[match.end() :]}", sent)
            if read and read[0].on and read[1] < 4:
                days.add(read[0].on)
    return days.pop() if len(days) == 1 else None


def _amount(words: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", words))
