"""Mend slips of the keyboard in the words a question turns on, and in no others."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.asking.everyday import COMMON
from bot.answering.asking.real_words import REAL

WORDS = tuple(
    """
    monthly january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday month months quarter quarters week weeks year years yesterday today last this previous easter
    christmas summer autumn winter spring since between
    response respond responded responding reply replied replies answer answered resolution resolve resolved fixed repair
    availability available uptime downtime outage outages network desktop backup backups patching patches patched restore
    restored recovery antivirus coverage satisfaction
    critical urgent priority emergency medium incident incidents ticket tickets request requests alerts
    target targets service services level levels threshold guaranteed promise promised promises average longest slowest
    quickly missed breach breached breaches overdue failed
    credit credits claim claims claimed claiming deadline compensation refund penalty automatic automatically
    contract agreement clause clauses schedule section paragraph appendix provider supplier performance performing
    report reports reported meeting meetings review reviews roadmap penetration
    invoice invoices invoiced charge charges charged paying money value worth price prices increase increases hourly
    compare compared comparison better worse trend increasing decreasing improving difference versus
    definition meaning explain terminate termination notice renewal renew expire expires liability security evidence
    obligations responsible subcontractors subcontractor insurance confidentiality ownership persistent failure failures
    outstanding backlog happened support weekend weekends holiday holidays
    break broke breaking breakages broken faults problems number percentage many people users devices laptops
    """.split()
)
TARGETS = frozenset(WORDS)
CALENDAR = frozenset(WORDS[1 : WORDS.index("month")]) | {"easter", "christmas"}
KNOWN = TARGETS | COMMON
WORD = re.compile(r"[A-Za-z]{4,}")


def corrected(text: str, extra: frozenset[str] = frozenset()) -> str:
    """The text with near misses of our own vocabulary mended; capitals, numbers and short words stay as typed.

    A word is mended when it is no English word, no name of ours (`extra`), and one word of the vocabulary lies
    nearest (or several of one stem): one slip away, or two from eight letters on. A capitalised word may only become a month, a day or a feast.
    """

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        lowered = word.lower()
        if lowered in KNOWN or lowered in extra or (word.isupper() and len(word) < 6):
            return word
        meant = _nearest(lowered)
        first = not text[: match.start()].strip()
        if meant is None or (word[0].isupper() and not first and meant not in CALENDAR):
            return word
        return meant

    return WORD.sub(mend, text)


@cache
def _nearest(word: str) -> str | None:
    """The one word of the vocabulary that a slip away means; None for real words, far ones and ties."""
    if word in REAL:
        return None
    reach = 2 if len(word) >= 8 else 1
    found = process.extract(word, WORDS, scorer=OSA.distance, score_cutoff=reach, limit=5)
    near = [(meant, far) for meant, far, _ in found if meant[0] in word[:2]]
    if not near:
        return None
    best = min(far for _, far in near)
    closest = [meant for meant, far in near if far == best]
    return closest[0] if len({meant[:4] for meant in closest}) == 1 else None
