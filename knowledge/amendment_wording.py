"""The set phrases of amendments: a clause replaced, inserted or deleted, single words changed.

It refuses wording that only speaks of amending ("may be amended in writing"): that instructs nothing.
"""

from __future__ import annotations

import re

_MARKS = '"“”„«»'
_IS = r"(?:is|are|shall\s+be|will\s+be|to\s+be|be)\s+(?:hereby\s+|accordingly\s+|also\s+)?"
_KIND = (
    r"(?:the\s+)?(?:following\s+)?(?:new\s+)?(?:words?|phrases?|figures?|numbers?|references?|percentages?|values?|entry|entries|"
    r"terms?|expressions?|text|sum|amount|date)?(?:\s+to)?\s*"
)
_SHORT_WAY = rf"\s*,?\s*(?:[^.;{_MARKS}]|\.(?=\d)){{0,80}}?"
_THING = (
    r"(?:the\s+)?(?:whole\s+of\s+|existing\s+|entire\s+)?(?:sub-?\s?)?"
    r"(?:clause|paragraph|section|schedule|annex|appendix|exhibit|part|article|table|row|definition)s?\b"
)
_WHOLLY = r"(?:\s*,?\s*in\s+(?:its|their)\s+entirety\s*,?)?"


def _said(name: str) -> str:
    return rf"{_KIND}[{_MARKS}](?P<{name}>[^{_MARKS}]*)[{_MARKS}]"


_UNIT = (
    r"(?:%|per\s?cent\b|percent\b|(?:(?:business|working|service|support|calendar|clock|elapsed)\s+)?"
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b)"
)
_FIGURE = (
    r"(?:(?:[$£€]|\b(?:USD|GBP|EUR|AUD|CAD|NZD)\s?)\s?\d[\d,]*(?:\.\d+)?"
    rf"|\b\d[\d,]*(?:\.\d+)?\s?-?{_UNIT}|\b[a-z]+(?:-[a-z]+)?\s+\(\d[\d.]*%?\)\s?{_UNIT}?"
    rf"|\b(?:one|two|three|four|five|six|eight|ten|twelve|fifteen|twenty|thirty|forty-five|sixty|ninety)\s+{_UNIT})"
)
_MAYBE = rf"[{_MARKS}]?"
_FEW = r"(?:(?:the|an?)\s+)?(?:[A-Za-z][\w-]*\s+){0,4}?"
_TURNED = (
    r"(?:replaced|substituted|changed|amended|altered|increased|reduced|decreased|raised|lowered|revised|extended|shortened|"
    r"modified|adjusted|varied|improved)"
)
_ACTIVE = r"(?:replac|substitut|chang|amend|alter|increas|reduc|decreas|rais|lower|revis|extend|shorten|modify|adjust)"
# Ways to change words: "A" is replaced by "B"; replace "A" by "B"; for "A" substitute "B"; delete "A", insert "B"; "A" is
# deleted and "B" is inserted. Figures also go without quotation marks, also as "from A to B"; and a value may be "changed to B" with the old one left unsaid.
_WORDS = (
    rf"{_said('old_1')}{_SHORT_WAY}{_IS}(?:deleted\s+and\s+)?{_TURNED}\s+(?:by|with|to|for)\s+{_said('new_1')}",
    rf"(?:replac|substitut|chang|amend|alter)(?:e|es|ed|ing)\s+{_said('old_2')}{_SHORT_WAY}(?:by|with|to)\s+{_said('new_2')}",
    rf"\bfor\s+{_said('old_3')}{_SHORT_WAY}(?:substitut|insert|read)\w*\s+{_said('new_3')}",
    rf"delet(?:e|es|ed|ing)\s+{_said('old_4')}{_SHORT_WAY}(?:insert|replac|substitut)\w*\s+(?:it\s+|them\s+)?(?:with\s+|by\s+)?{_said('new_4')}",
    rf"(?:{_TURNED}|{_ACTIVE}(?:e|es|ed|ing)?)\b{_SHORT_WAY}\bfrom\s+{_MAYBE}{_FEW}(?P<old_5>{_FIGURE}){_MAYBE}\s+to\s+{_MAYBE}{_FEW}(?P<new_5>{_FIGURE})",
    rf"(?P<old_6>{_FIGURE})\s+(?:\([^)]*\)\s+)?{_IS}(?:deleted\s+and\s+)?(?:replaced|substituted|changed|amended)\s+(?:by|with|to)\s+{_FEW}(?P<new_6>{_FIGURE})",
    rf"\breplac(?:e|es|ing)\s+{_FEW}(?P<old_7>{_FIGURE})\s+(?:by|with)\s+{_FEW}(?P<new_7>{_FIGURE})",
    rf"{_IS}{_TURNED}\s+to\s+(?:be\s+)?(?P<old_8>)[{_MARKS}]?(?P<new_8>{_FIGURE})",
    rf"{_said('old_9')}{_SHORT_WAY}{_IS}(?:deleted|removed|struck\s+out)\s*,?\s*(?:and\s+)?(?:there\s+is\s+)?(?:(?:inserted|substituted)\s+)?{_said('new_9')}",
    rf"(?P<new_10>{_FIGURE})\s*,?\s*(?:instead\s+of|in\s+place\s+of|rather\s+than)\s+{_FEW}(?P<old_10>{_FIGURE})",
    rf"(?P<old_11>{_FIGURE})\s+(?:shall\s+|will\s+)?(?:now\s+)?becomes?\s+{_FEW}(?P<new_11>{_FIGURE})",
)
WORDS = re.compile("|".join(_WORDS), re.IGNORECASE)

REPLACE = re.compile(
    rf"(?P<verb>{_IS}(?:deleted|removed){_WHOLLY}\s*(?:,|and)?\s*(?:(?:is|are|shall\s+be)\s+)?(?:replaced|substituted){_WHOLLY}\s*(?:by|with|for)"
    rf"|{_IS}(?:replaced|substituted|superseded){_WHOLLY}\s*(?:by|with|for)"
    rf"|{_IS}(?:amended\s+and\s+)?(?:restated|amended){_WHOLLY}\s*(?:so\s+as\s+)?(?:to\s+read|so\s+that\s+it\s+reads|to\s+provide)"
    rf"|shall\s+(?:now\s+)?(?:be\s+read\s+as|read)\b"
    rf"|\b(?:delete|remove)\s+{_THING}{_SHORT_WAY}\band\s+(?:replace|substitute|insert)(?:\s+(?:it|them))?(?:\s+with|\s+by)?"
    rf"|\breplace\s+{_THING}{_SHORT_WAY}\b(?:with|by)\b)"
    r"(?:\s+(?:the\s+following(?:(?:\s+\w+){1,4}(?=\s*:))?|as\s+follows))?\s*[:–—-]?",
    re.IGNORECASE,
)
INSERT = re.compile(
    rf"(?:(?:following|new|additional)\b[^.;:]{{0,90}}?(?P<verb>{_IS}(?:inserted|added))\b"
    rf"|(?P<verb_2>{_IS}(?:inserted|added))\s+(?:as\s+(?:a\s+)?(?:new\s+)?|after\s+|before\s+|immediately\s+after\s+){_THING}"
    rf"|(?P<verb_3>\b(?:insert|add)\b)\s*(?:(?:the\s+following|(?:a\s+)?new|an?\s+additional)\b|(?=:)))"
    r"(?:[^:“\".]|\.(?=\d)){0,120}:?",
    re.IGNORECASE,
)
_NO_MORE = r"\b(?:shall|will)?\s*(?:no\s+longer\s+appl(?:y|ies)|ceases?\s+to\s+(?:apply|have\s+(?:any\s+)?effect))\b|\b(?:shall|does|will)\s+not\s+apply\b(?=\s*[.;,]|$)"
DELETE = re.compile(
    rf"(?P<verb>{_IS}(?:deleted|revoked)\b|{_IS}removed(?=\s*(?:in\s+its|[.;,]|and\b|$))|{_NO_MORE}|\b(?:delete|remove)\s+(?={_THING}))",
    re.IGNORECASE,
)
HEADED = re.compile(
    rf"{_IS}(?:amended|varied|modified|changed)\s*(?:as\s+follows|as\s+set\s+out|:)|^\W{0, 6}(?:\S{1, 12}\s+)?(?:in|to)\s+(?:the\s+)?(?:schedule|clause|section|part|"
    r"annex|appendix|exhibit|paragraph)\b[^.;]{0,80}:\s*$",
    re.IGNORECASE,
)
INSTRUCTION = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", p.pattern) for p in (WORDS, REPLACE, INSERT, DELETE, HEADED)), re.IGNORECASE
)


# Words that change something, whatever it is: where nothing of them can be read, what they name is in doubt.
CHANGES = re.compile(
    r"\b(?:is|are|shall\s+be|will\s+be)\s+(?:hereby\s+|also\s+)?(?:amended|varied|modified|changed|deleted|replaced|substituted|removed|"
    r"increased|reduced|decreased|extended|shortened|inserted|added|restated|revised|suspended|disapplied)\b|\b(?:instead\s+of|rather\s+than|"
    r"in\s+place\s+of)\b|\b(?:shall|will|is\s+to|are\s+to)\s+(?:now\s+|instead\s+|henceforth\s+)?(?:be|become|read)\s+(?:an?\s+)?"
    rf"{_FIGURE}"
    r"|\b(?:delete|insert|replace|substitute|remove)\b|\b(?:shall|does)\s+(?:no\s+longer|not)\s+apply\b|\bceases?\s+to\s+(?:apply|have)\b"
    r"|\b(?:falls?|drops?|rises?|climbs?|moves?|goes\s+(?:up|down)|comes\s+down|shortens|lengthens)\s+to\b",
    re.IGNORECASE,
)
# An instruction for a while, or for some cases alone, changes no term for good.
PARTLY = re.compile(
    r"\b(?:only|solely|until|temporarily|unless|except(?:ing)?|during|while|whilst|for (?:the|a) (?:period|months?|duration|time)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|at weekends)\b"
    r"(?!\s+(?:the\s+)?(?:words?|figures?|phrase))",
    re.IGNORECASE,
)
_IN_MARKS = re.compile(rf"[{_MARKS}][^{_MARKS}]*[{_MARKS}]")


def in_part(sentence: str) -> bool:
    """Whether an instruction, apart from the words it quotes, holds only for a while or for some cases."""
    return bool(PARTLY.search(_IN_MARKS.sub(" ", sentence)))


def verb_start(match: re.Match[str]) -> int:
    """Where the verb of an instruction begins."""
    return next(match.start(name) for name in ("verb", "verb_2", "verb_3") if match.groupdict().get(name) is not None)


def changed_words(match: re.Match[str]) -> tuple[str, str, int]:
    """Old words ("" where left unsaid), new words, and where the first of them begin, of a match of WORDS."""
    way = next(n for n in range(1, len(_WORDS) + 1) if match[f"old_{n}"] is not None)
    return (
        match[f"old_{way}"].strip(),
        match[f"new_{way}"].strip(),
        min(match.start(f"old_{way}"), match.start(f"new_{way}")),
    )


def unquoted(text: str) -> str:
    """Wording without the quotation marks set around the whole of it."""
    words = text.strip()
    words = re.sub(rf"([{_MARKS}])[.;,]?(?:\s*and)?$", r"\1", words)
    odd = sum(words.count(mark) for mark in _MARKS) % 2 == 1
    if words and words[0] in _MARKS and words[-1] in _MARKS:
        return words[1:-1].strip()
    if odd and words and words[0] in _MARKS:
        return words[1:].strip()
    return words[:-1].strip() if odd and words and words[-1] in _MARKS else words
