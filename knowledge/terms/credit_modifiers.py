"""What a contract says once for all its service credits: limits, doubling, claiming, rounding, the only remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.credit_claims import window
from knowledge.terms.credit_downtime import by_downtime
from knowledge.terms.credit_exemptions import few_tickets, unpaid
from knowledge.terms.credit_limits import YEAR, earn_back, in_money, largest_only, point_worth
from knowledge.terms.credit_words import about_credits, base_in, figures
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Contract, Doubt, Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, flat, plain, tidy, values_of

_TERM = re.compile(r"\b(?:subscription|initial|contract|renewal) (?:period|term)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)
_CALENDAR = re.compile(r"\bcalendar quarter", re.IGNORECASE)
_FROM_JANUARY = re.compile(
    r"\bcalendar quarter|\b(?:1(?:st)?(?: of)? January|January 1|31(?:st)?(?: of)? March|March 31)\b", re.IGNORECASE
)
WHICH_QUARTER = (
    "The limit is for a quarter, and the contract does not say which months make one. Are they those of the calendar?"
)
_FACTORS = (
    ("2", r"\bdoubl\w+\b|\btwice\b"),
    ("3", r"\btrebl\w+\b|\btripl\w+\b|\bthree times\b"),
    ("4", r"\bquadrupl\w+\b"),
)
_GROWN = re.compile(r"\b(?:increas\w+|ris\w+|doubl\w+|going up) to\s+\d", re.IGNORECASE)
_RUNNING = re.compile(
    r"\bconsecutive\b|\bsuccessive\b|\bin a row\b|\bfollowing month\b|\brunning\b|\brepeat\w*", re.IGNORECASE
)
_CAP_IN_WORDS = re.compile(
    rf"\b(?:not exceed(?:ing)?|never exceed|(?:no|not|never)\b[^.;%]{{0,40}}?\bmore than|limit(?:ed)? (?:of|to|at)|capped at|(?:a |an overall )?(?:cap|maximum) of|up to(?: a maximum of)?)\s+"
    rf"(?:(?:one|a)[- ])?(?:(?P<share>half|quarter)\s+(?:of\s+)?)?(?:(?P<days>{NUMBER})\s+days?(?:'s|s'|')?\s+|(?:(?:the|that|one|a|your|our|such|total|full|entire|whole|amount|of|\(1\))\s+)*(?:monthly|month's|months')\s+)(?:\w+\s+)?(?:charges?|fees?|bill|invoice|rental|subscription|payment)\b",
    re.IGNORECASE,
)
# "5% of that month's fee, but never more than a quarter of it".
_CAP_OF_IT = re.compile(
    r"\bmonth(?:ly|'s)?\s+(?:\w+\s+)?(?:charges?|fees?|bill)\b[^.;]{0,20}\b(?:never|not|no)\s+more\s+than\s+(?:a\s+)?(?P<share>half|quarter)\s+of\s+(?:it|that)\b",
    re.IGNORECASE,
)
# "If credits exceed 15 % in two months the Customer may terminate" limits nothing.
_IF_MORE = re.compile(
    r"\b(?:if|where|when(?:ever)?|should|once|(?:any|each|a) (?:month|period|quarter|year) in which|as soon as)\b(?:(?!\bnot\b)[^,;.])*\b(?:exceed\w*|(?:more|greater|higher) than|above|over|in excess of|reach\w*)\b[^,;.]*$",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:limit\w*|capp?ed|the excess|reduc\w+|not (?:be )?(?:payable|due|owed|paid|carried)|no (?:further|more)|laps\w+|restricted|carried|rolled)\b",
    re.IGNORECASE,
)
_LIMITS_CREDITS = re.compile(
    r"\b(?:credits?|rebates?|deductions?)\b[^.;]{0,60}?\b(?:(?:not|never) exceed|(?:capped|limited) (?:at|to|by)|(?:no|not|never) (?:be )?more than|a maximum of|up to a maximum)\b"
    r"[^.;]{0,60}\b(?:price|charges?|fees?|bill|invoice|rental|subscription|payments?)\b",
    re.IGNORECASE,
)
_SHORT = 160
_GOES_ON = re.compile(
    r"\W*(?:the\s+)?(?:we(?:'ll| will) do (?:it|this|so)|maximum|cap|limit|capped|these|they|up to|no more than|you (?:must|need|have|don't|do not))\b",
    re.IGNORECASE,
)
_NEED_NOT = re.compile(
    r"\b(?:need|needs|do|does|shall|will)(?:n't|\s+not)\s+(?:have\s+to\s+|need\s+to\s+)?(?:be\s+)?(?:claim|request|ask)\w*",
    re.IGNORECASE,
)
_NOT_AUTOMATIC = re.compile(
    r"\b(?:not|never)\b[^.;]{0,40}\bautomatic\w*|\bmust (?:be )?(?:claim|request)\w*|\bshall claim\b|\bon request\b|\bupon (?:written )?request\b|\bonly if (?:it is )?(?:claimed|requested)",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"\byou (?:do not|don't) (?:have|need) to ask\b|\bneed not (?:be )?(?:claim|request|ask)\w*|\btakes? it off (?:your|the) next (?:bill|invoice)\b|"
    r"\bautomatic(?:ally)?\b|\bwithout (?:the need for )?(?:any )?(?:claim|request)\b|\bwithout you(?:r)? (?:having to )?(?:ask|claim|request)\w*|"
    r"\b(?:shall|will)\b[^.;]{0,40}\b(?:deduct\w*|appl(?:y|ied)|set[- ]off|show|credit(?:ed)?|include)\b[^.;]{0,80}\bnext (?:\w+ ){0,2}(?:invoice|bill)\b",
    re.IGNORECASE,
)
_SOLE = re.compile(
    r"\b(?:sole|exclusive|only)(?:,? and (?:exclusive|sole))?\s+(?:financial\s+|monetary\s+)?(?:right and |right or )?remed(?:y|ies)\b"
    r"|\b(?:full|entire|total|whole) (?:limit|extent) of (?:our|its|the \w+'s) (?:liability|obligations?)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:except(?: (?:that|for|where|in))?|save (?:that|for|where|as)|other than|without prejudice to|unless)\b\s*(?P<what>[^.;]{5,240})",
    re.IGNORECASE,
)
_GRACE = re.compile(
    rf"\b(?:no|not|neither)\b[^.;]{{0,40}}\b(?:credits?|rebates?)\b[^.;]{{0,60}}\b(?:in|during|for|within|until)\s+(?:the end of\s+)?(?:the\s+)?first\s+(?:(?P<n>{NUMBER})\s+(?:\(\w+\)\s*)?)?(?:calendar\s+|full\s+)?months?\b"
    rf"|\b(?:credits?|rebates?)\b[^.;]{{0,40}}\bnot\b[^.;]{{0,60}}\b(?:in|during|for|within)\s+(?:the\s+)?first\s+(?P<m>{NUMBER})\s+(?:\(\w+\)\s*)?months?\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|without prejudice|in addition to|nothing)\b", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:only one|one|a single|no more than one|highest)\b[^.;]{0,60}\bcredits?\b[^.;]{0,60}\b(?:incident|event|failure|cause|outage)\b|\b(?:incident|event|failure|outage|cause)\b[^.;]{0,120}\b(?:only one|one|single|highest)\b[^.;]{0,40}\bcredits?\b",
    re.IGNORECASE,
)


def modifiers(setting: Setting) -> list[FoundTerm]:
    """Every general rule about credits, one term for each sentence that holds some."""
    found = [_rounding(setting)]
    claims = any(window(sentence)[0] for sentence in setting.contract.sentences if about_credits(sentence))
    before: Sentence | None = None
    for sentence in setting.contract.sentences:
        told = about_credits(sentence) or _remedy_for_levels(sentence.text) or _goes_on(sentence, before)
        told = told or bool(by_downtime(sentence, setting.contract.whole))
        before = sentence if told else None
        if not told:
            continue
        found += [
            setting.contract.said_by(
                sentence,
                "credit_rule",
                {"kind": "modifier"} | fields,
                doubt=doubt,
                confidence=0.9 if doubt is CERTAIN else 0.5,
            )
            for fields, doubt in _said(sentence, setting, claims=claims)
        ]
        found += [
            setting.contract.said_by(sentence, "credit_rule", {"kind": "none"} | scope)
            for scope in unpaid(sentence.text, setting.scale)
        ]
    return [term for term in found if term is not None]


def _goes_on(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether a short sentence right after one on credits goes on about them ("Maximum 12% in a month")."""
    near = before is not None and before.clause == sentence.clause and len(sentence.text) <= _SHORT
    return near and bool(_GOES_ON.match(sentence.text))


def _said(sentence: Sentence, setting: Setting, *, claims: bool) -> Iterator[tuple[dict[str, Any], Doubt]]:
    text, whole = sentence.text, setting.contract.whole
    fields: dict[str, Any] = {}
    doubt = CERTAIN
    capped = _cap(text, calendar_quarters=_quarters_of_the_calendar(setting.contract))
    if capped == ({}, CERTAIN) and _cap_unread(text) and not in_money(text, whole)[0]:
        capped = ({}, Doubt("conflict", (tidy(text)[:160],), "What is the most that credits may come to in a month?"))
    for part, why in (
        capped,
        few_tickets(text, setting.scale),
        in_money(text, whole),
        (_repeat(text), CERTAIN),
        earn_back(text),
        window(sentence),
        (_automatic(text, claims=claims), CERTAIN),
        (_grace(text), CERTAIN),
        point_worth(text, whole),
        (_remedy(text) | _once(text), CERTAIN),
    ):
        fields, doubt = {**part, **fields}, why if why is not CERTAIN else doubt
    if fields or doubt is not CERTAIN:
        yield fields, doubt


def _grace(text: str) -> dict[str, Any]:
    """For how many months from the start no credit is due."""
    found = _GRACE.search(text)
    values = values_of(found["n"] or found["m"] or "one") if found else []
    return {"no_credit_months": int(values[0])} if len(values) == 1 else {}


def _once(text: str) -> dict[str, Any]:
    """Whether an incident earns one credit only, or a month does."""
    return {"one_per_incident": True} if _ONCE.search(text) else largest_only(text)


def _remedy(text: str) -> dict[str, Any]:
    """Whether credits are all there is, and what the clause takes out of that."""
    sole = _SOLE.search(text)
    if not sole:
        return {}
    denied = _DENIES.search(text[max(0, sole.start() - 60) : sole.start()])
    apart = _APART.search(text, sole.end())
    fields: dict[str, Any] = {"exclusive_remedy": not denied}
    return fields | ({"exclusive_except": tidy(apart["what"])[:200]} if apart and not denied else {})


def _cap_unread(text: str) -> bool:
    """Whether a sentence limits all credits to an amount that was not read ("to a quarter's price", "two months' charges")."""
    return bool(_LIMITS_CREDITS.search(flat(text))) and not re.search(r"\d\s*%|[£$€]\s*\d|\bpoints?\b", flat(text))


def _cap(text: str, *, calendar_quarters: bool = False) -> tuple[dict[str, Any], Doubt]:
    """The most that credits may come to, of a month's, a quarter's or a year's charge; of any other span it is asked."""
    fields, doubt = _cap_in_words(text)
    for figure in figures(text):
        if figure.role != "cap":
            continue
        after = re.split(r"\b(?:and|nor|or) (?:not|no|\d|(?:in|for) (?:any|each))|[;.]", text[figure.end :])[0][:120]
        before = text[max(0, figure.start - 120) : figure.start]
        value = plain(figure.value)
        if _IF_MORE.search(text[: figure.start]):
            if not _LIMITED.search(text[figure.end :]):
                continue
            doubt = Doubt("conflict", (tidy(text)[:160],), "Is this the most that credits may come to?")
        if YEAR.search(after) and base_in(re.split(r"\bin any\b|\bin each\b|\bper\b", after)[0]) == "monthly_charge":
            doubt = Doubt(
                "conflict", (f"{value} % of a month's charge in a year",), "What is the limit for a year's charge?"
            )
            fields["cap_year_pct"] = value
        elif _TERM.search(after) and not YEAR.search(after):
            fields["cap_year_pct"] = value
            doubt = Doubt(
                "conflict",
                (f"{value} % of a year's charge", f"{value} % of the whole term's charge"),
                "How long is that period?",
            )
        elif _QUARTER.search(after):
            fields["cap_quarter_pct"] = value
            if not (calendar_quarters or _CALENDAR.search(after)):
                doubt = Doubt("conflict", (f"{value} % of the charges for a calendar quarter",), WHICH_QUARTER)
        elif YEAR.search(after) or (YEAR.search(before[-60:]) and base_in(after) != "monthly_charge"):
            fields["cap_year_pct"] = value
        elif base_in(after) not in {None, "monthly_charge", "service_charge"}:
            doubt = Doubt(
                "conflict", (f"{value} % of {str(base_in(after)).replace('_', ' ')}",), "What is the limit for a month?"
            )
            fields["cap_pct"] = value
        else:
            fields["cap_pct"] = value
    return fields, doubt


def _cap_in_words(text: str) -> tuple[dict[str, Any], Doubt]:
    """A limit said without per cent: "never more than the month's fee", "up to half of that month's fee"."""
    found = _CAP_IN_WORDS.search(flat(text))
    of_it = _CAP_OF_IT.search(flat(text)) if found is None else None
    if of_it:
        return {"cap_pct": "50" if of_it["share"].lower() == "half" else "25"}, CERTAIN
    if found is None:
        return {}, CERTAIN
    if found["days"] or YEAR.search(re.split(r"[.;]", text[found.end() :])[0][:60]):
        asked = "What is this limit in per cent of the month's charge?"
        return {}, Doubt("conflict", (tidy(found.group()),), asked)
    share = {"half": "50", "quarter": "25"}.get((found["share"] or "").lower(), "100")
    return {"cap_pct": share}, CERTAIN


def _quarters_of_the_calendar(contract: Contract) -> bool:
    """Whether the contract's own Quarter begins in January, April, July and October."""
    meant = [one.meaning for one in contract.tree.definitions if one.term.strip().lower() in {"quarter", "quarters"}]
    return bool(meant) and all(_FROM_JANUARY.search(one) for one in meant)


def _repeat(text: str) -> dict[str, Any]:
    """By what a miss in consecutive months is multiplied."""
    if not _RUNNING.search(text):
        return {}
    grown = _GROWN.search(text)
    paid = [one.value for one in figures(text) if one.role == "credit"]
    if grown and len(paid) == 2 and paid[0]:
        return {"repeat_factor": plain(paid[1] / paid[0])}
    times = re.search(
        rf"\b(?:multiplied by|increased by a factor of|factor of|times)\s+(?P<n>{NUMBER})|(?P<m>{NUMBER})\s*(?:x|times)\b",
        text,
        re.IGNORECASE,
    )
    if times:
        return {"repeat_factor": plain(values_of(times["n"] or times["m"])[0])}
    more = re.search(r"\bincreas\w+ by (\d+)\s*%", text, re.IGNORECASE)
    if more:
        return {"repeat_factor": plain(1 + Decimal(more[1]) / 100)}
    return next(({"repeat_factor": factor} for factor, words in _FACTORS if re.search(words, text, re.IGNORECASE)), {})


def _automatic(text: str, *, claims: bool) -> dict[str, Any]:
    if _NOT_AUTOMATIC.search(text):
        return {"automatic": False}
    theirs = re.search(
        r"\b(?:customer|client|buyer|licensee|authority|you)\b[^.;]{0,30}\b(?:entitled to|may|can)\b",
        text,
        re.IGNORECASE,
    )
    if (
        _AUTOMATIC.search(text)
        and not theirs
        and not claims
        and not re.search(r"\bclaim|\brequest", _NEED_NOT.sub(" ", text), re.IGNORECASE)
    ):
        return {"automatic": True}
    return {}


def _remedy_for_levels(text: str) -> bool:
    """Whether a sentence names the only remedy for missed service levels without speaking of credits."""
    return bool(_SOLE.search(text)) and bool(
        re.search(
            r"\bservice levels?\b|\buptime\b|\bavailability\b|\bresponse time\b|\bdowntime\b|\bSLA\b",
            text,
            re.IGNORECASE,
        )
    )


def _rounding(setting: Setting) -> FoundTerm | None:
    """The contract's rounding of results, which is done before a rung is chosen."""
    said = [
        one
        for one in setting.said
        if "round_dp" in one.fields and (not one.metrics or "availability" in one.metrics) and one.sentence
    ]
    if not said or len({one.fields["round_dp"] for one in said}) > 1 or said[0].sentence is None:
        return None
    return setting.contract.said_by(
        said[0].sentence, "credit_rule", {"kind": "modifier", "round_dp": said[0].fields["round_dp"]}
    )
