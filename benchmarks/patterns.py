"""Every regular expression of the product on words made to hold it up: how its time grows with their length.

For each pattern, what its own repeats match is written out over and over and then broken off, beside runs of the usual
letters. A time that doubles with the length is well; one that grows by its square is told with what a page of 20,000
characters costs; one that cannot be measured within its limit at 2,000 is a fault.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from re import _parser as reading  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

ROOMS = ("bot", "knowledge", "store", "prompts")
PAGE = 20_000
# A question is read up to so many characters.
QUESTION = 1_200
LIMIT_S = 1.0
USUAL = (
    "a",
    " ",
    "1",
    "A",
    "\n",
    "a ",
    "1.",
    "1,",
    "(",
    "<",
    "-",
    "a.",
    "\t ",
    "> ",
    "A1",
    "a@",
    "x-",
    "''",
    "£1 ",
    "the ",
    "of the ",
)
ENDS = ("", "!", "\x00", "\n")


class TooLongError(BaseException):
    """A pattern took longer than its limit."""


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that a module holds by name, alone or among others."""
    found: dict[str, re.Pattern[Any]] = {}
    for room in ROOMS:
        package = importlib.import_module(room)
        names = [room, *(one.name for one in pkgutil.walk_packages(package.__path__, f"{room}."))]
        for name in names:
            if ".migrations" in name or name.endswith("__main__"):
                continue
            module = importlib.import_module(name)
            for own, value in vars(module).items():
                for place, pattern in _inside(value):
                    if pattern not in found.values():
                        found[f"{name}.{own}{place}"] = pattern
    return found


def _inside(value: Any, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, dict) and depth < 3:
        for key, one in value.items():
            yield from ((f"[{key}]{place}", found) for held in (key, one) for place, found in _inside(held, depth + 1))
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for number, one in enumerate(value):
            yield from ((f"[{number}]{place}", found) for place, found in _inside(one, depth + 1))


def example(tree: Iterable[Any]) -> str:
    """A short text that a piece of a pattern matches, as far as that is easy to tell."""
    said = ""
    for kind, detail in tree:
        name = str(kind)
        if name == "LITERAL":
            said += chr(detail)
        elif name == "NOT_LITERAL":
            said += "b" if detail == 97 else "a"
        elif name == "ANY":
            said += "a"
        elif name == "IN":
            said += _one_of(detail)
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            said += example(detail[2]) * max(1, min(detail[0], 3))
        elif name == "SUBPATTERN":
            said += example(detail[3])
        elif name == "ATOMIC_GROUP":
            said += example(detail)
        elif name == "BRANCH":
            said += example(detail[1][0])
    return said


def _one_of(choices: Iterable[Any]) -> str:
    letters = {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}
    for kind, detail in choices:
        if str(kind) == "LITERAL":
            return chr(detail)
        if str(kind) == "RANGE":
            return chr(detail[0])
        if str(kind) == "CATEGORY":
            return letters.get(str(detail), "a")
    return "a"


def repeated(tree: Iterable[Any]) -> Iterator[str]:
    """What each repeat of a pattern repeats, with what stands before it in its sequence."""
    before: list[Any] = []
    for item in tree:
        kind, detail = str(item[0]), item[1]
        if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            if detail[1] > 8:
                yield example(detail[2])
                yield example([*before, item])
            yield from repeated(detail[2])
        elif kind == "SUBPATTERN":
            yield from repeated(detail[3])
        elif kind == "BRANCH":
            for one in detail[1]:
                yield from repeated(one)
        elif kind in {"ASSERT", "ASSERT_NOT"}:
            yield from repeated(detail[1])
        elif kind == "ATOMIC_GROUP":
            yield from repeated(detail)
        before.append(item)
    if before:
        yield example(before)


def _attacks(pattern: re.Pattern[Any]) -> list[str]:
    own = {piece for piece in repeated(reading.parse(pattern.pattern, pattern.flags & ~re.UNICODE)) if piece}
    return sorted({*own, *USUAL}, key=len)[:40]


def _took(pattern: re.Pattern[Any], text: str) -> float:
    said: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S * 1.2)
    try:
        for _ in pattern.finditer(said):
            pass
    except TooLongError:
        return LIMIT_S * 1.2
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - started


def worst(pattern: re.Pattern[Any], length: int = PAGE) -> tuple[float, str]:
    """The longest time on a text of this length, and what was repeated in it."""
    slowest = (0.0, "")
    for piece in _attacks(pattern):
        if slowest[0] > LIMIT_S:
            break
        for end in ENDS:
            small = _took(pattern, (piece * (length // 10 // len(piece) + 1))[: length // 10] + end)
            if small < 0.0005:
                continue  # a hundred times that, for a square, is still little
            took = _took(pattern, (piece * (length // len(piece) + 1))[:length] + end)
            slowest = max(slowest, (took, piece + end))
    return slowest


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def slow(length: int = PAGE) -> tuple[int, list[tuple[float, str, str]]]:
    """How many patterns there are, and those over the limit: seconds, name, what was repeated."""
    before = signal.signal(signal.SIGALRM, _alarm)
    try:
        every = patterns()
        told = []
        for name, pattern in every.items():
            took, piece = worst(pattern, QUESTION if name.startswith("bot.answering.asking.") else length)
            told.append((took, piece, name))
            if took > LIMIT_S:
                print(f"{took:6.2f} s  {name}  {piece[:60]!r}", file=sys.stderr, flush=True)
    finally:
        signal.signal(signal.SIGALRM, before)
    over = [(took, name, piece) for took, piece, name in told if took > LIMIT_S]
    return len(every), sorted(over, reverse=True)


def rows() -> list[dict[str, Any]]:
    """How many patterns hold up an answer."""
    count, over = slow()
    return [
        {
            "what": f"of {count} regular expressions, over {LIMIT_S:.0f} s on {PAGE} characters made to hold them up",
            "value": str(len(over)),
            "limit": "0",
            "ok": not over,
        }
    ]


if __name__ == "__main__":
    print(rows())
