"""Decides whether a column writes the day or the month first, from all of its rows together; else it says "ask".

A day above 12 anywhere decides. Where there is none, an order is ruled out when it would put a resolution before its
opening or a date in the future. What is still open is a question for a person; two orders in one column are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store.facts.common import InterpreterError
from store.imports.cells import Cell
from store.imports.dates import DMY, MDY, NUMERIC_DAY, YMD, DateReader

_NOT_BEFORE = (
    ("opened", "responded"),
    ("opened", "resolved"),
    ("opened", "closed"),
    ("opened", "updated"),
    ("start", "end"),
)


class DateOrderError(InterpreterError):
    """A column can be read day first or month first and no row tells: a person must say which."""

    def __init__(self, question: str) -> None:
        super().__init__(f"{question} Say it with --date-order DMY or --date-order MDY.")
        self.question = question


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What was decided about one column.

    `order` is DMY, MDY or YMD; None with `ambiguous` when a person must say, None without it when no cell needs an
    order. `conflict` is a phrase when no single order fits the column; a person's word for an order mends it when
    `mendable` (rows that do not follow are then rejected). `why` says in a phrase what decided.
    """

    order: str | None
    why: str
    ambiguous: bool = False
    conflict: str | None = None
    mendable: bool = False
    example: str = ""


def decide_orders(
    columns: Mapping[str, list[Cell]], *, tz: str, now: datetime, planned: bool = False
) -> dict[str, DateOrder]:
    """The order of each date column (field -> its cells, row by row alike), all rows of all columns considered.

    With `planned` a date in the future rules nothing out.
    """
    decided = {name: _from_days(cells) for name, cells in columns.items()}
    undecided = [name for name, choice in decided.items() if choice.ambiguous]
    if not undecided:
        return decided
    horizon = now + timedelta(days=50 * 365) if planned else now + timedelta(days=1)
    together = _possible(undecided, columns, decided, tz=tz, horizon=horizon)
    if len(together) == 1:
        why = "the other order would put a date in the future or an end before its start"
        return decided | {name: DateOrder(together[0], why, example=decided[name].example) for name in undecided}
    return decided


def _from_days(cells: list[Cell]) -> DateOrder:
    first: set[str] = set()
    second: set[str] = set()
    either = ""
    year_first = False
    different = list(dict.fromkeys(cells))
    for text in {_day_text(cell) for cell in different if isinstance(cell, str)}:
        found = NUMERIC_DAY.fullmatch(text)
        if not found:
            continue
        if len(found[1]) == 4:
            year_first = True
        elif int(found[1]) > 12:
            first.add(text)
        elif int(found[3]) > 12:
            second.add(text)
        elif int(found[1]) != int(found[3]):
            either = text
    return _weighed(first, second, either, year_first=year_first, swapped=_half_converted(different, first, second))


def _weighed(first: set[str], second: set[str], either: str, *, year_first: bool, swapped: str | None) -> DateOrder:
    conflict = swapped or _disagreement(first, second, either, year_first=year_first)
    if conflict:
        return DateOrder(None, "", conflict=conflict, mendable=swapped is None)
    if first:
        return DateOrder(DMY, f"{min(first)} can only be day first", example=min(first))
    if second:
        return DateOrder(MDY, f"{min(second)} can only be month first", example=min(second))
    if either:
        return DateOrder(None, "no day is above 12", ambiguous=True, example=either)
    return DateOrder(YMD, "the year comes first") if year_first else DateOrder(None, "no date needs an order")


def _disagreement(first: set[str], second: set[str], either: str, *, year_first: bool) -> str | None:
    if (first or second or either) and year_first:
        other = min(first or second or {either})
        return f"some of its dates begin with the year and some do not, such as {other}"
    if first and second:
        return f"{min(first)} can only be day first and {min(second)} only month first"
    return None


def _half_converted(cells: list[Cell], first: set[str], second: set[str]) -> str | None:
    """Excel, opening a file in the other order, turns days up to 12 into (wrong) dates and leaves the rest as text."""
    real = [cell for cell in cells if isinstance(cell, datetime | date)]
    if real and (first or second) and all(cell.day <= 12 for cell in real):
        return (
            f"{min(first or second)} is text while other cells are Excel dates whose day is never above 12, so Excel has "
            "swapped day and month in those"
        )
    return None


def _day_text(cell: str) -> str:
    return cell.strip().replace(",", " ").split(" ", 1)[0].split("T", 1)[0]


def _possible(
    undecided: list[str],
    columns: Mapping[str, list[Cell]],
    decided: dict[str, DateOrder],
    *,
    tz: str,
    horizon: datetime,
) -> list[str]:
    broken = {order: _breaks(order, undecided, columns, decided, tz=tz, horizon=horizon) for order in (DMY, MDY)}
    return [order for order, count in broken.items() if count == 0]


def _breaks(
    order: str,
    undecided: list[str],
    columns: Mapping[str, list[Cell]],
    decided: dict[str, DateOrder],
    *,
    tz: str,
    horizon: datetime,
) -> int:  # fmt: skip
    """How many rows this order would make impossible."""
    times: dict[str, list[datetime | None]] = {}
    for name, cells in columns.items():
        own = order if name in undecided else decided[name].order
        times[name] = DateReader(tz, own, horizon.year + 1, without_clock=True).column(cells)
    future = sum(1 for name in undecided for at in times[name] if at and at > horizon)
    backwards = 0
    for earlier, later in _NOT_BEFORE:
        if earlier in times and later in times and (earlier in undecided or later in undecided):
            backwards += sum(
                1 for one, two in zip(times[earlier], times[later], strict=True) if one and two and two < one
            )
    return future + backwards
