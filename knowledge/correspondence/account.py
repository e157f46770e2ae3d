"""What a message tells of an event: what happened, whom it hit, what was done, and whether a cause is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.correspondence.causes import cause_of
from knowledge.correspondence.kinds import ORDER
from knowledge.promises import wording
from knowledge.promises.sentences import Sentence, sentences

_I = re.IGNORECASE
HAPPENED = re.compile(
    r"\b(?:degraded|degradation|outage|offline|down\b|unavailable|fail(?:ed|ure|s)|cut\s+off|lost|stopped|froze|freeze|freezing|disrupt\w+|interrupt\w+|breach\w*|compromised|missed|cut\s+short|fell\s+(?:below|short)|dip\b|error|crash\w*|slow\b|restored|resolved|deleted|exposed|incident|issue\b|loss\s+of|expired|could\s+not|couldn['’]t|defect\w*|moved\s+on|has\s+left|delay\w*|overrun|increase[sd]?\b|uplift\w*|(?<!\bwe are )(?<!\bi am )(?<!\bwe’re )(?<!\bwe're )unable\s+to|not\s+(?:working|responding))",
    _I,
)
_PEOPLE = r"(?:users?|sites?|staff|customers?|accounts?|offices?|devices?|laptops?|servers?|mailboxes|people|tills?|branches|colleagues|employees|phones|stores?|locations?|departments?|teams?)"
AFFECTED = re.compile(
    rf"(?:\b(?:users?|sites?|services?|people|systems?)\s+(?:affected|impacted)|\b(?:affected|impacted)\s+(?:users?|sites?|services?|people|systems?)|(?:^|[.;]\s*)(?:scope|impact))\s*(?:[:=]|\s[-–—]\s|\s(?:is|are|was|were|include[sd]?)\b)\s*\S.{{0,80}}"
    rf"|\b(?:affect(?:s|ed|ing)|impact(?:s|ed|ing)|hit\b(?!\s+(?:an?\b|\d))|cut\s+off)\b(?!\s*[,.;:!?)]|\s+(?:and|but|or|so|by|in|at)\b|$).{{0,80}}|(?<![\d.,£$€])\b(?:some|all|\d+|several|most|no|your|every)\s+(?!per\b)(?:\w+\s+){{0,2}}?(?<!per ){_PEOPLE}\b",
    _I,
)
# "The list of affected users" names a group and tells of nobody who was hit.
_NAMES_A_GROUP = re.compile(r"\b(?:the|any|all|each|of|for|to|with|some|other|an?|list|these|those)\s+(?:\w+\s+)?$", _I)
DONE = re.compile(
    r"\b(?:we|i|our\s+\w+(?:\s+\w+)?|the\s+team|engineers?)\s+(?:have\s+|has\s+|['’]ve\s+)?(?:now\s+|since\s+|already\s+|also\s+|immediately\s+)*(?:restored|fixed|replaced|reversed|rolled\s+back|rebooted|restarted|patched|reset|blocked|isolated|moved|failed\s+over|switched|removed|installed|corrected|aligned|credited|refunded|raised|escalated|opened|applied|rebuilt|recovered|added|tested|contained|swapped|disabled|enabled|cleared|freed|changed|upgraded|put\s+in)\b"
    r"|\b(?:was|were|has\s+been|have\s+been)\s+(?:now\s+|fully\s+)*(?:restored|fixed|replaced|reversed|rolled\s+back|rebooted|restarted|patched|reset|blocked|isolated|corrected|credited|refunded|escalated|rebuilt|recovered|contained|swapped)\b",
    _I,
)
# Heads that are counted for a bill, and what nobody has seen, tell of nobody who was hit.
_BILLED = re.compile(
    r"\b(?:bill\w*|invoic\w+|licen[cs]e\w*|renew\w*|true[\s-]?up|on\s+the\s+agreement|contracted|per\s+(?:user|seat|month)|no\s+(?:evidence|sign|indication|suggestion))\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Account:
    """Quotations: what `happened`, who is `affected` (the words alone), what was `done`, the `cause`; empty where not said.

    `money` is the first sentence that names an amount. `cause_state` is given, likely, soft (words that
    explain nothing), open (being looked into), unsure (the words may name one) or missing.
    """

    happened: str = ""
    affected: str = ""
    done: tuple[str, ...] = ()
    cause: str = ""
    cause_state: str = "missing"
    money: str = ""


def account(text: str) -> Account:
    """What the message tells, each in its own words."""
    every = [one for one in sentences(text) if not ORDER.match(one.text)]
    told = _best(every, HAPPENED)
    cause, state = cause_of(every)
    hit = [one for one in every if not _BILLED.search(one.text)]
    affected = next((words for one in hit if (words := _affected(one.text))), "")
    return Account(
        happened=told,
        affected=_trimmed(affected),
        done=tuple(one.text for one in every if DONE.search(one.text) and not _ahead(one.text))[:3],
        cause=cause,
        cause_state=state,
        money=next((one.text for one in every if re.search(r"[£$€]\s?\d", one.text)), ""),
    )


def _affected(sentence: str) -> str:
    """The words of a sentence that say who was hit; a question or a request to the reader says so of nobody."""
    if sentence.rstrip().endswith("?") or wording.ASKED.search(sentence):
        return ""
    for match in AFFECTED.finditer(sentence):
        group = re.match(
            rf"(?:affected|impacted)\s+{_PEOPLE}\b(?!\s*(?:[:=]|\s(?:is|are|was|were|include)))", match.group(), _I
        )
        if not (group and _NAMES_A_GROUP.search(sentence[: match.start()])):
            return match.group()
    return ""


def _best(every: Sequence[Sentence], pattern: re.Pattern[str]) -> str:
    """The sentence with the most words of a kind; the first of equals. What lies ahead did not happen."""
    counted = [
        (len(pattern.findall(one.text)), -index, one.text) for index, one in enumerate(every) if not _ahead(one.text)
    ]
    best = max(counted, default=(0, 0, ""))
    return best[2] if best[0] else ""


def _ahead(text: str) -> bool:
    return bool(re.search(r"\b(?:will|shall|going\s+to|next\s+update|please|should)\b|['’]ll\b", text, _I))


def _trimmed(words: str) -> str:
    return re.split(r"\s+and\s+(?:are|is|we|our)\b|[.;]", " ".join(words.split()))[0].strip(" ,")
