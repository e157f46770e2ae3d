"""Which column fills which field: by the tool's own names, then by near spelling, and always by the shape of the values."""

from __future__ import annotations

import json
from collections.abc import Mapping as MappingOf
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from store.facts.common import InterpreterError
from store.imports.cells import Cell
from store.imports.claims import flag, seconds, time_left, unit_of
from store.imports.dates import DAY_THEN_CLOCK, DMY, MDY, YMD, clock_of, day_of
from store.imports.formats.generic import GENERIC
from store.imports.formats.known import BY_TOOL, recognised
from store.imports.formats.model import DATE_FIELDS, FIELDS, Format
from store.imports.names import core, normal, visible
from store.imports.sheets import Sheet

NEAR_SPELLING = 90
DURATIONS = ("reported_response", "reported_resolution", "hold")
_ANY_YEAR = 9999
_LOOKED_AT = 150
_MISSING = frozenset(
    {
        "",
        "?",
        "-",
        "--",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "(blank)",
        "(empty)",
        "not set",
        "nan",
        "0000-00-00 00:00:00",
    }
)
# Words that make a column a different thing from the one it is spelled like.
_TURNS_IT = frozenset(
    "by due target breach breached count id user deadline estimated planned expected sla plan goal not in".split()
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one export is read: field -> column name, and what its labels and dates mean; saved by the header's fingerprint.

    `priorities` and `states` hold what a person (or the vocabulary) decided per label; `date_orders` per field.
    """

    tool: str
    columns: dict[str, str]
    date_orders: dict[str, str] = field(default_factory=dict)
    priorities: dict[str, int | None] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Format:
        """The format of the tool this mapping is for."""
        return BY_TOOL.get(self.tool, GENERIC)

    def to_json(self) -> str:
        """The mapping as one JSON document, for `--mapping FILE` and for keeping."""
        return json.dumps(asdict(self), indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """A mapping written by `to_json` or by hand, where `{"id": "Job ref"}` is enough; InterpreterError if it is none."""
        try:
            data = json.loads(text)
            return cls._checked(data if "columns" in data or not data else {"columns": data})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InterpreterError(
                f"The mapping cannot be read: {error}; write it as `itbot add` printed it."
            ) from error

    @classmethod
    def _checked(cls, data: dict[str, Any]) -> Mapping:
        unknown = set(data["columns"]) - set(FIELDS)
        if unknown:
            named = f"The mapping names unknown fields: {', '.join(sorted(unknown))}"
            raise InterpreterError(f"{named}; a field is one of {', '.join(FIELDS)}.")
        orders = {str(name): str(order).upper() for name, order in data.get("date_orders", {}).items()}
        if set(orders.values()) - {DMY, MDY, YMD}:
            raise InterpreterError("The mapping's date orders must be DMY, MDY or YMD.")
        ranks = {str(text): None if rank is None else int(rank) for text, rank in data.get("priorities", {}).items()}
        states = {str(text): str(state) for text, state in data.get("states", {}).items()}
        columns = {str(name): str(header) for name, header in data["columns"].items() if header}
        return cls(str(data.get("tool", "generic")), columns, orders, ranks, states)

    def with_answer(self, about: str, choice: str) -> Mapping:
        """The mapping after one question was answered, such as ("date_order:opened", "DMY") or ("priority:Gold", "1")."""
        what, _, name = about.partition(":")
        match what:
            case "date_order":
                return replace(self, date_orders=self.date_orders | {name: choice.upper()})
            case "priority":
                return replace(self, priorities=self.priorities | {name: int(choice) if choice.isdigit() else None})
            case "state":
                return replace(self, states=self.states | {name: choice})
            case "column":
                return replace(self, columns=self.columns | {name: choice})
        raise InterpreterError(f"There is no question about {about}.")


def fingerprint(header: tuple[str, ...]) -> str:
    """The same text for the same columns in any order: under it a mapping is kept for the next export."""
    return sha256("\n".join(sorted(normal(name) for name in header)).encode()).hexdigest()[:16]


def is_missing(cell: Cell) -> bool:
    """Whether a cell says "nothing here", in the ways tools say it ("?", "N/A", "-")."""
    return cell is None or (isinstance(cell, str) and visible(cell).lower() in _MISSING)


def matched(sheet: Sheet) -> tuple[Format, dict[str, str], frozenset[str]]:
    """The tool, its field -> column name, and the fields that were matched only by near spelling."""
    names = _comparable(sheet.header)
    form = recognised(names)
    found: dict[str, str] = {}
    for field_name in FIELDS:
        header = _exact(field_name, form, names, sheet, set(found.values()))
        if header:
            found[field_name] = header
    found |= _by_core(form, names, sheet, found)
    near = _near(form, names, sheet, found)
    return form, found | near, frozenset(near)


def _comparable(header: tuple[str, ...]) -> dict[str, str]:
    """Comparable name -> column name; under a group row both "Dates: Opened" and "Opened" are known."""
    names: dict[str, str] = {}
    for column in header:
        names.setdefault(normal(column), column)
    for column in header:
        if ": " in column:
            names.setdefault(normal(column.rpartition(": ")[2]), column)
    for column in header:
        if says_utc(column):
            names.setdefault(normal(column).removesuffix(" utc"), column)
    return names


def says_utc(header: str) -> bool:
    """Whether a column's own name says that its times are UTC, as "Created (UTC)" does."""
    return normal(header).endswith(" utc")


def wanted_names(field_name: str, form: Format) -> tuple[str, ...]:
    """The column names a field goes by: the tool's first, then the usual ones; an empty entry of the tool rules it out."""
    own = form.columns.get(field_name)
    if own == ():
        return ()
    return (own or ()) + GENERIC.columns.get(field_name, ())


def _exact(field_name: str, form: Format, names: dict[str, str], sheet: Sheet, taken: set[str]) -> str | None:
    for name in wanted_names(field_name, form):
        header = names.get(name)
        if header and header not in taken and fits(field_name, header, sheet, form, share=0.5):
            return header
    return None


def _by_core(form: Format, names: dict[str, str], sheet: Sheet, found: dict[str, str]) -> dict[str, str]:
    """Times whose columns say the same in another turn: "Create Date/Time" for "created date", "Time logged" for "logged"."""
    cores: dict[str, str] = {}
    for name, header in names.items():
        if header not in found.values():
            cores.setdefault(core(name), header)
    more: dict[str, str] = {}
    for field_name in DATE_FIELDS:
        if field_name in found:
            continue
        wanted = dict.fromkeys(core(name) for name in wanted_names(field_name, form))
        fitting = (cores[one] for one in wanted if one in cores and cores[one] not in more.values())
        best = next((one for one in fitting if fits(field_name, one, sheet, form, share=0.5)), None)
        if best:
            more[field_name] = best
    return more


def _near(form: Format, names: dict[str, str], sheet: Sheet, found: dict[str, str]) -> dict[str, str]:
    from rapidfuzz import fuzz, process

    near: dict[str, str] = {}
    for field_name in FIELDS:
        if field_name in found:
            continue
        free = [
            name for name, header in names.items() if header not in {*found.values(), *near.values()} and len(name) >= 5
        ]
        for wanted in wanted_names(field_name, form):
            best = (
                process.extractOne(wanted, free, scorer=fuzz.ratio, score_cutoff=NEAR_SPELLING)
                if len(wanted) >= 5
                else None
            )
            if best is None or (set(best[0].split()) ^ set(wanted.split())) & _TURNS_IT:
                continue
            header = names[best[0]]
            if fits(field_name, header, sheet, form, share=0.98):
                near[field_name] = header
                break
    return near


def fits(field_name: str, header: str, sheet: Sheet, form: Format, *, share: float) -> bool:
    """Whether a column's values have the shape of the field: a column with no values at all fits anything."""
    test = _SHAPES.get(field_name)
    if test is None:
        return True
    sample = _sample(sheet, header)
    if not sample:
        return field_name not in DURATIONS
    unit = unit_of(normal(header)) or "minutes"
    good = sum(1 for cell in sample if test(cell, form, unit))
    return good >= share * len(sample)


def _sample(sheet: Sheet, header: str) -> list[Cell]:
    """Some different filled cells of a column, from its beginning and its end."""
    column = sheet.column(header)
    ends = column if len(column) <= 2 * _LOOKED_AT else column[:_LOOKED_AT] + column[-_LOOKED_AT:]
    some = [cell for cell in dict.fromkeys(ends) if not is_missing(cell)][:_LOOKED_AT]
    return some or [cell for cell in sheet.values(header) if not is_missing(cell)][:_LOOKED_AT]


def _is_date(cell: Cell, _form: Format, _unit: str) -> bool:
    return looks_like_a_date(cell)


def _is_duration(cell: Cell, _form: Format, unit: str) -> bool:
    return not looks_like_a_date(cell, numbers=False) and seconds(cell, unit) is not None


def _is_flag(cell: Cell, form: Format, _unit: str) -> bool:
    return (time_left(cell) if form.remaining_time else flag(cell)) is not None


def looks_like_a_date(cell: Cell, *, numbers: bool = True) -> bool:
    """Whether a cell could be a date in some order, with or without a time of day."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float):
        return numbers and (36526 <= cell <= 55153 or 10**9 <= cell < 10**13)
    if not isinstance(cell, str):
        return hasattr(cell, "year")
    text = " ".join(visible(cell).lower().split())
    if text.isdigit():
        return numbers and len(text) in (10, 13)
    divided = DAY_THEN_CLOCK.fullmatch(text)
    day, clock = (divided[1], divided[2]) if divided else (text, "")
    return any(day_of(day, order, _ANY_YEAR) for order in (DMY, MDY)) and (not clock or clock_of(clock) is not None)


_SHAPES: MappingOf[str, Any] = {
    **dict.fromkeys(DATE_FIELDS, _is_date),
    **dict.fromkeys(("sla_met", "sla_breached", "response_met", "response_breached", "excluded"), _is_flag),
    **dict.fromkeys(DURATIONS, _is_duration),
}
