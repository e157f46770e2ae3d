"""What a contract says once for all its service credits: limits, doubling, claiming, rounding, the only remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.credit_words import about_credits, base_in, figures
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.quantities import quantities
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, plain, values_of

_YEAR = re.compile(
    r"\b(?:contract |calendar |any |each |per )?years?\b|\bannual\w*\b|\b(?:twelve|12)\s*(?:\(12\)\s*)?[- ]?months?\b|\bannum\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"\b(?:subscription|initial|contract|renewal) (?:period|term)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)
_FACTORS = (
    ("2", r"\bdoubl\w+\b|\btwice\b"),
    ("3", r"\btrebl\w+\b|\btripl\w+\b|\bthree times\b"),
    ("4", r"\bquadrupl\w+\b"),
)
_GROWN = re.compile(r"\b(?:increas\w+|ris\w+|doubl\w+|going up) to\s+\d", re.IGNORECASE)
_RUNNING = re.compile(
    r"\bconsecutive\b|\bsuccessive\b|\bin a row\b|\bfollowing month\b|\brunning\b|\brepeat\w*", re.IGNORECASE
)
_CLAIM = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|request(?:s|ed|ing)?|appl(?:y|ies|ication)|notif(?:y|ies|ied)|submit(?:s|ted)?|submission|ask for|in order to (?:receive|obtain))\b",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(
    r"\b(?:customer|client|you|licensee|authority|buyer|claims?|claimed|request(?:ed)?)\b", re.IGNORECASE
)
_FROM = (
    ("bill", r"\b(?:invoice|bill)\b"),
    (
        "month_end",
        r"\bend of\b[^.;]{0,50}\b(?:month|period)\b|\bmonth[- ]end\b|\b(?:month|period) end\b|\bafter (?:the|that|each|such) (?:\w+ ){0,2}month\b|\blast day of\b[^.;]{0,40}\bmonth\b",
    ),
    ("event", r"\b(?:incident|failure|outage|event|downtime|occurrence|unavailability|interruption|date on which)\b"),
)
_FORM = re.compile(
    r"\bin writing\b|\bwritten\b|\bby e-?mail\b|\bby opening a (?:support )?ticket\b|\bvia (?:the )?portal\b",
    re.IGNORECASE,
)
_NOT_AUTOMATIC = re.compile(
    r"\b(?:not|never)\b[^.;]{0,40}\bautomatic\w*|\bmust (?:be )?(?:claim|request)\w*|\bshall claim\b|\bon request\b|\bupon (?:written )?request\b|\bonly if (?:it is )?(?:claimed|requested)",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"\bautomatic(?:ally)?\b|\bwithout (?:the need for )?(?:any )?(?:claim|request)\b|"
    r"\b(?:shall|will)\b[^.;]{0,40}\b(?:deduct\w*|appl(?:y|ied)|set[- ]off|show|credit(?:ed)?|include)\b[^.;]{0,80}\bnext (?:\w+ ){0,2}(?:invoice|bill)\b",
    re.IGNORECASE,
)
_SOLE = re.compile(
    r"\b(?:sole|exclusive|only)(?:,? and (?:exclusive|sole))?\s+(?:financial\s+|monetary\s+)?(?:right and |right or )?remed(?:y|ies)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|without prejudice|in addition to|nothing)\b", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:only one|one|a single|no more than one|highest)\b[^.;]{0,60}\bcredits?\b[^.;]{0,60}\b(?:incident|event|failure|cause|outage)\b|\b(?:incident|event|failure|outage|cause)\b[^.;]{0,120}\b(?:only one|one|single|highest)\b[^.;]{0,40}\bcredits?\b",
    re.IGNORECASE,
)


def modifiers(setting: Setting) -> list[FoundTerm]:
    """Every general rule about credits, one term for each sentence that holds some."""
    found = [_rounding(setting)]
    claims = any(_window(sentence) for sentence in setting.contract.sentences if about_credits(sentence))
    for sentence in setting.contract.sentences:
        if not about_credits(sentence) and not _remedy_for_levels(sentence.text):
            continue
        found += [
            setting.contract.said_by(
                sentence,
                "credit_rule",
                {"kind": "modifier"} | fields,
                doubt=doubt,
                confidence=0.9 if doubt is CERTAIN else 0.5,
            )
            for fields, doubt in _said(sentence, claims=claims)
        ]
    return [term for term in found if term is not None]


def _said(sentence: Sentence, *, claims: bool) -> Iterator[tuple[dict[str, Any], Doubt]]:
    text = sentence.text
    fields: dict[str, Any] = {}
    doubt = CERTAIN
    for part, why in (
        _cap(text),
        (_repeat(text), CERTAIN),
        (_window(sentence), CERTAIN),
        (_automatic(text, claims=claims), CERTAIN),
    ):
        fields, doubt = {**part, **fields}, why if why is not CERTAIN else doubt
    sole = _SOLE.search(text)
    if sole:
        fields["exclusive_remedy"] = not _DENIES.search(text[max(0, sole.start() - 60) : sole.start()])
    if _ONCE.search(text):
        fields["one_per_incident"] = True
    if fields:
        yield fields, doubt


def _cap(text: str) -> tuple[dict[str, Any], Doubt]:
    """The most that credits may come to, of a month's or a year's charge; of any other span it is asked."""
    fields: dict[str, Any] = {}
    doubt = CERTAIN
    for figure in figures(text):
        if figure.role != "cap":
            continue
        after = re.split(r"\b(?:and|nor|or) (?:not|no|\d)|[;.]", text[figure.end :])[0][:120]
        before = text[max(0, figure.start - 120) : figure.start]
        value = plain(figure.value)
        if _YEAR.search(after) and base_in(re.split(r"\bin any\b|\bin each\b|\bper\b", after)[0]) == "monthly_charge":
            doubt = Doubt(
                "conflict", (f"{value} % of a month's charge in a year",), "What is the limit for a year's charge?"
            )
            fields["cap_year_pct"] = value
        elif _TERM.search(after) and not _YEAR.search(after):
            fields["cap_year_pct"] = value
            doubt = Doubt(
                "conflict",
                (f"{value} % of a year's charge", f"{value} % of the whole term's charge"),
                "How long is that period?",
            )
        elif _QUARTER.search(after):
            doubt = Doubt(
                "conflict", (f"{value} % of a quarter's charge",), "The limit is for a quarter. What is it for a month?"
            )
            fields["cap_pct"] = value
        elif _YEAR.search(after) or (_YEAR.search(before[-60:]) and base_in(after) != "monthly_charge"):
            fields["cap_year_pct"] = value
        elif base_in(after) not in {None, "monthly_charge", "service_charge"}:
            doubt = Doubt(
                "conflict", (f"{value} % of {str(base_in(after)).replace('_', ' ')}",), "What is the limit for a month?"
            )
            fields["cap_pct"] = value
        else:
            fields["cap_pct"] = value
    return fields, doubt


def _repeat(text: str) -> dict[str, Any]:
    """By what a miss in consecutive months is multiplied."""
    if not _RUNNING.search(text):
        return {}
    grown = _GROWN.search(text)
    paid = [one.value for one in figures(text) if one.role == "credit"]
    if grown and len(paid) == 2 and paid[0]:
        return {"repeat_factor": plain(paid[1] / paid[0])}
    times = re.search(
        rf"\b(?:multiplied by|increased by a factor of|factor of|times)\s+(?P<n>{NUMBER})|(?P<m>{NUMBER})\s*(?:x|times)\b",
        text,
        re.IGNORECASE,
    )
    if times:
        return {"repeat_factor": plain(values_of(times["n"] or times["m"])[0])}
    more = re.search(r"\bincreas\w+ by (\d+)\s*%", text, re.IGNORECASE)
    if more:
        return {"repeat_factor": plain(1 + Decimal(more[1]) / 100)}
    return next(({"repeat_factor": factor} for factor, words in _FACTORS if re.search(words, text, re.IGNORECASE)), {})


def _window(sentence: Sentence) -> dict[str, Any]:
    """How long the customer has to claim, from when, and how."""
    text = sentence.text
    claim = _CLAIM.search(text)
    if (
        not claim
        or not _CUSTOMER.search(text)
        or re.search(
            r"\b(?:provider|supplier|we)\b[^.;,]{0,30}\b(?:shall|will|must)\b[^.;]{0,60}\bwithin\b", text, re.IGNORECASE
        )
    ):
        return {}
    days = [
        one
        for one in quantities(text)
        if one.unit in {"day", "week", "hour", "month"}
        and re.match(r"within|no later|not later|in ", text[one.start : one.end], re.IGNORECASE)
    ]
    if not days or re.search(r"\bterminat\w+|\bdispute\b", text, re.IGNORECASE):
        return {}
    one = days[-1]
    since = re.split(r"[,;.]", text[one.end :])[0]
    start = next((name for name, words in _FROM if re.search(words, since, re.IGNORECASE)), None)
    length = {"day": 1, "week": 7}.get(one.unit)
    if length is None or start is None:
        return {}
    form = _FORM.search(text)
    fields: dict[str, Any] = {"automatic": False, "claim_days": int(one.amount * length), "claim_from": start}
    if one.clock == "business_days":
        fields["claim_business_days"] = True
    return fields | (
        {"claim_form": "in writing" if form.group().lower() == "written" else form.group().lower()} if form else {}
    )


def _automatic(text: str, *, claims: bool) -> dict[str, Any]:
    if _NOT_AUTOMATIC.search(text):
        return {"automatic": False}
    if _AUTOMATIC.search(text) and not claims and not re.search(r"\bclaim|\brequest", text, re.IGNORECASE):
        return {"automatic": True}
    return {}


def _remedy_for_levels(text: str) -> bool:
    """Whether a sentence names the only remedy for missed service levels without speaking of credits."""
    return bool(_SOLE.search(text)) and bool(
        re.search(
            r"\bservice levels?\b|\buptime\b|\bavailability\b|\bresponse time\b|\bdowntime\b|\bSLA\b",
            text,
            re.IGNORECASE,
        )
    )


def _rounding(setting: Setting) -> FoundTerm | None:
    """The contract's rounding of results, which is done before a rung is chosen."""
    said = [
        one
        for one in setting.said
        if "round_dp" in one.fields and (not one.metrics or "availability" in one.metrics) and one.sentence
    ]
    if not said or len({one.fields["round_dp"] for one in said}) > 1 or said[0].sentence is None:
        return None
    return setting.contract.said_by(
        said[0].sentence, "credit_rule", {"kind": "modifier", "round_dp": said[0].fields["round_dp"]}
    )
