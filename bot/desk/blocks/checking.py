"""Checking blocks and views as Slack does: its library's own checks, and the rules the library leaves out."""

from __future__ import annotations

import logging
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as SdkView

from bot.desk.blocks import rules
from bot.desk.errors import SlackError
from bot.desk.world import Json

NOT_IN_LIBRARY = ("data_table", "data_visualization", "alert")
logging.getLogger("slack_sdk.models").setLevel(logging.ERROR)


def complaints(blocks: Any, where: str) -> list[str]:
    """What Slack would say against these blocks on this surface: "message", "modal" or "home"."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    wrong = list(rules.kinds(blocks, where))
    if wrong:
        return wrong
    for at, block in enumerate(blocks):
        wrong += rules.own_limits(block, f"/blocks/{at}")
        if block["type"] not in NOT_IN_LIBRARY:
            wrong += _library(block, f"/blocks/{at}")
    for rule in (rules.ids, rules.tables, rules.data_tables, rules.charts):
        wrong += rule(blocks)
    return wrong


def _library(block: Json, at: str) -> list[str]:
    try:
        parsed = Block.parse({**block})
        if parsed is None:
            return [f"unsupported type: {block['type']} [json-pointer:{at}/type]"]
        parsed.validate_json()
        _inside(parsed)
    except SlackObjectFormationError as wrong:
        return [f"{wrong} [json-pointer:{at}]"]
    except (TypeError, AttributeError, KeyError, ValueError):
        return [f"the block has not the shape of a {block['type']} [json-pointer:{at}]"]
    return []


def _inside(parsed: Any) -> None:
    """Check what stands inside a block; the library checks only the block itself."""
    for name in ("elements", "fields", "child_blocks"):
        for inner in getattr(parsed, name, None) or []:
            if inner is None:
                raise SlackObjectFormationError("unsupported element")
            if hasattr(inner, "validate_json"):
                inner.validate_json()
    for name in ("accessory", "element", "text", "label", "title"):
        part: Any = getattr(parsed, name, None)
        if hasattr(part, "validate_json"):
            part.validate_json()


def checked(blocks: Any, where: str) -> list[Json]:
    """The blocks as they came, if Slack would take them.

    Raises:
        SlackError: invalid_blocks with messages, msg_blocks_too_long.
    """
    wrong = complaints(blocks, where)
    if wrong:
        raise SlackError("invalid_blocks", **_told(wrong))
    if where == "message" and rules.all_text(blocks) > rules.ALL_TEXT:
        raise SlackError("msg_blocks_too_long")
    return list(blocks)


def checked_view(view: Json, kind: str) -> None:
    """Check a view of a kind ("modal", "home").

    Raises:
        SlackError: invalid_arguments or invalid_blocks, with messages.
    """
    if view.get("type") != kind:
        raise SlackError("invalid_arguments", **_told([f"view must be of type {kind} [json-pointer:/view/type]"]))
    checked(view.get("blocks") or [], kind)
    wrong = []
    if kind == "modal" and not view.get("title"):
        wrong.append("missing required field: title [json-pointer:/view]")
    if kind == "modal" and not view.get("submit") and any(b["type"] == "input" for b in view.get("blocks") or []):
        wrong.append("`submit` is required when an input block is within `blocks` [json-pointer:/view]")
    try:
        SdkView(**(view | {"blocks": [{"type": "divider"}]})).validate_json()
    except SlackObjectFormationError as refused:
        wrong.append(f"{refused} [json-pointer:/view]")
    except (TypeError, AttributeError, ValueError):
        wrong.append("not the shape of a view [json-pointer:/view]")
    if not view.get("blocks"):
        wrong.append("must provide at least one block [json-pointer:/view/blocks]")
    if wrong:
        raise SlackError("invalid_arguments", **_told(wrong))


def _told(wrong: list[str]) -> Json:
    messages = [f"[ERROR] {w}" for w in wrong]
    return {"errors": wrong, "response_metadata": {"messages": messages}}
