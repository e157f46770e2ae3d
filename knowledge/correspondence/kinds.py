"""What kind of message it is, by the turns of phrase such messages have in common; unsure ones are simply messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.mail.notices import IN_PASSING
from knowledge.promises.sentences import sentences

_I = re.IGNORECASE


class Kind(StrEnum):
    """What a message is about, most pressing first."""

    SECURITY = "security"
    RESTORED = "restored"
    UPDATE = "update"
    OUTAGE = "outage"
    CAUSE = "cause"
    MAINTENANCE = "maintenance"
    CREDIT = "credit"
    PRICE = "price"
    PEOPLE = "people"
    PLAN = "plan"
    REPORT = "report"
    APOLOGY = "apology"
    REVIEW = "review"
    RENEWAL = "renewal"
    BILL = "bill"
    OFFER = "offer"
    AWAY = "away"
    NEWS = "news"
    MESSAGE = "message"


_CUES: tuple[tuple[Kind, int, str], ...] = (
    (Kind.SECURITY, 3, r"\b(?:data\s+breach|personal\s+data|ransomware|phish\w*|compromised|unauthori[sz]ed\s+access|malware|security\s+(?:incident|breach)|intrusion|suspicious\s+(?:activity|sign-?in)|(?:unusual|unknown|unexpected)\s+(?:sign|log)-?ins?|(?:sign|log)-?in\b[^.]{0,80}\b(?:another\s+country|abroad|unknown|unfamiliar|foreign)|forwarding\s+rule)\b"),
    (Kind.RESTORED, 3, r"\b(?:service|access|connectivity|the\s+(?:line|link|system|portal|server)|all\s+(?:sites|services|systems))\s+(?:\w+\s+){0,3}(?:was|were|is|are|has\s+been|have\s+been)\s+(?:now\s+|fully\s+)*(?:restored|resolved|back|recovered)\b|\b(?:issue|incident|outage)\s+(?:\w+\s+){0,3}(?:is|was|has\s+been)\s+(?:now\s+)?(?:fully\s+)?(?:resolved|fixed|closed)\b|^\W*resolved\b|\b(?:is|are)\s+(?:now\s+)?(?:operating|working|running)\s+(?:normally|as\s+(?:normal|expected))\b|\bback\s+(?:up|online|to\s+normal|in\s+service)\b|\b(?:came|all|everything(?:\s+(?:is|was))?)\s+(?:good|right|back)\s+(?:at|by|around|just|from|\d)"),
    (Kind.RESTORED, 3, r"\b(?:was|were|suffered|experienced|had|saw|lost|went)\b.{0,80}?\b(?:between|from)\s+\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:and|to|until|till|-|–)\s*\d{1,2}[:.]\d\d"),
    (Kind.UPDATE, 2, r"\b(?:still|remains?|continue(?:s|d)?)\s+(?:to\s+(?:monitor|investigate|work)|under\s+investigation|investigating|working)|\blooking\s+into\b|\bfurther\s+(?:to|update)|\bno\s+(?:further\s+)?(?:update|change|news)\b|\bnext\s+update\b"),
    (Kind.OUTAGE, 2, r"\b(?:outage|degraded|degradation|offline|unavailable|not\s+(?:working|responding|reachable)|(?:is|are|went|has\s+gone|have\s+gone)\s+down|connectivity|disruption|major\s+incident|intermittent|loss\s+of\s+service|unable\s+to\s+(?:access|log|connect|send))\b|\bwe\s+are\s+(?:aware\s+of|investigating|experiencing)\b|\[p1\]"),
    (Kind.CAUSE, 3, r"\b(?:rca|root\s+cause|post[\s-](?:incident|mortem)|incident\s+report|what\s+went\s+wrong|written\s+cause)\b"),
    (Kind.MAINTENANCE, 3, r"\b(?:planned|scheduled|emergency|routine)\s+(?:\w+\s+)?(?:maintenance|works?|engineering)|\bmaintenance\s+(?:window|notice|notification)|\bchange\s+(?:window|freeze)\b|\b(?:patching|works?|upgrades?)\s+(?:tonight|overnight|this\s+(?:evening|weekend))|\bafter[\s-]hours\s+(?:patching|works?|maintenance)\b|\bupgrade\s+(?:window|on)\b"),
    (Kind.CREDIT, 3, r"\b(?:service\s+credits?|credit\s+note|goodwill|refund|(?:we\s+)?will\s+credit|compensation)\b"),
    (Kind.PRICE, 3, r"\b(?:price|rate|fee|charge)s?\b.{0,60}\b(?:uplift\w*|increas\w+|rise|ris(?:es|ing)|go(?:es)?\s+(?:up|from)|indexation|cpi|rpi|new\s+rate|from\s+£)|\b(?:uplift|indexation|price\s+(?:rise|increase|change)|new\s+rates?)\b"),
    (Kind.PEOPLE, 3, r"\b(?:moved\s+on|has\s+left|have\s+left|leaving\s+us|left\s+the\s+(?:company|business)|new\s+(?:engineer|account\s+manager|team\s+member|owner)|replacement\s+will|joins?\s+the\s+team|your\s+new\s+(?:contact|account)|acquired\s+by|restructur\w+|resource\s+update)\b"),
    (Kind.PLAN, 3, r"\b(?:what\s+we\s+(?:can|will)\s+(?:commit|do)|improvement\s+plan|back\s+on\s+track|action\s+plan|corrective\s+actions?|rectification|recovery\s+plan)\b"),
    (Kind.REPORT, 2, r"\b(?:monthly|service|performance|patch(?:ing)?|quarter(?:ly)?)\s+report\b|\breport\s+attached\b|\bagainst\s+sla\b|\b(?:attached|enclosed)\b.{0,40}\breport\b"),
    (Kind.REPORT, 1, r"\b\d+(?:\.\d+)?\s?%"),
    (Kind.RENEWAL, 3, r"\b(?:agreement|contract|term|services?)\b[^.]{0,40}\brenew(?:s|al|ed|ing)?\b|\brenew(?:s|al|ed|ing)?\b[^.]{0,40}\b(?:agreement|contract|term)\b"),
    (Kind.BILL, 3, r"\binvoice\s+(?:no\.?\s*|number\s*|#)?[a-z]{0,5}-?\d{3,}|\b(?:attached|enclosed|find)\b[^.]{0,30}\binvoice\b|\b(?:due\s+for\s+payment|payment\s+(?:is\s+)?due|direct\s+debit|payable\s+by|statement\s+of\s+account)\b"),
    (Kind.OFFER, 3, r"\b(?:special\s+offer|limited\s+time|(?:quick|short)\s+(?:call|chat)|book\s+a\s+demo|act\s+now|free\s+(?:trial|consultation|assessment)|optimi[sz]ation\s+opportunity|our\s+[\w+-]+(?:\s+[\w+-]+)?\s+(?:bundle|package)|worth\s+considering|are\s+you\s+ready|is\s+your\s+business\s+ready)\b"),
    (Kind.AWAY, 6, r"\b(?:automatic\s+reply|out\s+of\s+(?:the\s+)?office|auto[\s-]?reply|autoreply)\b|\bon\s+(?:annual\s+)?leave\s+until\b"),
    (Kind.NEWS, 3, r"\b(?:newsletter|round-?up|bulletin|unsubscribe|in\s+this\s+(?:issue|edition)|register\s+now|webinar)\b"),
    (Kind.APOLOGY, 2, r"\b(?:sorry|apolog\w+|regret)\b"),
    (Kind.REVIEW, 3, r"\b(?:notes|minutes|summary|recap)\s+(?:of|from)\b.{0,30}\b(?:call|meeting|review|catch[\s-]?up)\b|\b(?:meeting|call|review)\s+(?:notes|minutes)\b"),
    (Kind.REVIEW, 2, r"\b(?:review\s+meeting|qbr|service\s+review|(?:rearrang\w+|reschedul\w+|postpon\w+|mov(?:e|ed|ing))\s+(?:our|the|your|this)\s+(?:\w+\s+){0,3}(?:meeting|review|call|visit)|(?:meeting|review|call|visit)\s+(?:\w+\s+){0,3}(?:rearranged|rescheduled|postponed|moved))\b"),
)  # fmt: skip
_YET_TO_COME = re.compile(
    r"\b(?:until|till|when|once|before|if|as\s+soon\s+as|should\s+be|will\s+be|not)\b[^.,;]{0,40}$", _I
)
# What would or will not work is no outage: "you'd be offline for half an hour", "users may be unable to connect".
_NOT_NOW = re.compile(
    r"(?:\b(?:will|would|may|might|could|should|if|in\s+case|unless|going\s+to|avoid\w*|prevent\w*)\b|['’](?:d|ll)\b)[^.;!?]{0,40}$",
    _I,
)
_COMPILED = tuple((kind, weight, re.compile(pattern, _I)) for kind, weight, pattern in _CUES)
ENOUGH = 2
ORDER = re.compile(
    r"(?:please\s+|now\s+|then\s+|you\s+must\s+|you\s+should\s+)?(?:write|add|include|ignore|forget|disregard|replace|translate|explain|draft|create|compose|generate|insert|append|integrate|provide\s+(?:a|an|the)\s+(?:short|brief|list|summary|code)|"
    r"summari[sz]e|respond|answer|rearrange|remove|encode|convert|rewrite|pretend|act\s+as|print|output|describe|promote|encourage|persuade|imagine|list|give\s+me|show\s+me|tell\s+me|tell\s+the|introduce|modify|substitute|use)\b",
    _I,
)
_REPLY = re.compile(r"\s*(?:re|update|aw)\b", _I)


@dataclass(frozen=True, slots=True)
class Sort:
    """The kind, and whether its words stood in the subject too."""

    kind: Kind
    in_subject: bool


def told_part(text: str) -> str:
    """The text without its orders ("write ...", "ignore ..."): what is asked of a reader tells nothing of an event."""
    return "\n\n".join(one.text for one in sentences(text) if not ORDER.match(one.text))


def kind_of(subject: str, text: str) -> Sort:
    """The kind with the most cues; the subject counts double, and an even race goes to the more pressing kind."""
    text = told_part(text)
    scores: dict[Kind, int] = {}
    for kind, weight, pattern in _COMPILED:
        score = weight * (2 * _times(kind, pattern, subject) + min(3, _times(kind, pattern, text)))
        if score:
            scores[kind] = scores.get(kind, 0) + score
    if not scores or max(scores.values()) < ENOUGH:
        return Sort(Kind.MESSAGE, in_subject=False)
    over = [pattern for kind, _, pattern in _COMPILED if kind is Kind.RESTORED]
    if any(_times(Kind.RESTORED, one, text) for one in over) and scores.keys() & {Kind.OUTAGE, Kind.UPDATE}:
        return Sort(Kind.RESTORED, in_subject=any(one.search(subject) for one in over))
    if Kind.OUTAGE in scores and Kind.UPDATE in scores and _REPLY.match(subject):
        return Sort(Kind.UPDATE, in_subject=False)
    if Kind.CAUSE in scores and not any(
        _times(Kind.OUTAGE, one, text) for kind, _, one in _COMPILED if kind is Kind.OUTAGE
    ):
        scores.pop(Kind.OUTAGE, None)  # an outage that only the subject names, in a message about its cause
    best = max(scores, key=lambda kind: (scores[kind], -list(Kind).index(kind)))
    return Sort(best, in_subject=any(pattern.search(subject) for kind, _, pattern in _COMPILED if kind is best))


def _times(kind: Kind, pattern: re.Pattern[str], text: str) -> int:
    """How often a cue stands in a text; a service that is yet to be restored is not."""
    if kind is Kind.MAINTENANCE:
        text = IN_PASSING.sub(" ", text)
    hits = pattern.finditer(text)
    if kind is Kind.OUTAGE:
        return sum(1 for hit in hits if not _NOT_NOW.search(text[max(0, hit.start() - 60) : hit.start()]))
    if kind is not Kind.RESTORED:
        return sum(1 for _ in hits)
    return sum(1 for hit in hits if not _YET_TO_COME.search(text[max(0, hit.start() - 60) : hit.start()]))


def telling_sentence(kind: Kind, text: str) -> str:
    """The sentence with the most cues of a kind; empty where none has any, so that no stray sentence is put forward."""
    every = [one.text for one in sentences(told_part(text)) if not one.text.endswith((":", "?"))]
    patterns = [pattern for known, _, pattern in _COMPILED if known is kind]
    counted = [(sum(len(pattern.findall(one)) for pattern in patterns), -place) for place, one in enumerate(every)]
    best = max(counted, default=(0, 0))
    return every[-best[1]] if best[0] else ""
