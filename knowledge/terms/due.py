"""How often and by when a duty falls due, in words: "monthly", "by the tenth Working Day after the end of the month"."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.wording import flat, tidy
from knowledge.written_dates import MONTHS

_OFTEN: tuple[tuple[int, str], ...] = (
    (
        1,
        r"\bmonthly\b|\b(?:each|every|per|a|in each) (?:calendar )?month\b|\bonce a month\b|\bfor each month\b|\bper calendar month\b",
    ),
    (
        3,
        r"\bquarterly\b|\b(?:each|every|per|a|in each) (?:calendar )?quarter\b|\bevery (?:three|3) months\b|\bonce a quarter\b",
    ),
    (
        6,
        r"\bevery (?:six|6) months\b|\b(?:half|bi)-?yearly\b|\bsix-?monthly\b|\btwice (?:a|per|each) year\b|\bsemi-?annual\w*\b",
    ),
    (
        12,
        r"\bannual(?:ly)?\b|\byearly\b|\b(?:each|every|per|a|in each) (?:calendar |contract )?year\b|\bevery (?:twelve|12) months\b",
    ),
)
# "At least twice in each contract year", "three times a year".
_TIMES = re.compile(
    r"\b(?P<n>once|twice|thrice|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})(?: \(\d+\))? times)\b[^.;]{0,15}?"
    r"\b(?:a|an|per|each|every|any)\s+(?:(?:calendar|contract|service|financial|rolling|successive)\s+)?(?P<span>year|quarter|month|annum)\b",
    re.IGNORECASE,
)
_COUNTS = {name: n for n, name in enumerate("two three four five six seven eight nine ten".split(), 2)} | {"twelve": 12}
_SPANS = {"month": 1, "quarter": 3, "year": 12, "annum": 12}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
_NTH = rf"(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:\s*\(\d+(?:st|nd|rd|th)?\))?"
_NTH_DAY = re.compile(rf"\b{_NTH}\s+(?P<kind>working|business|calendar)?\s*day\b(?P<rest>[^.;]{{0,80}})", re.IGNORECASE)
_OF_NEXT = re.compile(
    rf"\b(?:by|on|no later than|not later than|(?P<before>before))\s+the\s+{_NTH}(?:\s+day)?\s+of\s+"
    r"(?:(?:the\s+)?(?:next|following|succeeding|subsequent)\s+month|(?:each|every)\s+(?:calendar\s+)?month|the\s+month\s+following)\b",
    re.IGNORECASE,
)
_IN_MONTHS = re.compile(
    rf"\b(?:in|each|every)\s+(?P<list>(?:{'|'.join(MONTHS)})(?:(?:,\s*|\s+and\s+|,\s*and\s+)(?:{'|'.join(MONTHS)}))+)\b(?!\s+\d{{4}})",
    re.IGNORECASE,
)
_MONTH_END = re.compile(r"\b(?:after|following|of|from)\b[^.;]{0,40}\b(?:month|quarter|period|year)\b", re.IGNORECASE)
_HOURS_IN_DAY = 24


def every_months(text: str) -> int | None:
    """How many months lie between two turns of a duty; None where the words give no such rhythm, or several."""
    cleaned = flat(text)
    if (times := _TIMES.search(cleaned)) is not None:
        whole, rest = divmod(_SPANS[times["span"].lower()], _how_many(times["n"].lower()))
        return whole if not rest else None
    found = [months for months, words in _OFTEN if re.search(words, cleaned, re.IGNORECASE)]
    return min(found) if found else _by_named_months(cleaned)


def _how_many(words: str) -> int:
    first = words.split(" ", maxsplit=1)[0]
    return {"once": 1, "twice": 2, "thrice": 3}.get(first) or _COUNTS.get(first) or max(1, int(first))


def _by_named_months(text: str) -> int | None:
    """The months between "January, April, July and October"; None for months that do not come round evenly."""
    found = _IN_MONTHS.search(text)
    named = re.findall(r"[a-z]+", found["list"].lower().replace(" and ", " ")) if found else []
    places = [MONTHS.index(name) for name in named]
    gaps = {(after - before) % len(MONTHS) for before, after in zip(places, [*places[1:], *places[:1]], strict=True)}
    return gaps.pop() if len(gaps) == 1 and gaps != {0} else None


def due(text: str) -> dict[str, Any]:
    """When it is due after the end of its period or after its event: `due_business_days`, `due_days` or `due_months`.

    Hours are whole days where they make some ("72 hours" is three days), else `due_hours`.
    """
    cleaned = flat(text)
    nth = _NTH_DAY.search(cleaned)
    if (
        nth
        and _MONTH_END.search(nth["rest"])
        and not re.match(r"\s*of (?:the|that) month in which", nth["rest"], re.IGNORECASE)
    ):
        field = "due_business_days" if (nth["kind"] or "").lower() in {"working", "business"} else "due_days"
        return {field: _ordinal(nth["n"])}
    of_next = _OF_NEXT.search(cleaned)
    if of_next:
        return {"due_days": _ordinal(of_next["n"]) - bool(of_next["before"])}
    spans = [one for one in quantities(cleaned) if _is_deadline(cleaned, one.start)]
    if not spans or spans[0].broken:
        return {}
    return _span(spans[0]) if len({(each.amount, each.unit) for each in spans}) == 1 else {}


def _span(one: Quantity) -> dict[str, Any]:
    """One deadline as whole days, working days or months."""
    if one.unit == "hour" and one.amount % _HOURS_IN_DAY == 0 and one.clock != "service_hours":
        return {"due_days": int(one.amount) // _HOURS_IN_DAY}
    if one.unit == "hour" and one.clock != "service_hours" and one.amount == int(one.amount):
        return {"due_hours": int(one.amount)}
    if one.amount != int(one.amount) or one.unit not in {"day", "week", "month"}:
        return {}
    if one.unit == "month":
        return {"due_months": int(one.amount)}
    business = one.clock in {"business_days", "next_business_day"}
    days = int(one.amount) * ((5 if business else 7) if one.unit == "week" else 1)
    return {"due_business_days" if business else "due_days": days}


_EVENTS: tuple[tuple[str, str], ...] = (
    (
        "start",
        r"\b(?:effective|commencement|start|go[- ]live|service start) date\b|\bcommencement of\b|\bdate of this (?:agreement|contract)\b",
    ),
    ("termination", r"\b(?:terminat\w+|expir\w+|end of (?:this|the) (?:agreement|contract|term))\b"),
    ("invoice", r"\binvoices?\b"),
    ("release", r"\breleas\w+|\bpublication\b|\bbecoming available\b"),
    ("awareness", r"\baware\b|\bdiscover\w+|\bdetect\w+|\bidentif\w+"),
    ("resolution", r"\bresol\w+|\bclosure\b|\bclosing\b|\brestor\w+"),
    ("failure", r"\b(?:miss\w*|fail\w*|default|breach)\b"),
)


_ON_THE_END = re.compile(
    r"[^A-Za-z]*(?:on|upon|following|after)\s+(?:the\s+)?(?:expiry|expiration|termination|end of (?:this|the) (?:agreement|contract|term))\b",
    re.IGNORECASE,
)


def event_of(text: str) -> str:
    """The event that a deadline counts from, by the words right after it; empty where they name none we know."""
    cleaned = flat(text)
    spans = [one for one in quantities(cleaned) if _is_deadline(cleaned, one.start)]
    since = re.split(r"[,;.]|\band (?=\w+ it\b)", cleaned[spans[0].end :])[0] if spans else ""
    if spans and _ON_THE_END.match(cleaned):
        return "termination"
    if not re.match(r"\W*(?:of|after|from|following|on|in)\b", since):
        return ""
    return next((name for name, words in _EVENTS if re.search(words, since, re.IGNORECASE)), "")


def deadlines(text: str) -> list[str]:
    """The words of each deadline in a text, so that several can be shown and asked about."""
    cleaned = flat(text)
    spans = [one for one in quantities(cleaned) if _is_deadline(cleaned, one.start)]
    return list(dict.fromkeys(tidy(cleaned[one.start : one.end]) for one in spans))


def _is_deadline(text: str, start: int) -> bool:
    return bool(
        re.match(r"\W*(?:within|no later than|not later than|in any case within)", text[start:], re.IGNORECASE)
    ) or bool(
        re.search(
            r"\b(?:within|no later than|not later than|no more than)\W*(?:\w+\W+){0,2}$", text[:start], re.IGNORECASE
        )
    )


def _ordinal(word: str) -> int:
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else _ORDINALS.index(word.lower()) + 1
