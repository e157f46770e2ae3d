"""The share of tickets that must make their times, said once for a table of them, and how far that sentence reaches.

It refuses to choose: where a sentence gives several shares that nothing tells apart, or points to a table that cannot
be told, the levels it may be about have several readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from knowledge.clauses import Clause
from knowledge.terms.clocks import metrics_in
from knowledge.terms.metrics import PERCENT, TIMED, in_percents, metrics_of, percents
from knowledge.terms.passages import Contract, PlacedTable, Sentence
from knowledge.terms.priorities import Scale
from knowledge.terms.quantities import quantities
from knowledge.terms.rows import headers
from knowledge.terms.wording import flat

ALL_LEVELS = re.compile(
    r"\b(?:service levels?|service level targets?|(?:response|resolution|reaction|fix|restoration)[\w /&,()\"]*? (?:times|targets)|the above|targets?|(?:do|manage|achieve|keep to|meet|hit) (?:this|these|those)|these times|times (?:set out|in|stated|specified)|SLAs?|KPIs?)\b",
    re.IGNORECASE,
)
_ONE_TIME = re.compile(
    r"\b(?:response|resolution|reaction|fix|restoration|repair|acknowledgement)\s+(?:times?|targets?|periods?)\b",
    re.IGNORECASE,
)
_OF_CASES = re.compile(
    r"\b(?:of|in|for)\s+(?:all\s+|the\s+|such\s+)*(?:\w+\s+)?(?:cases|incidents|tickets|occasions|instances|calls|requests|faults|the time)\b"
    r"|%\)?\s+of\s+(?:[\w/&-]+,?\s+){0,7}(?:cases|incidents|tickets|calls|requests|faults|problems|issues|jobs)\b"
    r"|(?:%|per ?cent)\)?\s+of\s+(?:all\s+)?(?:priorit(?:y|ies)|severit(?:y|ies)|sev|[ps])\s?-?\s?\d\b",
    re.IGNORECASE,
)
_COMPLIANCE = re.compile(
    r"%\)?\s+(?:or (?:more|better)\s+)?(?:\w+\s+)?(?:compliance|attainment|achievement|adherence)\b"
    r"|\b(?:compliance|attainment|achievement|adherence)\b[^.;%]{0,60}\b(?:of|at|is|be)\b[^.;%]{0,30}%",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"\bcredit|\bavailab|\bcharge|\bfee|\b(?:if|whenever)\b(?=[^,;]*%)|\bterminat\w+|\bfail(?:s|ed|ure|ing)? to\b|\b(?:falls?|drops?)\b"
    r"|\bbelow\s+(?:\d|(?:the |its |that )?(?:service )?(?:targets?|levels?)\b)"
    r"|(?<!not )(?<!no )\b(?:less|fewer) than\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:shall|must|will|undertakes?|commits?|guarantees?|agrees?|aims?|promises?)\b", re.IGNORECASE
)
_WINDOW = re.compile(
    r"\b(?:in|for|over|during|within|per|each|every|any)\s+(?:(?:each|every|any|a|the|one)\s+)?(?:full\s+)?(?:calendar\s+)?(?P<window>month|quarter)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?P<kind>clause|section|paragraph|article|schedule|annex|appendix|exhibit|attachment|table)s?\s+(?P<n>\d+(?:\.\d+)*|[A-Z](?:[-.]?\d+)?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,]|\band\b|\bor\b", re.IGNORECASE)
# "For everything else, which we call normal": the label of every ticket that no other level names.
_REST_CALLED = re.compile(
    r"\b(?:everything|anything|all) else\W+(?:which\s+|that\s+)?(?:(?:we|is|are)\s+)?(?:call(?:ed)?|class(?:ed)? as|treat(?:ed)? as|regard(?:ed)? as)\s+\W?(?P<label>[a-z-]+)",
    re.IGNORECASE,
)
Share = tuple[dict[str, Any], tuple[str, ...], tuple[int, ...]]
Reach = frozenset[str] | None


def shares(sentence: Sentence, scale: Scale) -> Iterator[Share]:
    """The shares that a sentence gives to the times of a table: fields, metrics and priorities (none: all of them).

    "Each target is met for 92 % of tickets in each calendar month" gives the share and the month it is measured in.
    """
    text = in_percents(sentence.text)
    found = list(dict.fromkeys(percents(text)))
    told = ALL_LEVELS.search(text) or _ONE_TIME.search(text)
    if not found or quantities(text) or not _is_share(text) or not told:
        return
    if _NO_PROMISE.search(text):
        return
    if len(found) == 1:
        yield _fields(text, text), metrics_in(text), scale.named(text)
    elif _PROMISE.search(text):
        yield from _several(text, scale)


def rest_rank(contract: Contract, scale: Scale) -> int | None:
    """The priority that the contract calls whatever no other level names; None where it gives that no label."""
    called = (_REST_CALLED.search(flat(one.text)) for one in contract.sentences)
    return next((rank for one in called if one and (rank := scale.label(one["label"]))), None)


def _is_share(text: str) -> bool:
    """Whether a percentage counts tickets ("of all tickets"), or compliance that the sentence promises."""
    return bool(_OF_CASES.search(text) or (_COMPLIANCE.search(text) and _PROMISE.search(text)))


def _several(text: str, scale: Scale) -> Iterator[Share]:
    """Each of several shares for the metrics and priorities named beside it; for all where nothing tells them apart."""
    pieces = _pieces(text)
    told = [(metrics_in(piece), scale.named(piece)) for piece in pieces]
    ranks, names = [ranks for _, ranks in told], [names for names, _ in told]
    by_rank = all(ranks) and len(set(ranks)) == len(told)
    by_metric = all(names) and len(set(names)) == len(told)
    for piece, (metrics, priorities) in zip(pieces, told, strict=True):
        if by_rank:
            yield _fields(piece, text), metrics if by_metric else metrics_in(text), priorities
        else:
            yield _fields(piece, text), metrics if by_metric else (), ()


def _pieces(text: str) -> list[str]:
    """A sentence cut between its percentages, at the last comma or "and" before each."""
    cleaned = flat(text)
    cuts, last = [0], 0
    for found in PERCENT.finditer(cleaned):
        breaks = [one.start() for one in _BETWEEN.finditer(cleaned, last, found.start())] if last else []
        cuts += breaks[-1:] or ([found.start()] if last else [])
        last = found.end()
    return [cleaned[start:end] for start, end in zip(cuts, [*cuts[1:], len(cleaned)], strict=True)]


def _fields(piece: str, text: str) -> dict[str, Any]:
    window = _WINDOW.search(text)
    measured = {"window": window["window"].lower()} if window else {}
    return {"target_pct": f"{percents(piece)[0].normalize():f}"} | measured


def reach(sentence: Sentence, contract: Contract) -> tuple[Reach, bool]:
    """The clauses whose levels a sentence speaks of (None: all), and whether that is plain.

    They are those of the table or clause it names; else of its own clause or the nearest one above that holds a
    table of times.
    """
    timed = {placed.clause for placed in contract.tables if _is_timed(placed)}
    if not timed:
        return None, True
    known = {clause.key: clause for clause in contract.tree.clauses}
    named = list(_PLACE.finditer(sentence.text))
    if named:
        keys = {key for one in named for key in _keys(one["kind"].lower(), one["n"], contract)}
        spoken = frozenset(key for key in known if _lineage(key, known) & keys)
        if spoken & timed:
            return spoken, True
        return None, len(timed) == 1
    for above in _upwards(sentence.clause, known):
        under = frozenset(key for key in known if above in _lineage(key, known))
        if under & timed:
            return under, True
    return None, True


def _keys(kind: str, number: str, contract: Contract) -> set[str]:
    """The clauses that "clause 4", "Schedule 2" or "Table 1" names."""
    if kind == "table":
        titled = re.compile(rf"\btable\s+{re.escape(number)}(?![\w.]*\w)", re.IGNORECASE)
        found = [one for one in contract.tables if titled.search(f"{flat(one.table.title)} | {one.lead}")]
        return {one.clause for one in found}
    if kind in {"clause", "section", "paragraph", "article"}:
        own = {clause.key for clause in contract.tree.clauses if clause.key == number}
        return own or {clause.key for clause in contract.tree.clauses if clause.number.rstrip(".") == number}
    whole = re.compile(rf"^{kind}\s+{re.escape(number)}(?![\w.]*\w)", re.IGNORECASE)
    return {one.key for one in contract.tree.clauses if whole.search(one.key) or whole.search(one.heading or "")}


def _upwards(key: str, known: dict[str, Clause]) -> list[str]:
    """A clause and those above it, from the inmost outwards; the same clause is never met twice."""
    found: list[str] = []
    at: str | None = key
    while at and at in known and at not in found:
        found.append(at)
        at = known[at].parent
    return found


def _lineage(key: str, known: dict[str, Clause]) -> set[str]:
    return set(_upwards(key, known))


def _is_timed(placed: PlacedTable) -> bool:
    """Whether a table holds times to keep: a heading or a row label names response, resolution or updates."""
    labels = [row[0] for row in placed.table.grid[placed.table.header_rows :] if row]
    words = (*headers(placed.table), *labels, flat(placed.table.title))
    return any(name in TIMED for text in words for name, _ in metrics_of(text))
