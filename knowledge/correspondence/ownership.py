"""Does the message own what went wrong? Admitted, understood, a way forward: a reading with its quotations, never a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.correspondence.account import HAPPENED, account
from knowledge.promises.model import Mood, Statement
from knowledge.promises.sentences import sentences

_I = re.IGNORECASE
ADMITS = re.compile(
    r"\b(?:our|my)\s+(?:own\s+)?(?:mistake|fault|error|failure|failing|oversight|responsibility|miss)\b|\b(?:we|i)\s+(?:got\s+(?:it|this|that)\s+wrong|made\s+(?:a|an|the)\b|failed\s+to|should\s+(?:have|not\s+have)|did\s+not|didn['’]t|missed|forgot|overlooked|misconfigured|let\s+you\s+down|fell\s+short|were\s+(?:wrong|slow|late|at\s+fault)|was\s+(?:wrong|slow|late)|take\s+(?:full\s+)?responsibility|own\s+(?:this|it)|accept\s+(?:that|full|responsibility)|lost\s+track)"
    r"|(?<!not )\b(?:on|down\s+to|lies\s+with)\s+us\b(?=\s*(?:[.,;!)–—-]|and\b|$))|\bwe\s+(?:dropped\s+the\s+ball|messed\s+up|screwed\s+up|slipped\s+up|fell\s+down|got\s+our\s+wires\s+crossed|hold\s+our\s+hands\s+up|put\s+our\s+hands\s+up|(?:are|were)\s+to\s+blame|could\s+have\s+(?:done|handled|been))\b"
    r"|\bshould\s+have\s+been\s+\w+(?:\s+\w+)?\s+by\s+(?:us\b|our\s)|\bour\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?(?:team|engineers?|technicians?|desk|staff|process\w*|checks?|monitoring|alerting|procedures?|colleagues?|change|script)\s+(?:failed\s+to|should\s+(?:have|not\s+have)|did\s+not\s+(?:catch|spot|notice|follow|check|test|raise|pick)|didn['’]t\s+(?:catch|spot|notice|follow|check|test|raise|pick)|missed|forgot|overlooked|misconfigured)\b|\b(?:mistake|error|fault|failing|oversight)\s+(?:on\s+our\s+(?:part|side)|at\s+our\s+end|of\s+ours)\b"
    r"|\bhuman\s+error\s+on\s+our\b|\bnot\s+good\s+enough\b|\bbelow\s+the\s+standard\s+(?:we|you)\b|\bcaused\s+by\s+(?:us|our|one\s+of\s+our|an?\s+(?:[\w-]+\s+){0,3}(?:change|update|mistake|error|script|rule|deployment|upgrade)\s+(?:that\s+)?(?:we|i)\b|an?\s+error\s+(?:on|at)\s+our)\b",
    _I,
)
BLAMES = re.compile(
    r"\b(?:third[\s-]party\s+(?:issue|carrier|fault|failure|problem|provider|outage)|user\s+error|outside\s+(?:of\s+)?our\s+control|beyond\s+our\s+control|not\s+our\s+(?:fault|responsibility)|your\s+(?:users?|staff|team|firewall|network|kit|equipment|environment)\s+(?:had|have|did|failed|caused|is\s+not|are\s+not)|legacy\s+(?:environment|system|kit)|(?:the\s+)?(?:vendor|carrier|supplier|manufacturer|microsoft)\s+(?:fail\w*|caus\w+|had|has|is\s+(?:responsible|at\s+fault))|caused\s+by\s+(?:the|a)\s+(?:vendor|carrier|third|supplier|customer|user)|\byou\s+(?:declined|rejected|turned\s+down|chose\s+not|opted\s+(?:not|against)|decided\s+(?:not|against)|did\s+not\s+(?:approve|take\s+up|follow|accept))|(?:quote|proposal|recommendation|advice|offer|upgrade|replacement|refresh)\b.{0,30}\b(?:was|were|has\s+been|had\s+been)\s+(?:declined|rejected|turned\s+down|not\s+(?:approved|accepted|followed|taken\s+up))|against\s+our\s+(?:advice|recommendation)|because\s+(?:of\s+)?your\s+(?:\w+\s+)?(?:users?|staff|team|people|office|colleagues|firewall|network|kit|equipment)\b)",
    _I,
)
_SORRY = re.compile(r"\b(?:sorry|apolog\w+|regret)\b", _I)
_EMPTY_SORRY = re.compile(r"\b(?:any\s+inconvenience|may\s+have\s+(?:been|caused)|if\s+(?:this|you|anyone))\b", _I)
_WORKING = re.compile(r"\bdid\s+not\s+get\s+to\b|\bdidn['’]t\s+get\s+to\b", _I)


@dataclass(frozen=True, slots=True)
class Ownership:
    """`admitted` is yes, no or unclear; the other two are plain words; `quotes` is what each reading rests on.

    `blame` are sentences that point to somebody else. `applies` is False where nothing is said to have gone wrong.
    """

    admitted: str
    understood: str
    way_forward: str
    quotes: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()
    applies: bool = True


def ownership(text: str, said: tuple[Statement, ...]) -> Ownership:
    """Read a message for its three marks of ownership."""
    every = [one.text for one in sentences(text)]
    admits = [
        one
        for one in every
        if ADMITS.search(one) and not re.search(r"\b(?:you|your\s+team)\s+(?:did\s+not|didn['’]t)\b", one, _I)
    ]
    blames = [one for one in every if BLAMES.search(one) and one not in admits]
    sorry = [one for one in every if _SORRY.search(one)]
    wrong = admits or blames or sorry or any(HAPPENED.search(one) for one in every)
    if not wrong:
        return Ownership("unclear", "nothing is said to have gone wrong", "not needed", applies=False)
    told = account(text)
    ahead = [one for one in said if one.mood is Mood.PROMISE]
    quotes = [
        *admits[:2],
        *([told.cause] if told.cause_state == "given" else []),
        *blames[:1],
        *(sorry[:1] if not admits else []),
    ]
    quotes += [one.quote for one in ahead[:1]]
    return Ownership(
        _admitted(admits, blames, sorry),
        _understood(told.cause_state),
        _forward(ahead),
        tuple(dict.fromkeys(quotes)),
        tuple(blames),
    )


def _admitted(admits: list[str], blames: list[str], sorry: list[str]) -> str:
    if admits:
        return "yes"
    if blames and not any(not _EMPTY_SORRY.search(one) for one in sorry):
        return "no"
    return "unclear"


def _understood(cause_state: str) -> str:
    return {
        "given": "they say what caused it",
        "likely": "they name a likely cause",
        "unsure": "whether they say what caused it cannot be told for certain from the words",
        "soft": "they name a reason that explains little",
        "open": "they say the cause is not known yet",
    }.get(cause_state, "they do not say what caused it")


def _forward(ahead: list[Statement]) -> str:
    if any(one.due.dated for one in ahead):
        return "they say what they will do and by when"
    return "they say what they will do, but not by when" if ahead else "they do not say what they will do about it"
