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
_COUNT = r"\b(?:all|\d+|every|both|three|two|four|five)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:users?|sites?|staff|offices?|devices?|servers?|mailboxes|people|branches|customers?)\b"

Check = tuple[str, Callable[[Seen], bool], str, str]
_AFFECTED: Check = (
    "affected",
    lambda s: s.has(_COUNT),
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
_CAUSE: Check = ("cause", lambda s: s.told.cause_state == "given", "what caused it", "What caused it?")
_AGAIN: Check = (
    "repeat",
    lambda s: s.has(
        r"\b(?:prevent\w*|stop\s+(?:it|this)|again\b.{0,30}(?:will|check|alarm|alert)|so\s+that\s+(?:it|this)|second\s+engineer|from\s+(?:today|now)|alarms?|monitoring\s+(?:has|will|is)|no\s+repeat|recurrence)\b"
    ),
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
    lambda s: s.has(r"\b(?:interrupt\w*|unavailable|offline|impact|downtime|no\s+effect|brief|outage|reboot)\b"),
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
    lambda s: s.has(r"\b(?:roll\s?-?back|back\s?-?out|undo|revert)\b"),
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
