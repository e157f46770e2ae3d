"""Files that hold many mails one after the other (mbox): told from single mails, counted and cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

SEPARATOR = re.compile(rb"^From \S.*\d\d:\d\d")


def count_mails(source: Path) -> int:
    """How many mails a file holds, without reading them."""
    if not is_box(source):
        return 1
    with source.open("rb") as opened:
        return sum(1 for line in opened if SEPARATOR.match(line)) or 1


def is_box(source: Path | bytes) -> bool:
    """Whether a file or bytes hold mails one after the other."""
    if isinstance(source, bytes):
        return bool(SEPARATOR.match(source.lstrip()[:300]))
    if source.suffix.lower() == ".mbox":
        return True
    try:
        with source.open("rb") as opened:
            return bool(SEPARATOR.match(opened.read(300).lstrip()))
    except OSError:
        return False


def boxed(source: Path | bytes) -> Iterator[bytes]:
    """The mails of an mbox, one after the other, without reading the whole file at once."""
    lines: list[bytes] = []
    blank = True
    opened = source.splitlines(keepends=True) if isinstance(source, bytes) else source.open("rb")
    for line in opened:
        if blank and SEPARATOR.match(line):
            if b"".join(lines).strip():
                yield b"".join(lines)
            lines = []
        else:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip()
    if not isinstance(opened, list):
        opened.close()
    if b"".join(lines).strip():
        yield b"".join(lines)
