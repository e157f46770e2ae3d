"""What an import would do, shown before it is done: the mapping, its preview, and the questions only a person can answer."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from store.facts.common import InterpreterError
from store.facts.tickets import TicketState
from store.imports.cells import Cell
from store.imports.columns import Mapping, is_missing, looks_like_a_date, matched
from store.imports.date_orders import DateOrder, decide_orders
from store.imports.dates import DMY, MDY
from store.imports.formats.model import DATE_FIELDS, MEASURED, REQUIRED
from store.imports.names import visible
from store.imports.priorities import means_none, priority_ranks
from store.imports.sentences import quoted
from store.imports.sheets import Sheet, shown
from store.imports.states import state_of

T = TypeVar("T")

_PLAIN = {"id": "the ticket number", "opened": "when it was opened"}
_USUAL = (*REQUIRED, "responded", "resolved", "closed", "state", "priority", "type", "user", "summary")
_STATE_CHOICES = tuple(state.value for state in TicketState)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a person must say; `about` is what `Mapping.with_answer` takes, `blocking` says whether work stops for it."""

    about: str
    text: str
    choices: tuple[str, ...] = ()
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a file would be read. `preview` is the mapped columns' names, then up to five rows of them.

    `date_orders` gives DMY, MDY, YMD or None per date field; `priority_map` and `state_map` hold every label of the file
    (None: nobody knows yet). `confidence` is 1 when the tool is known and nothing is open.
    """

    tool: str
    mapping: Mapping
    questions: tuple[Question, ...]
    unmapped: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]
    date_orders: dict[str, str | None]
    priority_map: dict[str, int | None]
    state_map: dict[str, TicketState | None]
    confidence: float

    @property
    def blocking(self) -> tuple[Question, ...]:
        """The questions without whose answer nothing can be imported."""
        return tuple(question for question in self.questions if question.blocking)

    def lines(self) -> list[str]:
        """The proposal as lines for a person to agree to: tool, columns with a sample value, labels, open questions."""
        sample = self.preview[1] if len(self.preview) > 1 else ()
        lines = [f"Read as: {self.tool.replace('_', ' ')}."]
        for (name, header), value in zip(self.mapping.columns.items(), sample, strict=False):
            order = f", {self.date_orders[name]}" if self.date_orders.get(name) else ""
            lines.append(f"  {name.replace('_', ' ')}: {header}{order} (such as {quoted(value)})")
        ranks = ", ".join(f"{text} = {rank or '?'}" for text, rank in self.priority_map.items())
        states = ", ".join(f"{text} = {state or '?'}" for text, state in self.state_map.items())
        lines += [f"Priorities: {ranks}."] if ranks else []
        lines += [f"States: {states.replace('_', ' ')}."] if states else []
        lines += [f"Not used: {_listed(self.unmapped)}."] if self.unmapped else []
        return lines + [question.text for question in self.questions]


def missing_columns(sheet: Sheet) -> list[str]:
    """What every ticket needs and no column of the sheet is known to give, in words."""
    return [_PLAIN[name] for name in REQUIRED if name not in matched(sheet)[1]]


def begun(sheet: Sheet) -> Mapping:
    """A mapping of the columns that are known by their names, for a person to complete; the usual ones stand in it, empty."""
    form, found, _ = matched(sheet)
    return Mapping(form.tool, dict.fromkeys(_USUAL, "") | found)


def propose(
    sheet: Sheet,
    *,
    tz: str,
    now: datetime,
    mapping: Mapping | None = None,
    date_order: str | None = None,
    own_priorities: MappingOf[str, int] | None = None,
) -> Proposal:
    """How this sheet would be imported as tickets; with a `mapping`, how that mapping would read it.

    `own_priorities` are the ranks of the contract's own names of its priorities, in lower case.
    Raises InterpreterError when the columns every ticket needs are not there.
    """
    form, found, near = matched(sheet)
    if mapping is not None:
        form, found, near = mapping.form, _present(mapping, sheet), frozenset()
    _require(sheet, found)
    orders, order_questions = _date_orders(sheet, found, mapping=mapping, told=date_order, tz=tz, now=now)
    ranks = _priorities(sheet, found, form.ranked_numbers, mapping, own_priorities or {})
    states = _states(sheet, found, form.states, mapping)
    questions = (
        *order_questions,
        *_doubled_columns(sheet, found),
        *_near_questions(found, near),
        *_label_questions(ranks, states),
    )
    full = Mapping(
        form.tool,
        found,
        {name: order for name, order in orders.items() if order},
        ranks,
        {text: state.value for text, state in states.items() if state},
    )
    return Proposal(
        tool=form.tool,
        mapping=full,
        questions=questions,
        unmapped=tuple(name for name in sheet.header if name not in found.values()),
        preview=_preview(sheet, found),
        date_orders=orders,
        priority_map=ranks,
        state_map=states,
        confidence=_confidence(form.tool, near, questions),
    )


def _present(mapping: Mapping, sheet: Sheet) -> dict[str, str]:
    absent = [header for header in mapping.columns.values() if header not in sheet.header]
    if absent:
        raise InterpreterError(f"{sheet.file} has no column called {_listed(absent)}; it has {_listed(sheet.header)}.")
    return dict(mapping.columns)


def _require(sheet: Sheet, found: dict[str, str]) -> None:
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        needed = " and ".join(_PLAIN[name] for name in missing)
        raise InterpreterError(
            f"{sheet.file} has no column for {needed}: its columns are {_listed(sheet.header)}; add one or name it with a mapping."
        )


def _listed(names: tuple[str, ...] | list[str]) -> str:
    shown_names = [name if len(name) <= 40 else name[:39] + "…" for name in names[:30]]
    return ", ".join(shown_names) + (f" and {len(names) - 30} more" if len(names) > 30 else "")


def _date_orders(
    sheet: Sheet, found: dict[str, str], *, mapping: Mapping | None, told: str | None, tz: str, now: datetime
) -> tuple[dict[str, str | None], list[Question]]:
    cells = {name: sheet.column(found[name]) for name in DATE_FIELDS if name in found}
    decided = decide_orders(cells, tz=tz, now=now)
    orders: dict[str, str | None] = {}
    questions: list[Question] = []
    for name, choice in decided.items():
        answer = (mapping.date_orders.get(name) if mapping else None) or told or _aside(name, decided, sheet, found)
        orders[name], question = _settled(name, found[name], choice, answer)
        questions += [question] if question else []
        bare = _without_times(found[name], sheet.values(found[name])) if name in MEASURED else None
        questions += [Question(f"times:{name}", bare, (), blocking=True)] if bare else []
    return orders, questions


def _aside(name: str, decided: dict[str, DateOrder], sheet: Sheet, found: dict[str, str]) -> str | None:
    """The order of the file's other columns, for a column that no measured time depends on: it is not worth a question."""
    if name not in ("closed", "updated") or (name == "updated" and len(sheet.values(found["id"])) < len(sheet.rows)):
        return None
    others = {choice.order for other, choice in decided.items() if other != name and choice.order in (DMY, MDY)}
    return others.pop() if len(others) == 1 else None


def _settled(name: str, header: str, choice: DateOrder, answer: str | None) -> tuple[str | None, Question | None]:
    if not choice.ambiguous and not choice.conflict:
        return choice.order, None
    if answer in (DMY, MDY) and (choice.ambiguous or choice.mendable):
        return answer, None
    if choice.conflict:
        text = f"The dates in the column {header} do not follow one order: {choice.conflict}; export it again from the tool."
        about = f"date_order:{name}" if choice.mendable else f"dates:{name}"
        return None, Question(about, text, (DMY, MDY) if choice.mendable else (), blocking=True)
    text = f"Is {choice.example} in the column {header} day first or month first? No row of it tells."
    return None, Question(f"date_order:{name}", text, (DMY, MDY), blocking=True)


def _without_times(header: str, cells: list[Cell]) -> str | None:
    if any(isinstance(cell, int | float) or ":" in shown(cell) or shown(cell).isdigit() for cell in cells):
        return None
    if not any(looks_like_a_date(cell) for cell in cells):
        return None
    return f"The column {header} holds days without a time of day, so no time can be measured from it; export it with times."


def _priorities(
    sheet: Sheet, found: dict[str, str], ranked: bool, mapping: Mapping | None, own: MappingOf[str, int]
) -> dict[str, int | None]:
    if "priority" not in found:
        return {}
    cells = sheet.values(found["priority"])
    if "priority_first" in found:
        cells = [*cells, *sheet.values(found["priority_first"])]
    labels = [text for text in _labels(cells) if not means_none(text)]
    return priority_ranks(labels, ranked_numbers=ranked, own=own) | _answers(
        labels, mapping.priorities if mapping else {}
    )


def _states(
    sheet: Sheet, found: dict[str, str], own: MappingOf[str, TicketState], mapping: Mapping | None
) -> dict[str, TicketState | None]:
    if "state" not in found:
        return {}
    labels = _labels(sheet.values(found["state"]))
    told = {
        text: TicketState(state)
        for text, state in (mapping.states if mapping else {}).items()
        if state in _STATE_CHOICES
    }
    return {text: state_of(text, own) for text in labels} | _answers(labels, told)


def _labels(cells: list[Cell]) -> list[str]:
    return list(dict.fromkeys(visible(shown(cell)) for cell in cells if not is_missing(cell)))


def _answers(labels: list[str], told: MappingOf[str, T]) -> dict[str, T]:
    return {text: told[text] for text in labels if text in told}


def _doubled_columns(sheet: Sheet, found: dict[str, str]) -> list[Question]:
    """A field's column that stands in the file twice with different values: which one is meant?"""
    questions = []
    for name, header in found.items():
        twin = f"{header} (2)"
        if twin in sheet.header and name not in ("summary", "category") and sheet.column(header) != sheet.column(twin):
            text = f"The column {header} stands in the file twice with different values: which one is meant?"
            questions.append(
                Question(f"column:{name}", text, (header, twin), blocking=name in (*REQUIRED, "resolved", "responded"))
            )
    return questions


def _near_questions(found: dict[str, str], near: frozenset[str]) -> list[Question]:
    return [
        Question(f"column:{name}", f"Is the column {found[name]} the {name.replace('_', ' ')} column?", (found[name],))
        for name in sorted(near)
    ]


def _label_questions(ranks: dict[str, int | None], states: dict[str, TicketState | None]) -> list[Question]:
    asked = [
        Question(
            f"priority:{text}",
            f"Which priority is {quoted(text)}, with 1 the most urgent?",
            ("1", "2", "3", "4", "5", "none"),
        )
        for text, rank in ranks.items()
        if rank is None
    ]
    asked += [
        Question(f"state:{text}", f"What does the status {quoted(text)} mean?", _STATE_CHOICES)
        for text, state in states.items()
        if state is None
    ]
    return asked


def _preview(sheet: Sheet, found: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    places = [sheet.header.index(header) for header in found.values()]
    rows = [tuple(shown(row[place]) for place in places) for row in sheet.rows[:5]]
    return (tuple(found.values()), *rows)


def _confidence(tool: str, near: frozenset[str], questions: tuple[Question, ...]) -> float:
    sure = 0.8 if tool == "generic" else 1.0
    sure -= 0.1 * len(near)
    sure -= 0.3 * any(question.blocking for question in questions)
    sure -= 0.05 * min(4, sum(not question.blocking for question in questions))
    return max(0.0, round(sure, 2))


def answered(proposal: Proposal, answers: MappingOf[str, str]) -> Mapping:
    """The proposal's mapping with a person's answers put in, ready for `import_tickets` and for keeping."""
    mapping = replace(proposal.mapping)
    for about, choice in answers.items():
        mapping = mapping.with_answer(about, choice)
    return mapping
