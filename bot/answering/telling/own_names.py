"""Priorities as the contract itself names them: "Severity 1" or "Critical" where it never says P1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.answering.answer import Answer, Figure
from store.facts.agreed import ServiceLevel
from store.facts.common import Unknown

NUMBERED = (
    r"\b(?P<word>Severity|Sev\.?|Priority|Prio|Category|Cat\.?|Class|Grade|Impact|Urgency|Level|P|S)[ -]?(?:{0}|{1})\b"
)
WORDS = re.compile(
    r"\b(?:critical|emergency|urgent|major|severe|high|medium|moderate|normal|minor|low)\b", re.IGNORECASE
)
SPELLED = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
OURS = re.compile(r"\bP([1-9])(s?)\b")
CAPITAL = re.compile(r"^(?:• )?[a-z]")
# The contract's words, a mail's and a ticket's stay as they were written.
QUOTED = re.compile(r'("[^"\n]*"|“[^”\n]*”)')


def own_names(levels: Iterable[ServiceLevel]) -> dict[str, str]:
    """What the contract calls each of its priorities, by our "P1"; only where that is another name."""
    quotes: dict[int, list[str]] = {}
    for level in levels:
        if level.priority is not None and level.source.quote:
            quotes.setdefault(level.priority, []).append(level.source.quote)
    named = {number: _name(number, texts, quotes) for number, texts in quotes.items()}
    return {f"P{number}": name for number, name in named.items() if name and name != f"P{number}"}


def own_ranks(levels: Iterable[ServiceLevel]) -> dict[str, int]:
    """The rank of each priority that the contract calls by a word of its own, by that word in lower case."""
    named = own_names(levels)
    return {name.lower(): int(rank[1:]) for rank, name in named.items() if WORDS.fullmatch(name)}


def _name(number: int, texts: list[str], every: Mapping[int, list[str]]) -> str:
    spelled = SPELLED[number] if number < len(SPELLED) else str(number)
    numbered = re.compile(NUMBERED.format(number, spelled), re.IGNORECASE)
    for text in texts:
        if match := numbered.search(text):
            return " ".join(match.group().split())
    found = {word.lower() for text in texts for word in WORDS.findall(text)}
    others = {w.lower() for n, some in every.items() if n != number for text in some for w in WORDS.findall(text)}
    return found.pop() if len(found) == 1 and not found & others else ""


def in_own_names(answer: Answer, names: Mapping[str, str]) -> Answer:
    """The answer with the contract's own names of priorities wherever a person reads one; figures keep their keys."""
    if not names or not OURS.search(f"{answer.text} {answer.headline}"):
        return answer
    extra = {**answer.extra, "tickets": (*answer.extra.get("tickets", ()), *names.values())}
    extra["readings"] = (*extra.get("readings", ()), *(_said(one, names) for one in extra.get("readings", ())))
    if "tables" in extra:
        extra["tables"] = _within(extra["tables"], names)
    return replace(
        answer,
        headline=_sentence(answer.headline, names),
        text=_sentence(answer.text, names),
        figures=tuple(_figure(one, names) for one in answer.figures),
        unknowns=tuple(Unknown(_said(one.what, names), one.why, _said(one.fix, names)) for one in answer.unknowns),
        next_steps=tuple(_said(one, names) for one in answer.next_steps),
        questions_for_provider=tuple(_said(one, names) for one in answer.questions_for_provider),
        extra=extra,
    )


def _figure(one: Figure, names: Mapping[str, str]) -> Figure:
    return replace(one, label=_said(one.label, names))


def _sentence(text: str, names: Mapping[str, str]) -> str:
    """With a capital where the name of a priority begins a line."""
    told = [_said(line, names) for line in text.split("\n")]
    begun = [OURS.match(line.removeprefix("• ")) is not None for line in text.split("\n")]
    return "\n".join(CAPITAL.sub(_upper, line) if first else line for line, first in zip(told, begun, strict=True))


def _upper(match: re.Match[str]) -> str:
    return match.group().upper()


def _said(text: str, names: Mapping[str, str]) -> str:
    parts = QUOTED.split(text)
    return "".join(part if place % 2 else OURS.sub(lambda m: _one(m, names), part) for place, part in enumerate(parts))


def _one(match: re.Match[str], names: Mapping[str, str]) -> str:
    name = names.get(f"P{match.group(1)}")
    if name is None:
        return match.group()
    return name + (match.group(2) if name[-1].isdigit() else " tickets" if match.group(2) else "")


def _within(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _said(value, names)
    if isinstance(value, dict):
        return {key: _within(one, names) for key, one in value.items()}
    return type(value)(_within(one, names) for one in value) if isinstance(value, (list, tuple)) else value
