"""Whether a customer's own mail claims service credits, for which months, which levels and which amount.

It is read as a claim only where a sentence says so outright and in the present ("we claim", "please accept this as our
claim"); what is planned, reserved, asked about or denied is none. Nothing here says whether a claim is right or in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
_NAME = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
_CREDIT = r"(?:service[\s-]+(?:level\s+)?credits?|credits?|rebates?|fee\s+reductions?|service\s+level\s+(?:payments?|deductions?))"
CREDIT = re.compile(rf"\b{_CREDIT}\b", re.IGNORECASE)
# Said outright: somebody of ours claims, or this mail is the claim.
SAID = re.compile(
    r"\b(?:we|i)\s+(?:(?:hereby|now|therefore|thus|also|formally|duly|would\s+like\s+to|wish\s+to|want\s+to|are\s+writing\s+to|am\s+writing\s+to)\s+)*"
    r"(?:claim|claiming|apply\s+for|request|submit|make|lodge|seek)\b"
    r"|\b(?:we|i)\s+(?:are|am)\s+(?:hereby\s+|now\s+|formally\s+)?(?:claiming|requesting|applying\s+for|submitting|making|lodging)\b"
    r"|\b(?:this|the\s+following)\s+(?:e-?mail|mail|letter|message|note)?\s*(?:is|constitutes|serves\s+as)\s+(?:our|a|the|my)\s+"
    r"(?:\w+\s+){0,2}?(?:claim|request|notice\s+of\s+claim)\b"
    r"|\bplease\s+(?:accept|take|treat|regard)\s+this\s+(?:e-?mail\s+|mail\s+|letter\s+|message\s+)?as\s+(?:our|a|the|my)\s+(?:\w+\s+){0,2}?(?:claim|request)\b"
    r"|\bour\s+claim\s+(?:for|is\s+for)\b",
    re.IGNORECASE,
)
CLAIM = re.compile(r"\bclaim", re.IGNORECASE)
NOTHING = re.compile(r"\s+(?:nothing|none|no|that|to)\b", re.IGNORECASE)
OF_THE_CREDIT = re.compile(
    r"\s+(?:the|our|a|an|all|these|those|this|any)?\s*(?:(?:full|due|outstanding|following|agreed|contractual|applicable|relevant|"
    rf"corresponding|formal|written)\s+)*(?:{_CREDIT}|claims?\s+(?:for|to|of)\s+(?:\w+\s+){{0,4}}?{_CREDIT})\b",
    re.IGNORECASE,
)
_THE_MONTH_OF_MAY = re.compile(r"\bMay\b")
# What is planned, reserved, asked about or denied is no claim.
NOT_SAID = re.compile(
    r"\?\s*$|\b(?:not|never|nor|cannot|can't|won't|don't|didn't|without|unless|if|whether|may|might|could|should|reserve|intend|"
    r"plan(?:ning)?\s+to|will|shall|going\s+to|draft|withdraw\w*|waive\w*|drop(?:ped)?|how\s+(?:do|can|to)|would(?!\s+like))\b",
    re.IGNORECASE,
)
WITHDRAWN = re.compile(
    r"\b(?:we|i)\s+(?:hereby\s+|now\s+)?(?:withdraw|drop|waive)\s+(?:our|the|this|that)\s+(?:\w+\s+){0,3}?claim\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    rf"\b(?P<name>{_NAME})\.?(?:\s*,?\s*(?P<year>(?:19|20)\d\d))?\b|\b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?!-?\d)"
    r"|\bQ(?P<quarter>[1-4])[\s,/]*(?P<qyear>(?:19|20)\d\d)\b|\b(?P<last>last\s+month)\b",
    re.IGNORECASE,
)
# A month that only dates something (a clause, a letter, a day of the month) is not the month claimed for.
A_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s*$", re.IGNORECASE)
RANGE = re.compile(r"^\s*(?:to|until|through|-|–|—)\s*$", re.IGNORECASE)
AMOUNT = re.compile(
    r"(?:which\s+(?:is|comes\s+to|makes)|that\s+is|totall?ing|amount(?:s|ing)?\s+to|total\s+of|in\s+total|sum\s+of|in\s+all|being|=)"
    r"\s*:?\s*(?P<money>(?:£|€|\$|(?:GBP|EUR|USD|AUD|NZD|CHF)\s?)\s?\d[\d,]*(?:\.\d{1,2})?)",
    re.IGNORECASE,
)
MONEY = re.compile(r"(?:£|€|\$|\b(?:GBP|EUR|USD|AUD|NZD|CHF)\s?)\s?\d[\d,]*(?:\.\d{1,2})?")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])|\n\s*\n|\n(?=\s*[-•*])")


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim as a mail words it: its sentence, the months ("2026-09"), and the amount's words ("£818.40") or "".

    No months: it claims, but for which month could not be read. `withdrawn`: it takes a claim back instead.
    """

    quote: str
    months: tuple[str, ...] = ()
    amount: str = ""
    withdrawn: bool = False


def read_claim(subject: str, latest: str, sent: date | None) -> ReadClaim | None:
    """The claim for service credits in a mail's own words; None where it makes none.

    `sent` is the day of the mail, by which a month without a year is placed: the last such month that began before it.
    """
    told = [" ".join(one.split()) for one in SENTENCE.split(latest) if one.strip()]
    for number, words in enumerate(told):
        if WITHDRAWN.search(words) and not words.endswith("?") and (CREDIT.search(words) or CREDIT.search(subject)):
            return ReadClaim(words, months_in(words, sent) or months_in(subject, sent), withdrawn=True)
        if not _claims(words, subject):
            continue
        months = months_in(words, sent) or _months_near(told, number, sent) or months_in(subject, sent)
        return ReadClaim(words, months, _amount(words))
    return None


def _claims(words: str, subject: str) -> bool:
    found = SAID.search(words)
    if (
        found is None
        or words.rstrip().endswith("?")
        or NOT_SAID.search(_THE_MONTH_OF_MAY.sub("", words[: found.end()]))
    ):
        return False
    after = words[found.end() :]
    if NOTHING.match(after):
        return False
    if CLAIM.search(found.group()):
        return bool(CREDIT.search(words) or CREDIT.search(subject))
    # "We request the service credit for September" is a claim; "we request a report on the credits" is not.
    return bool(OF_THE_CREDIT.match(after))


def _months_near(told: list[str], number: int, sent: date | None) -> tuple[str, ...]:
    """A list under the sentence names them: the lines that follow it, as long as each names a month."""
    found: list[str] = []
    for words in told[number + 1 :]:
        months = months_in(words, sent) if CREDIT.search(words) or MONEY.search(words) or words[:1] in "-•*" else ()
        if not months:
            break
        found += months
    return tuple(dict.fromkeys(found))


def months_in(words: str, sent: date | None) -> tuple[str, ...]:
    """The months that words name ("July to September 2026", "Q3 2026", "last month"), each as "2026-09"."""
    found: list[str] = []
    before: tuple[int, str] | None = None
    hits = [one for one in WHEN.finditer(words) if not _is_no_month(words, one)]
    for place, one in enumerate(hits):
        named = _months_of(one, sent, _year_after(hits, place))
        if before and named and RANGE.match(words[before[0] : one.start()]):
            found += _between(before[1], named[0])
        found += named
        before = (one.end(), named[-1]) if named else None
    return tuple(dict.fromkeys(found))


def _is_no_month(words: str, one: re.Match[str]) -> bool:
    """A day ("14 October"), the word "may" or "march" in small letters, or "mar" inside other words."""
    name = one["name"]
    if not name:
        return False
    dated = bool(A_DAY.search(words[: one.start()])) or bool(
        re.match(r"\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\d)", words[one.end() :])
    )
    return dated or (name.lower() in {"may", "march", "mar"} and name[:1].islower())


def _year_after(hits: list[re.Match[str]], place: int) -> int | None:
    """In "July and August 2026" a month without a year takes that of the month named next."""
    years = (int(one["year"]) for one in hits[place:] if one["year"])
    return next(years, None)


def _months_of(one: re.Match[str], sent: date | None, year: int | None) -> list[str]:
    if one["iso"]:
        return [one["iso"]]
    if one["quarter"]:
        first = 3 * int(one["quarter"]) - 2
        return [f"{one['qyear']}-{number:02d}" for number in range(first, first + 3)]
    if one["last"]:
        return [] if sent is None else [f"{_back(sent.year, sent.month, 1)}"]
    number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(one["name"].lower()[:3]))
    if year is None:
        if sent is None:
            return []
        year = sent.year if number <= sent.month else sent.year - 1
    return [f"{year}-{number:02d}"]


def _back(year: int, month: int, by: int) -> str:
    index = year * 12 + month - 1 - by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _between(first: str, last: str) -> list[str]:
    """The months between two, both left out; none where they stand the wrong way round or a year apart and more."""
    start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start + 1, end)] if 0 < end - start <= 12 else []


def _amount(words: str) -> str:
    """The sum claimed: the one that the words call the whole, or the only one there is; never a choice between several."""
    whole = {one["money"] for one in AMOUNT.finditer(words)}
    sums = whole or {one.group() for one in MONEY.finditer(words)}
    return next(iter(sums)) if len(sums) == 1 else ""


NUMBERED = re.compile(r"\bP(?:riority)?[\s-]*(?P<n>[1-5])\b", re.IGNORECASE)
KIND = re.compile(
    r"\b(?P<response>respon\w*|reply|answer\w*)|\b(?P<resolution>resol\w*|fix\w*|restor\w*)|\b(?P<availability>availab\w*|uptime)",
    re.IGNORECASE,
)


def levels_in(words: str) -> tuple[tuple[str, int | None], ...]:
    """The levels that words name, as (response, resolution or availability; the priority's number or None).

    A priority belongs to the next kind that is named after it: "P1 and P2 response, and P1 resolution".
    """
    found: list[tuple[str, int | None]] = []
    waiting: list[int] = []
    marks = sorted([*NUMBERED.finditer(words), *KIND.finditer(words)], key=lambda one: one.start())
    for one in marks:
        if one.re is NUMBERED:
            waiting.append(int(one["n"]))
            continue
        kind = one.lastgroup or ""
        if kind == "availability":
            found.append((kind, None))
        elif waiting:
            found += [(kind, number) for number in waiting]
            waiting = []
    return tuple(dict.fromkeys(found))
