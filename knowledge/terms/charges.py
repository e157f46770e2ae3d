"""Prices in the contract: fixed, for each user, device or site, by the hour; and how they may rise. No estimates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.early_exit import early_exit
from knowledge.terms.late_charges import late_interest, share_of_fee
from knowledge.terms.leaving import hours_of_help, on_leaving
from knowledge.terms.model import FoundTerm
from knowledge.terms.money import AMOUNT, LARGE, THOUSANDS, dollar, value_of
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.plans import plan_column
from knowledge.terms.price_figures import begins_a_range, changing, in_doubt, of_another_span
from knowledge.terms.price_freezes import price_freeze
from knowledge.terms.price_groups import group_beside, row_group, told_apart
from knowledge.terms.price_rises import indexation, unread_most
from knowledge.terms.rows import Row, body
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, plain, tidy, values_of

_MONEY = re.compile(
    r"(?P<code>\b(?:GBP|EUR|USD|CAD|AUD|NZD|ZAR|US|CA|AU)\s*)?(?P<sign>[£$€])\s*(?P<amount>"
    + AMOUNT
    + r"|\[[^\]]{0,8}\])(?P<after>\s*(?:GBP|EUR|USD|CAD|AUD|NZD|ZAR)\b)?"
    r"|\b(?P<code2>GBP|EUR|USD|CAD|AUD|NZD|ZAR)\s*(?P<amount2>" + AMOUNT + r")(?!\w)"
)
_SIGNS = {"£": "GBP", "€": "EUR"}
_CODES = {"US": "USD", "CA": "CAD", "AU": "AUD"}
_EACH = r"(?:\b(?:per|for each|for every|each|an?)\b|/)\s*"
_MONTH = r"(?:per|for each|for every|each|an?|/|every|in each)\s*(?:calendar\s+)?month\b|\bmonthly\b|\bpcm\b|/\s*mo\b|\ba month\b"
_UNITS: tuple[tuple[str, str], ...] = (
    (
        "per_user",
        rf"{_EACH}(?:\w+\s+){{0,2}}(?:users?|mailbox|seat|person|employee|head|volunteer|staff|worker|student|teacher|trustee|contractor)\b|\buser charge\b",
    ),
    (
        "per_device",
        rf"{_EACH}(?:\w+\s+){{0,2}}(?:devices?|workstations?|servers?|endpoints?|pcs?|desktops?|laptops?)\b",
    ),
    ("per_site", rf"{_EACH}(?:\w+\s+){{0,2}}(?:sites?|locations?|offices?)\b"),
)
_HOUR = re.compile(r"^[^.;£$€]{0,30}?(?:per|an|a|each|/)\s*(?:man[- ]?)?hour\b|^\s*(?:per|/)\s*hr\b", re.IGNORECASE)
_HOUR_BEFORE = re.compile(r"\bhourly\s+(?:\w+\s+){0,3}(?:rate|charge|fee)s?\b[^.;£$€]{0,60}$", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:liab\w+|insur\w+|indemn\w+|credits?|late fee|interest|overages?|administration fee|deposit|penalt\w+|annual sales|revenues?|"
    r"minimum total|knock\w*|per shipment|one[- ]?(?:off|time)|set[- ]?up|limited to)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"\b(?:minimum (?:of|number|quantity|commitment)?|(?:not|never)[\w ]{{0,20}}(?:less|fewer) than|at least|no fewer than)\s*(?:\w+\s+){{0,4}}?(?P<n>{NUMBER})\b(?!\s*(?:%|days?|months?|hours?|years?|minutes?|working|business|'))",
    re.IGNORECASE,
)


MINIMUM = "minimum_monthly"
_LEAST_SUM = re.compile(
    rf"\bminimum\b(?!\s+(?:term|period|notice|number|quantity)\b|(?:\s+\w+){{0,2}}?\s+(?:of\s+)?{NUMBER}\b|[^.;£$€]{{0,30}}\b(?:term|period)\b)[^.;£$€]{{0,60}}$"
    r"|\b(?:(?:never|not|no)(?: be)? (?:less|lower) than|at least|subject to a floor of|floor of)\s*$",
    re.IGNORECASE,
)
_LEAST_AFTER = re.compile(
    r"^\s*(?:(?:a|per|each|every|/)\s*(?:calendar\s+)?month\s*)?\(?\s*(?:minimum|at (?:the )?least)\b", re.IGNORECASE
)
_BY_MONTH = re.compile(_MONTH, re.IGNORECASE)
_LEAST_ROW = re.compile(r"\W*(?:minimum|least)\b(?!\s+(?:term|period|number))", re.IGNORECASE)


def charges(setting: Setting) -> list[FoundTerm]:
    """Every price and every rule on raising prices, in sentences and in tables."""
    return told_apart([*_from_text(setting), *_from_tables(setting)])


def _from_text(setting: Setting) -> Iterator[FoundTerm]:
    for sentence in setting.contract.sentences:
        text = sentence.text
        if not _NOT.search(text):
            for price, doubt in _prices(text, setting.contract.whole):
                fields = price | _minimum(price["kind"], sentence.clause, sentence.headings, setting)
                yield setting.contract.said_by(
                    sentence, "charge", fields, confidence=0.9 if doubt is CERTAIN else 0.4, doubt=doubt
                )
        other = early_exit(text) or late_interest(text) or share_of_fee(text)
        if other:
            yield setting.contract.said_by(sentence, "charge", other, confidence=0.85)
        held = price_freeze(text)
        if held:
            yield setting.contract.said_by(sentence, "charge", held[0], confidence=0.85, doubt=held[1])
        rise = indexation(text)
        if rise:
            yield setting.contract.said_by(sentence, "charge", rise, confidence=0.85, doubt=unread_most(text, rise))


def _prices(text: str, whole: str) -> Iterator[tuple[dict[str, Any], Doubt]]:
    """Each amount in a sentence with what it is for; an amount that is for nothing countable is left alone."""
    found = list(_MONEY.finditer(text))
    for place, match in enumerate(found):
        begin = found[place - 1].end() if place else 0
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        before, after = text[begin : match.start()], text[match.end() : end]
        kind = _kind(before, after) or _shared_kind(text, after)
        if is_minimum(before, after) and (kind not in {None, "hourly"} or _BY_MONTH.search(before[-60:] + after[:40])):
            kind = MINIMUM
        amount = match["amount"] or match["amount2"]
        thousands = THOUSANDS.match(after)
        if (
            kind is None
            or (LARGE.match(after) and not thousands)
            or of_another_span(after)
            or (end < len(text) and begins_a_range(after))
        ):
            continue
        fields: dict[str, Any] = {"kind": kind, "currency": _currency(match, whole)}
        if kind in {"per_user", "per_device"} and (who := group_beside(before, after)):
            fields["who"] = who
        extra = re.search(
            r"\b(?:one and a half|one-and-a-half|1\.5|double|twice|two)\b[^.;]{0,40}\b(?:times?|that rate|rate)\b",
            text,
            re.IGNORECASE,
        )
        if kind == "hourly" and on_leaving(text):
            fields |= {"kind": "exit_help"} | hours_of_help(text)
        if extra and kind == "hourly":
            fields["note"] = tidy(text)[:200]
        if amount.startswith("["):
            yield fields, Doubt("unknown", (), "The amount is not in the document. What was agreed?")
        else:
            low = _value(found[place - 1]) if place else None
            value = value_of(amount) * (1000 if thousands else 1)
            doubt = in_doubt(value, before, after, low)
            doubt = changing(text, before) if doubt is CERTAIN and kind != "hourly" else doubt
            yield fields | {"rate": plain(value) if thousands else str(value)}, doubt


def _value(match: re.Match[str]) -> Decimal | None:
    """The value of an amount; None where it is left blank."""
    amount = match["amount"] or match["amount2"]
    return None if amount.startswith("[") else value_of(amount)


def is_minimum(before: str, after: str) -> bool:
    """Whether an amount is the least that a month costs, and so no price of anything."""
    each = any(re.match(rf"\s*{words}", after, re.IGNORECASE) for _, words in _UNITS)
    return not each and bool(_LEAST_SUM.search(before) or _LEAST_AFTER.match(after))


def _shared_kind(text: str, after: str) -> str | None:
    """The unit of an amount of a list that names it once ("The fee per user per month is £40 for staff, £12 for volunteers")."""
    if not group_beside("", after) or not re.search(_MONTH, text, re.IGNORECASE):
        return None
    return next((name for name, words in _UNITS if re.search(words, text, re.IGNORECASE)), None)


def _kind(before: str, after: str) -> str | None:
    near_after, near_before = re.split(r"[;]|\band\b", after)[0][:80], before[-120:]
    if _HOUR.match(after) or (
        _HOUR_BEFORE.search(before) and not re.match(r"\W*(?:per|for each|a)\s+(?!hour)\w+", after)
    ):
        return "hourly"
    monthly = re.search(_MONTH, near_after, re.IGNORECASE) or re.search(
        r"\bmonthly\s+(?:\w+\s+){0,3}(?:charges?|fees?|price|rate)\b", near_before, re.IGNORECASE
    )
    if not monthly:
        return None
    unit = next((name for name, words in _UNITS if re.search(words, near_after, re.IGNORECASE)), None)
    return (
        unit
        or next((name for name, words in _UNITS if re.search(words, near_before, re.IGNORECASE)), None)
        or "monthly_fixed"
    )


def _currency(match: re.Match[str], whole: str) -> str | None:
    """The currency of an amount; a bare dollar sign is the one dollar that the contract names, or none."""
    code = (match["code"] or match["after"] or match["code2"] or "").strip()
    if code or match["sign"] != "$":
        return _CODES.get(code, code) or _SIGNS[match["sign"]]
    return dollar(whole)


def _minimum(kind: str, clause: str, headings: tuple[str, ...], setting: Setting) -> dict[str, Any]:
    """The least number charged for, said in the same clause or under the same heading."""
    if kind not in {"per_user", "per_device", "per_site"}:
        return {}
    word = kind.removeprefix("per_")
    for sentence in setting.contract.sentences:
        people = r"|people|persons?|staff|employees" if word == "user" else ""
        beside = sentence.clause == clause or sentence.headings[-1:] == headings[-1:]
        least = (
            _LEAST.search(sentence.text)
            if beside and re.search(rf"\b(?:{word}s?{people})\b", sentence.text, re.IGNORECASE)
            else None
        )
        if least and not re.search(r"\bcredit|\bnotice\b", sentence.text, re.IGNORECASE):
            return {"minimum": int(values_of(least["n"])[0])}
    return {}


def _from_tables(setting: Setting) -> Iterator[FoundTerm]:
    """A price in a row, when the row or its headings say what it is for and how often."""
    for placed in setting.contract.tables:
        for row in body(placed.table, setting.contract.document.text):
            fields = _row_price(row, placed.table.title, setting)
            if fields:
                fields |= _minimum(fields["kind"], placed.clause, placed.headings, setting)
                yield setting.contract.term("charge", fields, row.span, clause=placed.clause, confidence=0.85)


def _row_price(row: Row, title: str, setting: Setting) -> dict[str, Any]:
    money = [cell for cell in row.cells if _MONEY.search(cell.text)]
    match = _MONEY.search(money[0].text) if len(money) == 1 else None
    words = f"{row.text} {' '.join(dict.fromkeys(cell.header for cell in row.cells))} {title}"
    kind = _row_kind(words)
    amount = (match["amount"] or match["amount2"]) if match else None
    if kind in {"monthly_fixed", "per_user", "per_device", "per_site"} and _LEAST_ROW.match(row.cells[0].text):
        kind = MINIMUM
    if match is None or kind is None or amount is None or amount.startswith("[") or _NOT.search(words):
        return {}
    currency = _currency(match, setting.contract.whole)
    fields = {"kind": kind, "rate": str(value_of(amount)), "currency": currency, "note": tidy(row.cells[0].text)}
    if kind in {"per_user", "per_device"} and (who := row_group(row.cells[0].text, row.cells[0].header)):
        fields["who"] = who
    return fields | ({"plan": tidy(row.cells[0].text)} if plan_column(row.cells[0].header) else {})


def _row_kind(words: str) -> str | None:
    if re.search(r"\b(?:per|an|/)\s*hour\b|\bhourly\b", words, re.IGNORECASE):
        return "hourly"
    if not re.search(_MONTH, words, re.IGNORECASE):
        return None
    return next((name for name, pattern in _UNITS if re.search(pattern, words, re.IGNORECASE)), "monthly_fixed")
