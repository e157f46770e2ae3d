"""Column names and labels made comparable: one spelling for every way a tool writes them; no meaning is given here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WRAPPED = re.compile(r"custom field \((.*)\)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# Words that say of a column only that it holds times.
_OF_TIME = frozenset("date time datetime timestamp stamp at on the when was utc gmt local".split())
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\U000e0000-\U000e007f]"
)
# Letters of other scripts that look exactly like the Latin letters of priority labels ("Р1" with a Cyrillic P).
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХІЅавекмнорстхіѕΑΒΕΚΜΝΟΡΤΧΙ", "ABEKMHOPCTXISabekmhopctxisABEKMNOPTXI")


def visible(text: str) -> str:
    """The text with compatibility forms made plain and invisible characters taken out, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A column name as lower-case words: "dateEntered", "Date_Entered" and "Date entered:" are all "date entered"."""
    text = visible(header)
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = wrapped[1]
    return " ".join(_WORD.findall(_CAMEL.sub(" ", text).lower()))


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What a comparable name of a time is about: "create date time", "date created at" are "create", "created"."""
    return " ".join(word for word in name.split() if word not in _OF_TIME)


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """A priority, state or type label as lower-case words, with look-alike letters of other scripts made Latin."""
    return " ".join(_WORD.findall(visible(text).translate(_LOOKALIKES).lower()))


def numbered_apart(headers: list[str]) -> tuple[str, ...]:
    """The headers with doubled ones kept distinct: "Comment", "Comment (2)"; blank ones become "column 7"."""
    seen: dict[str, int] = {}
    apart = []
    for place, header in enumerate(headers, start=1):
        name = " ".join(visible(header).split()) or f"column {place}"
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(apart)
