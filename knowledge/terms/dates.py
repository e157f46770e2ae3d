"""Dates, length and notice of a contract; a date in figures whose order is open is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.terms.lengths import hidden, lengths
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.plans import plan_bought
from knowledge.terms.setting import Setting
from knowledge.terms.wording import tidy

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?:" + "|".join(_MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+|of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})\b|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_NAMED: tuple[tuple[str, str], ...] = (
    (
        "term_end",
        r"\b(?:end(?:s|ing)?|expir\w+|continu\w+ until|until|terminates?(?: automatically)?(?=\s+on))\s+(?:on\s+|at (?:midnight|the end of)[\w ]*\s)?$|\b(?:end|expiry|termination) date\W*(?:means|is|:)?\W*$",
    ),
    (
        "service_start",
        (
            r"^\W*(?:this (?:agreement|contract)|it)\s+(?:starts|begins|started|began)\s+(?:on|from)\s+$|\b(?:start|commencement) date\b(?!\s+to\b)[^.;,]{0,50}$|\bservices?\b[^.;]{0,40}\b(?:start|begin|commence)s?\s+(?:on|from|upon)?\s*$|"
            r"\b(?:agreement|contract|term|services?|schedule|deed|order)\b[^.;]{0,60}\b(?:commenc\w+|begin\w*|start\w*)\s+(?:on|upon|from)?\s*$|"
            r"\b(?:agreement|contract|term)\b[^.;]{0,60}\b(?:for|is|of|lasts?|runs?)\b[^.;]{0,40}\b(?:years?|months?)\s+(?:from|with effect from|(?:commenc|start|beginn)ing (?:on|from))\s+(?:and including\s+)?$"
        ),
    ),
    (
        "agreement_date",
        r"^\W*(?:this\s+)?(?:agreement\s+|contract\s+)?(?:is\s+)?dated?\W*(?:this\s+)?$|\bforms? part of the (?:agreement|contract|deed) dated\s+$|\bagreement\b.*\b(?:entered into|made|dated)\b[^.;]{0,30}\b(?:on|as of|of|this|dated)\s*(?:the\s+)?$",
    ),
    (
        "effective_from",
        r"\beffective date\W*(?:means|is|shall be|of|:)?\W*$|\beffective\s+(?:(?:as\s+of|from|on)\s+)?(?:the\s+)?$|\btakes? effect\s+(?:on|from)\s+$",
    ),
)
_ELSEWHERE = re.compile(
    r"\b(?:amend\w*|statute|act|exhibit|draft|letters?|proposal|statement of work|year commencing|financial year|invoice|between the)\b",
    re.IGNORECASE,
)
# "The fees are fixed until ..." ends a freeze, not the contract; "£4,000 until 31 March 2026" a price.
_ITS_OWN_END = re.compile(
    r"(?:[£$€]|\b(?:fees?|charges?|prices?|rates?|pricing|discounts?|discounted|free|offers?|quot(?:e|ation)s?|licen[cs]es?|warrant(?:y|ies)|insurance|respon[sd]\w*|resol\w+|minutes|frozen|fixed)\b)"
    r"(?:(?!\b(?:agreement|contract|term)\b)[^.;])*\buntil\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_WHICHEVER = re.compile(
    r"\bif (?:later|earlier|sooner)\b|\bwhichever\b|\b(?:the )?(?:later|earlier) of\b", re.IGNORECASE
)
_IF_BOUGHT = re.compile(
    r"\b(?:if|where|unless|when|should)\b[^.;]{0,50}\b(?:takes?|orders?|chooses?|selects?|buys?|opts?|purchases?|subscribes?)\b",
    re.IGNORECASE,
)
_FRONT = 60
NOTICES = ("notice_days", "notice_months")
_SPAN = re.compile(
    r"\bterm\b\W{0,3}\s*(?:is\s+|runs\s+)?(?:from\s+)?(?P<from>"
    + DATE.pattern
    + r")\s*(?:-|to|until|through)\s*(?:and including\s+)?(?P<to>"
    + re.sub(r"\?P<(\w+)>", r"?P<\1_>", DATE.pattern)
    + r")",
    re.IGNORECASE,
)


def contract_dates(setting: Setting) -> list[FoundTerm]:
    """Start, end, length, renewal and notice of the contract, each time that it says one (see `settled_dates`)."""
    sentences = (*setting.contract.sentences, *setting.contract.labelled)
    found = [term for place, sentence in enumerate(sentences) for term in _in_sentence(place, sentence, setting)]
    dated = next((term for term in found if term.fields["name"] == "agreement_date"), None)
    return [term for term in found if term.fields["name"] != "agreement_date" or term is dated]


def read_date(match: re.Match[str] | None) -> date | None:
    """The day that a match of DATE names; None where there is no such day."""
    if match is None:
        return None
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = (match["m"] or match["m2"]).lower()[:3]
        number = next(place for place, name in enumerate(_MONTHS, start=1) if name.startswith(month))
        return date(int(match["y"] or match["y2"]), number, int(match["d"] or match["d2"]))
    except ValueError:
        return None


def _in_sentence(place: int, sentence: Sentence, setting: Setting) -> Iterator[FoundTerm]:
    for name, value in dict.fromkeys((*_whole_term(sentence), *_dates(place, sentence), *lengths(sentence))):
        doubt = _open(name, sentence.text)
        sure = 0.9 if doubt is CERTAIN else 0.5
        yield setting.contract.said_by(
            sentence, "contract_date", {"name": name, "value": value}, doubt=doubt, confidence=sure
        )
    plan = plan_bought(sentence.text)
    if plan is not None:
        yield setting.contract.said_by(sentence, "contract_date", {"name": "plan", "value": plan})
    for name in hidden(sentence):
        black = Doubt("unknown", (), "The value is not in the document. What was agreed?")
        yield setting.contract.said_by(
            sentence, "contract_date", {"name": name, "value": None}, doubt=black, confidence=0.5
        )


def _open(name: str, text: str) -> Doubt:
    """The doubt of an end that is the later of two days, and of a length that holds only for some plan."""
    if name == "term_end" and _WHICHEVER.search(text):
        return Doubt("conflict", (tidy(text)[:200],), "Which of these days ends the contract?")
    if name == "initial_term_months" and _IF_BOUGHT.search(text):
        return Doubt("conflict", (tidy(text)[:200],), "Which length was agreed?")
    return CERTAIN


def _whole_term(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Both ends of "Term: 1 January 2026 to 31 December 2028"."""
    found = _SPAN.search(sentence.text)
    ends = [DATE.fullmatch(found[name]) for name in ("from", "to")] if found else []
    days = [day for end in ends if end and (day := read_date(end))]
    if len(days) == 2 and days[0] < days[1]:
        yield "service_start", days[0].isoformat()
        yield "term_end", days[1].isoformat()


def _dates(place: int, sentence: Sentence) -> Iterator[tuple[str, str]]:
    text = sentence.text
    for match in DATE.finditer(text):
        found = read_date(match)
        before = text[max(0, match.start() - 100) : match.start()]
        name = next((name for name, words in _NAMED if re.search(words, before, re.IGNORECASE)), None)
        if (name == "agreement_date" and place >= _FRONT) or (name == "term_end" and _ITS_OWN_END.search(before)):
            continue
        if found and name and not _ELSEWHERE.search(before):
            yield name, found.isoformat()
            if name == "agreement_date" and re.match(
                r"\W*\(?\W*(?:the\W+)?effective date", text[match.end() :], re.IGNORECASE
            ):
                yield "effective_from", found.isoformat()
            if name == "effective_from" and re.match(
                r"\W*\(?\W*(?:the\W+)?(?:service\s+)?(?:commencement|start) date", text[match.end() :], re.IGNORECASE
            ):
                yield "service_start", found.isoformat()


def settled_dates(terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The terms, of which each date, length and notice once; two different values for one are a conflict with both readings."""
    kept: dict[tuple[str, str], FoundTerm] = {}
    for term in (one for one in terms if one.kind == "contract_date"):
        kept.setdefault((term.fields["name"], term.fields.get("value", "")), term)
    values: dict[str, list[str]] = {}
    for name, value in kept:
        values.setdefault(name, []).extend([value] if value else [])
    notices = [f"{value} {name.rpartition('_')[2]}" for name in NOTICES for value in values.get(name, [])]
    dated = [_marked(term, notices if name in NOTICES else values[name]) for (name, _), term in kept.items()]
    return [*(one for one in terms if one.kind != "contract_date"), *dated]


def _marked(term: FoundTerm, values: list[str]) -> FoundTerm:
    if len(values) < 2 or term.status == "unknown":
        return term
    asked = f"The contract gives {term.fields['name'].replace('_', ' ')} in {len(values)} ways. Which one holds?"
    doubt = "clash" if term.status == "found" else term.doubt
    return replace(term, status="conflict", readings=tuple(values), question=asked, confidence=0.5, doubt=doubt)
