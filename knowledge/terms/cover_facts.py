"""Facts that an order form or a cover page gives as "label: value": payment days, currency, notice, law, a day in figures.

A bare "Notice period" may be the notice against renewal or that at any time, and 01/04/2026 may be two days: each is
asked about, never chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from knowledge.terms.dates import DATE, read_date
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.quantities import quantities
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, tidy, values_of

Fact = tuple[str, dict[str, Any], Doubt]
_ROW = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?P<label>[A-Za-z][A-Za-z /&'()-]{1,48}?)\s*:\s+(?P<value>\S.{0,240}?)\s*$", re.DOTALL
)
_PAYMENT = re.compile(
    r"(?:invoice )?payment(?: terms?| days| period| due| due date)?|terms of payment|credit (?:terms|period)|invoices? (?:due|payable|payment(?: terms)?)|invoicing(?: and payment)?",
    re.IGNORECASE,
)
_NET = re.compile(r"\bnet\s*(?:of\s+)?(?P<n>\d{1,3})\b(?!\s*(?:%|months?))", re.IGNORECASE)
_MONTH_END = re.compile(
    r"\bend of (?:the )?month\b|\bEOM\b|\bmonth end\b|\bin advance\b(?!\W+(?:within|by))", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:contract |invoice |invoicing |billing |payment )?currency", re.IGNORECASE)
_MONIES = (
    ("GBP", r"\bGBP\b|£|\bpounds?(?: sterling)?\b|\bsterling\b"),
    ("EUR", r"\bEUR\b|€|\beuros?\b"),
    ("USD", r"\bUSD\b|\bUS\$|\b(?:US|U\.S\.|United States) dollars?\b"),
    ("AUD", r"\bAUD\b|\bAU?\$|\bAustralian dollars?\b"),
    ("CAD", r"\bCAD\b|\bCanadian dollars?\b"),
    ("NZD", r"\bNZD\b|\bNew Zealand dollars?\b"),
)
_LAW = re.compile(r"(?:governing|applicable) law(?:s)?(?: and jurisdiction)?|law and jurisdiction", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:governed by|construed (?:and enforced )?(?:under|in accordance with|according to)|interpreted (?:under|in accordance with)|subject to)\b[^.;]{0,70}?"
    r"(?:\blaws?\s+of\s+(?:the\s+)?(?P<of>[A-Z][\w&' ]{2,60}?(?:,\s+(?:USA|Australia|Canada))?)(?=\s*[,.;(]|\s+(?:and (?:the )?(?:parties|courts?|any|each|both|is|shall|will|subject)|without|excluding|other|applicable|as|which|except)\b|\s*$)"
    r"|\b(?P<adjective>English|Scots|Scottish|Irish|Welsh|New York|Victorian)\s+law\b)"
)
_LAWS_GOVERN = re.compile(
    r"\bThe laws? of (?:the )?(?P<of>[A-Z][\w&' ]{2,60}?)\s+(?:shall\s+|will\s+)?(?:governs?|appl(?:y|ies) to (?:this|the))\b"
    r"|^\W*(?:[\d.]+\s+)?(?P<adjective>English|Scots|Scottish|Irish|Welsh)\s+law\s+(?:applies|governs)\b(?:\W*$|\s+to\s+this)"
)
_PLACES = {
    "english": "England and Wales",
    "england": "England and Wales",
    "scots": "Scotland",
    "scottish": "Scotland",
    "irish": "Ireland",
}
_RANK = re.compile(r"^(?:State|Commonwealth|Republic|Province)\s+of\s+", re.IGNORECASE)
_NOTICE = re.compile(r"(?:minimum |required )?notice(?: period)?(?: required)?", re.IGNORECASE)
_NON_RENEWAL = re.compile(
    r"(?:non[- ]renewal|renewal) notice(?: period)?|notice (?:of non[- ]renewal|to prevent renewal|against renewal)",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?:termination|cancellation) notice(?: period)?|notice (?:of termination|to terminate|to end)", re.IGNORECASE
)
_SPAN = re.compile(
    rf"^\W*(?:at least |not less than |no less than )?(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:calendar\s+)?(?P<unit>days?|months?|weeks?)\b",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(r"\b(?:before|prior to|expir\w+|end of|renew\w*)\b", re.IGNORECASE)
_TERM = re.compile(
    r"(?:(?:initial|minimum|contract|agreement|subscription|service|services|fixed|committed|order)\s+)*(?:term|duration|length)(?: of (?:the )?(?:agreement|contract|order))?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"^\W*(?:a (?:period|term) of\s+)?(?P<n>{NUMBER})[\s-]*(?:\(\w+\)\s*)?(?:calendar\s+)?(?P<unit>months?|years?)\b",
    re.IGNORECASE,
)
_RENEWAL = re.compile(
    r"(?P<auto>auto(?:matic(?:ally)?)?[- ]?)?renew(?:al|s)?(?: term| period| length)?s?", re.IGNORECASE
)
_START = re.compile(
    r"(?:service |services |contract |agreement |order )?(?:start|commencement|go[- ]live) date|(?:order )?(?:start|commencement)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"^\W*(?P<a>\d{1,2})\s*[/.-]\s*(?P<b>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})\W*$")


def cover_facts(setting: Setting, known: Sequence[FoundTerm]) -> list[FoundTerm]:
    """Payment days, currency, law, notice and start of a cover table or list, and the law that a clause names."""
    found: list[FoundTerm] = []
    for sentence in (*setting.contract.sentences, *setting.contract.labelled):
        row = _ROW.match(sentence.text)
        if row:
            label, value = tidy(row["label"]), row["value"]
            found += [
                setting.contract.said_by(
                    sentence, kind, fields, confidence=0.9 if doubt is CERTAIN else 0.5, doubt=doubt
                )
                for kind, fields, doubt in _facts(label, value, [*known, *found])
            ]
        law = _law(sentence, labelled=bool(row and _LAW.fullmatch(tidy(row["label"]))))
        if law:
            found.append(setting.contract.said_by(sentence, "contract_date", {"name": "governing_law", "value": law}))
    return found


def _facts(label: str, value: str, known: Sequence[FoundTerm]) -> Iterator[Fact]:
    if _PAYMENT.fullmatch(label):
        days = _payment(value)
        if days and not any(
            one.fields.get("what") == "pay invoices" and days.items() <= one.fields.items() for one in known
        ):
            yield (
                "duty",
                {"kind": "other", "who": "customer", "what": "pay invoices", "after": "invoice"} | days,
                CERTAIN,
            )
    elif _CURRENCY.fullmatch(label):
        named = [code for code, words in _MONIES if re.search(words, value, re.IGNORECASE)]
        if len(named) == 1:
            yield "contract_date", {"name": "currency", "value": named[0]}, CERTAIN
    elif _START.fullmatch(label):
        yield from _start(value)
    elif _TERM.fullmatch(label):
        span = _LENGTH.match(value)
        if span and not any(one.fields.get("name") == "initial_term_months" for one in known):
            yield "contract_date", {"name": "initial_term_months", "value": _months(span)}, CERTAIN
        begins = re.search(rf"\b(?:from|starting|commencing)\s+(?:on\s+)?(?P<day>{DATE.pattern})", value, re.IGNORECASE)
        day = read_date(DATE.match(begins["day"])) if span and begins else None
        if day:
            yield "contract_date", {"name": "service_start", "value": day.isoformat()}, CERTAIN
    elif _RENEWAL.fullmatch(label):
        yield from _renewal(label, value, known)
    else:
        yield from _notice(label, value, known)


def net_days(text: str) -> dict[str, Any]:
    """The days of "due net forty-five (45) days from the invoice date"; nothing where no such count is told."""
    found = re.search(rf"\bnet\s+(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:calendar\s+)?days?\b", text, re.IGNORECASE)
    values = values_of(found["n"]) if found else []
    return {"due_days": int(values[0])} if len(values) == 1 else {}


def _payment(value: str) -> dict[str, Any]:
    """Days after an invoice; nothing for days that count from the end of a month, or payment in advance."""
    if _MONTH_END.search(value):
        return {}
    net = _NET.search(value)
    spans = quantities(value)
    if net and len(spans) <= 1:
        return {"due_days": int(net["n"])}
    if len(spans) != 1 or spans[0].broken or spans[0].readings or spans[0].unit not in {"day", "week"}:
        return {}
    business = spans[0].clock in {"business_days", "service_hours"}
    days = spans[0].amount * (1 if spans[0].unit == "day" else 5 if business else 7)
    return {"due_business_days" if business else "due_days": int(days)} if days == int(days) else {}


def _start(value: str) -> Iterator[Fact]:
    """A day in figures: read where only one order gives a date, asked about where both do."""
    told = _FIGURES.match(value)
    if not told:
        return
    year, first, second = int(told["y"]), int(told["a"]), int(told["b"])
    days = sorted({day for month, number in ((second, first), (first, second)) if (day := _day(year, month, number))})
    if len(days) == 1:
        yield "contract_date", {"name": "service_start", "value": days[0].isoformat()}, CERTAIN
    elif days:
        doubt = Doubt("conflict", tuple(day.isoformat() for day in days), "Is the day or the month written first?")
        yield "contract_date", {"name": "service_start"}, doubt


def _months(span: re.Match[str]) -> str:
    return str(int(values_of(span["n"])[0]) * (12 if span["unit"].lower().startswith("year") else 1))


def _renewal(label: str, value: str, known: Sequence[FoundTerm]) -> Iterator[Fact]:
    """How long a renewal is and whether it comes by itself, where the row says so in so many words."""
    told = {one.fields.get("name") for one in known}
    span = re.search(_LENGTH.pattern.removeprefix(r"^\W*"), value, re.IGNORECASE)
    if span and "renewal_months" not in told and len(re.findall(r"\b(?:months?|years?)\b", value)) == 1:
        yield "contract_date", {"name": "renewal_months", "value": _months(span)}, CERTAIN
    by_itself = re.search(r"\bauto\w*|\bsuccessive\b", value, re.IGNORECASE) or (
        label.lower().startswith("auto") and re.match(r"\W*yes\b", value, re.IGNORECASE)
    )
    if by_itself and "renewal" not in told and not re.search(r"\b(?:no|not|none)\b", value, re.IGNORECASE):
        yield "contract_date", {"name": "renewal", "value": "automatic"}, CERTAIN


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _notice(label: str, value: str, known: Sequence[FoundTerm]) -> Iterator[Fact]:
    span = _SPAN.match(value)
    if not span:
        return
    unit, count = span["unit"].lower(), int(values_of(span["n"])[0])
    name = "notice_months" if unit.startswith("month") else "notice_days"
    count *= 7 if unit.startswith("week") else 1
    if _NON_RENEWAL.fullmatch(label) or (_NOTICE.fullmatch(label) and _BEFORE_END.search(value)):
        yield "contract_date", {"name": name, "value": str(count)}, CERTAIN
    elif _ENDING.fullmatch(label) and not _BEFORE_END.search(value):
        yield "contract_date", {"name": f"termination_{name}", "value": str(count)}, CERTAIN
    elif _NOTICE.fullmatch(label):
        told = {(one.fields.get("name"), one.fields.get("value")) for one in known}
        if not {(name, str(count)), (f"termination_{name}", str(count))} & told:
            readings = ("the notice against renewal", "the notice to end it at any time")
            doubt = Doubt("conflict", readings, "Which notice is this: against renewal, or to end it at any time?")
            yield "contract_date", {"name": name, "value": str(count)}, doubt


def _law(sentence: Sentence, *, labelled: bool) -> str | None:
    """The place whose law governs; None where a sentence names none, or only that of something else."""
    text = sentence.text
    if labelled:
        value = tidy(text.partition(":")[2])
        told = re.match(r"^(?:(?i:the )?(?i:laws? of )(?:the )?)?(?P<of>[A-Z][\w&', ]{2,60}?)(?:\s+law)?\.?$", value)
        return _place(told["of"]) if told else None
    found = _GOVERNED.search(text) or _LAWS_GOVERN.search(text)
    plainly = found is not None and found.re is _LAWS_GOVERN
    if not found or (
        not plainly
        and not re.search(
            r"\b(?:agreement|contract|deed|terms|order form|SLA|it)\b",
            text[: found.end()] + text[found.end() : found.end() + 60],
            re.IGNORECASE,
        )
    ):
        return None
    groups = found.groupdict()
    return _place(groups.get("of") or groups.get("adjective") or "")


def _place(words: str) -> str | None:
    name = _RANK.sub("", re.sub(r"^the\s+", "", tidy(words).strip(" ,."), flags=re.IGNORECASE))
    name = name.replace(" & ", " and ")
    return _PLACES.get(name.lower(), name) or None
