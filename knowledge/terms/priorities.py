"""Priority labels ("P1", "Severity 2", "Urgent") as 1 to 5, in the order of the contract's own list.

A word counts as a priority only where it is used as one ("high priority", "urgent tickets", a label in a priority
column); "normal working hours" and "major release" name none. Labels whose order is not plain stay unnumbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.terms.passages import Contract, PlacedTable
from knowledge.terms.wording import WORDS, flat

# From the most to the least urgent; words of one row mean the same rank where a contract uses no more than one of them.
_RANKS = (
    ("emergency", "critical", "urgent", "very high", "severe", "catastrophic", "blocker", "showstopper", "highest"),
    ("high", "major", "serious", "important"),
    ("medium", "normal", "moderate", "standard", "significant", "average"),
    ("low", "minor", "routine", "non-urgent"),
    ("very low", "planning", "cosmetic", "trivial", "informational", "lowest"),
)
_USUAL = {word: rank for rank, row in enumerate(_RANKS, start=1) for word in row}
_LABELS = "|".join(sorted(_USUAL, key=len, reverse=True))
_THING = r"(?:tickets?|incidents?|faults?|issues?|problems?|calls?|requests?|cases?|errors?|outages?|events?|alerts?|failures?|defects?|messages?|items?|ones?)"

_NUM = r"(?:[1-5]|one|two|three|four|five)"
_NOT_A_TIME = r"(?!\s*-?\s*(?:sec|min|hour|hr|day|week|wk|month|business|working|service|support|calendar|elapsed|clock|core|%|\.\d|[hmd]\b))"
_CODE = re.compile(
    rf"\b(?:priority|priorities|severity|severities|sev|prio|urgency|impact|category|class)(?:\s*(?:level|code|rating|class)s?)?\s*[-:#]?\s*"
    rf"(?P<many>\(?(?:[ps]?{_NUM})\b(?:\s*(?:,|/|&|-|and|or|to|through)\s*(?:(?:priority|severity|sev|p|s)\s*-?\s*)?{_NUM}\b{_NOT_A_TIME})*)"
    rf"|\b(?P<short>[PS][1-5]\b(?:\s*(?:,|/|&|-|and|or|to)\s*[PS]?[1-5]\b{_NOT_A_TIME})*)"
    rf"|\blevels?\s*(?P<level>{_NUM}(?:\s*(?:,|/|&|and|or|to)\s*(?:level\s*)?{_NUM})*)\s+(?={_THING})",
    re.IGNORECASE,
)
# "Level 2 support" is a line of staff; where a contract speaks of those, "level 2 tickets" may be theirs.
_LINES = re.compile(
    rf"\b(?:level|tier|line)\s*{_NUM}\s+(?:support|engineers?|technicians?|analysts?|desk|teams?|staff|escalation|resources?)\b|\bL[1-3]\s+(?:support|engineers?|technicians?|team)\b",
    re.IGNORECASE,
)
_LEVELLED = re.compile(
    rf"\blevels?\s*{_NUM}(?:\s*(?:,|/|&|and|or|to)\s*(?:level\s*)?{_NUM})*\s+(?={_THING})", re.IGNORECASE
)
_WORDED = re.compile(
    rf"(?<!non-)(?<!non )(?:\b(?:priority|severity|urgency)\s*(?:level\s*)?[-:]?\s*[\"'(]?(?P<after>{_LABELS})\b"
    rf"|\b(?P<before>{_LABELS})[\"']?[ -]+(?:priority|severity|urgency|impact)\b|\b(?P<thing>{_LABELS})[\"']?\s+(?:support\s+|service\s+|priority\s+)?{_THING}\b"
    rf"|\b(?:classified|categori[sz]ed|designated|marked|classed|logged|raised|reported|recorded|prioriti[sz]ed|graded|rated|flagged)\s+as\s+[\"']?(?P<as>{_LABELS})\b)",
    re.IGNORECASE,
)
# "Critical and Major Tickets": one noun for every label of a list.
_LISTED = re.compile(
    rf"(?<!non-)(?<!non )\b(?P<one>{_LABELS})\b(?P<join>\s*(?:,|/|&|,?\s*\band\b|,?\s*\bor\b)\s*)"
    rf"(?=(?:{_LABELS})\b(?:\s*(?:,|/|&|,?\s*\band\b|,?\s*\bor\b)\s*(?:{_LABELS})\b)*[^.;:]{{0,40}}?\b(?:priorit|severit|incident|ticket|fault|request|call|case)\w*)",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"\b(?i:priority|severity|category|class|grade)\s*(?:level\s*)?[\"']?(?P<letter>[A-E])\b[\"']?(?!\w)"
)
_BARE = re.compile(rf"^\W*(?:(?P<n>[1-5])\b|(?P<letter>[A-E])$|(?P<word>{_LABELS})\b)", re.IGNORECASE)
_COLUMN = re.compile(
    r"\b(?:priority|severity|urgency|classification|category|impact|sev|level|incident type|call type)\b", re.IGNORECASE
)
_ITEM = re.compile(rf"^[\W_]*(?P<word>{_LABELS})\W{{0,4}}\s*[:(-]", re.IGNORECASE)
_LEAST_LIST = 3
_NO_UNIT = r"(?!\s*(?:[a-z]{1,3}\b|[hdm]|business|working|service|support|calendar|%|[.,x]\d|-\s*\d|to\b|x\b))"
_BOTH = re.compile(
    rf"(?P<word>\b(?:{_LABELS})\b)\W{{0,3}}(?:\(|-|=|:|\bor\b|/)\W{{0,2}}(?:(?:priority|severity|sev|level|p|s)\s*-?\s*)?(?P<n>[1-5])\b{_NO_UNIT}"
    rf"|\b(?:(?:priority|severity|sev)\s*-?\s*|[PS])(?P<n2>[1-5])\W{{1,4}}(?P<word2>{_LABELS})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """The contract's own labels and their numbers; words it does not list have their usual rank, if it is safe.

    `lines`: the contract speaks of lines of support staff by level, so that "level 2 tickets" name no priority.
    """

    own: dict[str, int]
    labels: tuple[str, ...] = ()
    lines: bool = False

    def rank(self, word: str) -> int | None:
        """The number of a worded label, or None where its place among the contract's labels is not plain."""
        low = word.lower()
        if low in self.own:
            return self.own[low]
        if self.labels and low not in self.labels:
            return _USUAL.get(low) if (_USUAL.get(low) == 1 and 1 not in self.own.values()) or not self.own else None
        return _USUAL.get(low)

    def named(self, text: str) -> tuple[int, ...]:
        """The priorities that a piece of prose names, in order, each once ("P1 and P2" is 1 and 2)."""
        cleaned = _each_named(text)
        found = [number for match in self._coded(cleaned) for number in _numbers(_figures(match))]
        found += [ord(match["letter"]) - 64 for match in _LETTER.finditer(cleaned)]
        if not found:
            ranks = (self.rank(_word(match)) for match in _WORDED.finditer(cleaned) if not self._special(match))
            found = [rank for rank in ranks if rank]
        return tuple(dict.fromkeys(found))

    def _coded(self, text: str) -> list[re.Match[str]]:
        return [match for match in _CODE.finditer(text) if not (match["level"] and self.lines)]

    def unranked(self, text: str) -> bool:
        """Whether a text speaks of "level 2 tickets" where nobody can tell priorities from lines of support."""
        return self.lines and bool(_LEVELLED.search(flat(text)))

    def _special(self, match: re.Match[str]) -> bool:
        """Whether the words are "major incident", which is a state of alarm and no priority unless the contract lists it."""
        return "major" not in self.own and bool(re.fullmatch(r"major incidents?", match.group().lower()))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Each mention of one single priority with its place; empty where a mention names several."""
        cleaned = _each_named(text)
        found = [(list(_numbers(_figures(match))), match.start()) for match in self._coded(cleaned)]
        found = found or [
            ([rank], match.start()) for match in _WORDED.finditer(cleaned) if (rank := self.rank(_word(match)))
        ]
        return [(ranks[0], at) for ranks, at in found] if all(len(ranks) == 1 for ranks, _ in found) else []

    def is_label(self, word: str) -> bool:
        """Whether one word alone is a label of this scale, or a usual one for a rank."""
        return bool(_BARE.fullmatch(word)) and self.rank(word) is not None

    def label(self, text: str) -> int | None:
        """The priority that a label cell stands for ("1", "Critical", "P2 - High"), None where it is no label."""
        named = self.named(text)
        if len(named) == 1:
            return named[0]
        bare = _BARE.match(flat(text)) if not named else None
        if not bare:
            return None
        if bare["n"]:
            return int(bare["n"]) if re.match(r"^\W*[1-5]\W*(?:$|[-:(.]|[A-Z])", flat(text).strip()) else None
        if bare["letter"]:
            return ord(bare["letter"].upper()) - 64
        return self.rank(bare["word"])


def scale_of(contract: Contract) -> Scale:
    """The contract's own scale, and whether its levels may be those of support staff."""
    return replace(_scale(contract), lines=bool(_LINES.search(contract.whole)))


def _scale(contract: Contract) -> Scale:
    """Read the contract's own scale: words tied to numbers first, then the order of a list of worded labels."""
    own = _tied(contract.whole)
    words = {_word(match).lower() for match in _WORDED.finditer(contract.whole)} | set(own)
    listed = next((labels for labels in map(_listed, contract.tables) if len(labels) >= 3), ())
    if own:
        return Scale(own, tuple(words))
    listed = listed or _heading_items(contract)
    if listed:
        return Scale({label: place for place, label in enumerate(listed, start=1)}, listed)
    return Scale(_ordered(words), tuple(words))


def priority_column(header: str) -> bool:
    """Whether a column or row heading says that labels of priority stand under it."""
    return bool(_COLUMN.search(header)) and not re.search(
        r"\btime|target|hours?\b|service levels?|support level", header, re.IGNORECASE
    )


def _figures(match: re.Match[str]) -> str:
    return match["many"] or match["short"] or match["level"]


def _each_named(text: str) -> str:
    """The words with every label of a list said to be a priority, as its last one is by the noun behind it."""
    return _LISTED.sub(lambda found: f"{found['one']} priority{found['join']}", flat(text))


def _word(match: re.Match[str]) -> str:
    return next(value for value in (match["after"], match["before"], match["thing"], match["as"]) if value)


def _numbers(text: str) -> Iterable[int]:
    """The numbers of "1", "P1 and P2", "1-3", "one"."""
    found = [
        int(one) if one.isdigit() else WORDS[one.lower()]
        for one in re.findall(r"[1-5]|\b(?:one|two|three|four|five)\b", text, re.IGNORECASE)
    ]
    if len(found) == 2 and re.search(r"\d\s*(?:-|to|through)\s*\D*\d", text) and found[0] < found[1]:
        return range(found[0], found[1] + 1)
    return found


def _tied(text: str) -> dict[str, int]:
    """Words tied to a number ("Priority 1 - Critical", "Very High (1)"); a word tied to two numbers ties to none."""
    seen: dict[str, set[int]] = {}
    for match in _BOTH.finditer(text):
        word, value = (match["word"] or match["word2"]).lower(), int(match["n"] or match["n2"])
        seen.setdefault(word, set()).add(value)
    return {word: next(iter(values)) for word, values in seen.items() if len(values) == 1}


def _listed(placed: PlacedTable) -> tuple[str, ...]:
    """The worded labels down the first column of a priority table, most urgent first."""
    grid = placed.table.grid
    if not grid or not priority_column(flat(" ".join(row[0] for row in grid[: placed.table.header_rows] if row))):
        return ()
    matches = [_BARE.match(flat(row[0])) for row in grid[placed.table.header_rows :] if row]
    labels = tuple(dict.fromkeys(match["word"].lower() for match in matches if match and match["word"]))
    ranks = [_USUAL[label] for label in labels]
    return labels if ranks == sorted(ranks) else tuple(reversed(labels)) if ranks == sorted(ranks, reverse=True) else ()


def _heading_items(contract: Contract) -> tuple[str, ...]:
    """The worded labels that begin three or more list items in a row, most urgent first."""
    run: list[str] = []
    for sentence in contract.sentences:
        found = _ITEM.match(flat(sentence.text))
        if found and found["word"].lower() not in run:
            run.append(found["word"].lower())
            continue
        if len(run) >= _LEAST_LIST:
            break
        run = []
    ranks = [_USUAL[word] for word in run]
    return tuple(run) if len(run) >= _LEAST_LIST and ranks == sorted(set(ranks)) else ()


def _ordered(words: set[str]) -> dict[str, int]:
    """Number a set of worded labels by rank; none at all where two of them share a rank."""
    ranks = [_USUAL[word] for word in words]
    if len(words) < 3 or len(set(ranks)) < len(ranks):
        return {}
    return {word: place for place, word in enumerate(sorted(words, key=_USUAL.__getitem__), start=1)}
