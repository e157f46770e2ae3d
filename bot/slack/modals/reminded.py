"""Owners choose who is reminded of what is due: the owner of a contract, the manager, and who stands in for them."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.blocks.pieces import Block, modal, paragraph, plain, rich
from bot.slack.modals.common import Taken, carried, contract_options, opened, seen_by, told, values
from bot.slack.modals.places import is_owner
from bot.slack.office import Office
from store.facts.watched import People

CHOOSE, CHOSEN, TITLE = "choose_people", "people_chosen", "Who is reminded"
REFUSED = "Only an owner of this workspace may change this."
ROLES = (
    ("owner", "First", "Gets each reminder, every working day at nine, in a direct message."),
    ("manager", "Then", "Is told when a reminder did not help for days."),
    ("fallback", "Stands in", "Is told when one of the others cannot be reached."),
)


def choose(office: Office, body: dict[str, Any]) -> None:
    """The window in which an owner says who is reminded."""
    options = dict(contract_options(office, seen_by(office, body)))
    asked = body["actions"][0].get("value") or ""
    if not is_owner(office, body) or asked not in options:
        opened(office, body, told(TITLE, REFUSED))
        return
    opened(office, body, window(asked, options[asked], office.interpreter.stores.nudges.people(asked)))


def window(contract: str, title: str, people: People) -> Block:
    """The window itself."""
    fields = [_field(name, label, hint, getattr(people, name)) for name, label, hint in ROLES]
    blocks = [rich(paragraph(title, bold=True)), *fields]
    return modal(TITLE, blocks, callback=CHOSEN, submit="Save", metadata=json.dumps({"contract": contract}))


def _field(name: str, label: str, hint: str, first: str) -> Block:
    element: Block = {"type": "users_select", "action_id": "value"}
    if first.startswith(("U", "W")):
        element["initial_user"] = first
    return {
        "type": "input", "block_id": name, "optional": True, "label": plain(label), "hint": plain(hint), "element": element,
    }  # fmt: skip


def chosen(office: Office, body: dict[str, Any]) -> Taken:
    """Keep an owner's choice; whoever may not see the contract is not taken."""
    contract, said = carried(body)["contract"], values(body)
    if not is_owner(office, body) or contract not in seen_by(office, body).contracts:
        return Taken({"response_action": "update", "view": told(TITLE, REFUSED)})
    wrong = {
        name: "This person may not see the contract, so no reminder would reach them."
        for name, _, _ in ROLES
        if said.get(name) and contract not in office.may_see(office.readers.alone(said[name])).contracts
    }
    if wrong:
        return Taken({"response_action": "errors", "errors": wrong})
    kept = People(said.get("owner") or "", said.get("manager") or "", said.get("fallback") or "")
    office.interpreter.stores.nudges.name_people(contract, kept)
    return Taken()
