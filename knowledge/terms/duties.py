"""What the parties have to do again and again or when something happens: reports, reviews, tests, notices, plans.

Only duties worded as duties: what a report shall contain, or what is said to be possible, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from knowledge.terms.cover_facts import net_days
from knowledge.terms.due import deadlines, due, event_of, every_months
from knowledge.terms.duty_kinds import ACTS, ALWAYS_CHECKED, KINDS, OFTEN_WORDED
from knowledge.terms.metrics import percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import tidy

_DUTY = re.compile(
    r"(?:\b(?:shall|must|will)|'ll)\b|\b(?:agrees? to|undertakes? to|is to|are to|is required to|are required to|(?:is|are) (?:tested|carried out|performed|conducted|held|reviewed|issued|sent|due))\b|\b(?:happens?|takes? place)\b",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    r"\bwe\s+(?:also\s+)?(?:restore|test|send|tell|inform|notify|review|meet|patch|check|scan|run|give|hold|provide|install|put|back up)\b",
    re.IGNORECASE,
)
_PATCHED = re.compile(r"\bpatch\w*|\bsecurity updates?\b", re.IGNORECASE)
_GRADE = re.compile(r"\b(?P<grade>critical|high|important|medium|moderate|low|others?)\b", re.IGNORECASE)
_PROVIDER = re.compile(
    r"\b(?!customer|client|licensee|buyer|user|you\b)(?:supplier|provider|contractor|vendor|msp|company|we)\s+(?:shall|must|will|agrees? to|undertakes? to)\s+(?:also\s+|promptly\s+|at its own cost\s+)?"
    r"(?P<verb>carry|conduct|perform|review|update|train|scan|audit|check|renew|keep|return|delete|destroy|disable|remove|revoke|give|supply|publish|produce|prepare|submit|complete|undertake|arrange|provide|maintain|obtain|run|hand|transfer)\b",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\bcredits?\b|\brefunds?\b|\bpay\w*|\bfees?\b|\bcharges?\b|\binvoic\w+|\bservice levels?\b|\brespon[ds]\w*|\bresolv\w+|\bavailab\w+|\buptime\b|"
    r"\bliab\w+|\binsur\w+|\bindemn\w+|\bcures?\b|%|\bconfidential\w*|\bterminate this\b|\bincidents?\b|\btickets?\b",
    re.IGNORECASE,
)
_BY_EVENT = {"cause of a failure explained", "improvement plan"}
_PERIOD = re.compile(r"\b(?:measurement|service|reporting|measuring) period\b", re.IGNORECASE)
_CUSTOMER = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:the\s+)?(?P<who>customer|client|licensee|buyer|authority|you)\s+(?:shall|must|will|agrees? to|undertakes? to|is responsible for|is required to)\s+(?!not\b)(?P<verb>(?:be responsible for |promptly |also |at all times |use \w+ endeavours to )?\w+)",
    re.IGNORECASE,
)
_CUSTOMER_LEAD = re.compile(
    r"\b(?:customer|client|licensee|buyer|authority|you)\s+(?:shall|must|will|agrees? to|is responsible for)\s*:\W*$",
    re.IGNORECASE,
)
_CUSTOMER_ACT = re.compile(
    r"^(?:be responsible for|promptly|also|at all times|use|report|give|provide|name|tell|keep|pay|ensure|maintain|notify|appoint|allow|make|co-?operate|nominate|supply|respond|grant|inform|follow|obtain|designate)",
    re.IGNORECASE,
)
# An item under "the Customer shall:" says at once what is to be done; a sentence about something else does not.
_DOES = re.compile(
    r"^\W*(?:\(?\w{1,4}[).]\s+)?(?:(?:subject to|where|at|upon|in the event)\b[^,]{0,120},\s*)?(?:(?:promptly|also|always|fully|not unreasonably)\s+)?"
    r"(?:be responsible|use|report|give|provide|name|tell|keep|pay|ensure|maintain|notify|appoint|allow|make|co-?operate|nominate|supply|respond|grant|inform|follow|"
    r"obtain|designate|comply|perform|carry|return|procure|arrange|permit|take|protect|back ?up|install|update|train|inspect|accept|cause|assist|deliver|identify|review|send|secure|submit|hold|remain|have)\b",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"\b(?:invoices?|fees|charges|amounts?|payments?)\b[^.;]{0,80}\b(?:payable|paid|pay|due)\b[^.;]{0,40}\bwithin\b[^.;]{0,60}\b(?:invoices?|receipt|bill)\b"
    r"|\b(?:invoices?|bills?)\b[^.;]{0,40}\b(?:payable|due|paid)\b[^.;]{0,12}\b(?:within|net)\b[^.;]{0,30}\bdays?\b"
    r"|\b(?:fees?|charges?|price|payable)\b(?:[^.;]|\.\d){0,80}\bwithin\b[^.;]{0,30}\bdays?\b[^.;]{0,20}\binvoices?\b"
    r"|\bpay\s+(?:our|the|its|each|all|your)\s+(?:\w+\s+)?(?:bills?|invoices?)\b[^.;]{0,40}\bwithin\b"
    r"|\bpay\b[^.;]{0,80}\binvoices?\b[^.;]{0,60}\bwithin\b|\bpay\b[^.;]{0,40}\bwithin\b[^.;]{0,60}\binvoices?\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\breports?\b[^.]{0,200}\b(?:deemed|treated as|regarded as|considered)\b[^.]{0,60}\b(?:fail\w*|miss\w*|not (?:met|been met|achieved))\b|"
    r"\b(?:deemed|treated as)\b[^.]{0,60}\b(?:fail\w*|miss\w*|not (?:met|been met|achieved))\b[^.]{0,120}\breports?\b",
    re.IGNORECASE,
)
_IF_IT_IS_NOT = re.compile(
    r"^\W*if (?:it|this|that report|the report) is (?:not|late)\b[^.]{0,60}\bservice levels?\b[^.]{0,60}\b(?:deemed|treated)\b[^.]{0,40}\b(?:fail\w*|miss\w*|not met)\b",
    re.IGNORECASE,
)
_EVIDENCED = re.compile(
    r"\b(?:evidence|proof|figures|counts?|statements?|records?|lists?)\b(?:\s+(?:of|for|on|about))?(?:\s+the following)?\s*:\W*$",
    re.IGNORECASE,
)
_MAY_AUDIT = re.compile(
    r"\b(?:customer|client|licensee|buyer|authority|you)\b[^.;]{0,40}\b(?P<may>(?:may|can|(?:is|are) entitled to|has the right to)\b[^.;]{0,60}\b(?:audit|inspect)\b[^.;]*)",
    re.IGNORECASE,
)
_COUNTED = {"patching", "backup"}
_OURS = re.compile(
    r"\b(?:customer|client|licensee|buyer|authority|you)\s+(?:shall|must|will|agrees? to)\b", re.IGNORECASE
)
_NEGATED = re.compile(
    r"\b(?:shall|will|must|may) not\b|\bno obligation\b|\bnot be (?:obliged|excused|required)\b", re.IGNORECASE
)


def duties(setting: Setting) -> list[FoundTerm]:
    """Every duty of the provider, then those of the customer, as the sentences word them."""
    failed = next((one for one in setting.contract.sentences if _says_failed(one, setting)), None)
    found = [
        term
        for sentence in setting.contract.sentences
        for term in _duties(sentence, setting, failed=failed is not None)
    ]
    if failed and not any(term.fields.get("deemed_failed") for term in found):
        found.append(
            setting.contract.said_by(
                failed, "duty", _fields("report", "service report", failed.text) | {"deemed_failed": True}
            )
        )
    return [term for term in found if not _said_better(term, found)]


def _said_better(term: FoundTerm, found: list[FoundTerm]) -> bool:
    """Whether another sentence words the same recurring duty with a day it is due, and this one gives none."""
    rhythm = term.fields.get("every_months")
    if term.fields["who"] == "customer" or rhythm is None or term.fields["kind"] == "other" or _has_day(term):
        return False
    same = [
        one for one in found if one.fields["kind"] == term.fields["kind"] and one.fields.get("every_months") == rhythm
    ]
    return any(_has_day(one) for one in same)


def _says_failed(sentence: Sentence, setting: Setting) -> bool:
    """Whether no report makes the levels failed: in one sentence, or in "if it is not delivered" after that on the report."""
    if _FAILED.search(sentence.text):
        return True
    if not _IF_IT_IS_NOT.search(sentence.text):
        return False
    before = [one for one in setting.contract.sentences if one.end <= sentence.start and one.clause == sentence.clause]
    return bool(before) and re.search(r"\breports?\b", before[-1].text, re.IGNORECASE) is not None


def _has_day(term: FoundTerm) -> bool:
    return "due_days" in term.fields or "due_business_days" in term.fields


def _listed_evidence(sentence: Sentence) -> dict[str, Any]:
    """A thing to be evidenced in a rhythm: an item under "in each month the Provider shall send written evidence of:"."""
    lead, text = sentence.lead, sentence.text
    rhythm = every_months(lead)
    if rhythm is None or not _EVIDENCED.search(lead) or not _DUTY.search(lead) or _OURS.search(lead):
        return {}
    if text.rstrip().endswith(":") or _NEGATED.search(lead) or _DUTY.search(text):
        return {}
    what = re.sub(
        r"^\W*(?:\(?\w{1,3}[).])?\s*(?:the |a |an |any )?|\s*[;,.]?\s*(?:\band\b|\bor\b)?\W*$", "", tidy(text)
    )
    kind = next(
        (kind for kind, _, words in KINDS if kind in _COUNTED and re.search(words, what, re.IGNORECASE)), "other"
    )
    return {"kind": kind, "who": "provider", "what": what[:200], "every_months": rhythm} | due(lead)


def _duties(sentence: Sentence, setting: Setting, *, failed: bool) -> Iterator[FoundTerm]:
    listed = _listed_evidence(sentence)
    if listed:
        yield setting.contract.said_by(sentence, "duty", listed, confidence=0.8)
        return
    theirs = _customers(sentence)
    if theirs:
        yield setting.contract.said_by(sentence, "duty", theirs, confidence=0.8)
        return
    if len(parts := _patches(sentence.text)) > 1:
        for what, words in parts:
            yield setting.contract.said_by(sentence, "duty", _fields("patching", what, words), confidence=0.8)
        return
    audit = _audit(sentence.text)
    if audit:
        yield setting.contract.said_by(sentence, "duty", audit, confidence=0.8)
        return
    for kind, what, words in _each_its_own(_kinds(sentence) or _any_other(sentence), sentence.text):
        fields = _fields(kind, what, _by_period(words, setting))
        if kind == "report" and failed:
            fields["deemed_failed"] = True
        times = deadlines(words)
        several = (
            Doubt("conflict", tuple(times), "Which of these times is for which work?") if len(times) > 1 else CERTAIN
        )
        yield setting.contract.said_by(
            sentence, "duty", fields, confidence=0.85 if several is CERTAIN else 0.5, doubt=several
        )


def _audit(text: str) -> dict[str, Any]:
    """The customer's right to audit, which the provider must allow; it is no duty that comes round by itself."""
    found = _MAY_AUDIT.search(text)
    if not found:
        return {}
    return {"kind": "other", "who": "provider", "what": f"allow an audit: {tidy(text[found.start('may') :])[:160]}"}


def _patches(text: str) -> list[tuple[str, str]]:
    """Each grade of patches with its own time ("critical within 14 days, important within one month")."""
    if not _PATCHED.search(text) or not _DUTY.search(text):
        return []
    pieces = re.split(r"[,;]\s*(?:and\s+)?|\band\b(?=[^,;]*\bwithin\b)", text)
    told = [
        (found["grade"].lower().rstrip("s"), piece)
        for piece in pieces
        if (found := _GRADE.search(piece)) and deadlines(piece)
    ]
    timed = [piece for piece in pieces if deadlines(piece)]
    return [(f"{grade} patches installed", piece) for grade, piece in told] if len(told) == len(timed) else []


def _any_other(sentence: Sentence) -> list[tuple[str, str]]:
    """Work of the provider that comes round again, or falls due by an event, and is none of the usual duties."""
    text = sentence.text
    own = _PROVIDER.search(text)
    if not own or sentence.defining or _NEGATED.search(text) or _NO_WORK.search(text) or _ours(text, own.start()):
        return []
    timed = every_months(text) is not None or (bool(due(text)) and bool(event_of(text)))
    what = tidy(text[own.end() - len(own["verb"]) :]).rstrip(" ;,.")
    return [("other", what[:120])] if timed else []


def _ours(text: str, start: int) -> bool:
    return bool(
        re.search(r"\b(?:customer|client|licensee|buyer|you)\s+(?:shall|must|will|may)\b", text[:start], re.IGNORECASE)
    )


def _by_period(text: str, setting: Setting) -> str:
    """The sentence with "Measurement Period" said as the month or quarter that the contract says it is."""
    spans = {
        one.fields["window"]
        for one in setting.said
        if "window" in one.fields and one.sentence and _PERIOD.search(one.sentence.text)
    }
    return _PERIOD.sub(f"calendar {spans.pop()}", text) if len(spans) == 1 else text


def _kinds(sentence: Sentence) -> list[tuple[str, str]]:
    """What a sentence makes the provider do: the thing named, done by a verb that fits, as a duty with a time or rhythm."""
    text = sentence.text
    duty = _DUTY.search(text) or _DUTY.search(sentence.lead) or _WE_DO.search(text)
    plain = re.match(r"\W*(?:\w?\d[\d.]*\s+)?(?:a|one)\s+(?:monthly|quarterly)\s+report\b", text, re.IGNORECASE)
    if not (duty or plain) or sentence.defining or _NEGATED.search(text):
        return []
    found = []
    for kind, what, words in KINDS:
        if (
            re.search(words, text, re.IGNORECASE)
            and re.search(ACTS.get(kind, ""), text, re.IGNORECASE)
            and _timed(kind, text)
        ):
            found.append((kind, what))
    return found


def _timed(kind: str, text: str) -> bool:
    """Whether the duty can be checked at all: it has a rhythm, a deadline, or must be done at once."""
    if kind in ALWAYS_CHECKED:
        return True
    if kind in OFTEN_WORDED:
        often = re.search(OFTEN_WORDED[kind], text, re.IGNORECASE)
        return bool(often) or (kind == "breach_notice" and bool(due(text)))
    if kind == "patching" and percents(text):
        return False
    rhythm = every_months(text) is not None and not (kind == "other" and "test" not in text)
    return rhythm or bool(deadlines(text)) or bool(due(text))


def _fields(kind: str, what: str, text: str) -> dict[str, Any]:
    """The duty as data; a notice or plan after an event has no rhythm even where its sentence names a month."""
    fields: dict[str, Any] = {"kind": kind, "who": "provider", "what": what}
    if kind == "other":
        fields["what"] = what
    rhythm = every_months(text)
    if rhythm is not None and kind not in {"breach_notice", "patching", "backup"} and what not in _BY_EVENT:
        fields["every_months"] = rhythm
    after = event_of(text)
    if "every_months" in fields:
        return fields if after else fields | due(text)
    return fields | due(text) | ({"after": after} if after else {})


def _each_its_own(kinds: list[tuple[str, str]], text: str) -> list[tuple[str, str, str]]:
    """Two duties of one sentence ("report within ten days and attend a review each term"), each with its own words.

    Where they cannot be told apart the first stands for the sentence; one without a time or rhythm of its own is left out.
    """
    pieces = re.split(r"\s+and\s+(?=[a-z]+\b)", text)
    patterns = {what: words for _, what, words in KINDS}
    told = [
        (kind, what, [piece for piece in pieces if re.search(patterns.get(what, r"\Z."), piece, re.IGNORECASE)])
        for kind, what in kinds
    ]
    if len(kinds) < 2 or any(len(own) != 1 for *_, own in told) or len({own[0] for *_, own in told}) < len(told):
        return [(kind, what, text) for kind, what in kinds[:1]]
    return [(kind, what, own[0]) for kind, what, own in told if _timed(kind, own[0])]


def _customers(sentence: Sentence) -> dict[str, Any]:
    """A duty of the customer: its own sentence, or an item under "the Customer shall:"."""
    text = sentence.text
    if _PAYS.search(text) and not re.search(
        r"\bcredits?\b|\brefund|\bfail|\bdisput|\binterest\b|\boverdue\b", text, re.IGNORECASE
    ):
        return {"kind": "other", "who": "customer", "what": "pay invoices", "after": "invoice"} | (
            due(text) or net_days(text)
        )
    own = _CUSTOMER.search(text)
    listed = _CUSTOMER_LEAD.search(sentence.lead) and not _LEAD_ITSELF.search(text)
    if own and not _CUSTOMER_ACT.match(own["verb"]):
        return {}
    if not own and not (listed and _DOES.match(text)):
        return {}
    if (
        text.rstrip().endswith(":")
        or _NEGATED.search(text)
        or re.search(
            r"\bservice credits?\b|\bindemnif|\bconfidential|\bliab|[£$€]\s*\d|\bset out in\b", text, re.IGNORECASE
        )
    ):
        return {}
    what = tidy(text[own.end() - len(own["verb"]) :] if own else text).rstrip(" ;,.")
    what = re.sub(r"^\(?\w{1,3}[).]\s+|\s*;?\s*\b(?:and|or)$", "", what)
    after = event_of(text)
    return {"kind": "other", "who": "customer", "what": what[:200]} | due(text) | ({"after": after} if after else {})


_LEAD_ITSELF = re.compile(r":\s*$")
