"""Owners choose where a contract may be spoken of: a channel opened from a refusal, or all channels in one window."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.audience import Role
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import Block, choice_input, modal, paragraph, plain, rich
from bot.slack.modals.common import Taken, carried, contract_options, opened, seen_by, told, user_of, values
from bot.slack.office import Office
from store.workspaces import OWNERS_ONLY

CHOOSE, CHOSEN, WHICH = "choose_places", "places_chosen", "place_contract"


def is_owner(office: Office, body: dict[str, Any]) -> bool:
    """Whether whoever pressed is an owner of the workspace, as Slack says now."""
    return office.readers.alone(user_of(body)).readers == {Role.OWNER}


def open_here(office: Office, body: dict[str, Any]) -> None:
    """Open one contract in the channel in which the button stands."""
    contract, channel = body["actions"][0]["value"], (body.get("container") or {}).get("channel_id", "")
    if not is_owner(office, body) or contract not in office.interpreter.stores.contracts.refs() or not channel:
        _only_them(office, body, channel, "Only an owner of this workspace may allow that.")
        return
    office.kept.places.choose(office.team, contract, channel, user_of(body))
    _only_them(
        office, body, channel, "Allowed: everyone who can read this channel may now ask about that contract here."
    )


def _only_them(office: Office, body: dict[str, Any], channel: str, words: str) -> None:
    office.client.chat_postEphemeral(channel=channel, user=user_of(body), text=words, blocks=notice(words))


def choose(office: Office, body: dict[str, Any]) -> None:
    """The window in which an owner chooses the channels of a contract."""
    if not is_owner(office, body):
        opened(office, body, told("Who may see what", "Only an owner of this workspace may change this."))
        return
    options = contract_options(office, seen_by(office, body))
    if not options:
        opened(office, body, told("Who may see what", "There is no contract here yet."))
        return
    asked = body["actions"][0].get("value") or options[0][0]
    contract = asked if asked in dict(options) else options[0][0]
    opened(
        office,
        body,
        window(
            contract,
            dict(options)[contract],
            office.kept.places.channels(office.team, contract),
            only_owners=contract in office.kept.places.for_owners(office.team),
        ),
    )


def window(contract: str, title: str, channels: list[str], *, only_owners: bool) -> Block:
    """The window itself."""
    element: Block = {
        "type": "multi_conversations_select", "action_id": "value",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True, "exclude_external_shared_channels": True},
    }  # fmt: skip
    if channels:
        element["initial_conversations"] = channels
    who = [("members", "Every full member, in a direct message"), ("owners", "Owners alone")]
    blocks = [
        rich(paragraph(title, bold=True)),
        {
            "type": "input", "block_id": "channels", "optional": True, "label": plain("Channels in which it may be discussed"),
            "hint": plain("Never in channels with guests or people of other companies, whatever you choose here."),
            "element": element,
        },
        choice_input("who", "Who may ask about it at all", who[::-1] if only_owners else who),
    ]  # fmt: skip
    return modal(
        "Who may see what", blocks, callback=CHOSEN, submit="Save", metadata=json.dumps({"contract": contract})
    )


def chosen(office: Office, body: dict[str, Any]) -> Taken:
    """Keep an owner's choice."""
    if not is_owner(office, body):
        return Taken(
            {
                "response_action": "update",
                "view": told("Who may see what", "Only an owner of this workspace may change this."),
            }
        )
    contract, said, places = carried(body)["contract"], values(body), office.kept.places
    wanted = set(said.get("channels") or ())
    for channel in set(places.channels(office.team, contract)) - wanted:
        places.withdraw(office.team, contract, channel)
    for channel in wanted:
        places.choose(office.team, contract, channel, user_of(body))
    if said.get("who") == "owners":
        places.choose(office.team, contract, OWNERS_ONLY, user_of(body))
    else:
        places.withdraw(office.team, contract, OWNERS_ONLY)
    return Taken()
