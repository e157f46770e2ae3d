"""The last look at a finished text, by code that knows nothing of slots: everything but plain words is in the packet.

It shares no function with the checks before it, so that one mistake cannot pass both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letters of the lead-ins, and the marks that join them.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ',:;.-\n")


def strays(text: str, statements: Iterable[str]) -> list[str]:
    """What in a text is neither a statement of the packet, word for word, nor plain letters; empty when it is clean.

    Longer statements are taken out first, so that one which is a part of another does not tear it.
    """
    rest = text
    for statement in sorted(set(statements), key=len, reverse=True):
        rest = rest.replace(statement, "\n")
    return [_told(mark) for mark in dict.fromkeys(rest) if mark not in _PLAIN]


def _told(mark: str) -> str:
    return f"{mark!r} ({unicodedata.name(mark, 'unnamed')})"
