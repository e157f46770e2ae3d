"""What a level measures, and percentages in words; a metric is named only where the words name it."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.terms.wording import NUMBER, flat, values_of

_METRICS: tuple[tuple[str, str], ...] = (
    (
        "restore_test",
        r"\b(?:test(?:ing)?[ -]?(?:file[ -])?restor\w*|restor\w*[ -]tests?|recovery tests?|tests? of (?:the )?(?:back-?ups?|restor\w+)|restor\w+ (?:is|are) tested)",
    ),
    (
        "update_interval",
        (
            r"\bupdate[ds]? (?:frequency|interval|time|every|schedule)\w*|\b(?:progress|status|customer|regular|ticket|communication)[ -]updates?\b|\bupdates?\b|\bcommunication (?:frequency|interval)|"
            r"\bke(?:ep|eps|pt|eping)\s+(?:(?:you|us|them|everyone|(?:the|your|our|all|every)(?: \w+){1,2}?)\s+)?(?:posted|informed|updated|up[- ]to[- ]date|abreast)\b|"
            r"\bhear from us (?=(?:at least |about )?(?:once |every |each |hourly|daily|half))"
        ),
    ),
    ("patching", r"\bpatch\w*|\bsecurity updates?\b|\bvulnerabilit\w+"),
    ("edr", r"\bEDR\b|\bendpoint (?:detection|protection)|\banti-?(?:virus|malware)\b"),
    ("mfa", r"\bMFA\b|\bmulti-?factor|\btwo-?factor|\b2FA\b"),
    ("csat", r"\bsatisf\w+|\bCSAT\b|\bNPS\b"),
    ("backup", r"\bback-?ups?\b|\bback up\b(?! and running)"),
    ("availability", r"\bavailab\w+|\bup-?time\b"),
    (
        "resolution",
        r"\bresol\w+|\bPRT\b|\brestor(?:e[ds]?|ing|ation)\b|\bfix(?:ed|es|ing)?\b|\brepair\w*|\brecovery times?\b|\brectif\w+|\bwork-?around|\b(?:back )?up and running\b|\bput (?:it |things )?right\b",
    ),
    (
        "response",
        (
            r"\brespon[sd]\w*|\backnowledg\w+|\brepl(?:y|ies|ied)\b|\breaction\b|\breact\b|\bIRT\b|\bcall(?:ed)?[- ]?backs?\b|\b(?:initial|first) contact\b|\bcontact our customers\b|\bhear (?:back )?from us\b|\bget back to (?:you|the customer|the client)\b|\bbe in touch\b|\b(?:starts?|begins?|commences?) (?:work|working|to work)\b(?= on (?:it|the (?:incident|issue|problem|fault|ticket))\b| within)|\banswer(?:ed|ing|s)?\b|\bpick(?:ed|s|ing)? (?:it |them )?up\b(?! (?:the )?(?:equipment|hardware|devices?|laptops?|tapes?|media|cost|bill|tab))|\bengineer (?:is |will be )?(?:working )?on (?:it|the case)\b|\b(?:late|slow) (?:in )?start(?:s|ed|ing)?\b|\bstart(?:s|ed)? (?:late|within)\b|\bon[- ]?site attendance|"
            r"\battend(?:s|ed|ing|ance)?\b(?=[^.;]{0,50}\b(?:site|premises|offices?|locations?|building|in person)\b)|\b(?:be|arrives?|arrive|is|are) (?:at|on) (?:your |the |\w+'s )?(?:\w+ )?(?:site|premises|offices?)\b|"
            r"\b(?:be|is) with you\b"
        ),
    ),
    ("report", r"\b(?:monthly|quarterly|performance|service) reports?\b"),
    ("review", r"\b(?:service )?review (?:meeting|call)s?\b"),
)
_COMPILED = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _METRICS)
TIMED = ("response", "resolution", "update_interval")
_NOT_METRIC = re.compile(
    r"\b(?:responsib\w+|response team|responsive\w*|action plans? for resolutions?|in response to|dispute resolution|"
    r"not available|made available|make available|available (?:to|for|from|at|on request|in|under)\b|becomes? available|"
    r"(?:reasonably|commercially|generally|publicly) available|emergency response|as (?:yet )?unresolved)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(
    rf"(?P<n>(?<![\d.])(?<!\d/){NUMBER})\s*(?:\(\s*\d+(?:\.\d+)?\s*%\s*\)\s*)?(?:%|per ?cent\b|percent\b|pct\b)(?:\s*\(\s*\d+(?:\.\d+)?\s*%\s*\))?",
    re.IGNORECASE,
)


# "nine out of every ten tickets" is a share; "three months out of any six" counts months and is none.
_OUT_OF_TEN = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:times\s+)?(?:out\s+of|in)\s+(?:every\s+|each\s+|any\s+)?(?P<of>ten|10|twenty|20|(?:a |one )?hundred|100)\b(?!\s*(?:%|\w+\s+)?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b)",
    re.IGNORECASE,
)
_OF = {"ten": 10, "twenty": 20, "hundred": 100, "a hundred": 100, "one hundred": 100}


def in_percents(text: str) -> str:
    """The text with shares in words ("nine out of every ten") as per cent, each in as much room as its words took."""
    return _OUT_OF_TEN.sub(_as_percent, text)


def _as_percent(found: re.Match[str]) -> str:
    many, of = values_of(found["n"]), _OF.get(found["of"].lower()) or int(found["of"])
    if len(many) != 1 or not 0 < many[0] <= of:
        return found.group()
    written = f"{(many[0] * 100 / of).normalize():f}% of"
    return written.ljust(len(found.group())) if len(written) <= len(found.group()) else found.group()


def metrics_of(text: str) -> list[tuple[str, int]]:
    """Every metric a text names with the place where it does, in reading order; look-alikes are passed over."""
    cleaned = _NOT_METRIC.sub(lambda found: " " * len(found.group()), flat(text))
    found: list[tuple[str, int]] = []
    for name, words in _COMPILED:
        for match in words.finditer(cleaned):
            found.append((name, match.start()))
            cleaned = cleaned[: match.start()] + " " * len(match.group()) + cleaned[match.end() :]
    return sorted(found, key=lambda one: one[1])


def metric_of(text: str) -> str | None:
    """The metric that a heading or label names; the first one where it names several ("Response and fix": None)."""
    names = list(dict.fromkeys(name for name, _ in metrics_of(text)))
    return names[0] if len(names) == 1 else None


def percents(text: str) -> list[Decimal]:
    """The percentages in a text from 0 to 100, in order; "ninety-five per cent (95 %)" is one."""
    values = [values_of(match["n"]) for match in PERCENT.finditer(flat(text))]
    return [value[0] for value in values if len(value) == 1 and 0 <= value[0] <= 100]
