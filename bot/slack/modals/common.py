"""What every window needs: who opened it, what they may see, how it is shown, and what comes back from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from bot.slack.audience import Allowed
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import Block, modal
from bot.slack.office import Office
from store.facts.agreed import ContractFacts


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a window that was sent: an answer to Slack (None closes it), and work to be done and kept."""

    response: dict[str, Any] | None = None
    kind: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def user_of(body: dict[str, Any]) -> str:
    """Who pressed."""
    return str(body["user"]["id"])


def seen_by(office: Office, body: dict[str, Any]) -> Allowed:
    """What the person who pressed may see, alone with it."""
    return office.may_see(office.readers.alone(user_of(body)))


def contracts_seen(office: Office, seen: Allowed) -> list[ContractFacts]:
    """The contracts a person may see, in the order they came."""
    contracts = office.interpreter.stores.contracts
    return [contracts.facts(ref) for ref in contracts.refs() if ref in seen.contracts]


def contract_options(office: Office, seen: Allowed) -> list[tuple[str, str]]:
    """The contracts a person may see, as (ref, title)."""
    return [(one.ref, one.title or one.ref) for one in contracts_seen(office, seen)]


def opened(office: Office, body: dict[str, Any], view: Block) -> str:
    """Show a window: on top of the one the person is in, else by itself; returns its id."""
    if (body.get("view") or {}).get("type") == "modal":
        done = office.client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        done = office.client.views_open(trigger_id=body["trigger_id"], view=view)
    return str((done.get("view") or {}).get("id") or "")


def told(title: str, words: str) -> Block:
    """A window that only says something."""
    return modal(title, notice(words))


def values(body: dict[str, Any]) -> dict[str, Any]:
    """What was put into a window: block id -> words, day, option's value, or file ids."""
    state = body["view"]["state"]["values"]
    return {block: _value(element) for block, fields in state.items() for element in fields.values()}


def _value(element: dict[str, Any]) -> Any:
    if element.get("type") == "file_input":
        return [one["id"] for one in element.get("files") or ()]
    if "selected_options" in element:
        return [one["value"] for one in element["selected_options"]]
    if "selected_conversations" in element:
        return element["selected_conversations"]
    chosen = element.get("selected_option") or {}
    return element.get("value") or element.get("selected_date") or element.get("selected_user") or chosen.get("value")


def carried(body: dict[str, Any]) -> dict[str, Any]:
    """What a window carries with it, as it was put there by us."""
    words = body["view"].get("private_metadata") or "{}"
    found = json.loads(words)
    return found if isinstance(found, dict) else {}


def wrong(block: str, words: str) -> Taken:
    """A field that cannot be taken as it is; the window stays open and says so."""
    return Taken({"response_action": "errors", "errors": {block: words}})
