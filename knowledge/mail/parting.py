"""The latest words of a mail apart from what it quotes, each quoted part with its author and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.mail.heads import FORWARDED, MARK, RULE, Head, head_at

DEEPEST = 30
QUOTE = re.compile(r"^[ \t]{0,3}[>|]+[ \t]?(?=.|$)")


@dataclass(slots=True)
class Part:
    """A quoted message: its introduction where there is one, and its own words. `forwarded` where it says so."""

    head: Head | None
    lines: list[str] = field(default_factory=list)
    forwarded: bool = False

    @property
    def text(self) -> str:
        """Its words without empty lines and rules at the ends."""
        return trimmed(self.lines)


@dataclass(frozen=True, slots=True)
class Parts:
    """The latest words and, newest first, the parts quoted under or between them."""

    latest: str
    earlier: tuple[Part, ...]


def parted(text: str) -> Parts:
    """Split the words of a mail."""
    top, earlier = _split(text.split("\n"), 0)
    return Parts(trimmed(top), tuple(part for part in earlier if part.text or part.head))


def _split(lines: list[str], depth: int) -> tuple[list[str], list[Part]]:
    top: list[str] = []
    earlier: list[Part] = []
    current = top
    pending: Head | None = None
    answered: Part | None = None
    index = 0
    while index < len(lines):
        if _quoted(lines[index]) and current is top:
            run, index = _run(lines, index)
            found = _within(run, pending, depth)
            if found and found[0].head is None and answered is not None:
                answered.lines += ["", *found.pop(0).lines]  # more of the message that is answered piece by piece
            answered = found[0] if pending and found else answered
            earlier += found
            pending = None
            continue
        head = head_at(lines, index)
        if head is None:
            current.append(lines[index])
            index += 1
            continue
        forwarded = _drop_marks(current)
        index += head.length
        if not head.block and current is top and _quote_follows(lines, index):
            pending = head
            continue
        earlier.append(Part(head, forwarded=forwarded))
        current = earlier[-1].lines
    return top, [one for part in earlier for one in _opened(part, depth)]


def _opened(part: Part, depth: int) -> list[Part]:
    """A part whose words quote others by ">" opened up in turn."""
    if depth >= DEEPEST or not any(_quoted(line) for line in part.lines):
        return [part]
    own, earlier = _split(part.lines, depth + 1)
    return [Part(part.head, own, part.forwarded), *earlier]


def _within(run: list[str], head: Head | None, depth: int) -> list[Part]:
    """The message or messages in a run of quoted lines, one level of ">" taken off."""
    bare = [_bare(line) for line in run]
    if depth >= DEEPEST:
        return [Part(head, bare)]
    own, earlier = _split(bare, depth + 1)
    first = [Part(head, own)] if head or trimmed(own) else []
    return first + earlier


def _quoted(line: str) -> bool:
    return line.lstrip(" \t")[:1] == ">" and not line.lstrip(" \t").startswith(">>>>>>>>>>>>>>>>")


def _bare(line: str) -> str:
    stripped = line.lstrip(" \t")
    return stripped[2:] if stripped.startswith("> ") else stripped[1:]


def _run(lines: list[str], index: int) -> tuple[list[str], int]:
    """The quoted lines from here, with the lone short lines that a mail program wrapped out of the quote."""
    run: list[str] = []
    while index < len(lines) and _quoted(lines[index]):
        run.append(lines[index])
        index += 1
    return run, index


def _quote_follows(lines: list[str], index: int) -> bool:
    rest = (line for line in lines[index:] if line.strip())
    return _quoted(next(rest, ""))


def _drop_marks(lines: list[str]) -> bool:
    """Take "---- Original Message ----" and rules off the end; True when what is taken off says "forwarded"."""
    forwarded = False
    while lines and (not lines[-1].strip() or RULE.match(lines[-1]) or MARK.match(lines[-1])):
        forwarded = forwarded or bool(MARK.match(lines[-1]) and FORWARDED.search(lines[-1]))
        lines.pop()
    return forwarded


def trimmed(lines: list[str]) -> str:
    """The lines as one text, with neither empty lines nor rules at either end and no more than one empty line between."""
    kept = [line.rstrip() for line in lines]
    while kept and (not kept[-1] or RULE.match(kept[-1])):
        kept.pop()
    while kept and (not kept[0] or RULE.match(kept[0])):
        kept.pop(0)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))
