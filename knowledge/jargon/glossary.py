"""The curated glossary: what providers' terms mean and what to ask back; it holds nothing it has not been told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILES = (
    "glossary.toml",
    "glossary_business.toml",
    "glossary_technical.toml",
    "glossary_everyday_mail.toml",
    "euphemisms.toml",
)
_ABBREVIATION = 5
_APART = re.compile(r"[\s\-–‑_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the glossary. `sense` and `context` tell apart entries that share a written form.

    `of_others` and `ask_of_others` stand instead where the words go on "from" or "by" somebody who is not the reader.
    """

    term: str
    aliases: tuple[str, ...]
    category: str
    meaning: str
    ask: str
    sense: str = ""
    context: frozenset[str] = frozenset()
    everyday: bool = False
    of_others: str = ""
    ask_of_others: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the term is written."""
        return (self.term, *self.aliases)


@cache
def glossary() -> tuple[Entry, ...]:
    """Every entry, terms before soft phrases, in the order of the files."""
    folder = files("knowledge.jargon")
    rows = [row for name in FILES for row in tomllib.loads(folder.joinpath(name).read_text("utf-8"))["entry"]]
    return tuple(
        Entry(
            row["term"],
            tuple(row["aliases"]),
            row["category"],
            row["meaning"],
            row["ask"],
            row.get("sense", ""),
            frozenset(row.get("context", ())),
            row.get("everyday", False),
            row.get("of_others", ""),
            row.get("ask_of_others", ""),
        )
        for row in rows
    )


@cache
def by_name() -> Mapping[str, tuple[Entry, ...]]:
    """Every entry under every plain name it goes by; several under a name that is ambiguous."""
    found: dict[str, list[Entry]] = {}
    for entry in glossary():
        for name in dict.fromkeys(map(plain, entry.names)):
            found.setdefault(name, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def also_called(name: str) -> tuple[str, ...]:
    """The other written forms of the glossary's entries of this name; empty for a name it does not know."""
    return tuple(form for entry in by_name().get(plain(name), ()) for form in entry.names if "(" not in form)


@cache
def written_names() -> tuple[str, ...]:
    """Every written form that is marked in a text, longest first."""
    names = {name for entry in glossary() if not entry.everyday for name in entry.names if "(" not in name}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def plain(name: str) -> str:
    """A written form without its hyphens, points and capitals, for comparison."""
    return " ".join(_APART.sub(" ", name.replace(".", "").replace("×", "x").lower()).split())


def is_abbreviation(name: str) -> bool:
    """Whether a written form counts only in capitals ("SIP" is jargon, "sip" is what one does with tea)."""
    return len(name) <= _ABBREVIATION and name.upper() == name and any(letter.isalpha() for letter in name)
