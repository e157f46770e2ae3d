"""The words of an answer laid out: paragraphs apart, levels in a table, what the blocks below quote not said twice.

Nothing is worked out here: a line that tells of a level is cut into its cells, and where it does not read like one it
stays the line it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.answering.answer import Answer, Citation
from bot.slack.blocks.pieces import Block, bullets, paragraph, rich, runs, table
from bot.slack.wording import in_slack

# What has a place of its own further down, or beside the verdict.
ELSEWHERE = ("What we cannot tell", "A question for the provider:", "Questions for the provider")
NAMED_NO = "You named no period, so this is"
LEVEL = re.compile(
    r"(?P<what>[^:]+): (?P<result>met|missed), (?P<counted>[^(]+?)"
    r"(?: \((?:(?P<actual>[^,()]+), )?target (?P<target>[^,()]+)\))?(?:; (?P<where>[^()]+?))?\.?"
)
UNTOLD = re.compile(r"(?P<what>[^:]+): we cannot tell\b.*")
SIGNS = {"missed": "🔴", "met": "🟢"}
FEWEST = 3
LEAD = re.compile(r"([A-Z](?:[^:.!?\n]|\.(?=\d)){2,44}):(?= )")
QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
OF_CONTRACT = re.compile(r"(?:The contract: |See also |clause |Schedule |Part )")
FILE_LINE = re.compile(
    r"\s*[(\[]?(?:from )?\b[\w-]+\.(?:csv|xlsx?|tsv):\d+(?:,? (?:and )?[\w-]+\.(?:csv|xlsx?|tsv):\d+)*[)\]]?"
)


@dataclass(slots=True)
class Told:
    """An answer's words in blocks; `small` goes beside the verdict, `rows` are those of the levels' table."""

    blocks: list[Block] = field(default_factory=list)
    small: str = ""
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def tabled(self) -> bool:
        """Whether the levels stand in a table."""
        return bool(self.rows)


def told(answer: Answer) -> Told:
    """Lay out everything after the headline; its quotations stand below it, or in the working."""
    made = Told()
    parts = [one for one in answer.text.split("\n\n")[1:] if not one.startswith(ELSEWHERE)]
    levels = {line for part in parts for line in part.split("\n") if row(line)}
    if len(levels) < FEWEST:
        levels = set()
    made.rows = [cells for part in parts for line in part.split("\n") if line in levels and (cells := row(line))]
    long = len(parts) > FEWEST
    placed = False
    for part in parts:
        if part.startswith(NAMED_NO):
            made.small = part
            continue
        kept = "\n".join(line for line in part.split("\n") if line not in levels)
        made.blocks += _paragraph(_unquoted(_closed(kept, part), answer.citations), long=long)
        if kept != part and not placed:
            made.blocks.append(_levels(made.rows))
            placed = True
    return made


def row(line: str) -> tuple[str, str, str, str] | None:
    """A level's line as (level with its sign, reached, promised, counted); None where it does not read like one."""
    words = line.removeprefix("• ")
    if words == line:
        return None
    found = LEVEL.fullmatch(words)
    if found is None:
        untold = UNTOLD.fullmatch(words)
        return (f"⚪ {_capital(untold['what'])}", "cannot tell", "", "") if untold else None
    reached, counted = (found["actual"], found["counted"]) if found["actual"] else (found["counted"], "")
    return f"{SIGNS[found['result']]} {_capital(found['what'])}", reached, found["target"] or "", counted


def _levels(rows: Sequence[tuple[str, str, str, str]]) -> Block:
    ordered = sorted(dict.fromkeys(rows), key=lambda one: "🔴⚪🟢".index(one[0][0]))
    return table([("Service level", "Reached", "Promised", "Counted"), *ordered], right=(1, 2))


def _closed(kept: str, part: str) -> str:
    """What is left of a paragraph whose lines went to the table: a heading with nothing under it goes too."""
    if kept == part:
        return kept
    kept = re.sub(r"\s*(?:Missed|Met|These|missed|met):$", "", kept.strip())
    return kept if re.search(r"[.!?]$|\n|\d", kept) else ""


def _unquoted(words: str, cited: Sequence[Citation]) -> str:
    """Without the contract's words where they stand as quotations below; what follows them stays."""
    quotes = list(QUOTED.finditer(words))
    if not quotes or not OF_CONTRACT.match(words) or not all(_below(one[1], cited) for one in quotes):
        return words
    return words[quotes[-1].end() :].lstrip(" .;")


def _below(quote: str, cited: Sequence[Citation]) -> bool:
    plain = _plain(quote).rstrip("….: ")
    return any(plain in _plain(one.quote) for one in cited)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _paragraph(words: str, *, long: bool) -> Iterator[Block]:
    """One paragraph as a block, so that it stands apart; lines with a mark in front become a list."""
    elements: list[Block] = []
    for listed, lines in _grouped(said(words).split("\n")):
        if listed:
            elements.append(bullets(lines))
        elif any(line.strip() for line in lines):
            elements.append(_opening("\n".join(lines), long=long, heads=words.count("\n") > 0 and not elements))
    if elements:
        yield rich(*elements)


def _grouped(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines of a list, and of plain words, together."""
    held: list[str] = []
    listed = False
    for line in lines:
        bare = line.strip()
        is_item = bare.startswith(("• ", "· "))
        if held and is_item != listed:
            yield listed, held
            held = []
        listed = is_item
        held.append(_capital(bare[2:]) if is_item else bare)
    if held:
        yield listed, held


def _opening(words: str, *, long: bool, heads: bool) -> Block:
    """A paragraph with its lead set in bold: "Money:", or the line that stands over a list."""
    if heads and "\n" not in words and len(words) < 80:
        return paragraph(words, bold=True)
    lead = LEAD.match(words) if long else None
    return runs((lead[0], True), (words[lead.end() :], False)) if lead else paragraph(words)


def said(words: str) -> str:
    """Words as the card says them: for Slack, and without the lines of files, which stand in the working."""
    return "\n".join(FILE_LINE.sub("", in_slack(line) if line.strip() else line) for line in words.split("\n"))
