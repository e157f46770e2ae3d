"""Where each number stands among the others: which clause it continues, which it opens under, or whether it is none.

It refuses a letter or a bare figure that fits no sequence: better a line of text than a wrong clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.clause_titles import clause_title
from knowledge.documents.model import Paragraph, Table
from knowledge.numbering import CONTAINERS, Numeral

_OUTER = {"schedule", "exhibit"}
_NUMBERED_WORDS = {"section", "clause", "paragraph"}


@dataclass(slots=True, eq=False)
class Node:
    """A clause while the tree grows. `sort`: container, part, heading, number or opening."""

    sort: str
    label: str
    number: str
    start: int
    end: int
    page: int | None
    parent: Node | None = None
    numeral: Numeral | None = None
    list_id: str | None = None
    level: int = 0
    heading: str = ""
    run: int = 0
    under: Node | None = None
    titled_only: bool = True
    tables: list[Table] = field(default_factory=list)

    @property
    def absolute(self) -> tuple[int, ...]:
        """7.2.1 as (7, 2, 1); empty for letters and titles."""
        return self.numeral.values if self.numeral and self.numeral.style in {"dotted", "decimal"} else ()

    @property
    def lineage(self) -> Iterator[Node]:
        """Itself and those it stands in, nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Ahead:
    """What follows a number: the next numbers, to tell "(i)" the letter from "(i)" the roman one."""

    numerals: tuple[tuple[Numeral, ...], ...] = ()

    def continues(self, numeral: Numeral) -> bool:
        """Whether a later number of the same make is the next one."""
        return any(
            _same(numeral, option) and option.values[-1] == numeral.values[-1] + 1
            for options in self.numerals
            for option in options
        )

    def opens_with(self, numeral: Numeral) -> bool:
        """Whether 1. is followed by 1.1: a main clause and no item of a list."""
        first = next((o for options in self.numerals[:3] for o in options if o.style == "dotted"), None)
        return first is not None and first.values[:1] == numeral.values


def _mark(numeral: Numeral) -> str:
    return "(" if numeral.mark in {"(", ")"} else "."


def _same(a: Numeral, b: Numeral) -> bool:
    return a.style == b.style and _mark(a) == _mark(b)


@dataclass(frozen=True, slots=True)
class Place:
    """A number's place: how it is read, under which clause, and whether it begins a new count at the outermost level."""

    numeral: Numeral
    parent: Node | None
    restarts: bool = False


class Stack:
    """The clauses open at a point of the document, outermost first; those set aside by a title still count."""

    def __init__(self) -> None:
        """Nothing is open at first."""
        self.open: list[Node] = []
        self.aside: list[Node] = []

    @property
    def deepest(self) -> Node | None:
        """The clause that text now belongs to."""
        return self.open[-1] if self.open else None

    def frame(self) -> Node | None:
        """The innermost schedule or part now open."""
        return next((n for n in reversed(self.open) if n.sort in {"container", "part"}), None)

    def push(self, node: Node) -> None:
        """Opens a clause under its parent and closes what it ends."""
        self.open = [*reversed(list(node.parent.lineage)), node] if node.parent else [node]
        if node.sort != "heading":
            self.aside = []

    def push_title(self, node: Node) -> None:
        """Opens an unnumbered title: the numbers before it are set aside, for they may go on after it."""
        numbers = [n for n in self.open if n.sort == "number"]
        self.aside = numbers or self.aside
        self.push(node)

    def place(self, paragraph: Paragraph, options: tuple[Numeral, ...], ahead: Ahead) -> Place | None:
        """Where a numbered paragraph belongs; None where its number fits nothing and is taken for text."""
        numbers = [n for n in [*self.aside, *self.open] if n.sort == "number"]
        if paragraph.list_id is not None:
            placed = self._in_list(paragraph, options, numbers)
            if placed:
                return placed
        dotted = next((o for o in options if o.style == "dotted"), None)
        if dotted:
            return self._dotted(dotted, numbers)
        return self._counted(paragraph, options, numbers, ahead)

    def _in_list(self, paragraph: Paragraph, options: tuple[Numeral, ...], numbers: list[Node]) -> Place | None:
        kin = [n for n in numbers if n.list_id == paragraph.list_id]
        if not kin:
            return None
        above = [n for n in kin if n.level < paragraph.level]
        level = next((n for n in kin if n.level >= paragraph.level), None)
        parent = level.parent if level is not None and not above else above[-1] if above else None
        numeral = options[0]
        if level is not None and level.level == paragraph.level and level.numeral is not None:
            numeral = next((o for o in options if o.style == level.numeral.style), numeral)
            parent = level.parent
        if parent is not None and numeral.style == "dotted" and not _within(parent, numeral):
            return None
        restarts = parent is None or parent.sort != "number"
        return Place(numeral, parent, restarts and (level is None or level.run == 0))

    def _dotted(self, numeral: Numeral, numbers: list[Node]) -> Place:
        for size in range(len(numeral.values) - 1, 0, -1):
            for node in reversed(numbers):
                if node.absolute == numeral.values[:size]:
                    return Place(numeral, node)
        last = next((n for n in reversed(numbers) if n.absolute), None)
        first = next((n for n in numbers if n.absolute), None)
        if last is not None and first is not None and numeral.values[0] >= last.absolute[0]:
            return Place(numeral, first.parent)
        return Place(numeral, self._ground(), restarts=True)

    def _ground(self) -> Node | None:
        """What a new count stands under: the title, part or schedule now open, not a number."""
        return next((n for n in reversed(self.open) if n.sort != "number"), None)

    def _beside(self) -> Node | None:
        """What a count that begins anew stands under: beside the title that the count before it stood under."""
        ground = self._ground()
        return ground.parent if ground is not None and ground.sort in {"heading", "opening"} else ground

    def _counted(
        self, paragraph: Paragraph, options: tuple[Numeral, ...], numbers: list[Node], ahead: Ahead
    ) -> Place | None:
        following = [
            Place(option, node.parent)
            for node in reversed(numbers)
            for option in options
            if node.numeral and _same(node.numeral, option) and option.values[0] == node.numeral.values[0] + 1
        ]
        first = next((o for o in options if o.values == (1,)), None)
        if following and first and ahead.continues(first) and not ahead.continues(following[0].numeral):
            following = []
        if following:
            return self._best(following, paragraph)
        if first:
            return self._first(paragraph, first, ahead)
        return self._out_of_order(options, numbers)

    def _list_ends_at(self, paragraph: Paragraph) -> bool:
        """Whether a list of letters that stands before all clauses is over: the next number brings a title."""
        outermost = next((n for n in self.open if n.sort == "number"), None)
        lettered = (
            outermost is not None and outermost.numeral is not None and outermost.numeral.style in {"lower", "roman"}
        )
        return lettered and bool(clause_title(paragraph))

    @staticmethod
    def _best(following: list[Place], paragraph: Paragraph) -> Place:
        """Of several counts that a number may continue, the outermost for a title, else the innermost."""
        return following[-1] if paragraph.heading else following[0]

    def _first(self, paragraph: Paragraph, numeral: Numeral, ahead: Ahead) -> Place | None:
        """1., (a), (i): under the clause now open, unless it begins a count of main clauses anew."""
        deepest = self.deepest
        main = numeral.style in {"decimal", "ROMAN", "upper"} and _mark(numeral) == "."
        titled = paragraph.heading or numeral.mark == "0" or self._list_ends_at(paragraph)
        if numeral.style == "upper" and numeral.mark == "." and not (ahead.continues(numeral) or paragraph.heading):
            return None
        if numeral.mark == "" and not (paragraph.heading or ahead.continues(numeral) or ahead.opens_with(numeral)):
            return None
        inside_number = deepest is not None and deepest.sort == "number"
        if inside_number and main and (titled or ahead.opens_with(numeral)):
            return Place(numeral, self._beside(), restarts=True)
        return Place(numeral, deepest, restarts=not inside_number)

    def _out_of_order(self, options: tuple[Numeral, ...], numbers: list[Node]) -> Place | None:
        """A number that skips or repeats: beside the nearest smaller one of its make, else a count of its own."""
        jumps = [
            (option.values[0] - node.numeral.values[0], index, option, node)
            for index, node in enumerate(reversed(numbers))
            for option in options
            if node.numeral and _same(node.numeral, option) and option.values[0] > node.numeral.values[0]
        ]
        if jumps and options[0].mark != "":
            _, _, option, node = min(jumps, key=lambda j: (j[0], j[1]))
            if option.style == "decimal" or option.values[0] - (node.numeral.values[0] if node.numeral else 0) <= 3:
                return Place(option, node.parent)
        known = next(self._other_marks(options, numbers), None) or self._after_dotted(options, numbers)
        if known:
            return known
        numeral = options[0]
        if numeral.style == "decimal" and numeral.mark in {".", "0"} and not numbers:
            return Place(numeral, self._ground(), restarts=True)
        return None

    @staticmethod
    def _after_dotted(options: tuple[Numeral, ...], numbers: list[Node]) -> Place | None:
        """5. after 4.2, where the number 4. itself was not printed: the next main clause."""
        first = next((n for n in numbers if n.absolute), None)
        decimal = next((o for o in options if o.style == "decimal" and o.mark != "("), None)
        if first is None or decimal is None or not 0 < decimal.values[0] - first.absolute[0] <= 3:
            return None
        return Place(decimal, first.parent)

    @staticmethod
    def _other_marks(options: tuple[Numeral, ...], numbers: list[Node]) -> Iterator[Place]:
        """The next letter, though set in other marks than the one before: a., b., (c)."""
        for node in reversed(numbers):
            for option in options:
                if (
                    node.numeral
                    and node.numeral.style == option.style
                    and option.values[0] == node.numeral.values[0] + 1
                ):
                    yield Place(option, node.parent)


def _within(parent: Node, numeral: Numeral) -> bool:
    absolute = parent.absolute
    return not absolute or numeral.values[: len(absolute)] == absolute


def as_number(numeral: Numeral) -> Numeral | None:
    """Reads "Section 5.2" and "Clause 5" as numbers; None where the word is followed by a letter or opens a part."""
    if numeral.style not in _NUMBERED_WORDS or not numeral.said[0].isdecimal():
        return None
    return Numeral("dotted" if len(numeral.values) > 1 else "decimal", numeral.values, ".", numeral.said)


def is_container(numeral: Numeral) -> bool:
    """Whether it is a schedule, an exhibit or the like, whose clauses are numbered for themselves."""
    return numeral.style in CONTAINERS


def stands_inside(numeral: Numeral, opened: Node | None) -> bool:
    """Whether an annex belongs to the schedule now open."""
    outer = opened.numeral.style if opened and opened.numeral else ""
    return outer in _OUTER and numeral.style not in _OUTER and numeral.style != outer
