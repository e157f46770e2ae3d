"""Whether a message says what caused a problem: given, likely, soft, open, unsure or missing, with the words.

To tell a provider's mail that it leaves the cause out is a charge against it; where the words may name one after all,
the state is unsure and nothing is charged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.promises.sentences import Sentence

_I = re.IGNORECASE
_FAULT = r"(?:fail\w*|fault\w*|power|change|crash\w*|outage|cut|surge|spike|storm|flood\w*|fire|leak\w*|loop|bug|error|mistake|upgrade|update|patch|firmware|release|deployment|misconfigur\w*|reconvergence|expir\w*|attack|overload\w*|bad|broken|corrupt\w*|fibre|faulty|botched|routine|lightning|digger|damaged?|hardware|disk|supplier|third[\s-]party)"
# A label names the cause where something follows it: "Root cause: a failed power supply".
_LABEL = re.compile(
    r"(?:^|[.;,–—-]\s*|\b(?:the|our|initial|preliminary|confirmed|probable|likely|suspected|underlying)\s+)"
    r"(?:root\s+cause(?:\s+analysis)?|rca|cause(?:\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:outage|incident|fault|issue|problem|failure|delay))?|reason(?:\s+(?:for|of|behind)\s+(?:the\s+)?(?:\w+\s+)?\w+)?|fault\s+found|findings?|diagnosis|explanation|what\s+(?:happened|went\s+wrong)|why(?:\s+it\s+happened)?)"
    r"(?:\s*\([^)]{1,30}\))?\s*(?:[:=]|\s[-–—]{1,2}\s)\s*(?P<told>\S.*)",
    _I,
)
CAUSE = re.compile(
    r"\b(?:because(?!\s+(?:we\s+value|you\s+are\s+a))|caus(?:ed|ing)\s+by|as\s+a\s+(?:direct\s+)?(?:result|consequence)\s+of|result(?:ed|ing)\s+from|(?:was|were|is|are|being|largely|purely|simply|entirely)\s+(?:the\s+)?(?:direct\s+)?(?:result|consequence)\s+of|(?:root\s+|underlying\s+)?cause\s+(?:\w+\s+){0,4}?(?:was|is|has\s+been|turned\s+out|lay)\b|"
    r"(?:was|were|is|be)\s+due\s+to|due\s+to|owing\s+to|on\s+account\s+of|thanks\s+to\s+an?\b|trac(?:ed|king)\s+(?:\w+\s+){0,3}?(?:(?:back|down)\s+)?to|track(?:ed|ing)\s+(?:\w+\s+){0,2}?(?:back|down)\s+to|(?<!up and )(?<!it )down\s+to|without\s+a\s+\w+\s+plan|which\s+(?:caused|led\s+to|took|knocked|brought|triggered|meant|is\s+why|was\s+why|explains)|(?:and|,)\s+(?:that|this)\s+(?:took|knocked|brought|triggered|stopped|broke|cut)|(?:that|this)(?:\s+(?:is|was)|['’]s)\s+(?:why|what\s+(?:caused|broke|took|knocked|brought))|led\s+to|"
    r"turn(?:s|ed)\s+out(?!\s+(?:to\s+be\s+)?(?:fine|well|ok(?:ay)?|good|all\s+right|nicely|to\s+(?:vote|help|see|show)))|(?:looks?|seems?|appears?)\s+(?:like|to\s+(?:be|have\s+been))\s+(?:it\s+(?:was|is)\s+)?(?:an?|the|one)(?!\s+(?:good|great|nice|one[\s-]off))|(?:the\s+)?culprit|to\s+blame\b(?!\s+(?:you|your|anyone|anybody|nobody))|stem(?:s|med)\s+from|aris(?:en|ing)\s+from|arose\s+from|originat(?:ed|es|ing)\s+(?:from|in|with|at)|attribut(?:ed|able)\s+to|trigger(?:ed|s)\s+by|triggered\s+an?\b|(?:knocked|brought|taken|took)\s+(?:\w+\s+){0,2}?(?:out|down|offline)\s+by|pinpointed\s+(?:to|as)|isolated\s+(?:it\s+|this\s+)?to\s+(?:a|an|the)\b|narrowed\s+(?:\w+\s+)?(?:down\s+)?to|(?:put|pinned)\s+(?:it|this)\s+down\s+to|"
    r"the\s+reason\s+(?:\w+\s+){0,6}?(?:was|is)\b|the\s+reason\s+(?:for|behind)\b|"
    rf"(?:following|after)\s+(?:a|an|the|one\s+of)\s+(?:[\w'’/-]+\s+){{0,3}}?{_FAULT}\b|(?:following|after)\s+(?:\w+\s+){{0,2}}(?:failures?|faults?|crashe?s?)\b|(?:following|after)\s+a\s+(?:failed|faulty|power|change))\b"
    r"|\bi\s+made\b|\bwe\s+(?:made|misconfigured|forgot|failed\s+to)\b|\bour\s+(?:mistake|error|fault)\b",
    _I,
)
_LIKELY = re.compile(
    r"\b(?:suspect(?:ed|s)?|probabl[ey]|likely|possibl[ey]|may\s+(?:be|have)|might\s+(?:be|have)|could\s+(?:be|have)|appears?\s+to|seems?\s+to|looks?\s+(?:like|to\s+be|as)|we\s+(?:think|believe|suspect)|initial\s+(?:findings|indications?|diagnosis)|preliminary)\b",
    _I,
)
_NOT_THE_CAUSE = re.compile(
    r"\b(?:was|were|is|are)\s*(?:n['’]t|\s+not)\s+(?:\w+\s+)?(?:caused|due|down\s+to|the\s+(?:cause|result|reason))|\bnot\s+(?:because|due\s+to|caused\s+by)\b|\brul(?:ed|ing)\s+out\b",
    _I,
)
NO_CAUSE = re.compile(
    r"\b(?:under\s+investigation|investigating|cause\s+(?:is\s+|remains\s+|are\s+)?(?:still\s+)?(?:not\s+(?:yet\s+)?(?:known|clear|found|identified|confirmed|established)|unknown|unclear|being\s+(?:investigated|looked\s+into|established|sought))|not\s+yet\s+(?:known|identified|established|clear|found)|awaiting\s+(?:feedback|the\s+(?:\w+\s+)?cause)|looking\s+into|(?:trying|working|need|aim\w*)\s+to\s+(?:\w+\s+)?(?:identify|establish|find|understand|determine|work\s+out)\s+(?:the\s+|what\s+)?(?:root\s+|underlying\s+)?(?:cause|caused|why))\b",
    _I,
)
_EMPTY_CAUSE = re.compile(
    r"\bdue\s+to\s+(?:capacity\s+constraints|unforeseen\s+circumstances|circumstances|an?\s+(?:technical\s+)?(?:issue|problem|error)|operational\s+reasons|high\s+demand|external\s+factors)\b|\bdue\s+(?:course|to\s+be|to\s+(?:start|begin|go|finish|complete|expire|end|renew|land|arrive|take\s+place))\b",
    _I,
)
_DATED_DUE = re.compile(
    r"due\s+(?:course|to\s+(?:be|start|begin|go|finish|complete|expire|end|renew|land|arrive|take))", _I
)
# A label that is a heading of work to come, or of nothing: "RCA: to follow", "Root cause: TBC".
_TO_COME = re.compile(
    r"^\W*(?:(?:is\s+|still\s+)*(?:to\s+(?:follow|be\s+(?:confirmed|advised|determined|established|provided|shared))|tb[cda]\b|under\s+investigation|unknown|pending|awaited|awaiting|not\s+(?:yet\s+)?(?:known|identified|established|found|clear)|investigat\w+|n/?a\b|none\b|will\b|due\b|within\b|by\b|in\s+progress|outstanding|expected)|[?.…-]*$)",
    _I,
)
_ASKS = re.compile(r"\?\s*$|^(?:please|can|could|would)\b", _I)
_BROKEN = r"(?:failed|faulty|failing|expired|corrupt(?:ed)?|misconfigured|defective|damaged|broken|duplicate|rogue|loose|blown|dead|stuck|hung|overloaded|exhausted|wrong|incorrect|conflicting|full(?=\s+(?:disk|drive|log|volume|queue|mailbox|partition|datastore|table))|stale|bad|missing)"
# Words in which a cause may hide without a turn of phrase that says so.
_HINT = re.compile(
    rf"\b(?:an?|the|its|their|one\s+of\s+\w+|our|your)\s+(?:[\w'’/-]+\s+){{0,2}}?{_BROKEN}\s+(?!(?:of|over|to|at|on|between|from|message\w*|backup\w*|log-?ins?|attempt\w*|job\w*|call\w*|name|end|detail\w*|update|service|report|explanation|root|picture)\b)[\w-]+"
    r"|\b(?:we|they|i|engineers?|the\s+team|openreach|microsoft|the\s+(?:carrier|vendor|supplier|isp))\s+(?:have\s+|has\s+|['’]ve\s+)?(?:since\s+|now\s+|then\s+)?(?:found|identified|discovered|established|diagnosed|spotted|noticed|confirmed|determined|concluded)\b(?!\s+(?:and\s+fixed\s+)?(?:the\s+(?:issue|problem|fault)|a\s+(?:fix|workaround|solution)|time|it)\b)"
    r"|\b(?:(?:had|has|have)\s+(?:\w+\s+)?(?:failed|crashed|expired|filled(?:\s+up)?|run\s+out|ran\s+out|tripped|hung|locked\s+up|overheated|died|been\s+(?:cut|unplugged|deleted|removed|disabled|misconfigured|damaged|left\s+\w+))|ran\s+out\s+of|filled\s+up|fell\s+over|blew\b|went\s+bang|power\s+(?:cut|loss|failure|outage)|human\s+error|memory\s+leak|hardware\s+(?:fault|failure)|firmware\s+bug|software\s+bug|cable\s+(?:cut|break|damage)|fibre\s+(?:cut|break)|routing\s+loop|dns\s+(?:issue|error|record)|certificate\s+(?:had\s+)?expir\w+|(?:reconvergence|misconfiguration|overheating)|time-?d?[\s-]?outs?\b|(?:as|since)\s+(?:the|our|an?|his|her|their|one\s+of|(?-i:[A-Z])\w+)\s+(?:[\w'’-]+\s+){0,3}?(?:is|was|are|were|has|had|have)\b|bug\s+in\b|fault\s+(?:in|with|on)\s+(?:a|an|the|one|our|their)\b|(?:issue|problem)\s+with\s+(?:a|an|the|one|our|their)\s+\w+)",
    _I,
)


def cause_of(every: Sequence[Sentence]) -> tuple[str, str]:
    """The sentence that gives a cause, and the state of it."""
    told = [one.text for one in every if not _ASKS.search(one.text)]
    labelled = [(one, match["told"]) for one in told if (match := _LABEL.search(one))]
    given = [one for one, words in labelled if not _TO_COME.match(words)]
    given += [one for one in told if _gives(one)]
    firm = [one for one in given if not _LIKELY.search(one)]
    if firm:
        return firm[0], "given"
    if given:
        return given[0], "likely"
    soft = next((one for one in told if _EMPTY_CAUSE.search(one) and not _DATED_DUE.search(one)), "")
    if soft:
        return soft, "soft"
    waiting = next((one for one in told if NO_CAUSE.search(one)), "") or next((one for one, _ in labelled), "")
    hint = next((one for one in told if _HINT.search(one) and not NO_CAUSE.search(one)), "")
    if hint:
        return hint, "unsure"
    return (waiting, "open") if waiting else ("", "missing")


def _gives(text: str) -> bool:
    return bool(
        CAUSE.search(text)
        and not _EMPTY_CAUSE.search(text)
        and not NO_CAUSE.search(text)
        and not _NOT_THE_CAUSE.search(text)
    )


def has_cause(sentence: str) -> bool:
    """Whether a sentence gives a cause."""
    return bool(CAUSE.search(sentence))
