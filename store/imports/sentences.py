"""Counted things in a sentence: "1 ticket carries", "1,204 tickets carry"."""

from __future__ import annotations


def counted(count: int, thing: str, one: str = "", many: str = "") -> str:
    """The number, the thing in singular or plural, and the verb that goes with it."""
    words = (f"{count:,}", thing if count == 1 else f"{thing}s", one if count == 1 else many)
    return " ".join(word for word in words if word)


def some(names: list[str], most: int = 5) -> str:
    """The first names of a list, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def quoted(text: str, most: int = 60) -> str:
    """Words out of a file, on one line, cut to a readable length, in quotation marks."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= most else line[: most - 1] + '…'}”"
