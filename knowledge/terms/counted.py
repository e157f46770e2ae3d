"""Which kinds of ticket the times of a contract are promised for: a request that "is not an Incident" may have none.

Two things are read. A contract may say outright that a kind of ticket has no times ("Service Requests are not
measured"). Or it tells requests from incidents, and then promises its times for incidents alone. Where it promises
anything for requests or tickets in general, every kind counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.terms.clocks import metrics_in
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract, Sentence

TIMED = ("response", "resolution")
KINDS = ("alert", "change", "incident", "problem", "request")
_REQUEST, _CHANGE, _ALERT = "request", "change", "alert"
_REQUESTS = (
    r"(?:(?:service|user|standard|routine|access|information|general|simple) )*(?:requests?|questions?|enquir(?:y|ies)|"
    r"quer(?:y|ies)|how[- ]to(?:s| questions?)?)(?: for (?:information|advice|access|service|changes?|something new)[\w, ]*)?"
)
_NAMES = (
    (_REQUEST, _REQUESTS),
    (
        _CHANGE,
        r"(?:(?:standard|normal|routine|planned) )*(?:change requests?|requests? for changes?|changes|moves,? adds,? and changes|macs)",
    ),
    (_ALERT, r"(?:(?:monitoring|automatic|automated|system) )*(?:alerts?|monitoring events?)"),
)
_ANY = "|".join(f"(?P<{name}{{0}}>{words})" for name, words in reversed(_NAMES))
_LIST = rf"(?:{_ANY.format('')})(?:(?:,|,? and|,? or|/|&)\s+(?:an?\s+|any\s+|the\s+)?(?:{_ANY.format('_2')}))?(?:(?:,|,? and|,? or)\s+(?:an?\s+|any\s+)?(?:{_ANY.format('_3')}))?"
_SUBJECT = re.compile(
    # Bounded: three open runs one after another would be tried against each other without end.
    rf"^\W{{0,12}}(?:[\d.]{{1,12}}\s{{1,6}})?\W{{0,6}}(?:(?:an?|any|all|each|every|the|such)\W{{1,6}})?{_LIST}\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    rf"\b(?:to|for|of|cover|covers|include|includes|excludes?|excluding|other than)\s+(?:an?\s+|any\s+|the\s+)?{_LIST}\W*(?:$|[.;,(])",
    re.IGNORECASE,
)
_THEM = re.compile(r"\b(?:to|for|cover|include)\s+(?:them|these|those|either|it)\b\W*$", re.IGNORECASE)
_PROMISE = r"(?:service levels?|service level agreements?|slas?|targets?|times?|commitments?|response|resolution|restoration|fix|repair)"
_HAS_NONE = re.compile(
    r"\b(?:is|are|shall|will)(?: be)? not (?:be )?(?:measured|counted|timed)\b"
    rf"|\b(?:carr(?:y|ies)|ha(?:s|ve)|attracts?|come[s]? with|gets?)\s+no\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,40}}\b{_PROMISE}\b"
    rf"|\b(?:is|are|shall|will|do|does)(?: be)? not (?:be )?(?:subject to|covered by|included in|within|part of|have|carry|attract)\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,40}}\b{_PROMISE}\b"
    rf"|\b(?:excluded|exempt|left out)\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,30}}\b{_PROMISE}\b",
    re.IGNORECASE,
)
_NONE_FOR = re.compile(
    rf"\bno\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,40}}\b{_PROMISE}\b|\b{_PROMISE}\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,60}}\b(?:(?:do|does|are|is|shall|will)(?: be)? not|never|exclud\w+|other than)\b",
    re.IGNORECASE,
)
_ONLY_INCIDENTS = re.compile(
    rf"\b{_PROMISE}\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,60}}\b(?:appl(?:y|ies)|given|promised|measured)\b(?:[^.;]|(?<=\d)\.(?=\d)){{0,30}}\b(?:only (?:to|for) incidents|to incidents (?:only|alone))\b",
    re.IGNORECASE,
)
_NOT_INCIDENT = re.compile(
    r"\b(?:is|are|shall|does|do)(?: be| mean| include)? not (?:be )?(?:(?:an?|regarded as|treated as|include)\s+)*incidents?\b|\bother than an incident\b|\bis not an? incident\b",
    re.IGNORECASE,
)
_UNDER_A_CONDITION = re.compile(
    r"\b(?:if|where|when|until|unless|outside|after|before|while|during|credits?|charg\w+|invoic\w+|fees?)\b",
    re.IGNORECASE,
)
_INCIDENT = re.compile(r"\bincidents?\b", re.IGNORECASE)
_EVERY_KIND = re.compile(r"\b(?:requests?|tickets?|calls?|cases?|jobs?|enquir\w+|questions?|alerts?)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"\b(?:respon[ds]\w*|resol\w+|restor\w+|fix\w*|repair\w*|service levels?|targets?|measured|priorit\w+|severit\w+|answered|p[1-5])\b",
    re.IGNORECASE,
)


def with_kinds(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each response or resolution level with the kinds of ticket it is promised for, where not all are."""
    out = left_out(contract)
    return (
        [_with_kinds(term, out.get(str(term.fields.get("metric")), frozenset())) for term in terms]
        if out
        else list(terms)
    )


def _with_kinds(term: FoundTerm, out: frozenset[str]) -> FoundTerm:
    if term.kind != "service_level" or not out or term.fields.get("kinds"):
        return term
    own = f"{term.quote} {term.fields.get('service') or ''}"
    out = frozenset(kind for kind in out if not _names(kind, own))
    return replace(term, fields=term.fields | {"kinds": [kind for kind in KINDS if kind not in out]}) if out else term


def left_out(contract: Contract) -> dict[str, frozenset[str]]:
    """For each timed metric the kinds of ticket that the contract promises no time for."""
    found: dict[str, set[str]] = {}
    before: Sentence | None = None
    for sentence in contract.sentences:
        for kind in _outright(sentence, before):
            for metric in metrics_in(sentence.text) or TIMED:
                found.setdefault(metric, set()).add(kind)
        before = sentence
    if _told_apart(contract) and _incidents_alone(contract):
        for metric in TIMED:
            found.setdefault(metric, set()).add(_REQUEST)
    return {metric: frozenset(kinds) for metric, kinds in found.items()}


def _outright(sentence: Sentence, before: Sentence | None) -> Iterable[str]:
    """The kinds that a sentence expressly gives no time."""
    text = _NOT_INCIDENT.sub(" ", sentence.text)
    if _UNDER_A_CONDITION.search(text):
        return ()
    if _ONLY_INCIDENTS.search(text):
        return (_CHANGE, _REQUEST)
    subject = _SUBJECT.search(text)
    none = _HAS_NONE.search(text)
    if subject and none and not _INCIDENT.search(text[: none.start()]):
        return _kinds(subject)
    if not _NONE_FOR.search(text):
        return ()
    named = _OBJECT.search(text)
    if named is None and before and before.clause == sentence.clause and _THEM.search(text):
        named = _SUBJECT.search(before.text)
    return _kinds(named) if named else ()


def _kinds(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(sorted({name.partition("_")[0] for name, words in found.groupdict().items() if words}))


def _names(kind: str, text: str) -> bool:
    words = dict(_NAMES).get(kind)
    return bool(words and re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


def _told_apart(contract: Contract) -> bool:
    """Whether a sentence says that a request is no incident."""
    return any(_NOT_INCIDENT.search(one.text) and _names(_REQUEST, one.text) for one in contract.sentences)


def _incidents_alone(contract: Contract) -> bool:
    """Whether what is promised or measured is said of incidents, and nothing of requests or tickets in general."""
    said = [
        one.text
        for one in contract.sentences
        if _LEVEL.search(one.text) and not one.defining and not _NOT_INCIDENT.search(one.text)
    ]
    rows = [contract.whole[placed.table.start : placed.table.end] for placed in contract.tables]
    return any(_INCIDENT.search(text) for text in said) and not any(_EVERY_KIND.search(text) for text in (*said, *rows))
