"""What is taken out of words before they are kept: control, zero-width and direction marks; never a visible letter."""

from __future__ import annotations

import re

# C0/C1 controls but tab and line ends, soft hyphen, zero-width and direction marks, tag characters, BOM, variation
# selectors. U+FFFE is what PDFium gives for a hyphen at a line's end.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[\s\u0085]+")


def visible(text: str) -> str:
    """The text without invisible characters; compatibility forms are left as written, for quotation."""
    return _INVISIBLE.sub("", text.replace("\ufffe", "-"))


def one_line(text: str) -> str:
    """The visible words with every run of white space made one space."""
    return _SPACE.sub(" ", visible(text)).strip()
