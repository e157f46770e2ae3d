"""What a sentence asks of its reader without an order to do it: "awaiting your approval", "let me know by Friday".

Orders ("please send ...") are read with the sentence's own clauses; here is what such a reading does not see. Courtesies
("let us know if you have any questions") and what the reader need not do ask for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.sentences import Sentence

_I = re.IGNORECASE
_THING = r"(?:approval|confirmation|sign-?off|signature|signed\s+\w+|p\.?o\.?\b|purchase\s+order|order(?:\s+number)?|go[\s-]?ahead|agreement|decision|reply|response|answer|feedback|comments|instructions?|acceptance|consent|authori[sz]ation|list|forms?|details?|input|availability|preferred\s+\w+|permission|access|remittance|payment|requirements?|steer|view|thoughts|preference)"
_YOURS = (
    r"(?:you(?!r)|yourself|yourselves|your\s+(?:end|side|team|\w+\s+(?:team|department)|finance\s+\w+|colleagues?))"
)
_NEED = r"(?:(?:still|also|just|currently|now|only|will|['’]ll|would|do|urgently|really|therefore)\s+)*(?:need|require|await|lack|request|(?:are|am|is|['’]re|['’]m)\s+(?:(?:still|just|currently|now|only)\s+)*(?:waiting\s+(?:for|on)|awaiting|missing|short\s+of|after))"
_PATTERNS = tuple(
    re.compile(pattern, _I)
    for pattern in (
        # let me know whether / by Friday; drop me a line; come back to us
        r"\b(?P<what>(?:let\s+(?:me|us)\s+(?:know|have)|(?:drop|send|ping)\s+(?:me|us)\s+an?\s+\w+|(?:give|tell)\s+(?:me|us)\b|(?:come|get|write|report)\s+back\s+to\s+(?:me|us)|advise\s+(?:me|us)\b|shout\s+by)\b.*)",
        # awaiting your PO; waiting on the form from you; pending your confirmation
        rf"\b(?:awaiting|await|waiting\s+(?:for|on)|pending|outstanding|{_NEED})\s+(?P<what>(?:your|the\s+customer['’]?s?)\s+(?:[\w-]+\s+){{0,3}}?{_THING}.*)",
        rf"\b(?:awaiting|await|waiting\s+(?:for|on)|outstanding|{_NEED})\s+(?P<what>(?!to\b)(?:[\w'’./-]+\s+){{1,12}}?(?:from|by)\s+{_YOURS}\b.*)",
        rf"\b(?:we|i)\s+{_NEED}\s+(?P<what>(?:you|your\s+\w+(?:\s+\w+)?)\s+to\s+\w+.*)",
        rf"\b(?:waiting\s+(?:for|on)|need|rely(?:ing)?\s+on)\s+(?P<what>{_YOURS}\s+to\s+\w+.*)",
        # we just need the cost centre before we can raise the order
        rf"\b(?:we|i)\s+{_NEED}\s+(?P<what>(?:the|an?|some|one|two|this|that|it)\s+(?:[\w'’/-]+\s+){{0,8}}?(?:before|so(?:\s+that)?|in\s+order)\s+(?:for\s+)?(?:we|i|us)\s+(?:can|to|could)\b.*)",
        # it is with you for approval; sat with yourselves, awaiting the form
        rf"\bwith\s+{_YOURS}\b[^.;]*?\b(?:awaiting|pending|waiting\s+(?:for|on))\s+(?P<what>.+)",
        rf"(?P<what>.*?\b(?:sat|sitting|sits|rests|parked|remains?|is|are|been|now|currently|still|back)\s+(?:\w+\s+)?with\s+{_YOURS}(?!\s+(?:within|by|on|in|before|shortly|tomorrow|today|soon|next|this|at|first)\b)\b.*)",
        # your approval is needed; needs your sign-off; for your approval
        rf"\b(?P<what>your\s+(?:[\w-]+\s+){{0,2}}?{_THING}\s+(?:is|are|will\s+be)\s+(?:(?:also|still|now)\s+)?(?:needed|required|awaited|outstanding|due|overdue|requested|appreciated)\b.*)",
        r"\b(?:needs?|requires?|for|seek(?:ing)?|request(?:ing)?)\s+(?P<what>your\s+(?:[\w-]+\s+){0,2}?(?:approval|sign-?off|signature|confirmation|authori[sz]ation|go[\s-]?ahead|agreement|decision|consent|permission|input)\b.*)",
        r"\b(?:action\s+(?:required|needed|requested)(?:\s+(?:by|from|of)\s+you(?:rselves)?)?|your\s+actions?|action\s+for\s+you(?:rselves)?|what\s+we\s+need\s+from\s+you|(?:needed|required|asks?)\s+(?:from|of)\s+you(?:rselves)?|customer\s+actions?)\s*[:–—-]\s*(?P<what>(?!none\b|n/?a\b|no\b|nil\b)\S.*)",
        # we would be grateful if you could
        r"\b(?:grateful|appreciate(?:\s+it)?|great|helpful|good|ideal|kind|obliged|helps?|useful|brilliant|lovely)\s+(?:it\s+)?(?:if|for|were)\s+(?P<what>(?:you|your\s+\w+|yourselves)\b\s*(?:could|can|would|were\s+able\s+to|to|['’]d)?\s*.*)",
        r"\b(?P<what>(?:appreciate|grateful\s+for)\s+(?:your|an?)\s+(?:[\w-]+\s+){0,2}?(?:confirmation|response|reply|approval|feedback|answer)\b.*)",
        r"^if\s+(?P<what>you\s+could\s+\w+.*)",
        # kindly, mid-sentence
        r"\b(?:so|then|request\s+you\s+to|requested\s+to|ask\s+(?:that\s+)?you(?:\s+to)?|asking\s+you\s+to|urge\s+you\s+to|remind\s+you\s+to|grateful\s+to)\s+(?:please\s+|kindly\s+)?(?P<what>(?!far\b|that\b|the\b|we\b|i\b|it\b|you\b)(?:approve|confirm|send|provide|share|sign|return|reply|respond|revert|complete|raise|submit|advise|review|check|test|arrange|upload|forward)\b.*)",
        r"(?:^|[.,;–—-]\s*)(?P<what>(?:over\s+to\s+you|(?:the\s+)?ball\s+is\s+in\s+your\s+court|(?:do\s+the\s+)?needful)\b.*)",
    )
)
# A promise whose condition is the reader's to meet: "once you have approved it", "subject to your sign-off".
_ON_YOU = re.compile(
    rf"^(?:pending|subject\s+to|on\s+(?:the\s+)?receipt\s+of|upon(?:\s+receipt\s+of)?|following|after|once|when|as\s+soon\s+as|until)\s+(?:(?:receipt\s+of|receiving|we\s+(?:have|receive|get|see)|we['’]ve)\s+)?(?:(?:had|got|received|seen)\s+)?"
    rf"(?P<what>your\s+(?:[\w-]+\s+){{0,3}}?{_THING}.*|(?:you|your\s+\w+)\s*(?:have\s+|has\s+|['’]ve\s+)?(?:approv|confirm|sign|return|send|sent|provid|rais|submit|reply|replied|respond|complet|agree|authori[sz]|choos|chosen|pa(?:y|id)|upload|forward|suppl|let\s+(?:us|me)|give|given)\w*\b.*)",
    _I,
)
# Questions that wait for an answer of the reader's.
_QUESTION = re.compile(
    r"^(?:(?:hi|hello|so|and|but|also|ok|okay|or|meanwhile|separately|finally|in\s+the\s+meantime|quick\s+(?:one|question)|one\s+(?:more\s+)?question|by\s+the\s+way|[A-Z]\w+)\s*[,:–—-]?\s+)*"
    r"(?P<what>(?:(?:can|could|may|might|would|will|does)\s+(?:we|i|.*\bsuits?\b|.*\bwork\s+for\b|any(?:one|body)|you|your|someone|somebody|it\s+be|there\s+be)|shall\s+(?:we|i)|do(?:es)?\s+(?:you|your|that|this|the\s+\w+)|did\s+you|are\s+(?:you|your|we|there)|is\s+(?:that|this|it|there|your|the)|have\s+you(?!\s+heard)|has\s+(?:your|the)|will\s+(?:you|your)|any\s+(?:chance|news|update|joy|thoughts|objection)|when|who|which|what|where|how\s+(?:many|much|long|soon|do|would|should|shall|about)|happy\s+(?:for|with|to)|ok(?:ay)?\s+(?:for|with|to))\b.*)\?$",
    _I,
)
_WITH_YOU = re.compile(
    r"\b(?:some(?:one|body)|any(?:one|body)|suits?|you|your|yours|yourselves|we\s+have|us\s+have|shall\s+we|shall\s+i|can\s+we|could\s+we|may\s+we|can\s+i|could\s+i|happy\s+(?:for|with)|work\s+for|ok(?:ay)?\s+(?:for|with))\b",
    _I,
)
_COURTESY = re.compile(
    r"\b(?:any\s+(?:\w+\s+)?(?:questions?|queries|query|concerns?|issues?|problems?|comments?|further|other|additional|more|help|doubts?|clarifications?)|anything\s+(?:else|further)|further\s+(?:questions?|queries|help|assistance|information|clarification)|more\s+information|do\s+not\s+hesitate|don['’]?t\s+hesitate|feel\s+free|you\s+need\s+(?:anything|any|help|further|us)|need\s+(?:anything|any\s+help|assistance|further)|unsubscribe|(?:this|your)\s+email\s+in\s+error|how\s+(?:did\s+)?we\s+(?:did|do)|rate\s+(?:our|this|your)|survey|did\s+you\s+know|are\s+you\s+ready|is\s+your\s+(?:business|data)|have\s+you\s+(?:considered|thought|ever|heard)|how\s+are\s+you|hope\s+you|if\s+(?:the\s+)?(?:\w+\s+)?(?:problem|issue|fault|it|this|that|you)\s+(?:is|are|persists?|continues?|recurs?|happens|comes\s+back|returns?|still|see|notice|experience|find|have|need|spot|come\s+across|encounter|get\b|do\s+not|don['’]t)|when\s+(?:we|it|this)|how\s+it\s+(?:goes|went))\b",
    _I,
)
_NOT_ASKED = re.compile(
    r"\bno\s+(?:(?:further|immediate|other)\s+)?actions?\b|\b(?:do|does|will|would)\s*(?:not|n['’]t)\s+(?:need|have)\s+(?:to|anything)\b|\bno\s+need\b|\bnothing\s+(?:is\s+)?(?:needed|required|for\s+you)\b|\b(?:thanks|thank\s+you)\s+for\b|\b(?:received|got|have)\s+your\b",
    _I,
)
_LEAD = re.compile(
    r"^(?:and\s+|so\s+|but\s+)?(?:please(?:\s+can\s+you)?|kindly|(?:can|could|would|will|might)\s+you(?:\s+(?:please|kindly|possibly|also))?|we\s+need\s+you\s+to|i\s+need\s+you\s+to|you\s+(?:will\s+|['’]ll\s+)?(?:need\s+to|must|have\s+to))\s+(?:please\s+|kindly\s+|also\s+)?",
    _I,
)


def with_waits(said: Iterable[Statement]) -> list[Statement]:
    """The statements, each promise that waits on the reader followed by what it waits for, as asked of the reader."""
    found = []
    for one in said:
        found.append(one)
        match = _ON_YOU.match(one.given) if one.mood is Mood.CONDITIONAL else None
        if match:
            found.append(replace(one, mood=Mood.OURS, who="you", what=plain_request(match["what"], Due()), due=Due()))
    return found


def asked_in(sentence: Sentence, sent: Sent) -> Statement | None:
    """What a sentence asks of its reader by one of these turns; None where it asks for nothing."""
    text = sentence.text
    if _NOT_ASKED.search(text):
        return None
    what = _question(text) if text.rstrip().endswith("?") else _need(text)
    if not what:
        return None
    read = read_due(what, sent) or _day_before(text, what, sent)
    due = read[0] if read and not read[0].every else Due()
    return Statement(Mood.OURS, "you", plain_request(what, due), text, sentence.start, sentence.end, due)


def _question(text: str) -> str:
    match = _QUESTION.search(text.strip())
    return match["what"] if match and _WITH_YOU.search(text) and not _COURTESY.search(text) else ""


def _need(text: str) -> str:
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match and not _COURTESY.search(match["what"]):
            return match["what"]
    return ""


def _day_before(text: str, what: str, sent: Sent) -> tuple[Due, int, int] | None:
    """The time at the head of the sentence: "By Friday we need your approval"."""
    head = text[: text.index(what)] if what in text else ""
    return read_due(head, sent) if re.match(r"(?:by|before|no\s+later\s+than)\b", head, _I) else None


def plain_request(what: str, due: Due) -> str:
    """What is asked for, without the politeness and the words of its time."""
    plain = _LEAD.sub("", " ".join(what.split()))
    if due.words and due.words in plain and len(plain) - len(due.words) > 8:
        plain = plain.replace(due.words, " ")
    plain = re.sub(r"\s+([,.;?])", r"\1", " ".join(plain.split()))
    return re.sub(r"[\s,]+(?:by|before|and|but|then)$", "", plain.strip(" ,.;:?–—-()"))
