"""What the columns of a table hold, and what a row of it is about: priority, service, tier, label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from knowledge.terms.clocks import OUT_OF_HOURS
from knowledge.terms.level_terms import AFTER_HOURS, IN_HOURS
from knowledge.terms.metrics import PERCENT, TIMED, metric_of, metrics_of, percents
from knowledge.terms.passages import PlacedTable
from knowledge.terms.plans import plan_column, plan_names
from knowledge.terms.priorities import priority_column
from knowledge.terms.quantities import quantities, unknown
from knowledge.terms.rows import Body, Row, headers
from knowledge.terms.setting import Setting
from knowledge.terms.severities import severity_columns
from knowledge.terms.wording import flat, tidy

_HOURLY = re.compile(r"\b(?P<half>half-)?hourly\b", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?:credits?|deductions?|rebates?|points?|penalt\w+|fees?|charges?|price|rates?|cost|reduction|refund)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:targets?|achieve\w*|complian\w+|success|service levels?|sla|kpi|attainment|percent\w*|performance|minimum|threshold|goal)\b|%",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\b(?:hours of (?:cover|support|service)|(?:support|service|cover|working|operating|business|office) hours|cover(?:age)?|availability of (?:cover|support)|measured$|clock)",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:services?|systems?|components?|applications?|sites?|locations?|platforms?)\b(?! levels?| requests?| hours?| credits?)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\bwork-?arounds?\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?P<place>on[- ]?site|remote)\b", re.IGNORECASE)
TIER = re.compile(
    r"\b(?P<tier>standard|enhanced|premium|basic|gold|silver|bronze|platinum|essentials?|advanced|managed plus|plus)\b(?! hours?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column of a table holds.

    `bought` are columns headed by a plan ("Silver"), `ranked` metric columns whose heading names one priority.
    """

    placed: PlacedTable
    metrics: dict[int, str]
    priorities: dict[int, int]
    label: tuple[int, ...]
    targets: tuple[int, ...]
    hours: tuple[int, ...]
    services: tuple[int, ...]
    column_targets: dict[int, tuple[Decimal, ...]]
    titled: str | None = None
    bought: dict[int, str] = field(default_factory=dict)
    ranked: dict[int, int] = field(default_factory=dict)
    graded: tuple[int, ...] = ()


def plan_of(placed: PlacedTable, setting: Setting) -> Plan | None:
    """What the columns of a table hold; None for a table that only pays credits."""
    graded = severity_columns(placed.table)
    heads = tuple("" if at in graded else head for at, head in enumerate(headers(placed.table)))
    if not graded and CREDIT.search(flat(placed.table.title)) and not any(metric_of(head) in TIMED for head in heads):
        return None
    metrics = {at: name for at, head in enumerate(heads) if not CREDIT.search(head) and (name := metric_of(head))}
    across = not metrics and not _ranked_rows(placed, setting)
    priorities = {at: rank for at, head in enumerate(heads) if at and across and (rank := setting.scale.label(head))}
    label = tuple(at for at, head in enumerate(heads) if at not in priorities and priority_column(head))
    known = plan_names(setting.contract)
    bought = {at: name for at, head in enumerate(heads) if at and at not in metrics and (name := _plan(head, known))}
    rest = [at for at in range(len(heads)) if at not in metrics and at not in priorities and at not in label]
    return Plan(
        placed=placed,
        metrics=metrics,
        priorities=priorities,
        label=label,
        targets=_targets(placed, rest, heads),
        hours=tuple(at for at in rest if HOURS.search(heads[at])),
        graded=tuple(graded),
        column_targets=_column_targets(placed, priorities),
        titled=None if metrics else _titled(placed),
        bought=bought if len(bought) > 1 else {},
        ranked={at: ranks[0] for at in metrics if len(ranks := setting.scale.named(heads[at])) == 1},
        services=tuple(
            at
            for at in rest
            if _SERVICE.search(heads[at]) and not _TARGET.search(heads[at]) and not CREDIT.search(heads[at])
        ),
    )


def _plan(head: str, known: frozenset[str]) -> str:
    """The plan that heads a column, by a usual name or by one that the contract names; empty where it is none."""
    words = tidy(head).lower()
    usual = TIER.fullmatch(re.sub(r"\s+(?:plan|package|tier|level|service|support|customers?)$", "", words))
    return usual["tier"] if usual else words if words in known else ""


def _ranked_rows(placed: PlacedTable, setting: Setting) -> bool:
    """Whether each row is a priority by its first cell, so that "Standard" above a column is a plan and no priority."""
    rows = [row for row in placed.table.grid[placed.table.header_rows :] if row]
    return bool(rows) and all(setting.scale.label(row[0]) for row in rows)


def _targets(placed: PlacedTable, rest: list[int], heads: tuple[str, ...]) -> tuple[int, ...]:
    """The columns of percentages to reach: by their headings, else the one column that holds little else."""
    paid = {at for at in rest if CREDIT.search(heads[at]) or HOURS.search(heads[at])}
    named = tuple(at for at in rest if _TARGET.search(heads[at]) and not CREDIT.search(heads[at]))
    rows = placed.table.grid[placed.table.header_rows :]
    full = [at for at in rest if at and at not in paid and rows and _all_percents([row[at : at + 1] for row in rows])]
    return named or (tuple(full) if len(full) == 1 else ())


def _all_percents(cells: list[Any]) -> bool:
    return all(cell and PERCENT.search(cell[0]) and is_value(cell[0]) for cell in cells)


def _titled(placed: PlacedTable) -> str | None:
    """The timed metric that the title of a table, its heading or the line above it names, where its columns name none."""
    for words in (flat(placed.table.title), *reversed(placed.headings[-2:])):
        metric = metric_of(words)
        if metric:
            return metric if metric in TIMED else None
    last = re.split(r"(?<=[.;])\s", placed.lead.strip())[-1]
    metric = metric_of(last) if last.endswith(":") and len(metrics_of(last)) == 1 else None
    return metric if metric in TIMED else None


def _column_targets(placed: PlacedTable, priorities: dict[int, int]) -> dict[int, tuple[Decimal, ...]]:
    """The percentages in a row of targets, where the priorities stand side by side."""
    table = placed.table
    rows = [
        row for row in table.grid[table.header_rows :] if row and _TARGET.search(row[0]) and metric_of(row[0]) is None
    ]
    return (
        {at: tuple(percents(row[at])) for row in rows for at in priorities if at < len(row)} if len(rows) == 1 else {}
    )


def label_of(row: Row, plan: Plan) -> str:
    """The words that say what the row is about: every cell but those of values."""
    kept = [
        cell.text
        for cell in row.cells
        if not is_value(cell.text) and cell.column not in plan.hours and not CREDIT.search(cell.header)
    ]
    return kept[0] if kept and metric_of(kept[0]) else " ".join(kept)


def is_value(text: str) -> bool:
    """Whether a cell is little more than a time or a percentage."""
    left = PERCENT.sub(" ", text)
    for quantity in reversed(quantities(left)):
        left = left[: quantity.start] + " " + left[quantity.end :]
    worded = metric_of(left) is not None and bool(re.search(r"\b(?:within|in|less than)\b", text, re.IGNORECASE))
    return left != text and len(re.findall(r"[A-Za-z]{3,}", left)) <= 4 and not worded


def ranks_of(row: Row, plan: Plan, setting: Setting) -> tuple[int, ...]:
    """The priorities that a row stands for; empty where it names none."""
    for cell in row.cells:
        if cell.column in plan.label and (rank := setting.scale.label(cell.text)):
            return (rank,)
    first = next((cell for cell in row.cells if cell.text), None)
    many = [rank for cell in row.cells if cell.column in plan.label for rank in setting.scale.named(cell.text)]
    if many or first is None:
        return tuple(dict.fromkeys(many))
    named = setting.scale.named(first.text) or setting.scale.named(label_of(row, plan))
    if named:
        return named
    rank = setting.scale.label(first.text) if not first.header and plan.metrics else None
    return (rank,) if rank else ()


def shared_metrics(rows: tuple[Row, ...], plan: Plan) -> frozenset[str]:
    """The metrics that several rows of a table name in their labels, each for something else."""
    names = [metric for row in rows if (metric := metric_of(label_of(row, plan)))]
    return frozenset(name for name in names if names.count(name) > 1)


def subject_of(row: Row, plan: Plan) -> str | None:
    """What a row's label is about besides its metric ("Core network availability" is "Core network")."""
    words = re.sub(r"^(?:[A-Z]{2,4}[- ]?)?\d+(?:\.\d+)*\.?\s+", "", label_of(row, plan))
    for _, at in reversed(metrics_of(words)):
        words = words[:at] + re.sub(r"^[\w-]+", "", words[at:])
    kept = tidy(
        re.sub(r"\b(?:of|the|for|monthly|per|month|calendar|each|in)\b", " ", words, flags=re.IGNORECASE)
    ).strip(" -,:()|")
    return kept or None


def is_timed(cell: Body) -> bool:
    """Whether a cell holds a time, alone or as a limit in words."""
    return bool(quantities(cell.text)) and (
        is_value(cell.text) or bool(re.search(r"\bwithin\b", cell.text, re.IGNORECASE))
    )


def is_valued(cell: Body) -> bool:
    """Whether a cell holds a percentage, or one that was blacked out."""
    return bool(percents_in(cell)) or unknown(cell.text)


def percents_in(cell: Body) -> list[Decimal]:
    """The percentages of a cell; a bare figure counts where the heading holds the unit."""
    found = percents(cell.text)
    bare = re.fullmatch(r"\W*(\d{1,3}(?:\.\d+)?)\W*", cell.text)
    return found or (
        [Decimal(bare[1])]
        if bare and ("%" in cell.header or re.search(r"per ?cent", cell.header, re.IGNORECASE))
        else []
    )


def with_unit(cell: Body) -> str:
    """The cell's words, with the unit of its heading ("Response (hours)") where it holds a bare figure."""
    unit = re.search(
        r"\(\s*(?:in\s+)?(?P<unit>(?:(?:business|working|service)\s+)?(?:minutes?|mins?|hours?|hrs?|days?))\s*\)|\bin (?P<in>minutes|hours|working days|business days)\b",
        cell.header,
        re.IGNORECASE,
    )
    if unit and re.fullmatch(r"\W*\d+(?:\.\d+)?\W*", cell.text):
        return f"{cell.text} {unit['unit'] or unit['in']}"
    return _HOURLY.sub(lambda found: f"every {'30 minutes' if found['half'] else '1 hour'}", cell.text)


def service_of(cell: Body, row: Row, plan: Plan) -> str | None:
    """The service a level is limited to: a service column, requests as against incidents, work on site."""
    if _AROUND.search(cell.header) and not re.search(r"\bresol|\bfix|\brestor", cell.header, re.IGNORECASE):
        return "workaround"
    named = next(
        (one.text for one in row.cells if one.column in plan.services and one.text and not is_value(one.text)), None
    )
    if named and not metric_of(named) and plan.metrics.get(cell.column) is not None:
        return tidy(named)
    if named and metric_of(row.text) and named != label_of(row, plan):
        return tidy(named)
    first = row.cells[0].text if row.cells else ""
    words = " ".join((first, flat(plan.placed.table.title), *plan.placed.headings[-1:]))
    if re.search(r"\bservice requests?\b", words, re.IGNORECASE) and not re.search(
        r"\bincidents?\b|\btickets?\b|\bfaults?\b", words, re.IGNORECASE
    ):
        return "service request"
    return place_of(cell.header) or place_of(label_of(row, plan))


def tier_of(cell: Body, plan: Plan) -> str | None:
    """The tier that a cell's column makes: its hours, or the level of service bought."""
    if OUT_OF_HOURS.search(cell.header):
        return AFTER_HOURS
    if cell.column in plan.bought:
        return plan.bought[cell.column]
    twin = [
        head
        for at, head in enumerate(headers(plan.placed.table))
        if at != cell.column and plan.metrics.get(at) == plan.metrics.get(cell.column)
    ]
    if any(OUT_OF_HOURS.search(head) for head in twin):
        return IN_HOURS
    tier = TIER.search(cell.header)
    if tier and not (cell.column in plan.targets and len(plan.targets) == 1):
        return tier["tier"].lower()
    bought = (
        plan.titled
        and cell.column not in plan.targets
        and not re.search(r"\btimes?\b|\blimit\b", cell.header, re.IGNORECASE)
    )
    return tidy(cell.header).lower() if bought and cell.header and not metric_of(cell.text) else None


def row_plan(row: Row) -> str | None:
    """The plan that a row is about, where its first column names plans."""
    first = row.cells[0] if row.cells else None
    return tidy(first.text).lower() if first and plan_column(first.header) and first.text else None


def place_of(text: str) -> str | None:
    """Whether words speak of work on site or from afar."""
    found = _PLACE.search(text)
    return "on site" if found and found["place"].lower().startswith("on") else "remote" if found else None
