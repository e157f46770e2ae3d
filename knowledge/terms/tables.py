"""Service levels in tables: a value is its cell, the row's labels, the headings above it, the title and the notes.

A figure with no unit in its cell or headings is no level, and an empty cell promises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.terms.clocks import OUT_OF_HOURS, ClockRule, table_rules, words_of
from knowledge.terms.firmness import firmness_in
from knowledge.terms.level_terms import AFTER_HOURS, IN_HOURS, Worded, as_term
from knowledge.terms.metrics import PERCENT, TIMED, metric_of, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import PlacedTable
from knowledge.terms.priorities import priority_column
from knowledge.terms.quantities import Quantity, no_time, quantities, unknown
from knowledge.terms.rows import Body, Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.wording import flat, tidy

_CREDIT = re.compile(
    r"\b(?:credits?|deductions?|rebates?|points?|penalt\w+|fees?|charges?|price|rates?|cost|reduction|refund)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:targets?|achieve\w*|complian\w+|success|service levels?|sla|kpi|attainment|percent\w*|performance|minimum|threshold|goal)\b|%",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?:hours of (?:cover|support|service)|(?:support|service|cover|working|operating) hours|cover(?:age)?|availability of (?:cover|support)|measured$|clock)",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:services?|systems?|components?|applications?|sites?|locations?|platforms?)\b(?! levels?| requests?| hours?| credits?)",
    re.IGNORECASE,
)
_TIER = re.compile(
    r"\b(?P<tier>standard|enhanced|premium|basic|gold|silver|bronze|platinum|essentials?|advanced|managed plus|plus)\b(?! hours?)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?P<place>on[- ]?site|remote)\b", re.IGNORECASE)
_EMPTY = re.compile(r"^\W*(?:n/?a|not applicable|none|nil)?\W*$", re.IGNORECASE)
_EVIDENCE = ("availability", "patching", "backup", "edr", "mfa", "csat", "restore_test")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each column of a table holds."""

    placed: PlacedTable
    metrics: dict[int, str]
    priorities: dict[int, int]
    label: tuple[int, ...]
    targets: tuple[int, ...]
    hours: tuple[int, ...]
    services: tuple[int, ...]


def table_levels(setting: Setting) -> list[FoundTerm]:
    """Every service level that the contract's tables hold, row by row."""
    found = []
    for placed in setting.contract.tables:
        plan = _plan(placed, setting)
        if plan is None:
            continue
        rules = table_rules(placed, setting.scale)
        for row in body(placed.table, setting.contract.document.text):
            found += [as_term(worded, setting) for worded in _row_levels(row, plan, rules, setting)]
    return found


def _plan(placed: PlacedTable, setting: Setting) -> _Plan | None:
    heads = headers(placed.table)
    if _CREDIT.search(flat(placed.table.title)) and not any(metric_of(head) in TIMED for head in heads):
        return None
    metrics = {at: name for at, head in enumerate(heads) if not _CREDIT.search(head) and (name := metric_of(head))}
    priorities = {
        at: rank for at, head in enumerate(heads) if at and not metrics and (rank := setting.scale.label(head))
    }
    label = tuple(at for at, head in enumerate(heads) if priority_column(head))
    rest = [at for at in range(len(heads)) if at not in metrics and at not in priorities and at not in label]
    return _Plan(
        placed=placed,
        metrics=metrics,
        priorities=priorities,
        label=label,
        targets=tuple(at for at in rest if _TARGET.search(heads[at]) and not _CREDIT.search(heads[at])),
        hours=tuple(at for at in rest if _HOURS.search(heads[at])),
        services=tuple(
            at
            for at in rest
            if _SERVICE.search(heads[at]) and not _TARGET.search(heads[at]) and not _CREDIT.search(heads[at])
        ),
    )


def _row_levels(row: Row, plan: _Plan, rules: tuple[ClockRule, ...], setting: Setting) -> Iterator[Worded]:
    """The levels of one row: a column for each metric, or one metric named by the row's label."""
    label = _label(row, plan)
    ranks = _ranks(row, plan, setting)
    own_metric = None if any(plan.metrics.get(cell.column) in TIMED for cell in row.cells) else metric_of(label)
    for cell in row.cells:
        metric = plan.metrics.get(cell.column) or (own_metric if _holds_value(cell, plan, row) else None)
        if metric is None or _EMPTY.match(cell.text):
            continue
        priorities = (plan.priorities[cell.column],) if cell.column in plan.priorities else ranks or (None,)
        for worded in _cell_levels(cell, metric, row, plan):
            for priority in priorities:
                yield replace(worded, priority=priority, rules=rules, firmness=_firmness(cell, plan, setting))


def _label(row: Row, plan: _Plan) -> str:
    """The words that say what the row is about: every cell but those of values."""
    kept = [
        cell.text
        for cell in row.cells
        if not _is_value(cell.text) and cell.column not in plan.hours and not _CREDIT.search(cell.header)
    ]
    return kept[0] if kept and metric_of(kept[0]) else " ".join(kept)


def _is_value(text: str) -> bool:
    """Whether a cell is little more than a time or a percentage."""
    left = PERCENT.sub(" ", text)
    for quantity in reversed(quantities(left)):
        left = left[: quantity.start] + " " + left[quantity.end :]
    return left != text and len(re.findall(r"[A-Za-z]{3,}", left)) <= 4


def _ranks(row: Row, plan: _Plan, setting: Setting) -> tuple[int, ...]:
    for cell in row.cells:
        if cell.column in plan.label and (rank := setting.scale.label(cell.text)):
            return (rank,)
    first = next((cell for cell in row.cells if cell.text), None)
    many = [rank for cell in row.cells if cell.column in plan.label for rank in setting.scale.named(cell.text)]
    if many or first is None:
        return tuple(dict.fromkeys(many))
    named = setting.scale.named(first.text)
    if named:
        return named
    rank = setting.scale.label(first.text) if not first.header and plan.metrics else None
    return (rank,) if rank else ()


def _holds_value(cell: Body, plan: _Plan, row: Row) -> bool:
    """Whether a cell outside the metric columns holds the row's own level: its time, or failing that its percentage."""
    if (
        cell.column in plan.label
        or cell.column in plan.hours
        or _CREDIT.search(cell.header)
        or cell.column in plan.metrics
    ):
        return False
    if cell.column in plan.priorities:
        return True
    timed = [
        one for one in row.cells if one.column not in plan.hours and not _CREDIT.search(one.header) and _timed(one)
    ]
    if timed:
        return cell is timed[0]
    first = next((one for one in row.cells if one.column in plan.targets and _valued(one)), None)
    return cell is first


def _timed(cell: Body) -> bool:
    return bool(quantities(cell.text)) and (
        _is_value(cell.text) or bool(re.search(r"\bwithin\b", cell.text, re.IGNORECASE))
    )


def _valued(cell: Body) -> bool:
    return bool(_percents(cell)) or unknown(cell.text)


def _percents(cell: Body) -> list[Decimal]:
    """The percentages of a cell; a bare figure counts where the heading holds the unit."""
    found = percents(cell.text)
    bare = re.fullmatch(r"\W*(\d{1,3}(?:\.\d+)?)\W*", cell.text)
    return found or (
        [Decimal(bare[1])]
        if bare and ("%" in cell.header or re.search(r"per ?cent", cell.header, re.IGNORECASE))
        else []
    )


def _cell_levels(cell: Body, metric: str, row: Row, plan: _Plan) -> Iterator[Worded]:
    base = Worded(
        metric=metric,
        span=row.span,
        clause=plan.placed.clause,
        service=_service(cell, row, plan),
        tier=_tier(cell, plan),
        around=_around(cell, row, plan),
        own_hours=next((one.text for one in row.cells if one.column in plan.hours), ""),
        confidence=0.95,
    )
    if metric in _EVIDENCE:
        yield from _evidence(base, cell, row, plan)
        return
    found = quantities(_with_unit(cell))
    if not found:
        yield from _without_time(base, cell, row, plan)
        return
    pcts = tuple(percents(cell.text)) or _target_of(cell, metric, row, plan)
    yield from _each_time(replace(base, pcts=pcts), _with_unit(cell), found)


def _with_unit(cell: Body) -> str:
    """The cell's words, with the unit of its heading ("Response (hours)") where it holds a bare figure."""
    unit = re.search(
        r"\(\s*(?:in\s+)?(?P<unit>(?:(?:business|working|service)\s+)?(?:minutes?|mins?|hours?|hrs?|days?))\s*\)|\bin (?P<in>minutes|hours|working days|business days)\b",
        cell.header,
        re.IGNORECASE,
    )
    if unit and re.fullmatch(r"\W*\d+(?:\.\d+)?\W*", cell.text):
        return f"{cell.text} {unit['unit'] or unit['in']}"
    return cell.text


def _each_time(base: Worded, text: str, found: list[Quantity]) -> Iterator[Worded]:
    """One level for each time in a cell, told apart by hours, tier or place; times nothing tells apart are a conflict."""
    parts = _parts(text, found)
    tiers = [_part_tier(part) or base.tier for part in parts]
    if AFTER_HOURS in tiers and len(found) > 1:
        tiers = [tier or IN_HOURS for tier in tiers]
    places = [_place(part) or base.service for part in parts]
    if len(set(zip(tiers, places, strict=True))) < len(found):
        doubts = tuple(tidy(part) for part in parts)
        yield replace(base, words=tidy(text), doubts=doubts, question="Which of these times is the limit?")
        return
    for quantity, part, tier, place in zip(found, parts, tiers, places, strict=True):
        yield replace(base, quantity=quantity, tier=tier, service=place, around=(part, *base.around))


def _parts(text: str, found: list[Quantity]) -> list[str]:
    """The words that belong to each time: from the end of the one before, cut at a comma or slash, to the next."""
    parts = []
    for place, one in enumerate(found):
        before = text[found[place - 1].end : one.start] if place else text[: one.start]
        after = text[one.end : found[place + 1].start] if place + 1 < len(found) else text[one.end :]
        lead = re.split(r"[,;/|(]|\band\b|\bor\b", before)[-1] if place else before
        tail = re.split(r"[,;/|]|\bor\b|\band\b|\botherwise\b", after)[0] if place + 1 < len(found) else after
        parts.append(f"{lead} {text[one.start : one.end]} {tail}")
    return parts


def _part_tier(part: str) -> str | None:
    if OUT_OF_HOURS.search(part):
        return AFTER_HOURS
    tier = _TIER.search(part)
    return tier["tier"].lower() if tier else None


def _place(text: str) -> str | None:
    found = _PLACE.search(text)
    return "on site" if found and found["place"].lower().startswith("on") else "remote" if found else None


def _without_time(base: Worded, cell: Body, row: Row, plan: _Plan) -> Iterator[Worded]:
    """A cell with words instead of a time: blacked out is unknown, "best efforts" a level that promises no time."""
    if unknown(cell.text):
        yield replace(base, words=tidy(cell.text), unknown=True, pcts=_target_of(cell, base.metric, row, plan))
    elif no_time(cell.text):
        agreed = bool(re.search(r"\bagree", cell.text, re.IGNORECASE))
        question = "No time is stated here. Was one agreed elsewhere?" if agreed else ""
        yield replace(
            base,
            words=tidy(cell.text),
            unknown=agreed,
            question=question,
            pcts=_target_of(cell, base.metric, row, plan),
        )


def _evidence(base: Worded, cell: Body, row: Row, plan: _Plan) -> Iterator[Worded]:
    """A level counted in per cent: availability, patching, backups and their like; a rung of credits is none."""
    if _rung(cell, row):
        return
    own = _percents(cell) or [value for one in row.cells if one.column in plan.targets for value in _percents(one)]
    days = next((one for other in row.cells for one in quantities(other.text) if one.unit in {"day", "hour"}), None)
    if not own:
        if unknown(cell.text) or any(unknown(one.text) for one in row.cells if one.column in plan.targets):
            yield replace(base, words=tidy(cell.text), unknown=True)
        return
    limit = days if base.metric == "patching" else None
    words = f"{row.text} | {plan.placed.context}"
    clock = (
        {"clock": "service_hours" if words_of(words) == "service_hours" else "calendar"}
        if base.metric == "availability"
        else {}
    )
    if limit is not None and limit.clock is None:
        limit = replace(limit, clock="calendar")
    yield replace(base, pcts=tuple(own), quantity=limit, more=clock)


def _rung(cell: Body, row: Row) -> bool:
    """Whether the row is a rung of a ladder of credits: a range of results beside what it pays."""
    pays = any(
        _CREDIT.search(one.header) and PERCENT.search(one.text) for one in row.cells if one.column != cell.column
    )
    return pays and (
        len(percents(cell.text)) > 1
        or bool(re.search(r"\b(?:less|below|under|lower|between)\b|<", cell.text, re.IGNORECASE))
    )


def _target_of(cell: Body, metric: str, row: Row, plan: _Plan) -> tuple[Decimal, ...]:
    """The row's percentage for a time: a column of its own metric first, then the target column."""
    others = [one for one in row.cells if one.column != cell.column]
    own = [
        value
        for one in others
        if plan.metrics.get(one.column) == metric and not quantities(one.text)
        for value in _percents(one)
    ]
    heading = percents(cell.header)
    general = [
        value
        for one in others
        if one.column in plan.targets or one.column not in plan.metrics
        for value in _percents(one)
        if not _CREDIT.search(one.header)
    ]
    return tuple(dict.fromkeys(own or heading or general))


def _around(cell: Body, row: Row, plan: _Plan) -> tuple[str, ...]:
    hours = [one.text for one in row.cells if one.column in plan.hours]
    labels = [one.text for one in row.cells if one.column in plan.label]
    return (cell.text, cell.header, *hours, *labels, flat(plan.placed.table.title))


def _service(cell: Body, row: Row, plan: _Plan) -> str | None:
    """The service a level is limited to: a service column, requests as against incidents, work on site."""
    named = next(
        (one.text for one in row.cells if one.column in plan.services and one.text and not _is_value(one.text)), None
    )
    if named and not metric_of(named) and plan.metrics.get(cell.column) is not None:
        return tidy(named)
    if named and metric_of(row.text) and named != _label(row, plan):
        return tidy(named)
    words = " ".join((row.text, flat(plan.placed.table.title)))
    if re.search(r"\bservice requests?\b", words, re.IGNORECASE) and not re.search(
        r"\bincidents?\b|\btickets?\b|\bfaults?\b", words, re.IGNORECASE
    ):
        return "service request"
    return _place(cell.header)


def _tier(cell: Body, plan: _Plan) -> str | None:
    if OUT_OF_HOURS.search(cell.header):
        return AFTER_HOURS
    twin = [
        head
        for at, head in enumerate(headers(plan.placed.table))
        if at != cell.column and plan.metrics.get(at) == plan.metrics.get(cell.column)
    ]
    if any(OUT_OF_HOURS.search(head) for head in twin):
        return IN_HOURS
    tier = _TIER.search(cell.header)
    return tier["tier"].lower() if tier else None


def _firmness(cell: Body, plan: _Plan, setting: Setting) -> str:
    """The cell's words first, then its heading, the words before the table, and what the contract binds itself to."""
    strong = [
        firmness_in(cell.text),
        firmness_in(re.sub(r"\btarget(?:ed|s)?\b", " ", cell.header, flags=re.IGNORECASE)),
    ]
    strong += [firmness_in(plan.placed.lead)]
    stated = next((one for one in strong if one), None) or setting.binding
    if stated:
        return stated
    return "target" if re.search(r"\btargets?\b", f"{cell.header} {plan.placed.context}", re.IGNORECASE) else "must"
