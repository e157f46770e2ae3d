"""Service credits in running text: flat, by ladder, per point, per event, pro rata, and what is at risk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import Band, band_in, doubts, nested
from knowledge.terms.credit_downtime import by_downtime
from knowledge.terms.credit_limits import NO_DOLLAR
from knowledge.terms.credit_modifiers import modifiers
from knowledge.terms.credit_scopes import scopes
from knowledge.terms.credit_sentences import DOWN, ENTITLED, MISS, at_risk, days, event, flat
from knowledge.terms.credit_shortfalls import meeting, told_steps
from knowledge.terms.credit_steps import PER_POINT, per_point
from knowledge.terms.credit_tables import table_credits
from knowledge.terms.credit_words import (
    about_credits,
    all_together,
    base_in,
    figures,
    says_credit,
    unnamed_level,
    usual_base,
)
from knowledge.terms.general import lent
from knowledge.terms.metrics import metrics_of
from knowledge.terms.model import FoundTerm
from knowledge.terms.money import amounts
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, in_figures, tidy

_PIECE = re.compile(
    r";\s*|,\s*(?=(?:and |or )?(?:if|where|when|in case)\b)|\bor if\b|\band if\b|(?<=%)\s*,\s*(?=\d)|\.\s+(?=If|Where|When)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W*(?:\d+(?:\.\d+)+|\d+[.)])\s+(?=\D)")
_WIDER = re.compile(r";\s*|\.\s+(?=If|Where|When)|,\s*(?:and|or)\s+(?=if|where|when|less|below)", re.IGNORECASE)
_BY_SPAN = re.compile(
    rf"\b(?:each|every|per|any)\s+(?:\w+\s+){{0,3}}?(?:{NUMBER}\s*(?:-\s*)?)?(?:continuous\s+|consecutive\s+)?(?:minutes?|hours?|days?)\b(?![^.;]{{0,20}}\brate)",
    re.IGNORECASE,
)
_AFTER_SOME = re.compile(
    rf"\b(?:more than (?:once|twice|{NUMBER} times)|(?:two|three|four|five|six|\d) or more (?:\w+ ){{0,3}}(?:tickets|incidents|times|occasions|failures|calls)|on (?:more than )?{NUMBER} occasions)\b(?![^.;]{{0,40}}\b(?:consecutive|rolling))",
    re.IGNORECASE,
)
_BY_HOURS = re.compile(
    rf"\b(?:each|every)\s+(?:full\s+|additional\s+)?{NUMBER}\s*-?\s*(?:hours?|minutes?)\b", re.IGNORECASE
)
_PART = re.compile(r"\bpart (?:thereof|of)\b|\b(?:commenced|started|begun)\b|\bpro[- ]?rata\b", re.IGNORECASE)
PARTS = ("only full points count", "a point begun counts as one")
SPANS = ("once for the month", "once for each such span of time")
SOME = ("for any miss", "only where so many are missed in the month")
_BY_TIME = re.compile(
    r"\b(?:each|every|any|per)\s+(?:full\s+|additional\s+|further\s+)?(?:hour|day|minute|week)\b", re.IGNORECASE
)
_MOST_CREDIT = 50
# "a credit as set out in the Order Form": how much stands in another paper.
ELSEWHERE = re.compile(
    r"\bcredits?\b[^.;]{0,100}\b(?:set out|specified|stated|shown|listed|described|given|calculated|determined|agreed|published|in accordance with|as per)\b"
    r"[^.;]{0,30}\b(?:order(?: form)?|statement of work|SOW|proposal|quot\w+|rate card|price list|web ?site|portal|time to time|case by case|in good faith)\b"
    r"|\bcredits?\b[^.;]{0,60}\b(?:to be (?:agreed|determined|confirmed)|TB[ACD])\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:at least|not less than|no less than|a minimum of|minimum)\s+(?:£|\$|€)?\s*\d[\d.,]*\s*(?:%|per ?cent)?[^.;]{0,40}\b(?:charge|fee|credit|price|is due|bill)",
    re.IGNORECASE,
)
_MAY_GRANT = re.compile(
    r"\b(?:at its (?:sole |absolute |own )?(?:discretion|option)|in its (?:sole |absolute |own )?discretion|discretionary|as a gesture|goodwill|ex gratia)\b"
    r"|\b(?:provider|supplier|contractor|vendor|we)\s+may\s+(?:\w+\s+){0,3}?(?:grant|give|offer|award|pay|allow|credit)\b",
    re.IGNORECASE,
)
_EACH_USER = re.compile(
    r"\b(?:per|for each|for every)\s+(?:affected\s+|impacted\s+)?(?:users?|seats?|devices?|workstations?|mailbox|employees?|sites?|persons?)\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"\b(?:element|portion|component|part|proportion|share)\s+of\s+(?:the\s+|that\s+|its\s+|our\s+|your\s+)?(?:monthly|month's|annual|total)\b",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    rf"\b(?:{NUMBER})\s+(?:or more\s+)?(?:consecutive\s+|successive\s+)?months?\s+(?:running|in a row|in succession|consecutively)\b|\bin\s+(?:{NUMBER})\s+(?:or more\s+)?(?:consecutive|successive)\s+(?:calendar\s+)?months\b",
    re.IGNORECASE,
)
_MULTIPLIED = re.compile(r"\b(?:doubl\w*|trebl\w*|tripl\w*|twice|increas\w*|multipl\w*|ris\w+|times)\b", re.IGNORECASE)
BY_TIME = ("per_span", "per_outage", "prorata")


def credit_rules(setting: Setting) -> list[FoundTerm]:
    """Every rule on service credits: tables, running text, and the general rules that go with them."""
    read = [*table_credits(setting), *_from_text(setting), *modifiers(setting)]
    return [*read, *_unread(read, setting)]


def _unread(read: list[FoundTerm], setting: Setting) -> Iterator[FoundTerm]:
    """Sentences that promise a credit, of so much or as another paper says, of which nothing was read.

    No one may say that a miss of the levels they name earns nothing.
    """
    for sentence in setting.contract.sentences:
        text = sentence.text
        said = says_credit(text) and (MISS.search(text) or ENTITLED.search(text) or DOWN.search(text))
        priced = any(one.role == "credit" for one in figures(text)) or amounts(text, setting.contract.whole)
        pays = bool(priced or ELSEWHERE.search(text))
        if said and pays and not sentence.defining and not any(_within(term, sentence) for term in read):
            asked = Doubt("unknown", (), "What does this clause pay, and for what?")
            for scope in scopes(text, setting.scale):
                fields = {"kind": "modifier"} | scope
                yield setting.contract.said_by(sentence, "credit_rule", fields, doubt=asked, confidence=0.3)


def _within(term: FoundTerm, sentence: Sentence) -> bool:
    return term.start < sentence.end and sentence.start < term.end


def _from_text(setting: Setting) -> Iterator[FoundTerm]:
    rungs: list[tuple[Sentence, list[tuple[Band, Decimal]]]] = []
    for sentence in setting.contract.sentences:
        if not about_credits(sentence) and not by_downtime(sentence, setting.contract.whole):
            continue
        told = list(_told(sentence, setting))
        if told:
            yield from told
            continue
        steps = _rungs(sentence)
        if steps:
            rungs.append((sentence, steps))
            continue
        yield from _single_rules(sentence, setting)
    yield from _ladders(rungs, setting)


def _told(sentence: Sentence, setting: Setting) -> Iterator[FoundTerm]:
    """A ladder of points, or one by shortfall, that a sentence tells amount by amount."""
    steps, pointed, short = told_steps(sentence.text)
    if not steps or not (pointed or short):
        return
    steps = meeting(steps) if short else nested(steps)
    fields: dict[str, Any] = {
        "kind": "points" if pointed else "ladder",
        "bands_of": "shortfall" if short else "result",
        "bands": [band.as_fields(value) for band, value in steps],
    }
    if not pointed:
        fields["base"] = base_in(sentence.text) or base_in(sentence.context) or usual_base(setting.contract.sentences)
    readings = doubts(steps, None)
    for scope in _scopes(sentence, setting, str(fields["kind"])):
        doubt = Doubt("conflict", readings, "A result can fall between two rungs, or into both. Which applies?")
        sure = doubt if readings else CERTAIN if pointed else _based(fields)
        yield setting.contract.said_by(sentence, "credit_rule", fields | scope, doubt=sure)


def _rungs(sentence: Sentence) -> list[tuple[Band, Decimal]]:
    """The rungs that a sentence holds: a range of results with what it pays, piece by piece."""
    if PER_POINT.search(sentence.text):
        return []
    words = _NUMBERED.sub("", in_figures(sentence.text))
    found = max((_rungs_in(pieces.split(words)) for pieces in (_PIECE, _WIDER)), key=len)
    paid = [one for one in figures(words) if one.role == "credit"]
    return found if len(found) >= len(paid) else []


def _rungs_in(pieces: list[str]) -> list[tuple[Band, Decimal]]:
    found = []
    for piece in pieces:
        roles = figures(piece)
        pays = [one for one in roles if one.role == "credit"]
        edges = [one for one in roles if one.role == "edge"]
        if not pays and len(edges) > 1 and edges[-1].value <= _MOST_CREDIT < min(one.value for one in edges[:-1]):
            pays, edges = edges[-1:], edges[:-1]
        if len(pays) != 1 or not edges:
            continue
        rest = piece[: pays[0].start] + " " * (pays[0].end - pays[0].start) + piece[pays[0].end :]
        band = band_in(" ".join(rest.split()))
        if band is not None and (band.high is not None or band.low is not None):
            found.append((band, pays[0].value))
    return found


def _ladders(found: list[tuple[Sentence, list[tuple[Band, Decimal]]]], setting: Setting) -> Iterator[FoundTerm]:
    """One ladder for rungs that stand together under one lead-in or in one clause."""
    groups: list[list[tuple[Sentence, list[tuple[Band, Decimal]]]]] = []
    for sentence, steps in found:
        last = groups[-1][-1][0] if groups else None
        together = last is not None and (
            last.clause == sentence.clause or (bool(sentence.lead) and last.lead == sentence.lead)
        )
        if together:
            groups[-1].append((sentence, steps))
        else:
            groups.append([(sentence, steps)])
    for group in groups:
        yield _ladder([sentence for sentence, _ in group], [step for _, steps in group for step in steps], setting)


def _ladder(sentences: list[Sentence], steps: list[tuple[Band, Decimal]], setting: Setting) -> FoundTerm:
    first, steps = sentences[0], nested(steps)
    words = " ".join([*(one.text for one in sentences), first.context])
    near = " | ".join([first.lead, *(one.text for one in sentences)])
    metric = _metric(first)
    round_dp = lent(setting.said, metric or "availability", None)[0].get("round_dp")
    fields = {
        "kind": "ladder",
        "metric": metric,
        "bands": [band.as_fields(value) for band, value in steps],
        "base": base_in(words) or usual_base(setting.contract.sentences),
    }
    readings = doubts(steps, round_dp)
    doubt = (
        Doubt("conflict", readings, "A result can fall between two rungs, or into both. Which applies?")
        if readings
        else all_together(fields, near) or unnamed_level(fields, words) or _based(fields)
    )
    return setting.contract.term(
        "credit_rule",
        fields,
        (first.start, sentences[-1].end),
        clause=first.clause,
        confidence=0.9 if doubt.status == "found" else 0.5,
        doubt=doubt,
    )


def _metric(sentence: Sentence) -> str | None:
    """What the credited results measure: named by the sentence, its lead-in or a heading."""
    for words in (sentence.text, sentence.lead, *reversed(sentence.headings)):
        names = {name for name, _ in metrics_of(words)}
        if len(names) == 1:
            return names.pop()
    return None


def _based(fields: dict[str, Any]) -> Doubt:
    if fields.get("base") is not None:
        return CERTAIN
    return Doubt(
        "conflict", ("per cent of the monthly charge", "per cent of another charge"), "Per cent of which charge?"
    )


def _single_rules(sentence: Sentence, setting: Setting) -> Iterator[FoundTerm]:
    text, whole = sentence.text, setting.contract.whole
    fields = (
        at_risk(text)
        or by_downtime(sentence, whole)
        or per_point(text, whole)
        or flat(text)
        or event(text, whole)
        or days(text)
    )
    if not fields:
        return
    several, once = fields.pop("several", []), fields.pop("once", False)
    kind = fields["kind"]
    if kind in {"flat", "per_point", *BY_TIME} and "currency" not in fields and "base" not in fields:
        fields["base"] = base_in(text) or base_in(sentence.context) or usual_base(setting.contract.sentences)
    for scope in _scopes(sentence, setting, kind) if kind != "modifier" else [{}]:
        doubt = _doubt(fields | scope, sentence, several=several, once=once)
        yield setting.contract.said_by(
            sentence, "credit_rule", fields | scope, doubt=doubt, confidence=0.85 if doubt.status == "found" else 0.5
        )


def _doubt(fields: dict[str, Any], sentence: Sentence, *, several: list[str], once: bool) -> Doubt:
    """What a single rule leaves open: which credit, for what, in which money, by how many."""
    kind, told = fields["kind"], tuple(f"{one} %" if re.fullmatch(r"[\d.]+", one) else one for one in several)
    in_money, per_time = "currency" in fields, _BY_TIME.search(sentence.text) or _BY_SPAN.search(sentence.text)
    late = ("for each late ticket", "for each span of time that it is late")
    for doubtful, readings, asked in (
        (kind in BY_TIME and bool(told), told, "How is the time counted?"),
        (bool(several), told, "Which of these credits is due for what?"),
        (
            kind == "per_event" and in_money and per_time,
            late,
            "Is this due once for each ticket, or by how late it is?",
        ),
        (in_money and fields["currency"] is None, NO_DOLLAR, "Which dollars are meant?"),
        (kind == "flat" and _BY_SPAN.search(sentence.text), SPANS, "By what is this credit multiplied?"),
        (kind == "flat" and _AFTER_SOME.search(sentence.text), SOME, "Is this due only after so many misses?"),
        (
            kind == "per_event" and not in_money and _BY_HOURS.search(sentence.text),
            SPANS,
            "Is this due for each such span?",
        ),
        (kind == "per_point" and _PART.search(sentence.text), PARTS, "Does a point only begun count?"),
        *_worded(sentence.text),
        (once, ("once for each failure", "once for the month"), "Is this due for each failure?"),
    ):
        if doubtful:
            return Doubt("conflict", readings, asked)
    if kind == "per_event" and not in_money:
        return Doubt("found", (), f"What does {fields['base'].replace('_', ' ')} come to in money?")
    if kind not in {"flat", "per_point", *BY_TIME}:
        return CERTAIN
    together = all_together(fields, f"{sentence.lead} | {sentence.text}")
    return together or (CERTAIN if in_money else _based(fields))


def _worded(text: str) -> Iterator[tuple[bool, tuple[str, ...], str]]:
    """Words that make a credit more, less or other than the figure beside them."""
    said = (tidy(text)[:200],)
    yield bool(_AT_LEAST.search(text)), said, "This is the least that is due. How much is due?"
    yield bool(_MAY_GRANT.search(text)), said, "Is this credit owed, or at the provider's discretion?"
    yield bool(_EACH_USER.search(text)), said, "Per how many is this due?"
    yield bool(_ELEMENT.search(text)), said, "What does this part of the charge come to?"
    yield (
        bool(_RUNNING.search(text) and not _MULTIPLIED.search(text)),
        said,
        "Is this due for one missed month, or only after several?",
    )


def _scopes(sentence: Sentence, setting: Setting, kind: str) -> list[dict[str, Any]]:
    """The levels a rule in text is about: those the sentence names; a rule for any miss names none."""
    if kind in BY_TIME:
        return [{"metric": "availability"}]
    down = kind in {"per_point", "per_event", "flat"} and DOWN.search(f"{sentence.text} {sentence.lead}")
    usual = {"metric": "availability"} if down else {}
    return [usual | one for one in scopes(sentence.text, setting.scale)]
