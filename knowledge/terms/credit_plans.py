"""Which columns of a table pay, for which plan, priority or metric each does, and what a row is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import band_in, single
from knowledge.terms.credit_scopes import scopes
from knowledge.terms.credit_words import about_money_back
from knowledge.terms.metrics import metric_of, percents
from knowledge.terms.passages import PlacedTable
from knowledge.terms.priorities import Scale
from knowledge.terms.rows import Body, Row, body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.severities import SEVERITY
from knowledge.terms.table_plan import TIER
from knowledge.terms.wording import flat, tidy

PAYS = re.compile(r"\b(?:credits?|deductions?|rebates?|refund|reduction|penalt\w+|relief)\b", re.IGNORECASE)
POINTS = re.compile(r"\bpoints?\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:allocation|weighting|weight)\b", re.IGNORECASE)
_NO_PAY = re.compile(
    r"\b(?:max\w*|cap|limit|description|notes?|type|mechanism|basis|eligible|applies)\b", re.IGNORECASE
)
_SEVERITY_HEAD = re.compile(
    r"\b(?:severity|band|level of failure|failure (?:level|type)|rag|performance level)\b", re.IGNORECASE
)
_NIL = re.compile(r"\W*(?:nil|none|no (?:service )?credit|n/?a)\W*|0\W*", re.IGNORECASE)
_COUNTED = ("priority", "metric", "service")


@dataclass(frozen=True, slots=True)
class Plan:
    """A column that pays, with the words around its table; `scope` is what its heading limits it to, such as a plan."""

    placed: PlacedTable
    pays: int
    kind: str
    rows: tuple[Row, ...]
    heading: str
    others: tuple[int, ...] = ()
    scope: dict[str, Any] = field(default_factory=dict)

    @property
    def span(self) -> tuple[int, int]:
        """The whole table."""
        return self.placed.table.start, self.placed.table.end

    def is_pay(self, cell: Body) -> bool:
        """Whether a cell stands in this or another column that pays."""
        return cell.column == self.pays or cell.column in self.others


def plans_of(placed: PlacedTable, setting: Setting) -> list[Plan]:
    """A plan for each column of a table that pays; none for a table that pays nothing."""
    heads = headers(placed.table)
    rows = body(placed.table, setting.contract.document.text)
    for kind, words in (("credit", PAYS), ("points", POINTS), ("pool", _SHARE)):
        at = [column for column in range(len(heads)) if words.search(heads[column])]
        paid = [column for column in at if not _NO_PAY.search(heads[column]) and _pays(rows, column)] or at[-1:]
        wanted = kind != "pool" or re.search(r"\bpool|\bat[- ]risk|\bcredit", setting.contract.whole, re.IGNORECASE)
        if paid and wanted:
            columns = paid if kind == "credit" else paid[-1:]
            return [
                Plan(placed, one, kind, rows, heads[one], tuple(columns), scope)
                for one, scope in _told(columns, heads, setting)
            ]
    tiers = _tiers(placed, rows, heads)
    return [
        Plan(placed, one, "credit", rows, heads[one], tuple(tiers), {"tier": tidy(heads[one]).lower()}) for one in tiers
    ]


def _pays(rows: tuple[Row, ...], column: int) -> bool:
    return any(cell.column == column and re.search(r"\d", cell.text) for row in rows for cell in row.cells)


def _told(columns: list[int], heads: tuple[str, ...], setting: Setting) -> list[tuple[int, dict[str, Any]]]:
    """What tells several paying columns apart: a priority, a metric, else the name of a plan."""
    if len(columns) == 1:
        return [(columns[0], {})]
    common = set.intersection(*(set(heads[at].lower().split()) for at in columns))
    told = []
    for at in columns:
        own = " ".join(word for word in heads[at].split() if word.lower() not in common).strip(" ()-:,")
        named = scopes(own, setting.scale)[0]
        told.append((at, named or {"tier": own.lower() or tidy(heads[at]).lower()}))
    return told


def _tiers(placed: PlacedTable, rows: tuple[Row, ...], heads: tuple[str, ...]) -> list[int]:
    """The columns headed by plans that hold what a range of results pays, in a table about credits."""
    near = f"{flat(placed.table.title)} {placed.lead} {' '.join(placed.headings)}"
    ranged = {
        cell.column for row in rows for cell in row.cells if "%" in cell.text + cell.header and band_in(cell.text)
    }
    if not about_money_back(near) or not ranged:
        return []
    wanted = [at for at in range(len(heads)) if at not in ranged and TIER.search(heads[at])]
    cells = [cell for row in rows for cell in row.cells if cell.column in wanted]
    return wanted if all(percents(cell.text) or _NIL.fullmatch(cell.text) for cell in cells) else []


def paid_in(row: Row, plan: Plan) -> Body | None:
    """The cell of a row that says what it pays."""
    return next((cell for cell in row.cells if cell.column == plan.pays), None)


def worth_of(cell: Body, plan: Plan) -> Decimal | None:
    """What a row pays: per cent of a charge, or points; "nil" is nought; a figure with no unit is nothing."""
    if _NIL.fullmatch(cell.text):
        return Decimal(0)
    found = percents(cell.text)
    if found and plan.kind != "points":
        return found[0] if len(found) == 1 else None
    bare = single(cell.text)
    bare = _lone_points(cell.text) if bare is None else bare
    unit = (
        plan.kind in {"points", "pool"} or "%" in plan.heading or re.search(r"per ?cent", plan.heading, re.IGNORECASE)
    )
    return bare if unit else None


def _lone_points(text: str) -> Decimal | None:
    found = re.search(r"(\d+(?:\.\d+)?)\s*points?\b", text, re.IGNORECASE)
    return Decimal(found[1]) if found else None


def severity_cell(row: Row, plan: Plan) -> Body | None:
    """The cell that names a band of failure ("Minor KPI Failure"), which is no priority."""
    for cell in row.cells:
        named = SEVERITY.search(cell.text)
        if named and not plan.is_pay(cell) and (_SEVERITY_HEAD.search(cell.header) or plan.kind == "points"):
            return cell
    return None


# What a row's label may say of a response or a fix besides whose it is.
_BESIDE = re.compile(
    r"\b(?:first|initial|response|respond|responses|resolution|resolve|fix|fixes|repair|restoration|restore|times?|targets?|service levels?|slas?|"
    r"tickets?|incidents?|priority|severity|missed|miss|failure|failed|not met|late|of|for|to|the|a|an|and|or|on|in)\b",
    re.IGNORECASE,
)


def row_scopes(row: Row, plan: Plan, setting: Setting) -> list[dict[str, Any]]:
    """The levels a row is about: its metric, priority and service, one scope for each; none where it names no level."""
    heads = headers(plan.placed.table)
    band = severity_cell(row, plan)
    cells = [cell for cell in row.cells if not plan.is_pay(cell) and cell is not band]
    labels, first = " ".join(cell.text for cell in cells), cells[0].text if cells else ""
    timed = {
        name
        for at, head in enumerate(heads)
        if at != plan.pays and (name := metric_of(head)) in {"response", "resolution"}
    }
    metric = metric_of(labels) or metric_of(first) or (timed.pop() if len(timed) == 1 else None)
    ranks = setting.scale.named(labels) or tuple(
        filter(None, [setting.scale.label(first) if cells and cells[0] is not band else None])
    )
    if not ranks and metric in {"response", "resolution"}:
        ranks = _set_beside(labels, setting.scale)
    named = next(
        (
            cell.text
            for cell in cells
            if re.search(r"\bservices?\b(?! levels?| credits?| points?)|\bsystem\b", cell.header, re.IGNORECASE)
        ),
        None,
    )
    service = {"service": tidy(named)} if named and not metric_of(named) else {}
    found = [one | service for one in scopes(labels, setting.scale)] if metric is None else []
    if any("metric" in one or "priority" in one for one in found):
        return found
    base: dict[str, Any] = ({"metric": metric} if metric else {}) | service
    if not ranks:
        return [base] if base else []
    return [base | {"priority": rank} for rank in ranks]


def _set_beside(labels: str, scale: Scale) -> tuple[int, ...]:
    """The priorities that bare words beside a timed level name ("First response, Critical"); none where more is said."""
    left = [one for one in re.split(r"\W+", _BESIDE.sub(" ", flat(labels))) if one]
    ranks = [scale.label(word) if scale.is_label(word) else None for word in left]
    return tuple(dict.fromkeys(filter(None, ranks))) if None not in ranks else ()
