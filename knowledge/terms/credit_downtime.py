"""Credits by how long a service was down: so much for each span of time, for each long outage, or in proportion.

How the time is counted (a span begun, each outage by itself, only what goes beyond the level) is read where the words
say it and is else left unsaid, so that the numbers can work out every reading.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from knowledge.terms.credit_limits import in_money
from knowledge.terms.credit_words import figures
from knowledge.terms.money import Amount, amounts
from knowledge.terms.passages import CERTAIN, Sentence
from knowledge.terms.wording import NUMBER, flat, plain, values_of

_IS_DOWN = (
    r"\bdowntime\b|\bunavailab\w+|\boutages?\b|\binterruptions?\b|\bnot (?:be |been )?(?:available|accessible|operational)\b"
    r"|\b(?:is|are|was|were|been|be|remains?|remained|stays?|stayed)\s+(?:\w+\s+)?(?:down|off-?line|inaccessible|out of (?:service|action))\b"
    r"|\bloss of (?:the )?(?:service|availability)\b|\bgoes? down\b"
)
DOWN_TIME = re.compile(_IS_DOWN, re.IGNORECASE)
_WHOLE = r"(?:full|whole|complete|completed|entire|clear)"
_BEGUN = r"(?:started|commenced|begun)"
_RUNNING = r"(?:continuous|consecutive|uninterrupted|successive)"
_SPAN = re.compile(
    rf"(?:\b(?:each|every|per|any|an?)|/)\s*(?P<before>(?:(?:additional|further|{_WHOLE}|{_BEGUN}|{_RUNNING})\s+)*)"
    rf"(?:(?P<n>{NUMBER})\s*-?\s*)?(?P<middle>(?:(?:{_WHOLE}|{_RUNNING})\s+)*)(?P<unit>minute|hour|day)(?:s|'s|s')?\b"
    rf"(?P<after>[^;£$€%]{{0,70}}?)(?:{_IS_DOWN})",
    re.IGNORECASE,
)
_SPAN_ALONE = re.compile(
    rf"\b(?:each|every|per)\s+(?P<before>(?:(?:additional|further|such|{_WHOLE}|{_BEGUN}|{_RUNNING})\s+)*)"
    rf"(?:(?P<n>{NUMBER})\s*-?\s*)?(?P<middle>(?:(?:{_WHOLE}|{_RUNNING})\s+)*)(?P<unit>minute|hour|day)s?\b",
    re.IGNORECASE,
)
_LABOUR = re.compile(r"\bhourly rates?\b|\bper hour\b[^.;]{0,20}\blabou?r\b|\bresponse\b", re.IGNORECASE)
_PARTLY = re.compile(
    rf"\b(?:or|and)\s+(?:any\s+|each\s+)?part\b|\bpart[- ](?:hour|minute|day)s?\b|\bparts? (?:thereof|of (?:an?|each|any|one) )|\b{_BEGUN}\b|\bround(?:ed|ing) up\b",
    re.IGNORECASE,
)
_WHOLLY = re.compile(rf"\b{_WHOLE}\s+(?:{NUMBER}\s*-?\s*)?(?:minute|hour|day)|\bround(?:ed|ing) down\b", re.IGNORECASE)
_IN_PROPORTION = re.compile(r"\bpro[- ]?rat(?:a|ed?)\b|\bin proportion\b|\bproportiona\w+", re.IGNORECASE)
_BY_OUTAGE = re.compile(
    rf"\b{_RUNNING}\b|\b(?:each|any|every|such|that|the|an?|single|one)\s+(?:single\s+|individual\s+|unplanned\s+)?(?:outage|interruption|period of (?:unavailability|downtime))\b",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(
    r"\b(?:total|cumulative|aggregated?|in aggregate|added (?:up|together)|(?:in|during|over|within) (?:that|the|such|any|a|each|one) (?:calendar |same )?month)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:beyond|in excess of|over and above|exceed\w*|above|over|outside|more than)\s+(?:(?:the|that|this|what|our|its|any|which|is)\s+)*"
    r"(?:monthly\s+|maximum\s+|total\s+|amount\s+|of\s+|downtime\s+|unavailability\s+|uptime\s+|availability\s+|service\s+)*"
    r"(?:permitted|permissible|allowed|allowable|tolerated|acceptable|allowance|targets?|level|threshold|guarantee\w*|commitment)\b"
    r"|\b(?:below|short of|under)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:level|target|guarantee|commitment|\d+(?:\.\d+)?\s*%)",
    re.IGNORECASE,
)
_FREE = re.compile(
    rf"\b(?:after|beyond|in excess of|exceeding|exceeds?|over and above|over|except|excluding)\s+(?:the\s+|an?\s+)?(?:(?:first\s+|initial\s+)?(?P<n>{NUMBER})\s*-?\s*(?P<unit>minute|hour)s?\b|(?:first|initial)\s+(?P<one>minute|hour)\b)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    rf"\b(?:(?P<over>(?:more|longer|greater) than|over|exceeding|exceeds?|exceeded|in excess of|beyond)|(?P<from>at least|(?:not|no) less than))\s+(?P<n>{NUMBER})\s*-?\s*(?P<unit>minute|hour)s?\b"
    rf"|\b(?P<m>{NUMBER})\s*-?\s*(?P<unit2>minute|hour)s?\s+or\s+(?:more|longer)\b",
    re.IGNORECASE,
)
_OUTAGE = r"(?:outages?|interruptions?|periods? of (?:unavailability|downtime)|loss of (?:the )?service)"
_EACH_OUTAGE = re.compile(
    rf"\b(?:for|in respect of|per|on|after)?\s*(?:each|every|any|per)\s+(?:and every\s+)?(?:\w+\s+){{0,2}}?{_OUTAGE}\b"
    r"|\b(?:each|every|per)\s+(?:such\s+)?(?:occurrence|occasion|event|instance|time)\b",
    re.IGNORECASE,
)
_AN_OUTAGE = re.compile(
    rf"\b(?:if|where|when(?:ever)?|should|in the event of)\s+(?:an?|any|the|single|one)\s+(?:\w+\s+){{0,3}}?(?:{_OUTAGE}|(?:{_IS_DOWN}))[^.;]{{0,40}}",
    re.IGNORECASE,
)
_OWN_CONDITION = re.compile(
    r"\b(?:if|where|when(?:ever)?|should|in (?:a|any|each|every|the) (?:calendar )?month (?:in which|where|when|that))\b[^.;]{0,140}?"
    r"\b(?:falls? short|below|(?:is|are|was|were|be|been|does|do|did)?\s*not (?:been )?(?:met|achieved?|meet|reach\w*|attain\w*)|miss(?:es|ed|ing)?(?= (?:it|this|that|the|our|any|a)\b|\b)|less than|lower|worse|fails? to|failed to|fall under|breach\w*)\b"
    r"|\bfailure to (?:meet|achieve)\b|\bas a result of (?:a |any )?(?:miss|failure)",
    re.IGNORECASE,
)
_ANYWAY = re.compile(
    r"\b(?:whether or not|irrespective of|regardless of|even (?:if|where))\b[^.;]{0,80}\b(?:level|target|availab\w+|uptime|met|guarantee)",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?P<n>{NUMBER}|an?)\s*(?:additional\s+|extra\s+|full\s+)?days?(?:'s|s'|')?\s+(?:worth\s+)?(?:of\s+)?(?:the\s+|our\s+|your\s+)?(?:monthly\s+|service\s+|hosting\s+|support\s+)?(?:service|charges?|fees?|credit|rental|subscription)\b",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"\b(?:(?P<n>{NUMBER}|an?)\s*hours?(?:'s|s'|')?\s+(?:worth\s+)?(?:of\s+)?(?:the\s+|our\s+)?(?:monthly\s+|service\s+)?(?:service\s+)?(?:charges?|fees?|rental|subscription)\b)",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\b(?:the |our |your )?(?:daily|per diem)\s+(?:\w+\s+){0,2}?(?:charges?|fees?|rental)\b", re.IGNORECASE
)
_FRACTION = re.compile(
    r"\b(?:1\s*/\s*(?P<n>\d{2,3})(?:th|st|nd)?|(?:one|a)[ -](?P<word>thirtieth|thirty[- ]first|twenty[- ]eighth|twentieth))\b\s*(?:\(1/\d+(?:th)?\)\s*)?(?:of|x)\b[^.;]{0,40}?\bmonth",
    re.IGNORECASE,
)
_WORDS = {"thirtieth": 30, "thirty-first": 31, "twenty-eighth": 28, "twentieth": 20}
_MANY = {"twice": 2, "double": 2, "doubled": 2, "treble": 3, "trebled": 3, "triple": 3, "tripled": 3}
_ABOUT = re.compile(rf"{_IS_DOWN}|\bavailability\b|\buptime\b", re.IGNORECASE)
_MANY_TIMES = re.compile(rf"\b(?:{'|'.join(_MANY)})\b", re.IGNORECASE)
_TIMES = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:x|times)\b", re.IGNORECASE)
_FORMULA = re.compile(
    r"\b(?:charges?|fees?)\s*\)?\s*(?:x|\*|times|multiplied by)\s*\(?[^=;/]{0,60}(?:downtime|unavailab\w+|outage)[^=;/]{0,30}(?:/|÷|divided by|over)[^=;]{0,40}\b(?:minutes|hours|time)\b"
    r"|(?:downtime|unavailab\w+|outage)[^=;/%]{0,30}(?:/|÷|divided by)\s*[^=;%]{0,40}\b(?:minutes|hours|time)\b[^=;%]{0,30}(?:x|\*|times|multiplied by)\s*[^=;%]{0,30}\b(?:fees?|charges?)\b",
    re.IGNORECASE,
)
_THE_TIME = re.compile(
    rf"\b(?:period|duration|length|time|hours|minutes|days)\s+(?:of|for which|during which|in which|that|when)\b[^.;]{{0,50}}?(?:{_IS_DOWN})|\b(?:downtime|outages?)\b",
    re.IGNORECASE,
)
# "Refund or waive the fees for any period of unavailability".
_FOR_THE_PERIOD = re.compile(
    rf"\b(?:refund|waive|credit|abate|return)\w*\b[^.;]{{0,60}}\b(?:fees?|charges?|rental|subscription)\b[^.;]{{0,60}}"
    rf"\bfor\s+(?:any|the|each|every|all)\s+(?:whole\s+)?(?:period|time|duration)s?\b[^.;]{{0,40}}?(?:{_IS_DOWN}|unavailab\w+)",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"\bshort\w*|\bbelow\b|\bbeyond\b|\bless than\b|\bin excess\b|\bpercentage\b", re.IGNORECASE)
_GIVES_BACK = re.compile(
    r"\bcredit\w*|\brefund\w*|\brebate\w*|\bcompensat\w+|\bdeduct\w*|\breduc\w+|\bwaive\w*|\babate\w*|\bback\b|\boff\b|\bdamages\b|\bpenalt\w+",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bterminat\w+|\bprepaid\b|\binterest\b", re.IGNORECASE)
_OF_LONG_ONES = ("all the time of such an outage counts", "only what goes beyond that counts")
MINUTES = {"minute": 1, "hour": 60, "day": 1440}


def by_downtime(sentence: Sentence, whole: str) -> dict[str, Any]:
    """The fields of a credit by downtime that a sentence states; empty where it states none.

    `several` lists the readings where the clause says which time is free in words that can be read in two ways.
    """
    text = flat(sentence.text)
    if _OTHER.search(text) or not (_GIVES_BACK.search(text) or _GIVES_BACK.search(sentence.lead)):
        return {}
    fields = _proportion(text) or _for_each_span(text, whole) or _for_each_outage(text, whole)
    if not fields:
        return {}
    near = f"{sentence.lead} | {text}"
    if _ANYWAY.search(near):
        return fields | {"without_miss": "yes"}
    missed = _OWN_CONDITION.search(near) or _OWN_CONDITION.search(sentence.context) or fields.get("time_of") == "excess"
    return fields if missed else fields | {"without_miss": "unsaid"}


def _for_each_span(text: str, whole: str) -> dict[str, Any]:
    span = _SPAN.search(text) or _said_after(text)
    paid = _paid(text, whole, span)
    if span is None or not paid or _LABOUR.search(span.group()):
        return {}
    many = values_of(span["n"])[0] if span["n"] else Decimal(1)
    fields: dict[str, Any] = {"kind": "per_span", "per": plain(many * MINUTES[span["unit"].lower()])} | paid
    fields["span_part"] = _part(text)
    by_outage, together = _BY_OUTAGE.search(span.group()), _ADDED_UP.search(_without_condition(text))
    fields["span_of"] = "outage" if by_outage and not together else "month" if together and not by_outage else "unsaid"
    return fields | _free_time(text)


def _said_after(text: str) -> re.Match[str] | None:
    """A span named after the downtime it is of ("downtime in excess of four hours: GBP 100 for each additional hour")."""
    down = DOWN_TIME.search(text)
    return _SPAN_ALONE.search(text, down.end()) if down else None


def _part(text: str) -> str:
    if _PARTLY.search(text):
        return "exact" if _IN_PROPORTION.search(text) else "begun"
    if _WHOLLY.search(text):
        return "full"
    return "exact" if _IN_PROPORTION.search(text) else "unsaid"


def _free_time(text: str) -> dict[str, Any]:
    """Which of the downtime counts: what is beyond the level, or beyond so many minutes; else all of it."""
    if _BEYOND.search(_without_condition(text)):
        return {"time_of": "excess"}
    minutes = {
        (values_of(one["n"])[0] if one["n"] else Decimal(1)) * MINUTES[(one["unit"] or one["one"]).lower()]
        for one in _FREE.finditer(text)
    }
    if len(minutes) == 1:
        return {"time_of": "downtime", "longer_than": plain(minutes.pop())}
    longer = _LONGER.search(text)
    return {"time_of": "downtime"} | ({"several": list(_OF_LONG_ONES)} if minutes or longer else {})


def _for_each_outage(text: str, whole: str) -> dict[str, Any]:
    each, longer = _EACH_OUTAGE.search(text), list(_LONGER.finditer(text))
    outage = each or (_AN_OUTAGE.search(text) if longer else None)
    paid = _paid(text, whole, outage)
    if outage is None or not paid or not DOWN_TIME.search(text):
        return {}
    fields: dict[str, Any] = {"kind": "per_outage", "span_of": "outage" if each else "unsaid"} | paid
    if len(longer) > 1 or (not longer and re.search(r"\blast(?:s|ing|ed)?\b|\bduration\b", text, re.IGNORECASE)):
        return fields | {"several": ["for each outage", "by how long it lasts"]}
    if longer:
        number, unit = longer[0]["n"] or longer[0]["m"], longer[0]["unit"] or longer[0]["unit2"]
        fields["longer_than"] = plain(values_of(number)[0] * MINUTES[unit.lower()])
        if longer[0]["over"] is None:
            fields["longer_or_as"] = True
    return fields


def _proportion(text: str) -> dict[str, Any]:
    """A share of the charge for the share of the month that was down, or for the points short of the level."""
    whole_period = _FOR_THE_PERIOD.search(text)
    told = _FORMULA.search(text) or (_IN_PROPORTION.search(text) and _ABOUT.search(text)) or whole_period
    span = _SPAN.search(text)
    if not told or (span and _PARTLY.search(text)) or _DAY.search(text):
        return {}
    fields: dict[str, Any] = {"kind": "prorata"}
    if whole_period and _LONGER.search(text):
        return fields | {"time_of": "downtime", "several": list(_OF_LONG_ONES)}
    if times := _times_in(text):
        fields["value"] = plain(times)
    if _BEYOND.search(_without_condition(text)) or not _THE_TIME.search(text):
        return fields | {"time_of": "excess"}
    return fields | {"time_of": "downtime"} if not _SHORT_OF.search(_without_condition(text)) else fields


def _times_in(text: str) -> Decimal | None:
    """How many times over: "ten times", "twice", "doubled"."""
    times, many = _TIMES.search(text), _MANY_TIMES.search(text)
    if times:
        return values_of(times["n"])[0]
    return Decimal(_MANY[many.group().lower()]) if many else None


def _without_condition(text: str) -> str:
    return _OWN_CONDITION.sub(" ", text)


def _paid(text: str, whole: str, span: re.Match[str] | None) -> dict[str, Any]:
    """What one span or outage pays: a share, an amount, or so many days' charge; empty where that is not one thing."""
    rest = "" if span is None else text[: span.start()] + " " * len(span.group()) + text[span.end() :]
    shares = [one for one in figures(rest) if one.role == "credit"]
    money = [one for one in amounts(rest, whole) if not _limits(text, one, whole)]
    day, hour, part = _DAY.search(rest), _HOUR.search(rest), _FRACTION.search(rest)
    daily = None if day else _DAILY.search(rest)
    told = [bool(shares), bool(money), bool(day or daily), bool(hour), bool(part)]
    if sum(told) != 1 or len(shares) > 1 or len({(one.value, one.currency) for one in money}) > 1:
        return {}
    if shares:
        return {"value": plain(shares[0].value)}
    if money:
        return {"value": plain(money[0].value), "currency": money[0].currency}
    if part:
        over = int(part["n"] or 0) or _WORDS[re.sub(r"\s", "-", part["word"].lower())]
        return {"value": "100", "base": "monthly_charge", "part_of": over}
    if daily:
        return {"value": plain((_times_in(rest) or Decimal(1)) * 100), "base": "daily_charge"}
    named = day or hour
    number = values_of(named["n"])[0] if named and named["n"].lower() not in {"a", "an"} else Decimal(1)
    return {"value": plain(number * 100), "base": "daily_charge" if day else "hour_of_charge"}


def _limits(text: str, one: Amount, whole: str) -> bool:
    fields, doubt = in_money(text, whole)
    stated = {Decimal(value) for name, value in fields.items() if name.endswith("_amount")}
    return one.value in stated or (doubt is not CERTAIN and not fields)
