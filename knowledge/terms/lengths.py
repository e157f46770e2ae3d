"""How long a contract runs, how it renews, and how early one must say no; lengths of other things are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.ending import bar, is_option, may_be_ended, not_theirs
from knowledge.terms.passages import Sentence
from knowledge.terms.wording import NUMBER, values_of

_LENGTH = rf"(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?[- ]?(?:calendar\s+|full\s+|consecutive\s+)?(?P<unit>months?|years?)\b"
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_FIRST = r"(?:initial|minimum|fixed|contract|primary|first)"
_INITIAL = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b{_FIRST}\s+(?:\w+\s+)?(?:term|period|duration)\b[^.;]{{0,80}}?(?:\b(?:of|is|for|be|:|shall be)|[:\u2013-])\s+(?:a\s+)?(?:(?:minimum\s+)?period\s+of\s+)?{_LENGTH}",
        rf"\b(?:effective )?term is {_LENGTH}",
        rf"\bterm of (?:this|the) (?:agreement|contract)\b[^.;]{{0,30}}?\b(?:is|shall be|will be)\s+(?:a (?:period|term) of\s+)?{_LENGTH}",
        rf"\b(?:term|effect|force|continues?|commences?|agreement is|maintenance is|runs?|lasts?|valid|concluded)\b[^.;]{{0,80}}?\bfor\s+(?:an?\s+|the\s+)?(?:(?:(?:initial|minimum|fixed|first)\s+)*(?:term|period)\s+of\s+)?(?:at least\s+)?{_LENGTH}(?:\s*(?:period|term))?",
        rf"^\W*(?:[\d.]{{1,12}}\s+)?(?:it|this (?:agreement|contract)|the (?:agreement|contract))\s+(?:lasts|runs|is)\s+(?:for\s+)?{_LENGTH}",
        rf"\bexpires?\b[^.;]{{0,30}}\b(?P<n>{'|'.join(_NTH)})(?P<unit>\s+anniversary)",
        rf"\b{_FIRST}\s+{_LENGTH}\s+(?:period|term)",
        rf"\b{_LENGTH}\s+{_FIRST}\s+(?:term|period)\b",
        rf"\b(?:for|is|has) (?:a|an)\s+{_LENGTH}\s+(?:(?:initial|minimum|fixed)\s+)?(?:term|period)\b",
    )
)
_ABOUT = re.compile(
    r"\bhow long (?:it|this|we)\b|\bagreement\b|\bcontract\b|\bduration\b|\b(?:further|successive) (?:periods?|terms?)\b|\binitial\b|\bmaintenance is for\b|\bterm\b|\bsubscriptions?\b",
    re.IGNORECASE,
)
_RENEWS = re.compile(
    r"\brenew(?:s|ed|al|ing)?\b|\bextend(?:s|ed)?\b|\brolls? (?:over|on)\b|\brolling (?:basis|contract|term|(?:\w+ )?(?:month|year)ly|monthly|annual)\b|\bon a rolling\b|\bprolong\w*|\bcontinues? (?:thereafter|on a)\b|\bcarr(?:y|ies|ying) on\b|\bmonth[- ]to[- ]month\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:until|unless|if)\b[^.;]{0,40}\bterminated\b(?!\s+(?:earlier|sooner|in accordance|pursuant|as))",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:earlier|sooner|previously)\s+terminated\b", re.IGNORECASE)
_RENEWAL = re.compile(
    rf"\b(?:successive|further|additional|subsequent|consecutive|renewal|periods? of|terms? of|more|by|another)\b[\w ,()-]{{0,40}}?{_LENGTH}"
    rf"|{_LENGTH.replace('?P<n>', '?P<n1>').replace('?P<unit>', '?P<unit1>')}\s+(?:\w+\s+)?(?:renewal\s+)?(?:terms?|periods?|at a time)\b",
    re.IGNORECASE,
)
_ROLLING = (
    (
        1,
        re.compile(
            r"\bmonth[- ]to[- ]month\b|\brenew\w*\s+(?:automatically\s+)?(?:each|every) month\b|\brolling\s+(?:\w+\s+)?month(?:ly|s?)?\b|\bmonthly rolling\b|\bmonth by month\b",
            re.IGNORECASE,
        ),
    ),
    (
        12,
        re.compile(
            r"\byear[- ]to[- ]year\b|\brolling (?:annual|yearly)\b|\bannually\b|\byear by year\b|\beach year\b",
            re.IGNORECASE,
        ),
    ),
)
_AUTO = re.compile(
    r"\bautomatic\w*|\bcarries on\b|\bunless\b[^.;]{0,160}\bnoti(?:ce|f\w+)\b|\b(?:if|unless) (?:it (?:is|has) )?(?:not (?:been )?)?terminated\b|\brenews\b|\brenew (?:annually|monthly|yearly|each|every)\b|\brolls?\b|\brolling\b|\bmonth[- ]to[- ]month\b",
    re.IGNORECASE,
)
_NO_RENEWAL = re.compile(
    r"\bshall not (?:be )?renew|\bright not to renew|\blicen[cs]es?\b.{0,20}\brenew|\b(?:does|will|shall) not (?:automatically )?(?:renew|extend)|\bno (?:automatic |tacit )?(?:renewal|extension)s?\b|\bnot (?:be )?(?:renewed|extended) (?:automatically|by itself)",
    re.IGNORECASE,
)
_OTHER_TERM = re.compile(
    r"\bconfidential|\bsurviv|\bliab|\bwarrant|\bshall not\b|\b(?:following|upon|after) (?:the )?expir|\brecords?\b|\bretain|\bprior\b|\bpreceding\b",
    re.IGNORECASE,
)
_FOR_CAUSE = re.compile(
    r"\bbreach\w*|\bcure\b|\bdefault\w*|\bremed(?:y|ied)\b|\binsolven\w+|\bforce majeure\b", re.IGNORECASE
)
_LATER = re.compile(
    r"[^.;]{0,20}\b(?:after|following|beyond|before|prior|from the (?:date of )?(?:termination|expiry|disclosure))\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:calendar\s+|full\s+|clear\s+)?(?P<unit>days?|months?|weeks?)(?:'s?|s')?(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\bnotice\b|\bprior\b|\bbefore\b|\bin advance\b", re.IGNORECASE)
_AT_THE_END = re.compile(
    r"\b(?:terminat\w+|cancel\w*|end)\b[^.;]{0,120}\b(?:at|on|upon|with effect from|to)\b[^.;]{0,20}\b(?:end|expiry|expiration)\b[^.;]{0,30}\b(?:term|period|year)\b"
    r"|\bnotice\b[^.;]{0,40}\bto the end of\b(?!\s+(?:a|any|the|each)\s+(?:calendar\s+)?(?:month|quarter)\b)",
    re.IGNORECASE,
)
_ANY_TIME = re.compile(
    r"\b(?:terminat\w+|cancel\w*|end|leav\w+|stop|notice)\b[^;]{0,60}\b(?:for convenience|at any time|without cause|for any reason)\b[^.;]{0,120}",
    re.IGNORECASE,
)

_BY_NOTICE = re.compile(
    r"^\W*(?:[\d.]{1,12}\s+)?(?:either (?:party|of us|side)|you|we|you or we|(?:the )?(?:customer|client))\b[^.;,]{0,20}\b(?:may|can)\b[^.;,]{0,20}\b(?:end|terminate|cancel|leave)\b"
    r"(?:(?!\b(?:if|where|when|should|unless)\b)[^.;]){0,80}\bnotice\b(?!(?:[^.;]*)\b(?:if|where|when|should|unless|within)\b)",
    re.IGNORECASE,
)


_ENDED = re.compile(r"\b(?:terminat\w+|cancel\w*|end(?:ed|s|ing)?|leave)\b", re.IGNORECASE)


def lengths(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The first term, the renewal and the notice that a sentence states, each under its name."""
    text = sentence.text
    near = f"{' '.join(sentence.headings[-1:])} {text}"
    tabled = _TABLED.match(text)
    if tabled:
        name, value = _counted(tabled)
        yield f"termination_{name}", value
        return
    renews = _renewal_at(text)
    yield from _initial(text, renews, near)
    if is_option(text) and not _AUTO.search(text) and _ABOUT.search(near):
        yield from ((f"extension_{name.removeprefix('renewal_')}", value) for name, value in _renewal(text, text))
        return
    if renews is not None and (
        _ABOUT.search(near) or re.search(r"\bautomatic\w*\b[^.;]{0,60}\bperiods?\b", text, re.IGNORECASE)
    ):
        yield from _renewal(text, text[renews:])
        return
    ending = _ending(sentence)
    if ending:
        yield from ending
        return
    if _AT_THE_END.search(text) or re.search(r"\bcancel\b[^.;]{0,40}\bbefore\b[^.;]{0,20}\brenew", text, re.IGNORECASE):
        yield from _notice(text)


def _ending(sentence: Sentence) -> list[tuple[str, str]]:
    """The notice by which we may end the contract outside a renewal, and what holds it back; empty where none is said."""
    text, whole = sentence.text, f"{_listed(sentence)} {sentence.text}"
    held = bar(whole)
    free = _ANY_TIME.search(whole) or _BY_NOTICE.search(text) or may_be_ended(text) or (held and _ENDED.search(whole))
    at_the_end = _AT_THE_END.search(text) and not held
    if not free or at_the_end or _FOR_CAUSE.search(whole) or not not_theirs(whole):
        return []
    found = [(name.replace("notice", "termination_notice"), value) for name, value in _notice(text)]
    return [*found, ("termination_bar", held)] if found and held else found


def _listed(sentence: Sentence) -> str:
    """The lead-in of an item that is one of the conditions of it ("may end it without cause by: a. giving ...")."""
    lead = sentence.lead.rstrip()
    return lead[:-1] if lead.endswith(":") and len(sentence.text) <= _ITEM else ""


_ITEM = 160
_TABLED = re.compile(
    rf"^\W*notice (?:to (?:terminate|end|cancel)|of termination)\s*:\s*(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?P<unit>days?|months?|weeks?)\b",
    re.IGNORECASE,
)
_BLACK = r"(?:\*{3,}|\[\s*(?:\*+|\u2022|\u25cf|_+|tb[acd])\s*\]|_{3,}|[\u2580-\u259f]{2,})"
_HIDDEN = (
    (
        "initial_term_months",
        re.compile(
            rf"\b(?:initial |minimum )?term\b[^.;]{{0,60}}\b(?:of|is|for|be)\s+(?:a period of\s+)?{_BLACK}",
            re.IGNORECASE,
        ),
    ),
    (
        "notice_days",
        re.compile(
            rf"\b(?:notice|notification)(?: period)? of\s+{_BLACK}|{_BLACK}\s*(?:days?|months?)?'?\s*(?:prior |written )*notice\b",
            re.IGNORECASE,
        ),
    ),
    ("renewal_months", re.compile(rf"\b(?:renew\w*|extended)\b[^.;]{{0,60}}{_BLACK}", re.IGNORECASE)),
)


def hidden(sentence: Sentence) -> list[str]:
    """The names of lengths that a sentence states and that were blacked out or left open."""
    near = f"{' '.join(sentence.headings[-1:])} {sentence.text}"
    if not _ABOUT.search(near) or not re.search(r"\bterm\b|\brenew|\bextend", sentence.text, re.IGNORECASE):
        return []
    return [name for name, words in _HIDDEN if words.search(sentence.text)]


def _renewal_at(text: str) -> int | None:
    if _NO_RENEWAL.search(text):
        return None
    ends = None if _EARLIER.search(text) or not _SAYS_NO.search(text) else _ENDS.search(text)
    found = _RENEWS.search(text) or ends
    return found.start() if found else None


def _initial(text: str, renews: int | None, near: str) -> Iterator[tuple[str, str]]:
    first = text if renews is None else text[:renews]
    found = next((match for words in _INITIAL if (match := words.search(first))), None)
    if found and _LATER.match(first[found.end() :]):
        return
    if found and _ABOUT.search(near) and not _OTHER_TERM.search(first[max(0, found.start() - 80) : found.end()]):
        yield "initial_term_months", str(_months(found))


def _renewal(text: str, after: str) -> Iterator[tuple[str, str]]:
    length = _RENEWAL.search(after)
    rolling = next((months for months, words in _ROLLING if words.search(after)), None)
    if length or rolling:
        yield "renewal_months", str(_months(length) if length else rolling)
    if _AUTO.search(text):
        yield "renewal", "automatic"
    yield from _notice(after)


def _notice(text: str) -> Iterator[tuple[str, str]]:
    """The notice, in days or in months as the words count it; several notices in one sentence give none."""
    if not _SAYS_NO.search(text):
        return
    spans = [one for one in _SPAN.finditer(text) if _AHEAD.search(text[max(0, one.start() - 40) : one.end() + 80])]
    told = [one for one in spans if _is_notice(text, one)] or [
        one for one in spans if one["unit"].lower().startswith("day")
    ]
    found = {_counted(one) for one in told}
    if len(found) == 1:
        yield found.pop()


_SAYS_NO = re.compile(
    r"\b(?:tell|let)\b[^.;]{0,30}\b(?:in writing|know)\b|\bnotice|\bnotif|\b(?:cancel|terminate)\b[^.;]{0,60}\bbefore\b[^.;]{0,30}\b(?:renew\w*|end|expiry|anniversary)\b",
    re.IGNORECASE,
)


def _is_notice(text: str, one: re.Match[str]) -> bool:
    after = text[one.end() : one.end() + 60]
    before = text[max(0, one.start() - 60) : one.start()]
    return bool(
        re.match(r"\W*(?:(?:prior|advance|written|advanced|clear|or more|of|a)\W+){0,4}notice\b", after, re.IGNORECASE)
        or re.match(r"\W*(?:before|prior to|in advance)\b", after, re.IGNORECASE)
        or re.search(r"\bnotice (?:period )?(?:of|is)\W*(?:\w+\W+){0,4}$", before, re.IGNORECASE)
    )


def _counted(one: re.Match[str]) -> tuple[str, str]:
    value, unit = int(values_of(one["n"])[0]), one["unit"].lower()
    if unit.startswith("month"):
        return "notice_months", str(value)
    return "notice_days", str(value * (7 if unit.startswith("week") else 1))


def _months(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = next(value for key, value in groups.items() if key.startswith("n") and value)
    unit = next(value for key, value in groups.items() if key.startswith("unit") and value)
    if number.lower() in _NTH:
        return 12 * (_NTH.index(number.lower()) + 1)
    return int(values_of(number)[0]) * (12 if unit.lower().startswith("year") else 1)
