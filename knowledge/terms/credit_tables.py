"""Service credits in tables: ladders of results, a percentage or points beside each level, shares of a pool.

A ladder with a hole or an overlap is a conflict with both readings; a figure whose base nobody names is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import Band, band_in, doubts, nested, single
from knowledge.terms.credit_down_tables import by_length
from knowledge.terms.credit_limits import NO_DOLLAR, YEAR
from knowledge.terms.credit_plans import PAYS, POINTS, Plan, paid_in, plans_of, row_scopes, severity_cell, worth_of
from knowledge.terms.credit_points import bands_across, points_by_severity
from knowledge.terms.credit_scopes import scopes
from knowledge.terms.credit_shortfalls import meeting, short_column
from knowledge.terms.credit_words import all_together, base_in, unnamed_level, usual_base
from knowledge.terms.general import lent
from knowledge.terms.metrics import metric_of
from knowledge.terms.model import FoundTerm
from knowledge.terms.money import amounts
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.rows import Body, Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.severities import severity_columns
from knowledge.terms.table_plan import TIER
from knowledge.terms.wording import flat, plain, tidy

Rung = tuple[Band, Decimal, str]

_MOST_SHORT = 50  # per cent; a table of larger figures is of results, not of shortfalls
_MOST = re.compile(r"\W*(?:monthly |overall |total )?(?:max(?:imum)?|cap|limit|most)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:fewer|less|under|below|up to|no more|not more|at most)\b|<|≤", re.IGNORECASE)
UNTOLD = re.compile(
    r"\b(?:agreed?|confirmed|determined|discuss\w*|TB[ACD]|see|as per|refer|order|set out)\b|\[|\*\*|\?", re.IGNORECASE
)
_OVER = re.compile(r"\b(?:more than|over|above|exceed\w*|greater than)\b|>(?!=)", re.IGNORECASE)


def table_credits(setting: Setting) -> list[FoundTerm]:
    """Every credit rule that the contract's tables hold."""
    found: list[FoundTerm] = []
    for placed in setting.contract.tables:
        across = severity_columns(placed.table)
        plans = plans_of(placed, setting)
        if across:
            rows = body(placed.table, setting.contract.document.text)
            found += _across(Plan(placed, -1, "points", rows, "", tuple(across)), across, setting)
            continue
        for plan in plans:
            found += _read(plan, setting)
    return found


def _read(plan: Plan, setting: Setting) -> list[FoundTerm]:
    timed = by_length(plan)
    if timed is not None:
        return [_term(timed[0], plan, setting, timed[1])]
    ladder = _shortfalls(plan, setting) or _points_to_per_cent(plan, setting) or _ladders(plan, setting)
    return ladder or list(_by_row(plan, setting))


def _across(plan: Plan, columns: dict[int, str], setting: Setting) -> Iterator[FoundTerm]:
    """A ladder of points for each row of a table whose bands of failure stand side by side."""
    worth = points_by_severity(setting)
    for row in plan.rows:
        rungs, unsaid = bands_across(row, columns, worth)
        for scope in row_scopes(row, plan, setting) if rungs or unsaid else []:
            term = _ladder_term(rungs, "", plan, setting, scope, row)
            if unsaid:
                told = tuple(f"{name}: no points are stated" for name in unsaid)
                doubt = Doubt("conflict", told, "How many points does each of these bands earn?")
                term = _term(term.fields, plan, setting, doubt, row)
            yield term


def _base(plan: Plan, row: Row | None, setting: Setting) -> str | None:
    """Per cent of what: the row, the heading, the words before the table, then any sentence about credits."""
    near = [row.text if row else " ".join(one.text for one in plan.rows), plan.heading, plan.placed.context]
    return next((base for words in near if (base := base_in(words))), None) or usual_base(setting.contract.sentences)


def _ladders(plan: Plan, setting: Setting) -> list[FoundTerm]:
    """The rungs of a table whose rows are ranges of results, a ladder for each level its rows name.

    Single figures have no direction and are asked about.
    """
    groups: dict[str, tuple[dict[str, Any], list[Rung], list[tuple[Decimal, Decimal]]]] = {}
    column, before = "", ""
    for row in plan.rows:
        paid = paid_in(row, plan)
        worth = worth_of(paid, plan) if paid else None
        ranged, lone = _ranged(row, plan), _lone(row, plan)
        scope = next(iter(row_scopes(row, plan, setting)), {})
        key = repr(scope) if scope or not before else before
        if worth is None or not (ranged or lone is not None):
            continue
        before = key
        group = groups.setdefault(key, (scope, [], []))
        if ranged:
            column = ranged[0].header
            group[1].append((ranged[1], worth, _rung_name(row, ranged[0], plan)))
        elif lone is not None:
            group[2].append((lone, worth))
    found = [_group(*group, column, plan, setting) for group in groups.values()]
    return [term for term in found if term is not None]


def _shortfalls(plan: Plan, setting: Setting) -> list[FoundTerm]:
    """The rungs of a table whose rows are ranges of points below a level, a ladder for each level that it is for."""
    heads = headers(plan.placed.table)
    short = next((at for at, head in enumerate(heads) if at != plan.pays and short_column(head)), None)
    groups: dict[str, tuple[dict[str, Any], list[tuple[Band, Decimal]]]] = {}
    for row in plan.rows if short is not None else ():
        paid, cell = paid_in(row, plan), next((one for one in row.cells if one.column == short), None)
        worth, band = worth_of(paid, plan) if paid else None, band_in(cell.text) if cell else None
        scope = next(iter(row_scopes(row, plan, setting)), {})
        if worth is None or band is None or (band.high or band.low or Decimal(0)) > _MOST_SHORT:
            return []
        groups.setdefault(repr(scope), (scope, []))[1].append((band, worth))
    found = [
        _shortfall(one | plan.scope, meeting(steps), plan, setting)
        for scope, steps in groups.values()
        for one in ([scope] if scope else scopes(plan.placed.lead, setting.scale))
    ]
    return found if all(len(steps) > 1 for _, steps in groups.values()) else []


def _shortfall(scope: dict[str, Any], steps: list[tuple[Band, Decimal]], plan: Plan, setting: Setting) -> FoundTerm:
    fields: dict[str, Any] = {
        "kind": "points" if plan.kind == "points" else "ladder",
        "bands_of": "shortfall",
        "bands": [band.as_fields(worth) for band, worth in steps],
        **scope,
    }
    readings = doubts(steps, None)
    asked = Doubt("conflict", readings, "A shortfall can fall between two rungs, or into both. Which applies?")
    words = f"{plan.heading} {plan.placed.context}"
    return _term(fields, plan, setting, asked if readings else unnamed_level(fields, words) or CERTAIN)


def _group(
    scope: dict[str, Any],
    rungs: list[Rung],
    bare: list[tuple[Decimal, Decimal]],
    column: str,
    plan: Plan,
    setting: Setting,
) -> FoundTerm | None:
    if len(rungs) + len(bare) < 2:
        return None
    if bare:
        ends = [(band.high or band.low or Decimal(0), worth) for band, worth, _ in rungs]
        return _thresholds([*bare, *ends], plan, setting, scope)
    return _ladder_term(rungs, column, plan, setting, scope)


def _ranged(row: Row, plan: Plan) -> tuple[Body, Band] | None:
    return next(
        (
            (cell, band)
            for cell in row.cells
            if not plan.is_pay(cell) and "%" in cell.text + cell.header and (band := band_in(cell.text))
        ),
        None,
    )


def _lone(row: Row, plan: Plan) -> Decimal | None:
    return next(
        (
            value
            for cell in row.cells
            if not plan.is_pay(cell) and _result_column(cell) and (value := single(cell.text)) is not None
        ),
        None,
    )


def _result_column(cell: Body) -> bool:
    return bool(metric_of(cell.header)) or (
        bool(
            re.search(r"\b(?:achieved|actual|result|performance|level|below|percentage)\b", cell.header, re.IGNORECASE)
        )
        and "%" in cell.text + cell.header
    )


def _rung_name(row: Row, ranged: Body, plan: Plan) -> str:
    band = severity_cell(row, plan)
    others = [
        cell.text
        for cell in row.cells
        if not plan.is_pay(cell) and cell.column != ranged.column and not re.search(r"\d", cell.text)
    ]
    return tidy(band.text) if band else tidy(others[0]) if others else ""


def _metric(column: str, plan: Plan) -> str | None:
    words = (column, flat(plan.placed.table.title), plan.placed.lead, *reversed(plan.placed.headings))
    return next((metric for text in words if (metric := metric_of(text))), None)


def _ladder_term(
    rungs: list[Rung], column: str, plan: Plan, setting: Setting, scope: dict[str, Any], row: Row | None = None
) -> FoundTerm:
    steps = nested([(band, worth) for band, worth, _ in rungs])
    rungs = [(band, worth, name) for (band, worth), (_, _, name) in zip(steps, rungs, strict=True)]
    metric = metric_of(column) or scope.get("metric") or _metric(column, plan)
    round_dp = lent(setting.said, metric or "availability", None)[0].get("round_dp")
    fields: dict[str, Any] = {
        "kind": "points" if plan.kind == "points" else "ladder",
        "metric": metric,
        "bands": [band.as_fields(worth, name) for band, worth, name in rungs],
        **{name: value for name, value in (_tier(column) | scope | plan.scope).items() if name != "metric"},
    }
    readings = doubts([(band, worth) for band, worth, _ in rungs], round_dp)
    question = "A result can fall between two rungs, or into both. Which of them applies?" if readings else ""
    words = " ".join((*headers(plan.placed.table), plan.placed.context, *(one.text for one in plan.rows)))
    other = unnamed_level(fields, words) if fields["kind"] == "ladder" else None
    together = _together(fields, plan)
    doubt = Doubt("conflict", readings, question) if readings else together or other or CERTAIN
    return _term(fields, plan, setting, doubt, row)


def _tier(column: str) -> dict[str, Any]:
    """The plan that the heading of the results names ("Monthly uptime (Gold)")."""
    found = TIER.search(column)
    return {"tier": found["tier"].lower()} if found and found["tier"].lower() != "standard" else {}


def _together(fields: dict[str, Any], plan: Plan) -> Doubt | None:
    """The doubt of a table that pays by the result of all tickets together, by its own words or its lead-in."""
    table = plan.placed.table
    near = (*headers(table), flat(table.title), plan.placed.lead, *(row.text for row in plan.rows))
    return all_together(fields, " | ".join(near))


def _thresholds(bare: list[tuple[Decimal, Decimal]], plan: Plan, setting: Setting, scope: dict[str, Any]) -> FoundTerm:
    (first, worth), (second, less) = bare[0], bare[1]
    middle = (first + second) / 2
    readings = (
        f"{plain(middle)} % earns {plain(worth)}: each figure is the top of its range",
        f"{plain(middle)} % earns {plain(less)}: each figure is the bottom of its range",
    )
    fields = {"kind": "points" if plan.kind == "points" else "ladder", "metric": _metric("", plan)}
    fields |= scope | plan.scope
    return _term(
        fields,
        plan,
        setting,
        Doubt("conflict", readings, "The table gives single figures. Does each begin or end its range?"),
    )


def _term(fields: dict[str, Any], plan: Plan, setting: Setting, doubt: Doubt, row: Row | None = None) -> FoundTerm:
    """A rule of this table, with its base where the rule pays per cent; per cent of nothing is a conflict."""
    if doubt.status == "found" and fields["kind"] != "modifier":
        doubt = _together(fields, plan) or doubt
    if fields["kind"] in {"ladder", "flat"}:
        fields["base"] = _base(plan, row, setting)
        if fields["base"] is None and doubt.status == "found":
            doubt = Doubt(
                "conflict",
                ("per cent of the monthly charge", "per cent of another charge"),
                "Per cent of which charge?",
            )
    span = row.span if row else plan.span
    return setting.contract.term(
        "credit_rule",
        fields,
        span,
        clause=plan.placed.clause,
        confidence=0.95 if doubt.status == "found" else 0.5,
        doubt=doubt,
    )


def _by_row(plan: Plan, setting: Setting) -> Iterator[FoundTerm]:
    """A rule for each row that names a level and what a miss of it pays; two levels in a row are two rules."""
    for row in plan.rows:
        paid = paid_in(row, plan)
        if paid is None or (plan.kind == "points" and severity_cell(row, plan)):
            continue
        money = amounts(paid.text, setting.contract.whole)
        worth = worth_of(paid, plan)
        label = row.cells[0].text
        if worth and plan.kind == "credit" and _MOST.match(label):
            limit = "cap_year_pct" if YEAR.search(label) else "cap_pct"
            yield _term({"kind": "modifier", limit: plain(worth)}, plan, setting, CERTAIN, row)
            continue
        for scope in row_scopes(row, plan, setting) or ([{}] if plan.scope else []):
            if worth:
                yield _term(_rule(plan, worth) | scope | plan.scope, plan, setting, CERTAIN, row)
            elif len(money) == 1:
                fields = {"kind": "per_event", "value": plain(money[0].value), "currency": money[0].currency}
                yield _term(fields | scope | plan.scope, plan, setting, _event_doubt(paid, plan, fields), row)
            elif worth is None and scope and plan.kind == "credit" and UNTOLD.search(paid.text):
                asked = Doubt("unknown", (), "What does this row pay?")
                yield _term({"kind": "modifier"} | scope | plan.scope, plan, setting, asked, row)


def _event_doubt(paid: Body, plan: Plan, fields: dict[str, Any]) -> Doubt:
    """An amount beside a level is due for each failure only where the words say so."""
    if fields["currency"] is None:
        return Doubt("conflict", NO_DOLLAR, "Which dollars are meant?")
    words = f"{paid.text} | {plan.heading} | {plan.placed.context}"
    if re.search(r"\b(?:per|each|every)\s+(?:\w+\s+)?(?:hour|day|minute)\b", words, re.IGNORECASE):
        late = ("for each late ticket", "for each span of time that it is late")
        return Doubt("conflict", late, "Is this due once for each ticket, or by how late it is?")
    return CERTAIN


def _rule(plan: Plan, worth: Decimal) -> dict[str, Any]:
    kinds = {"credit": ("flat", "value"), "points": ("points", "value"), "pool": ("pool", "allocation_pct")}
    kind, field = kinds[plan.kind]
    return {"kind": kind, field: plain(worth)}


def _points_to_per_cent(plan: Plan, setting: Setting) -> list[FoundTerm]:
    """A table that turns a month's points into per cent of the charge, rising, as a modifier of all point rules."""
    heads = headers(plan.placed.table)
    points = next(
        (
            at
            for at, head in enumerate(heads)
            if POINTS.search(head) and not PAYS.search(head) and not short_column(head)
        ),
        None,
    )
    if points is None or plan.kind != "credit":
        return []
    steps, doubt = [], CERTAIN
    for row in plan.rows:
        paid, cell = paid_in(row, plan), next((one for one in row.cells if one.column == points), None)
        low = re.search(r"\d+", cell.text) if cell else None
        worth = worth_of(paid, plan) if paid else None
        if not low or worth is None or cell is None or (worth == 0 and _UNDER.search(cell.text)):
            continue
        steps.append([low.group(), plain(worth)])
        if _UNDER.search(cell.text) or _OVER.search(cell.text):
            doubt = Doubt("conflict", (tidy(cell.text),), "From how many points on is this due?")
    if len(steps) < 2:
        return []
    return [_term({"kind": "modifier", "points_to_pct": steps}, plan, setting, doubt)]
