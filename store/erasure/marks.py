"""A person's name in running text, found however it is written and covered without moving a letter around it.

Names are compared word by word without case, so that "Jane Doe", "DOE, Jane", "jane.doe@…" and "jane_doe" are one. What
covers a name is as long as the name, because clauses, terms and quotations point into texts by position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from store.erasure.record import fresh_salt, salted
from store.facts.common import InterpreterError

WORD = re.compile(r"[^\W_]+")
SLACK_ID = re.compile(r"[UW][A-Z0-9]{6,}")
COVER = "█"


@dataclass(frozen=True, slots=True)
class Marks:
    """The forms of one person's name: how many words each has, of which the first `kept` are covered.

    `known(words)` says whether words are a form; it works from the words themselves or from their sums.
    """

    lengths: tuple[tuple[int, int], ...]
    known: Callable[[str], bool]
    first: Callable[[str], bool]
    note: dict[str, Any]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the person is named in a text, from the left; no two of the spans overlap."""
        words = [(one.group().casefold(), one.start(), one.end()) for one in WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            covered = self._at(words, at) if self.first(words[at][0]) else 0
            if covered:
                found.append((words[at][1], words[at + covered - 1][2]))
            at += covered or 1
        return found

    def _at(self, words: list[tuple[str, int, int]], at: int) -> int:
        for length, kept in self.lengths:
            if at + length <= len(words) and self.known(" ".join(word for word, _, _ in words[at : at + length])):
                return kept
        return 0

    def covered(self, text: str, number: int) -> str:
        """The text with the person covered. `number` tells one covered person from another of as many letters."""
        for start, end in reversed(self.spans(text)):
            text = f"{text[:start]}{cover(end - start, number)}{text[end:]}"
        return text


def cover(length: int, number: int) -> str:
    """So many letters that say nothing but which erasure they are of; no figure, so that no answer can read one in it."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{COVER}{letters}".ljust(length, COVER)[:length]


def marks_of(names: Iterable[str], words: Iterable[str] = ()) -> Marks:
    """The forms of a person from a full name, addresses and ids; `words` are single words that shall be covered too.

    Raises InterpreterError for a name of one word, which may stand for much else.
    """
    forms = {word.casefold(): 1 for one in words for word in WORD.findall(one)}
    for name in names:
        head, at, domain = name.strip().partition("@")
        said = [word.casefold() for word in WORD.findall(head)]
        if at and said and domain:
            place = [word.casefold() for word in WORD.findall(domain)]
            forms[" ".join([*said, *place])] = len(said)
        elif len(said) >= 2:
            forms[" ".join(said)] = len(said)
            forms[" ".join([said[-1], *said[:-1]])] = len(said)
        elif said and SLACK_ID.fullmatch(name.strip()):
            forms[said[0]] = 1
        else:
            raise InterpreterError(
                f"“{name}” is one word and may stand for much else: give the whole name, an address or a Slack id (U…), "
                "or say with --word that the word itself shall be covered everywhere."
            )
    salt = fresh_salt()
    firsts = {form.split()[0] for form in forms}
    sums = {salted([form], salt)[0]: [len(form.split()), kept] for form, kept in forms.items()}
    note = {"salt": salt, "sums": sums, "firsts": salted(firsts, salt)}
    return Marks(_lengths(sums), forms.__contains__, firsts.__contains__, note)


def marks_again(note: dict[str, Any]) -> Marks:
    """The same forms from a note that holds their sums alone."""
    salt, sums, firsts = note["salt"], note["sums"], set(note["firsts"])
    seen: dict[str, bool] = {}

    def is_first(word: str) -> bool:
        if word not in seen:
            seen[word] = salted([word], salt)[0] in firsts
        return seen[word]

    return Marks(_lengths(sums), lambda words: salted([words], salt)[0] in sums, is_first, note)


def _lengths(sums: dict[str, list[int]]) -> tuple[tuple[int, int], ...]:
    """The lengths to try, the longest first: an address is covered as one before the name in it is."""
    return tuple(sorted({(length, kept) for length, kept in sums.values()}, reverse=True))
