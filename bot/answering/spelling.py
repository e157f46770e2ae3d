"""Mend slips of the keyboard in the words a question turns on, and in no others."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

WORDS = tuple(
    """
    january february march april june july august september october november december month months quarter week year
    yesterday response respond responded responding resolution resolve resolved availability available uptime
    downtime outage outages backup backups patching patches patched restore restored critical urgent priority
    incident incidents ticket tickets request requests target targets service services level levels credit credits
    claim claimed deadline contract clause schedule provider performance performing report reports reported meeting
    meetings review reviews roadmap invoice invoices charge charges paying money value worth missed breach breached
    compare compared comparison better worse trend increasing decreasing definition meaning terminate termination
    notice renewal renew liability security compensation evidence easter christmas promise promised promises
    agreement average longest slowest quickly outstanding backlog happened
    """.split()
)
KNOWN = frozenset(WORDS)
WORD = re.compile(r"[A-Za-z]{5,}")
# Real words one slip away from ours; mending these would change what was asked.
LEAVE = frozenset(
    """
    marched monthly months reviewed reviewer received requests restored reporter reporting charged charger charging
    claims claiming invoiced provided provide provides providing contracts contracted reviewing services serviced
    levels leveling weekly yearly quarterly quarters prices valued values better letter wetter average verge trends
    promising meetings breaches breaching patches responds responses replied reply missing mission respect
    respective resolves resolving dissolve credited creditor targeted notices noticed renewed renewing renews
    terminated terminates liable secure secured securing averages incidental resolutions clauses scheduled schedules
    availed unavailable performed performs perform compares comparing deadlines worthy outages meaningful evident
    happen happens happening priorities criticals terminating termite money monies worst words works working worked
    where there these those their which while would could should about after before again never always still since
    until under other another every three seven eight first third being going doing getting giving keep kept lately
    later great green level
    """.split()
)


def corrected(text: str, extra: frozenset[str] = frozenset()) -> str:
    """The text with near misses of our own vocabulary mended; capitals, numbers and short words stay as typed."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        lowered = word.lower()
        if lowered in KNOWN or lowered in LEAVE or lowered in extra or word.isupper():
            return word
        best = process.extractOne(lowered, WORDS, scorer=fuzz.ratio, score_cutoff=83)
        return best[0] if best and best[0][0] == lowered[0] else word

    return WORD.sub(mend, text)
