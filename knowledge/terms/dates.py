"""Dates, length and notice of a contract; a date in figures whose order is open is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, values_of

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?:" + "|".join(_MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})\b|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_NAMED: tuple[tuple[str, str], ...] = (
    (
        "term_end",
        r"\b(?:end(?:s|ing)?|expir\w+|continu\w+ until|until)\s+(?:on\s+|at (?:midnight|the end of)[\w ]*\s)?$|\b(?:end|expiry|termination) date\W*(?:means|is|:)?\W*$",
    ),
    (
        "service_start",
        (
            r"\b(?:start|commencement) date\b(?!\s+to\b)[^.;,]{0,50}$|\bservices?\b[^.;]{0,40}\b(?:start|begin|commence)s?\s+(?:on|from|upon)?\s*$|"
            r"\b(?:agreement|contract|term|services?)\b[^.;]{0,60}\b(?:commenc\w+|begin\w*|start\w*)\s+(?:on|upon|from)?\s*$"
        ),
    ),
    (
        "agreement_date",
        r"^\W*(?:this\s+)?(?:agreement\s+|contract\s+)?(?:is\s+)?dated?\W*(?:this\s+)?$|\bagreement\b.*\b(?:entered into|made|dated)\b[^.;]{0,30}\b(?:on|as of|of|this|dated)\s*(?:the\s+)?$",
    ),
    (
        "effective_from",
        r"\beffective date\W*(?:means|is|shall be|of|:)?\W*$|\beffective\s+(?:as\s+of|from|on)\s+(?:the\s+)?$|\btakes? effect\s+(?:on|from)\s+$",
    ),
)
_ELSEWHERE = re.compile(
    r"\b(?:amend\w*|statute|act|exhibit|draft|letters?|proposal|statement of work|year commencing|financial year|invoice|between the)\b",
    re.IGNORECASE,
)
_FRONT = 60
_LENGTH = rf"(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?[- ]?(?P<unit>months?|years?)"
_INITIAL = re.compile(
    rf"\b(?:initial|minimum|fixed|contract)\s+(?:\w+\s+)?(?:term|period)\b[^.;]{{0,80}}?\b(?:of|is|for|be|:|shall be)\s+(?:a\s+(?:period\s+of\s+)?)?{_LENGTH}|"
    rf"\b(?:effective )?term is {_LENGTH.replace('?P<n>', '?P<n1>').replace('?P<unit>', '?P<unit1>')}|"
    rf"\b(?:term|effect|continue|commence|agreement is|maintenance is)\b[^.;]{{0,80}}\bfor (?:an?|the)\s+(?:(?:initial\s+)?(?:term|period)\s+of\s+)?{_LENGTH.replace('?P<n>', '?P<n2>').replace('?P<unit>', '?P<unit2>')}\s*(?:period|term)?\b|"
    rf"\b(?:initial|minimum)\s+{_LENGTH.replace('?P<n>', '?P<n3>').replace('?P<unit>', '?P<unit3>')}\s+(?:period|term)",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"\brenew(?:s|ed|al|ing)?\b|\bextend(?:s|ed)?\b", re.IGNORECASE)
_RENEWAL = re.compile(
    rf"\b(?:successive|further|additional|subsequent|consecutive|renewal|periods? of|terms? of|more)\b[\w ,()-]{{0,40}}?{_LENGTH}|{_LENGTH.replace('?P<n>', '?P<n1>').replace('?P<unit>', '?P<unit1>')}\s+(?:\w+\s+)?(?:renewal\s+)?(?:terms?|periods?)\b",
    re.IGNORECASE,
)
_AUTO = re.compile(r"\bautomatic\w*|\bunless\b[^.;]{0,160}\bnot(?:ice|ify|ifies)\b|\brenews\b", re.IGNORECASE)
_OTHER_TERM = re.compile(
    r"\bconfidential|\bsurviv|\bliab|\bwarrant|\bshall not\b|\b(?:following|upon|after) (?:the )?expir", re.IGNORECASE
)
_DAYS = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:calendar\s+)?(?P<unit>days?|months?)(?:'s?|s')?\b", re.IGNORECASE)
_AHEAD = re.compile(r"\bnotice\b|\bprior\b|\bbefore\b|\bin advance\b", re.IGNORECASE)


def contract_dates(setting: Setting) -> list[FoundTerm]:
    """Start, end, length, renewal and notice of the contract, each once where the contract says it once."""
    sentences = setting.contract.sentences
    found = [term for place, sentence in enumerate(sentences) for term in _in_sentence(place, sentence, setting)]
    dated = next((term for term in found if term.fields["name"] == "agreement_date"), None)
    return _settled([term for term in found if term.fields["name"] != "agreement_date" or term is dated])


def _date(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = (match["m"] or match["m2"]).lower()[:3]
        number = next(place for place, name in enumerate(_MONTHS, start=1) if name.startswith(month))
        return date(int(match["y"] or match["y2"]), number, int(match["d"] or match["d2"]))
    except ValueError:
        return None


def _in_sentence(place: int, sentence: Sentence, setting: Setting) -> Iterator[FoundTerm]:
    for name, value in (*_dates(place, sentence), *_lengths(sentence)):
        yield setting.contract.said_by(sentence, "contract_date", {"name": name, "value": value})


def _dates(place: int, sentence: Sentence) -> Iterator[tuple[str, str]]:
    text = sentence.text
    for match in DATE.finditer(text):
        found = _date(match)
        before = text[max(0, match.start() - 100) : match.start()]
        name = next((name for name, words in _NAMED if re.search(words, before, re.IGNORECASE)), None)
        if name == "agreement_date" and place >= _FRONT:
            continue
        if found and name and not _ELSEWHERE.search(before):
            yield name, found.isoformat()
            if name == "agreement_date" and re.match(
                r"\W*\(?\W*(?:the\W+)?effective date", text[match.end() :], re.IGNORECASE
            ):
                yield "effective_from", found.isoformat()


def _lengths(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """How long the contract runs, how it renews, and how early one must say no."""
    text = sentence.text
    about_term = re.search(
        r"\bagreement\b|\bcontract\b|\binitial\b|\bmaintenance is for\b|\bterm\b", text, re.IGNORECASE
    )
    initial = _INITIAL.search(text) if about_term else None
    if (
        initial
        and not _OTHER_TERM.search(text[max(0, initial.start() - 80) : initial.end()])
        and not _RENEWS.search(text[: initial.end()])
    ):
        yield "initial_term_months", str(_months(initial))
    ends = re.search(r"\b(?:until|unless)\b[^.;]{0,40}\bterminated\b", text, re.IGNORECASE)
    renews = _RENEWS.search(text) or ends
    if (
        not renews
        or not (about_term or re.search(r"\bautomatic\w*\b[^.;]{0,60}\bperiods?\b", text, re.IGNORECASE))
        or re.search(
            r"\bshall not (?:be )?renew|\bright not to renew|\blicen[cs]es?\b.{0,20}\brenew", text, re.IGNORECASE
        )
    ):
        return
    after = text[renews.start() :]
    length = _RENEWAL.search(after)
    if length:
        yield "renewal_months", str(_months(length))
    if _AUTO.search(text):
        yield "renewal", "automatic"
    yield from _notice(after)


def _notice(text: str) -> Iterator[tuple[str, str]]:
    """The days' notice against renewal; a notice in months is no number of days and is left to be asked."""
    if not re.search(r"\bnotice|\bnotif", text, re.IGNORECASE):
        return
    days = [one for one in _DAYS.finditer(text) if _AHEAD.search(text[max(0, one.start() - 40) : one.end() + 80])]
    counts = {int(values_of(one["n"])[0]) for one in days if one["unit"].lower().startswith("day")}
    if len(counts) == 1:
        yield "notice_days", str(counts.pop())
    elif not counts and days and re.search(r"\bnotice\b", text[days[-1].end() :][:40], re.IGNORECASE):
        yield "notice_days", f"{int(values_of(days[-1]['n'])[0])} months"


def _months(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = next(value for key, value in groups.items() if key.startswith("n") and value)
    unit = next(value for key, value in groups.items() if key.startswith("unit") and value)
    return int(values_of(number)[0]) * (12 if unit.lower().startswith("year") else 1)


def _settled(found: list[FoundTerm]) -> list[FoundTerm]:
    """Each fact once; two different values for one are a conflict with both readings."""
    kept: dict[tuple[str, str], FoundTerm] = {}
    for term in found:
        kept.setdefault((term.fields["name"], term.fields["value"]), term)
    values: dict[str, list[str]] = {}
    for name, value in kept:
        values.setdefault(name, []).append(value)
    return [_marked(term, values[name]) for (name, _), term in kept.items()]


def _marked(term: FoundTerm, values: list[str]) -> FoundTerm:
    name, value = term.fields["name"], term.fields["value"]
    if name == "notice_days" and not value.isdigit():
        asked = f"How many days are {value}, counted back from the end of the term?"
        return replace(
            term, fields={"name": name}, status="conflict", readings=(value,), question=asked, confidence=0.5
        )
    if len(values) < 2:
        return term
    asked = f"The contract gives {name.replace('_', ' ')} in {len(values)} ways. Which one holds?"
    return replace(term, status="conflict", readings=tuple(values), question=asked, confidence=0.5)
