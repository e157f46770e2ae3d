"""Service credits in tables: ladders of results, a percentage or points beside each level, shares of a pool.

A ladder with a hole or an overlap is a conflict with both readings; a figure whose base nobody names is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import Band, band_in, doubts, single
from knowledge.terms.credit_words import all_together, base_in, unnamed_level, usual_base
from knowledge.terms.general import lent
from knowledge.terms.metrics import metric_of, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, PlacedTable
from knowledge.terms.rows import Body, Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.wording import flat, plain, tidy

_PAYS = re.compile(r"\b(?:credits?|deductions?|rebates?|refund|reduction|penalt\w+|relief)\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:allocation|weighting|weight)\b", re.IGNORECASE)
_MONEY = re.compile(r"(?P<sign>[£$€])\s*(?P<amount>\d[\d,]*(?:\.\d+)?)")
CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A table that pays: the column with what is paid, and the words around the table."""

    placed: PlacedTable
    pays: int
    kind: str
    rows: tuple[Row, ...]
    heading: str

    @property
    def span(self) -> tuple[int, int]:
        """The whole table."""
        return self.placed.table.start, self.placed.table.end


def table_credits(setting: Setting) -> list[FoundTerm]:
    """Every credit rule that the contract's tables hold."""
    found: list[FoundTerm] = []
    for placed in setting.contract.tables:
        plan = _plan(placed, setting)
        if plan is not None:
            found += _read(plan, setting)
    return found


def _plan(placed: PlacedTable, setting: Setting) -> _Plan | None:
    heads = headers(placed.table)
    rows = body(placed.table, setting.contract.document.text)
    for kind, words in (("credit", _PAYS), ("points", _POINTS), ("pool", _SHARE)):
        at = next((column for column in range(len(heads) - 1, -1, -1) if words.search(heads[column])), None)
        if at is not None and (
            kind != "pool" or re.search(r"\bpool|\bat[- ]risk|\bcredit", setting.contract.whole, re.IGNORECASE)
        ):
            return _Plan(placed, at, kind, rows, heads[at])
    return None


def _read(plan: _Plan, setting: Setting) -> list[FoundTerm]:
    ladder = _points_to_per_cent(plan, setting) or _ladder(plan, setting)
    return ladder or list(_by_row(plan, setting))


def _paid(row: Row, plan: _Plan) -> Body | None:
    return next((cell for cell in row.cells if cell.column == plan.pays), None)


def _worth(cell: Body, plan: _Plan) -> Decimal | None:
    """What a row pays: per cent of a charge, or points; "nil" is nought; a figure with no unit is nothing."""
    if re.fullmatch(r"\W*(?:nil|none|no (?:service )?credit|n/?a)?\W*", cell.text, re.IGNORECASE):
        return Decimal(0) if cell.text.strip(" -–") else None
    found = percents(cell.text)
    if found and plan.kind != "points":
        return found[0] if len(found) == 1 else None
    bare = single(cell.text) or _lone_points(cell.text)
    unit = (
        plan.kind in {"points", "pool"} or "%" in plan.heading or re.search(r"per ?cent", plan.heading, re.IGNORECASE)
    )
    return bare if unit else None


def _lone_points(text: str) -> Decimal | None:
    found = re.search(r"(\d+(?:\.\d+)?)\s*points?\b", text, re.IGNORECASE)
    return Decimal(found[1]) if found else None


def _base(plan: _Plan, row: Row | None, setting: Setting) -> str | None:
    """Per cent of what: the row, the heading, the words before the table, then any sentence about credits."""
    near = [row.text if row else " ".join(one.text for one in plan.rows), plan.heading, plan.placed.context]
    return next((base for words in near if (base := base_in(words))), None) or usual_base(setting.contract.sentences)


def _ladder(plan: _Plan, setting: Setting) -> list[FoundTerm]:
    """The rungs of a table whose rows are ranges of results; its single figures have no direction and are asked."""
    rungs: list[tuple[Band, Decimal]] = []
    bare: list[tuple[Decimal, Decimal]] = []
    names: list[str] = []
    column = ""
    for row in plan.rows:
        paid = _paid(row, plan)
        worth = _worth(paid, plan) if paid else None
        ranged = next(
            (
                (cell, band)
                for cell in row.cells
                if cell.column != plan.pays and "%" in cell.text + cell.header and (band := band_in(cell.text))
            ),
            None,
        )
        lone = next(
            (
                value
                for cell in row.cells
                if cell.column != plan.pays and _result_column(cell) and (value := single(cell.text)) is not None
            ),
            None,
        )
        if worth is None:
            continue
        if ranged:
            column = ranged[0].header
            rungs.append((ranged[1], worth))
            names.append(_rung_name(row, ranged[0], plan))
        elif lone is not None:
            bare.append((lone, worth))
    if not rungs or len(rungs) + len(bare) < 2:
        return [] if len(bare) < 2 or rungs else [_thresholds(bare, plan, setting)]
    if bare:
        return [
            _thresholds(
                [*bare, *((band.high or band.low or Decimal(0), worth) for band, worth in rungs)], plan, setting
            )
        ]
    return [_ladder_term(rungs, names, column, plan, setting)]


def _result_column(cell: Body) -> bool:
    return bool(metric_of(cell.header)) or (
        bool(
            re.search(r"\b(?:achieved|actual|result|performance|level|below|percentage)\b", cell.header, re.IGNORECASE)
        )
        and "%" in cell.text + cell.header
    )


def _rung_name(row: Row, ranged: Body, plan: _Plan) -> str:
    others = [
        cell.text
        for cell in row.cells
        if cell.column not in {plan.pays, ranged.column} and not re.search(r"\d", cell.text)
    ]
    return tidy(others[0]) if others else ""


def _metric(column: str, plan: _Plan) -> str | None:
    words = (column, flat(plan.placed.table.title), plan.placed.lead, *reversed(plan.placed.headings))
    return next((metric for text in words if (metric := metric_of(text))), None)


def _ladder_term(
    rungs: list[tuple[Band, Decimal]], names: list[str], column: str, plan: _Plan, setting: Setting
) -> FoundTerm:
    metric = _metric(column, plan)
    round_dp = lent(setting.said, metric or "availability", None)[0].get("round_dp")
    fields: dict[str, Any] = {
        "kind": "points" if plan.kind == "points" else "ladder",
        "metric": metric,
        "bands": [band.as_fields(worth, name) for (band, worth), name in zip(rungs, names, strict=True)],
    }
    readings = doubts(rungs, round_dp)
    question = "A result can fall between two rungs, or into both. Which of them applies?" if readings else ""
    words = " ".join((*headers(plan.placed.table), plan.placed.context, *(row.text for row in plan.rows)))
    other = unnamed_level(fields, words) if fields["kind"] == "ladder" else None
    together = _together(fields, plan)
    return _term(
        fields, plan, setting, Doubt("conflict", readings, question) if readings else together or other or CERTAIN
    )


def _together(fields: dict[str, Any], plan: _Plan) -> Doubt | None:
    """The doubt of a table that pays by the result of all tickets together, by its own words or its lead-in."""
    table = plan.placed.table
    near = (*headers(table), flat(table.title), plan.placed.lead, *(row.text for row in plan.rows))
    return all_together(fields, " | ".join(near))


def _thresholds(bare: list[tuple[Decimal, Decimal]], plan: _Plan, setting: Setting) -> FoundTerm:
    (first, worth), (second, less) = bare[0], bare[1]
    middle = (first + second) / 2
    readings = (
        f"{plain(middle)} % earns {plain(worth)}: each figure is the top of its range",
        f"{plain(middle)} % earns {plain(less)}: each figure is the bottom of its range",
    )
    fields = {"kind": "points" if plan.kind == "points" else "ladder", "metric": _metric("", plan)}
    return _term(
        fields,
        plan,
        setting,
        Doubt("conflict", readings, "The table gives single figures. Does each begin or end its range?"),
    )


def _term(fields: dict[str, Any], plan: _Plan, setting: Setting, doubt: Doubt, row: Row | None = None) -> FoundTerm:
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


def _by_row(plan: _Plan, setting: Setting) -> Iterator[FoundTerm]:
    """A rule for each row that names a level and what a miss of it pays."""
    for row in plan.rows:
        paid = _paid(row, plan)
        if paid is None:
            continue
        labels = " ".join(cell.text for cell in row.cells if cell.column != plan.pays)
        scope = _scope(row, labels, plan, setting)
        money = _MONEY.search(paid.text)
        worth = _worth(paid, plan)
        if not scope or (worth is None and money is None):
            continue
        if money and worth is None:
            event = {
                "kind": "per_event",
                "value": money["amount"].replace(",", ""),
                "currency": CURRENCIES[money["sign"]],
            }
            yield _term(event | scope, plan, setting, CERTAIN, row)
        elif worth:
            yield _term(_rule(plan, worth) | scope, plan, setting, CERTAIN, row)


def _rule(plan: _Plan, worth: Decimal) -> dict[str, Any]:
    kinds = {"credit": ("flat", "value"), "points": ("points", "value"), "pool": ("pool", "allocation_pct")}
    kind, field = kinds[plan.kind]
    return {"kind": kind, field: plain(worth)}


def _scope(row: Row, labels: str, plan: _Plan, setting: Setting) -> dict[str, Any]:
    """Which level the row is about: its metric, priority and service; empty where it names none."""
    heads = headers(plan.placed.table)
    first = row.cells[0].text if row.cells else ""
    timed = {
        name
        for at, head in enumerate(heads)
        if at != plan.pays and (name := metric_of(head)) in {"response", "resolution"}
    }
    metric = metric_of(labels) or metric_of(first) or (timed.pop() if len(timed) == 1 else None)
    ranks = setting.scale.named(labels) or tuple(filter(None, [setting.scale.label(first)]))
    scope: dict[str, Any] = {"metric": metric} if metric else {}
    if len(ranks) == 1:
        scope["priority"] = ranks[0]
    service = next(
        (
            cell.text
            for cell in row.cells
            if re.search(r"\bservices?\b(?! levels?| credits?)|\bsystem\b", cell.header, re.IGNORECASE)
        ),
        None,
    )
    if service and not metric_of(service):
        scope["service"] = tidy(service)
    return scope


def _points_to_per_cent(plan: _Plan, setting: Setting) -> list[FoundTerm]:
    """A table that turns a month's points into per cent of the charge, rising, as a modifier of all point rules."""
    heads = headers(plan.placed.table)
    points = next((at for at, head in enumerate(heads) if _POINTS.search(head) and not _PAYS.search(head)), None)
    if points is None or plan.kind != "credit":
        return []
    steps = []
    for row in plan.rows:
        paid, cell = _paid(row, plan), next((one for one in row.cells if one.column == points), None)
        low = re.search(r"\d+", cell.text) if cell else None
        worth = _worth(paid, plan) if paid else None
        if low and worth is not None:
            steps.append([low.group(), plain(worth)])
    if len(steps) < 2:
        return []
    return [_term({"kind": "modifier", "points_to_pct": steps}, plan, setting, CERTAIN)]
