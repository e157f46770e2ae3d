"""What a good message of its kind says; what is not there is a question to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.correspondence.account import Account
from knowledge.correspondence.kinds import Kind
from knowledge.promises.model import Mood, Statement

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a good message of this kind would have said, and the question that gets it."""

    key: str
    says: str
    ask: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a message, for the checks."""

    text: str
    told: Account
    said: Sequence[Statement]

    def has(self, pattern: str) -> bool:
        """Whether the words are there."""
        return re.search(pattern, self.text, _I) is not None

    @property
    def dated(self) -> bool:
        """Whether any promise has a day, be it one that could not be worked out."""
        return any(one.mood is Mood.PROMISE and (one.due.dated or one.due.named) for one in self.said)


_CLOCK = r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
_COUNT = r"\b(?:all|\d+|every|both|three|two|four|five)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:users?|sites?|staff|offices?|devices?|servers?|mailboxes|people|branches|customers?|tills?|stores?|locations?|colleagues|employees|seats|phones|departments?|teams?|accounts?|laptops?)\b"
# Who was hit, told without a count: "everyone", "the whole of Finance", "Impact: Leeds office", "no users were affected".
_SCOPE = (
    r"\b(?:everyone|everybody|nobody|no\s+one|company[\s-]wide|(?:whole|entire(?:ty)?)\s+(?:of\s+)?\w+|no\s+(?:\w+\s+)?(?:users?|customers?|staff|sites?)\s+(?:were|was|are)|no\s+(?:user\s+)?impact|(?:only|just)\s+(?:the|your|\w+['’]s|users?|staff|people|those)\b)"
    r"|\b(?:users?|sites?|services?|people|systems?|who(?:\s+\w+)?)\s+(?:is\s+|was\s+|were\s+|are\s+)?(?:affected|impacted)\s*(?:[:=]|\s[-–—]\s|\s(?:is|are|was|were|include[sd]?)\b)|\b(?:scope|impact|affected|impacted)(?:\s+(?:users?|sites?|services?|people|systems?))?\s*(?:[:=]|\s[-–—]\s|\s(?:is|are|was|were|include[sd]?)\b)\s*\S"
    r"|\b[A-Z]\w+['’]s\s+(?:account|laptop|mailbox|device|machine|pc|phone|computer|profile)\b"
    r"|\b(?:affect(?:ed|ing)|impact(?:ed|ing)|hit|cut\s+off|took\s+(?:down|out))\s+(?:only\s+|just\s+)?(?:the|your|all|both|\d+|(?-i:[A-Z])\w+)"
)
Check = tuple[str, Callable[[Seen], bool], str, str]
_AFFECTED: Check = (
    "affected",
    lambda s: s.has(_COUNT) or s.has(_SCOPE),
    "who is affected, and how many",
    "Who exactly is affected, and how many people?",
)
_STARTED: Check = (
    "started",
    lambda s: s.has(rf"(?:since|from|at|began|started)\s+(?:about\s+|around\s+)?(?:{_CLOCK})"),
    "when it began",
    "When did it begin?",
)
_ENDED: Check = ("ended", lambda s: s.has(_CLOCK), "when it began and ended", "When exactly did it begin and end?")
_CAUSE: Check = (
    "cause",
    lambda s: s.told.cause_state in {"given", "likely", "unsure"},
    "what caused it",
    "What caused it?",
)
# A deed that may well be the remedy: where one is told or promised, nobody is told that none is.
_REMEDY = re.compile(
    r"\b(?:replac\w+|spare\w*|swap\w*|upgrad\w+|patch\w*|add(?:ed|ing)?|fit(?:ted|ting)?|install\w*|order(?:ed|ing)?|introduc\w+|automat\w+|harden\w*|review\w*|chang(?:e|ed|ing)|updat(?:e|ed|ing)\s+(?:the|our|its|their|all|its)|reconfigur\w+|redesign\w*|rebuil\w+|renew\w*|train\w*|document\w*|tighten\w*|monitor\w*|alert\w*|correct\w*|remov\w+|disabl\w+|block\w*|mov(?:e|ed|ing)|migrat\w+|retir\w+|split\w*|second(?:ary)?\s+\w+|redundan\w+|failover|permanent\w*|lessons?|prevent\w*|mitigat\w+|safeguard\w*|double[\s-]check\w*|test(?:ed|ing)?\s+(?:the|our|all|every))\b",
    _I,
)
# A deed that only tells something prevents nothing; of any other nobody can say that it does not.
_ONLY_WORDS = re.compile(
    r"^$|\b(?:updat\w+|reports?|rca|rfo|call|ring|phone|bell|e-?mail|keep\s+you|let\s+you|come\s+back|get\s+back|send|share|circulate|write|confirm|tell|advise|inform|explain|talk|speak|discuss|meet\w*|respond|repl(?:y|ies)|publish|provide|with\s+you|follow|credit\w*|invoice|close\w*|investigat\w+|look\w*|hear)\b",
    _I,
)
_TOLD_PREVENTION = r"\b(?:prevent\w*|stop\s+(?:it|this)|again\b.{0,30}(?:will|check|alarm|alert)|so\s+(?:that\s+)?(?:it|this)\s+(?:\w+\s+){0,2}(?:not|never|can)|so\s+that\s+(?:it|this)|second\s+engineer|from\s+(?:today|now)|alarms?|monitoring\s+(?:has|will|is)|no\s+repeat|recurrence|recur\w*|happen(?:ing|s)?\s+again|permanent\s+(?:fix|solution|remedy)|(?:long[\s-]term|preventive|preventative|corrective|remedial)\s+\w+|lessons?\s+learn\w+)\b"


def _says_what_stops_it(s: Seen) -> bool:
    """Whether prevention is named, or a deed is told or planned that may be it."""
    ahead = (one for one in s.said if one.mood in {Mood.PROMISE, Mood.AIM, Mood.CONDITIONAL})
    return (
        s.has(_TOLD_PREVENTION)
        or any(_REMEDY.search(f"{one.what} {one.quote}") or not _ONLY_WORDS.search(one.what) for one in ahead)
        or any(_REMEDY.search(one) for one in s.told.done)
    )


_AGAIN: Check = (
    "repeat",
    _says_what_stops_it,
    "what will stop it happening again",
    "What will stop it happening again?",
)
_NEXT: Check = (
    "next_update",
    lambda s: any(o.mood is Mood.PROMISE and (o.due.dated or o.due.every) for o in s.said),
    "when we will hear next",
    "By what time will we hear from you again?",
)
_OWNER: Check = (
    "owner",
    lambda s: any(o.who.lower() not in {"", "we"} for o in s.said if o.mood is Mood.PROMISE),
    "who is in charge of it",
    "Who is in charge of this, by name?",
)
_DATE: Check = ("date", lambda s: s.dated, "a day by which it will be done", "By which day will it be done?")
_TICKET: Check = (
    "reference",
    lambda s: s.has(r"\b[A-Z]{2,5}-?\d{3,}\b|#\d{3,}|\bref(?:erence)?\b"),
    "a ticket number",
    "What is the ticket number?",
)
_IMPACT: Check = (
    "impact",
    lambda s: s.has(
        r"\b(?:interrupt\w*|unavailable|offline|impact|downtime|no\s+effect|brief|outage|reboot|slow\w*|disconnect\w*|affected)\b|\bno\s+(?:network|internet|e-?mail|phones?|wi-?fi|access|service|connectivity|impact|disruption)\b|\b(?:lose|losing|loss\s+of|without|cannot|can['’]?t|won['’]t\s+be\s+able|unable\s+to|not\s+be\s+able|will\s+(?:not\s+)?be\s+(?:down|without)|during\s+(?:this|that)\s+(?:time|period|window))\b"
    ),
    "what will not work meanwhile",
    "What will not work while you do this?",
)
_WINDOW: Check = (
    "window",
    lambda s: s.has(_CLOCK),
    "the start and end of the work",
    "From when until when does the work run?",
)
_UNDO: Check = (
    "undo",
    lambda s: s.has(
        r"\b(?:roll\s?-?back|back\s?-?out|undo|revert|reverse|fall\s?-?back|snapshot|(?:put|go|switch|move|change)\b.{0,30}\bback|restore\s+(?:the\s+)?(?:previous|old|original))\b"
    ),
    "how it is undone if it goes wrong",
    "How do you go back if it goes wrong?",
)
_CLAUSE: Check = (
    "clause",
    lambda s: s.has(r"\b(?:clause|schedule|paragraph|section|under\s+the\s+(?:contract|agreement))\b"),
    "which clause it rests on",
    "Which clause of the contract is this under?",
)
_ARITHMETIC: Check = (
    "arithmetic",
    lambda s: s.has(r"\b(?:cpi|rpi|index\w*)\b.{0,60}\d|\d.{0,60}\b(?:cpi|rpi|index)\b"),
    "how the new figure is worked out",
    "How is the new figure worked out, step by step?",
)
_SUM: Check = (
    "sum",
    lambda s: s.has(r"[£€$]\s?\d"),
    "the amount and how it is worked out",
    "How is the amount worked out?",
)
_EVIDENCE: Check = (
    "rows",
    lambda s: s.has(r"\b\d+\s+of\s+\d+\b|\bout\s+of\s+\d+\b"),
    "the counts behind the percentages",
    "How many tickets are behind each percentage, and which were late?",
)
_MISSES: Check = (
    "misses",
    lambda s: s.has(r"\b(?:miss(?:ed|es)?|late|below|fell\s+short|not\s+met|breach\w*|dip\b)\b"),
    "what was missed, if anything",
    "Which targets were missed, and why?",
)
_COVER: Check = (
    "cover",
    lambda s: s.has(r"\b(?:meanwhile|until\s+then|in\s+the\s+interim|cover(?:ed|ing)?\s+by|looked\s+after\s+by)\b"),
    "who covers the work until then",
    "Who does the work until then, by name?",
)
_DATA: Check = (
    "data",
    lambda s: s.has(
        r"\b(?:data|records|files|mailbox\w*)\b.{0,80}\b(?:not|no|accessed|taken|copied|read|lost|exposed)\b"
    ),
    "whether any data was seen or taken",
    "Was any of our data seen or taken, and how do you know?",
)

GOOD: dict[Kind, tuple[Check, ...]] = {
    Kind.SECURITY: (_AFFECTED, _CAUSE, _DATA, _NEXT, _AGAIN),
    Kind.OUTAGE: (_AFFECTED, _STARTED, _CAUSE, _NEXT, _TICKET, _OWNER),
    Kind.UPDATE: (_NEXT, _CAUSE, _OWNER),
    Kind.RESTORED: (_ENDED, _CAUSE, _AGAIN, _AFFECTED),
    Kind.CAUSE: (_CAUSE, _AGAIN, _OWNER, _DATE),
    Kind.MAINTENANCE: (_WINDOW, _IMPACT, _UNDO),
    Kind.CREDIT: (_SUM, _CLAUSE),
    Kind.PRICE: (_CLAUSE, _ARITHMETIC),
    Kind.PEOPLE: (_DATE, _COVER),
    Kind.PLAN: (_DATE, _OWNER),
    Kind.REPORT: (_EVIDENCE, _MISSES),
    Kind.APOLOGY: (_CAUSE, _AGAIN, _OWNER),
    Kind.REVIEW: (_DATE,),
    Kind.RENEWAL: (_CLAUSE,),
    Kind.BILL: (),
    Kind.OFFER: (),
    Kind.AWAY: (),
    Kind.NEWS: (),
    Kind.MESSAGE: (),
}


def missing(kind: Kind, text: str, told: Account, said: Sequence[Statement]) -> list[Missing]:
    """What a good message of this kind would have said and this one does not, most telling first."""
    seen = Seen(text, told, said)
    return [Missing(key, says, ask) for key, there, says, ask in GOOD[kind] if not there(seen)]
