"""Service levels in tables: a value is its cell, the row's labels, the headings above it, the title and the notes.

A figure with no unit in its cell or headings is no level, and an empty cell promises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from knowledge.terms.cell_doubts import cell_doubt
from knowledge.terms.clocks import OUT_OF_HOURS, ClockRule, table_rules, words_of
from knowledge.terms.firmness import firmness_in
from knowledge.terms.level_terms import AFTER_HOURS, IN_HOURS, Worded, as_term
from knowledge.terms.metrics import PERCENT, TIMED, metric_of, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.quantities import Quantity, no_time, quantities, unknown
from knowledge.terms.rows import Body, Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.table_plan import (
    CREDIT,
    TIER,
    Plan,
    is_timed,
    is_valued,
    label_of,
    percents_in,
    place_of,
    plan_of,
    ranks_of,
    row_plan,
    service_of,
    shared_metrics,
    subject_of,
    tier_of,
    with_unit,
)
from knowledge.terms.wording import flat, tidy

_EMPTY = re.compile(r"^\W*(?:n/?a|not applicable|none|nil)?\W*$", re.IGNORECASE)
_NO_SHARE = re.compile(r"\s*(?:-+|n/?a|not applicable|none|nil|no (?:target|service level)s?)\W*", re.IGNORECASE)
_SHARE_HEAD = re.compile(r"%|\bper ?cent|\btargets?\b|\bservice levels?\b|\battainment\b|\bcompliance\b", re.IGNORECASE)
_ABOUT_LEVELS = re.compile(
    r"\b(?:levels?|respon\w+|resol\w+|times|targets?|table|following|below|achieve\w*|meet)\b", re.IGNORECASE
)
_PHONE = re.compile(
    r"\b(?:phone|telephone|calls?)\b[^|]{0,20}\b(?:answer|pick)|\banswer\w*\b[^|]{0,20}\b(?:phone|telephone|calls?)\b",
    re.IGNORECASE,
)
_QUARTERLY = re.compile(r"(?:measured )?(?:quarterly|(?:each|every|per|a) quarter)", re.IGNORECASE)
# A table that says how often each thing is done holds duties, not levels.
HOW_OFTEN = re.compile(r"\b(?:frequency|how often|interval|when|rhythm)\b", re.IGNORECASE)
_EVIDENCE = ("availability", "patching", "backup", "edr", "mfa", "csat", "restore_test")


def table_levels(setting: Setting) -> list[FoundTerm]:
    """Every service level that the contract's tables hold, row by row."""
    found = []
    for placed in setting.contract.tables:
        plan = plan_of(placed, setting)
        if plan is None:
            continue
        rules = table_rules(placed, setting.scale)
        rows = body(placed.table, setting.contract.document.text)
        shared = shared_metrics(rows, plan)
        for row in rows:
            for worded in _row_levels(row, plan, rules, setting):
                if worded.metric in {"report", "review"} and any(map(HOW_OFTEN.search, headers(placed.table))):
                    continue
                own = subject_of(row, plan) if worded.metric in shared and worded.metric in _EVIDENCE else None
                found.append(as_term(replace(worded, service=worded.service or own), setting))
    return found


# A figure in a column of times with no unit in the cell or in the headings.
BARE_NUMBER = re.compile(r"\s*\d+(?:\.\d+)?\s*")


def _row_levels(row: Row, plan: Plan, rules: tuple[ClockRule, ...], setting: Setting) -> Iterator[Worded]:
    """The levels of one row: a column for each metric, or one metric named by the row's label."""
    label = label_of(row, plan)
    ranks = ranks_of(row, plan, setting)
    own_metric = None if any(plan.metrics.get(cell.column) in TIMED for cell in row.cells) else metric_of(label)
    for cell in row.cells:
        metric = plan.metrics.get(cell.column) or (own_metric if _holds_value(cell, plan, row) else None)
        metric = metric or (plan.titled if ranks and own_metric is None and _bought(cell, plan) else None)
        if metric is None or (_EMPTY.match(cell.text) and not unknown(cell.text)):
            continue
        heading = plan.priorities.get(cell.column) or (None if ranks else plan.ranked.get(cell.column))
        priorities = (heading,) if heading else ranks or (None,)
        calls = _PHONE.search(label) and metric == "response"
        for worded in _cell_levels(cell, metric, row, plan):
            if calls:
                worded = replace(worded, metric="other", service="telephone")  # noqa: PLW2901 - the same level, better named
            firmness = _firmness(cell, plan, setting)
            if firmness == "must" and _untold_share(worded, cell, row, plan):
                firmness = "target"
            cutoff = bool(worded.quantity and worded.quantity.cutoff)
            told, asked = cell_doubt(cell, row, plan.placed.table.notes, setting.contract, cutoff=cutoff)
            doubts, question = worded.doubts + told, worded.question or asked
            for priority in priorities:
                yield replace(
                    worded, priority=priority, rules=rules, firmness=firmness, doubts=doubts, question=question
                )


def _untold_share(worded: Worded, cell: Body, row: Row, plan: Plan) -> bool:
    """Whether the row's own place for the share in time is a dash: it has a time, and no share that must make it."""
    return (
        worded.metric in TIMED
        and worded.quantity is not None
        and not worded.pcts
        and any(
            one.column != cell.column
            and plan.metrics.get(one.column) in (worded.metric, None)
            and _SHARE_HEAD.search(one.header)
            and _NO_SHARE.fullmatch(one.text)
            for one in row.cells
        )
    )


def _bought(cell: Body, plan: Plan) -> bool:
    """Whether a cell holds the time of a table whose title names the metric and whose columns are tiers."""
    aside = cell.column in plan.label or cell.column in plan.hours or CREDIT.search(cell.header)
    return not aside and is_timed(cell)


def _holds_value(cell: Body, plan: Plan, row: Row) -> bool:
    """Whether a cell outside the metric columns holds the row's own level: its time, or failing that its percentage."""
    if (
        cell.column in plan.label
        or cell.column in plan.hours
        or CREDIT.search(cell.header)
        or cell.column in plan.metrics
        or cell.column in plan.graded
    ):
        return False
    if cell.column in plan.priorities:
        return True
    if cell.column in plan.bought and (is_timed(cell) or is_valued(cell)):
        return True
    timed = [
        one for one in row.cells if one.column not in plan.hours and not CREDIT.search(one.header) and is_timed(one)
    ]
    if timed:
        return cell is timed[0]
    first = next((one for one in row.cells if one.column in plan.targets and is_valued(one)), None)
    return cell is first


def _cell_levels(cell: Body, metric: str, row: Row, plan: Plan) -> Iterator[Worded]:
    base = Worded(
        metric=metric,
        span=row.span,
        clause=plan.placed.clause,
        service=service_of(cell, row, plan),
        tier=tier_of(cell, plan) or row_plan(row),
        around=_around(cell, row, plan),
        own_hours=next((one.text for one in row.cells if one.column in plan.hours), ""),
        confidence=0.95,
    )
    if metric in _EVIDENCE:
        yield from _evidence(base, cell, row, plan)
        return
    found = quantities(with_unit(cell))
    if not found:
        yield from _without_time(base, cell, row, plan)
        return
    pcts = tuple(percents(cell.text)) or _target_of(cell, metric, row, plan)
    yield from _each_time(replace(base, pcts=pcts), with_unit(cell), found)


def _each_time(base: Worded, text: str, found: list[Quantity]) -> Iterator[Worded]:
    """One level for each time in a cell, told apart by hours, tier or place; times nothing tells apart are a conflict."""
    parts = _parts(text, found)
    tiers = [_part_tier(part) or base.tier for part in parts]
    if AFTER_HOURS in tiers and len(found) > 1:
        tiers = [tier or IN_HOURS for tier in tiers]
    places = [place_of(part) or base.service for part in parts]
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
    tier = TIER.search(part)
    return tier["tier"].lower() if tier else None


def _without_time(base: Worded, cell: Body, row: Row, plan: Plan) -> Iterator[Worded]:
    """A cell with words instead of a time: blacked out is unknown, "best efforts" a level that promises no time."""
    if unknown(cell.text):
        yield replace(base, words=tidy(cell.text), unknown=True, pcts=_target_of(cell, base.metric, row, plan))
    elif BARE_NUMBER.fullmatch(cell.text) and base.metric in TIMED:
        number = tidy(cell.text)
        yield replace(
            base,
            words=number,
            doubts=(f"{number} minutes", f"{number} hours"),
            question=f"The table gives no unit for {number}: is it minutes, hours or days?",
            pcts=_target_of(cell, base.metric, row, plan),
        )
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


def _evidence(base: Worded, cell: Body, row: Row, plan: Plan) -> Iterator[Worded]:
    """A level counted in per cent: availability, patching, backups and their like; a rung of credits is none."""
    if _rung(cell, row):
        return
    own = percents_in(cell) or [value for one in row.cells if one.column in plan.targets for value in percents_in(one)]
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
    measured = {"window": "quarter"} if any(_QUARTERLY.fullmatch(one.text.strip()) for one in row.cells) else {}
    yield replace(base, pcts=tuple(own), quantity=limit, more=clock | measured)


def _rung(cell: Body, row: Row) -> bool:
    """Whether the row is a rung of a ladder of credits: a range of results beside what it pays."""
    pays = any(CREDIT.search(one.header) and PERCENT.search(one.text) for one in row.cells if one.column != cell.column)
    return pays and (
        len(percents(cell.text)) > 1
        or bool(re.search(r"\b(?:less|below|under|lower|between)\b|<", cell.text, re.IGNORECASE))
    )


def _target_of(cell: Body, metric: str, row: Row, plan: Plan) -> tuple[Decimal, ...]:
    """The row's percentage for a time: a column of its own metric first, then the target column."""
    others = [one for one in row.cells if one.column != cell.column and one.column not in plan.graded]
    own = [
        value
        for one in others
        if plan.metrics.get(one.column) == metric and not quantities(one.text)
        for value in percents_in(one)
    ]
    beside = [value for one in others if one.column == cell.column + 1 for value in percents_in(one)]
    timed = [one for one in plan.metrics if one not in plan.targets]
    each_its_own = len(timed) > 1 and {one + 1 for one in timed} == set(plan.targets)
    if each_its_own and beside and not own:
        return tuple(dict.fromkeys(beside))
    heading = percents(cell.header)
    general = [
        value
        for one in others
        if one.column in plan.targets or one.column not in plan.metrics
        for value in percents_in(one)
        if not CREDIT.search(one.header)
    ]
    return tuple(dict.fromkeys(own or heading or general or plan.column_targets.get(cell.column, ())))


def _around(cell: Body, row: Row, plan: Plan) -> tuple[str, ...]:
    hours = [one.text for one in row.cells if one.column in plan.hours]
    labels = [one.text for one in row.cells if one.column in plan.label]
    return (cell.text, cell.header, *hours, *labels, flat(plan.placed.table.title), *plan.placed.headings[-1:])


def _firmness(cell: Body, plan: Plan, setting: Setting) -> str:
    """The cell's words first, then its heading, the words before the table, and what the contract binds itself to."""
    strong = [
        firmness_in(cell.text),
        firmness_in(re.sub(r"\btarget(?:ed|s)?\b", " ", cell.header, flags=re.IGNORECASE)),
    ]
    strong += [firmness_in(plan.placed.lead)] if _ABOUT_LEVELS.search(plan.placed.lead) else []
    stated = next((one for one in strong if one), None) or setting.binding
    if stated:
        return stated
    if percents_in(cell) and not quantities(cell.text):
        return "must"
    named = f"{cell.header} | {plan.placed.context}"
    return "target" if re.search(r"\btargets?\s+\w|\w\s+targets?\b", named, re.IGNORECASE) else "must"
