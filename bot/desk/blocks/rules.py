"""The rules on blocks that Slack enforces and its library does not check; each gives plain complaints.

Sources: Block Kit reference (limits), and for the sum of all text an observed, undocumented limit of about 13,200.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.desk.world import Json

MESSAGE_BLOCKS = frozenset(
    "actions alert card carousel container context context_actions data_table data_visualization divider file header"
    " image input markdown plan rich_text section table task_card video".split()
) - {"alert"}
MODAL_BLOCKS = frozenset("actions alert context divider header image input rich_text section video".split())
HOME_BLOCKS = frozenset("actions context divider header image input rich_text section table video".split())
WHERE = {"message": MESSAGE_BLOCKS, "modal": MODAL_BLOCKS, "home": HOME_BLOCKS}
MOST = {"message": 50, "modal": 100, "home": 100}
ALL_TEXT = 13_200
MARKDOWN = 12_000
ROWS, CELLS, TABLE_TEXT = 100, 20, 10_000
CELL_TYPES = ("rich_text", "raw_text", "raw_number")
PLAIN_ONLY = ("header",)


def kinds(blocks: list[Any], where: str) -> Iterator[str]:
    """Each block is an object of a type that this surface takes; no more of them than it takes."""
    if len(blocks) > MOST[where]:
        yield f"no more than {MOST[where]} items allowed [json-pointer:/blocks]"
    for at, block in enumerate(blocks):
        if not isinstance(block, dict) or "type" not in block:
            yield f"missing required field: type [json-pointer:/blocks/{at}]"
        elif block["type"] not in WHERE[where]:
            yield f"unsupported type: {block['type']} [json-pointer:/blocks/{at}/type]"


def ids(blocks: list[Json]) -> Iterator[str]:
    """Block ids are unique in a message or view, and so are action ids in a block."""
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        name = block.get("block_id")
        if name and name in seen:
            yield f"`block_id` {name} already exists [json-pointer:/blocks/{at}/block_id]"
        seen.add(name or "")
        actions = [
            e.get("action_id") for e in block.get("elements") or [] if isinstance(e, dict) and e.get("action_id")
        ]
        if len(actions) != len(set(actions)):
            yield f"`action_id` already exists in this block [json-pointer:/blocks/{at}/elements]"


def own_limits(block: Json, at: str) -> Iterator[str]:
    """What one block may hold, beyond what the library checks."""
    for number, field in enumerate(block.get("fields") or []):
        if len(str(field.get("text", ""))) > 2000:
            yield f"must be less than 2001 characters [json-pointer:{at}/fields/{number}/text]"
    if block["type"] in PLAIN_ONLY and (block.get("text") or {}).get("type") != "plain_text":
        yield f"must be plain_text [json-pointer:{at}/text/type]"
    if block["type"] == "markdown" and len(str(block.get("text", ""))) > MARKDOWN:
        yield f"must be less than 12001 characters [json-pointer:{at}/text]"
    if block["type"] == "container":
        for number, child in enumerate(block.get("child_blocks") or []):
            if child.get("type") not in MESSAGE_BLOCKS - {"container"}:
                yield f"unsupported type: {child.get('type')} [json-pointer:{at}/child_blocks/{number}]"
    for where, text in texts(block, at):
        if text == "":
            yield f"must be more than 0 characters [json-pointer:{where}]"


def texts(thing: Any, at: str) -> Iterator[tuple[str, str]]:
    """Every text object in a block: where it is, and what it says."""
    if isinstance(thing, dict):
        if thing.get("type") in ("mrkdwn", "plain_text") and isinstance(thing.get("text"), str):
            yield f"{at}/text", thing["text"]
        for name, value in thing.items():
            yield from texts(value, f"{at}/{name}")
    elif isinstance(thing, list):
        for number, value in enumerate(thing):
            yield from texts(value, f"{at}/{number}")


def all_text(thing: Any) -> int:
    """The characters of all that is shown: every `text` that is a string, anywhere in the blocks."""
    if isinstance(thing, dict):
        own = len(thing["text"]) if isinstance(thing.get("text"), str) else 0
        return own + sum(all_text(v) for v in thing.values())
    if isinstance(thing, list):
        return sum(all_text(v) for v in thing)
    return 0


def tables(blocks: list[Json]) -> Iterator[str]:
    """One table a message, with no more rows, cells and characters than Slack takes."""
    found = [(at, b) for at, b in enumerate(blocks) if b["type"] == "table"]
    if len(found) > 1:
        yield "only one table block is allowed [json-pointer:/blocks]"
    for at, table in found:
        rows = table.get("rows")
        if not isinstance(rows, list) or not all(isinstance(r, list) for r in rows):
            yield f"rows must be a list of lists [json-pointer:/blocks/{at}/rows]"
            continue
        yield from _rows(rows, f"/blocks/{at}/rows", ROWS)
        if len(table.get("column_settings") or []) > CELLS:
            yield f"no more than 20 items allowed [json-pointer:/blocks/{at}/column_settings]"


def _rows(rows: list[list[Json]], at: str, most: int) -> Iterator[str]:
    if len(rows) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    if len({len(r) for r in rows}) > 1:
        yield f"all rows must have the same number of cells [json-pointer:{at}]"
    for number, row in enumerate(rows):
        if len(row) > CELLS:
            yield f"no more than 20 items allowed [json-pointer:{at}/{number}]"
        for cell in row:
            if not isinstance(cell, dict) or cell.get("type") not in CELL_TYPES:
                yield f"a cell must be rich_text, raw_text or raw_number [json-pointer:{at}/{number}]"
            elif cell["type"] == "raw_text" and not str(cell.get("text", "")):
                yield f"must be more than 0 characters [json-pointer:{at}/{number}/text]"
    if all_text(rows) > TABLE_TEXT:
        yield f"must be less than 10001 characters in all [json-pointer:{at}]"


def data_tables(blocks: list[Json]) -> Iterator[str]:
    """A data_table has a caption, a header row and up to 100 rows, and a page of 1 to 100 rows."""
    for at, block in enumerate(blocks):
        if block["type"] != "data_table":
            continue
        if not block.get("caption"):
            yield f"missing required field: caption [json-pointer:/blocks/{at}/caption]"
        if not 1 <= int(block.get("page_size", 10)) <= 100:
            yield f"page_size must be between 1 and 100 [json-pointer:/blocks/{at}/page_size]"
        rows = block.get("rows")
        if not isinstance(rows, list) or not rows:
            yield f"missing required field: rows [json-pointer:/blocks/{at}/rows]"
        else:
            yield from _rows(rows, f"/blocks/{at}/rows", ROWS + 1)


def charts(blocks: list[Json]) -> Iterator[str]:
    """At most two data_visualization blocks: a title of 50, six series of twenty points, six slices of a pie."""
    found = [(at, b) for at, b in enumerate(blocks) if b["type"] == "data_visualization"]
    if len(found) > 2:
        yield "no more than 2 data_visualization blocks are allowed [json-pointer:/blocks]"
    for at, block in found:
        where = f"/blocks/{at}"
        title = block.get("title")
        shown = title.get("text", "") if isinstance(title, dict) else str(title or "")
        if not 1 <= len(shown) <= 50:
            yield f"title must be between 1 and 50 characters [json-pointer:{where}/title]"
        chart = block.get("chart")
        if not isinstance(chart, dict) or chart.get("type") not in ("line", "bar", "area", "pie"):
            yield f"chart must be a line, bar, area or pie [json-pointer:{where}/chart]"
            continue
        yield from _chart(chart, where)


def _chart(chart: Json, where: str) -> Iterator[str]:
    if chart["type"] == "pie":
        if not 1 <= len(chart.get("segments") or []) <= 6:
            yield f"a pie has 1 to 6 segments [json-pointer:{where}/chart/segments]"
        return
    series = chart.get("series") or []
    if not 1 <= len(series) <= 6:
        yield f"a chart has 1 to 6 series [json-pointer:{where}/chart/series]"
    for number, one in enumerate(series):
        if len(str(one.get("name", ""))) > 20:
            yield f"a series' name has at most 20 characters [json-pointer:{where}/chart/series/{number}/name]"
        if not 1 <= len(one.get("data") or []) <= 20:
            yield f"a series has 1 to 20 points [json-pointer:{where}/chart/series/{number}/data]"
