"""The small pieces every message is made of. Words of others go into pieces that Slack never reads for links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack.escape import clean, cut, mrkdwn

Block = dict[str, Any]
BUTTON_TEXT, HEADER_TEXT, SECTION_TEXT, VALUE = 75, 150, 3000, 2000


def plain(words: str, limit: int = SECTION_TEXT) -> Block:
    """A plain text object: nothing in it is read as anything but text."""
    return {"type": "plain_text", "text": cut(clean(words), limit) or " ", "emoji": False}


def ours(words: str) -> Block:
    """A mrkdwn object for words written in this code; never for words of others."""
    return {"type": "mrkdwn", "text": cut(words, SECTION_TEXT), "verbatim": True}


def header(words: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(words, HEADER_TEXT)}


def section(words: str, accessory: Block | None = None) -> Block:
    """A paragraph of our own words (mrkdwn), with a button beside it where one is given."""
    return {"type": "section", "text": ours(words)} | ({"accessory": accessory} if accessory else {})


def words_of_others(words: str, accessory: Block | None = None) -> Block:
    """A paragraph that Slack reads as plain text."""
    return {"type": "section", "text": plain(words)} | ({"accessory": accessory} if accessory else {})


def context(*lines: str) -> Block:
    """Small print; up to ten pieces."""
    return {"type": "context", "elements": [ours(mrkdwn(line)) for line in lines[:10]]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def rich(*elements: Block) -> Block:
    """Text that is never read for links, mentions or marks. Paragraphs that follow each other stand on lines of their own.

    Slack sets no break between two of them, so they become one with a line break in it.
    """
    made: list[Block] = []
    for one in elements:
        if made and one["type"] == made[-1]["type"] == "rich_text_section":
            first, *rest = one["elements"]
            runs_ = [*made[-1]["elements"], first | {"text": f"\n{first['text']}"}, *rest]
            made[-1] = made[-1] | {"elements": runs_}
        else:
            made.append(one)
    return {"type": "rich_text", "elements": made}


def paragraph(words: str, *, bold: bool = False, italic: bool = False) -> Block:
    """One paragraph of rich text."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    run: Block = {"type": "text", "text": clean(words) or " "}
    return {"type": "rich_text_section", "elements": [run | ({"style": style} if style else {})]}


def runs(*parts: tuple[str, bool]) -> Block:
    """One paragraph of several runs, given as (words, bold)."""
    made = [
        {"type": "text", "text": clean(words)} | ({"style": {"bold": True}} if bold else {}) for words, bold in parts
    ]
    return {"type": "rich_text_section", "elements": [one for one in made if one["text"]]}


def quoted(words: str) -> Block:
    """Words of a document or a person, set apart as a quotation."""
    return {"type": "rich_text_quote", "elements": [{"type": "text", "text": clean(words) or " "}]}


def bullets(items: Sequence[str]) -> Block:
    """A list with bullets."""
    return {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [paragraph(item) for item in items]}


def button(words: str, action: str, value: str = "", style: str = "", confirm: Block | None = None) -> Block:
    """A button; `style` is "" (grey), "primary" or "danger"."""
    made: Block = {"type": "button", "action_id": action, "text": plain(words, BUTTON_TEXT)}
    if value:
        made["value"] = value[:VALUE]
    if style:
        made["style"] = style
    return made | ({"confirm": confirm} if confirm else {})


def actions(*elements: Block, block_id: str = "") -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)} | ({"block_id": block_id} if block_id else {})


def are_you_sure(title: str, words: str, yes: str) -> Block:
    """The question before something that cannot be taken back."""
    return {"title": plain(title, 100), "text": plain(words, 300), "confirm": plain(yes, 30), "deny": plain("No", 30)}


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> Block:
    """A table: the first row is its head; columns named in `right` are set to the right. Cells are raw text."""
    width = max(len(row) for row in rows)
    settings = [{"align": "right" if n in right else "left", "is_wrapped": True} for n in range(width)]
    cells = [[{"type": "raw_text", "text": clean(cell) or " "} for cell in row] for row in rows]
    return {"type": "table", "column_settings": settings, "rows": cells}


def image(file_id: str, alt: str, title: str = "") -> Block:
    """A picture that lies in Slack as a file, with its words for those who do not see it."""
    made: Block = {"type": "image", "slack_file": {"id": file_id}, "alt_text": cut(clean(alt), 1900)}
    return made | ({"title": plain(title, 500)} if title else {})


def fields(items: Sequence[str]) -> Block:
    """Short pieces of text in two columns; ten at most."""
    return {"type": "section", "fields": [plain(item, 200) | {"emoji": True} for item in items[:10]]}


def titled(title: str, words: str) -> Block:
    """A bold line and the words under it, in one paragraph."""
    return rich(runs((f"{title}\n", True), (words, False)))


def modal(title: str, blocks: Sequence[Block], *, callback: str = "", submit: str = "", metadata: str = "") -> Block:
    """A modal view; without `submit` it has only a close button."""
    made: Block = {"type": "modal", "title": plain(title, 24), "close": plain("Close", 24), "blocks": list(blocks)}
    if submit:
        made["submit"] = plain(submit, 24)
    if callback:
        made["callback_id"] = callback
    return made | ({"private_metadata": metadata} if metadata else {})


def text_input(
    name: str, label: str, *, long: bool = False, first: str = "", hint: str = "", optional: bool = False
) -> Block:
    """A field to type into; its value comes back under block `name`, action "value"."""
    element: Block = {"type": "plain_text_input", "action_id": "value", "multiline": long}
    if first:
        element["initial_value"] = cut(clean(first), SECTION_TEXT)
    return _input(name, label, element, hint, optional=optional)


def date_input(name: str, label: str, *, first: str = "", optional: bool = False) -> Block:
    """A day to pick."""
    element: Block = {"type": "datepicker", "action_id": "value"}
    if first:
        element["initial_date"] = first
    return _input(name, label, element, "", optional=optional)


def choice_input(name: str, label: str, options: Sequence[tuple[str, str]], *, optional: bool = False) -> Block:
    """One of several options, given as (value, words); the first is chosen already unless the field is optional."""
    made = [{"text": plain(words, 75), "value": value[:150]} for value, words in options[:100]]
    element: Block = {"type": "static_select", "action_id": "value", "options": made}
    if not optional:
        element["initial_option"] = made[0]
    return _input(name, label, element, "", optional=optional)


def _input(name: str, label: str, element: Block, hint: str, *, optional: bool) -> Block:
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return made | ({"hint": plain(hint, 2000)} if hint else {})
