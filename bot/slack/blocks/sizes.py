"""Slack's limits on a message or a view, kept by us: its own library does not check them all.

Limits: 50 blocks a message, 100 a view; about 13,000 characters over all blocks; one table of 100 rows by 20 columns
and 10,000 characters a message. What does not fit is left to "Show the working", and the message says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.blocks.pieces import Block, context
from bot.slack.escape import cut

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TOTAL, TABLE_TOTAL, PIECE = 13_000, 10_000, 3_000
TABLE_ROWS, TABLE_COLUMNS, CELL = 100, 20, 400
MORE = "There is more than fits here: Show the working has all of it."
# Room kept for the last line and for buttons that come after what had to be cut.
SPARE = 400
KEPT = {"actions", "context_actions"}


def fitted(blocks: Sequence[Block], *, limit: int = MESSAGE_BLOCKS, more: str = MORE) -> list[Block]:
    """The blocks within every limit; buttons are kept, and a line says so where something was left out."""
    trimmed = list(_one_table(map(_trimmed, blocks)))
    tail = [block for block in trimmed if block["type"] in KEPT]
    room = TOTAL - SPARE - sum(map(size, tail))
    kept: list[Block] = []
    for block in trimmed:
        if block["type"] in KEPT:
            kept.append(block)
        elif size(block) <= room and len(kept) < limit - 1 - len(tail):
            kept.append(block)
            room -= size(block)
    if len(kept) == len(trimmed):
        return kept
    at = next((n for n, block in enumerate(kept) if block["type"] in KEPT), len(kept))
    return [*kept[:at], context(more), *kept[at:]][:limit]


def size(block: Any) -> int:
    """Characters of text in a block, wherever they stand."""
    return sum(len(words) for words in _texts(block))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in {"text", "alt_text"} and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def _trimmed(block: Block) -> Block:
    if block["type"] == "rich_text":
        return block | {"elements": [_short(element) for element in block["elements"]]}
    return _short_table(block) if block["type"] == "table" else block


def _short(part: Any) -> Any:
    """A piece of rich text, no run of it longer than a section may be."""
    if isinstance(part, list):
        return [_short(one) for one in part]
    if isinstance(part, dict):
        return {
            name: cut(value, PIECE) if name == "text" and isinstance(value, str) else _short(value)
            for name, value in part.items()
        }
    return part


def _short_table(block: Block) -> Block:
    rows: list[list[Block]] = []
    room = TABLE_TOTAL
    for row in block["rows"][:TABLE_ROWS]:
        cells = [cell | {"text": cut(cell["text"], CELL)} for cell in row[:TABLE_COLUMNS]]
        room -= sum(len(cell["text"]) for cell in cells)
        if room < 0:
            break
        rows.append(cells)
    return block | {"rows": rows, "column_settings": block["column_settings"][:TABLE_COLUMNS]}


def _one_table(blocks: Iterator[Block]) -> Iterator[Block]:
    """One table a message: further ones become lines of text."""
    seen = False
    for block in blocks:
        if block["type"] != "table" or not seen:
            seen = seen or block["type"] == "table"
            yield block
            continue
        lines = [" · ".join(cell["text"] for cell in row) for row in block["rows"]]
        text = {"type": "text", "text": cut("\n".join(lines), PIECE)}
        yield {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}
