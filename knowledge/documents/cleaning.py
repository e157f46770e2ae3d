"""What is taken out of words before they are kept: control, zero-width and direction marks; never a visible letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

# C0/C1 controls but tab and line ends, soft hyphen, zero-width and direction marks, tag characters, BOM, variation
# selectors. U+FFFE is what PDFium gives for a hyphen at a line's end.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
LONGEST_LINE = 20_000
_REPEATED = re.compile(r"(.{1,24}?)\1{99,}", re.DOTALL)
_UNBROKEN = re.compile(r"\S{1000,}")
_PIECE = 200
_SPACE = re.compile(r"[\s\u0085]+")


def visible(text: str) -> str:
    """The text without invisible characters; compatibility forms are left as written, for quotation."""
    return _INVISIBLE.sub("", text.replace("\ufffe", "-"))


def one_line(text: str) -> str:
    """The visible words with every run of white space made one space."""
    return _SPACE.sub(" ", visible(text)).strip()


def calm(text: str) -> str:
    """The text without what only holds readers up; the time of most patterns grows by the square of such runs.

    A piece repeated a hundred times stands ten times, and a "word" of over a thousand signs is parted: nobody writes so.
    """
    shortened = _REPEATED.sub(lambda found: found[1] * 10, text)
    return _UNBROKEN.sub(lambda found: " ".join(_pieces(found[0])), shortened)


def odd(text: str) -> bool:
    """Whether a text holds such runs, or a line longer than any paragraph of a contract."""
    longest = max(map(len, text.split("\n")))
    return longest > LONGEST_LINE or bool(_UNBROKEN.search(text) or _REPEATED.search(text))


def _pieces(run: str) -> Iterator[str]:
    for start in range(0, len(run), _PIECE):
        yield run[start : start + _PIECE]
