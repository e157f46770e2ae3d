"""Pressing and choosing: buttons, selects, pickers in messages, in modals and on the Home tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.desk import shapes
from bot.desk.acts import Deed, Done, Pending, acknowledged, act
from bot.desk.errors import ActError
from bot.desk.world import Json, Message, View

ONE_OPTION = ("static_select", "radio_buttons", "overflow", "external_select")
MANY_OPTIONS = ("multi_static_select", "checkboxes", "multi_external_select")
PLAIN = {
    "datepicker": "selected_date", "timepicker": "selected_time", "users_select": "selected_user",
    "conversations_select": "selected_conversation", "channels_select": "selected_channel",
    "datetimepicker": "selected_date_time", "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels",
}  # fmt: skip


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element a person can use, with the block it stands in."""
    for block in blocks:
        inside = [
            block.get("accessory"),
            block.get("element"),
            *(block.get("elements") or []),
            *(block.get("actions") or []),
        ]
        yield from ((block, e) for e in inside if isinstance(e, dict) and e.get("action_id"))
        nested = [
            b for b in [*(block.get("child_blocks") or []), *(block.get("elements") or [])] if isinstance(b, dict)
        ]
        yield from elements([b for b in nested if not b.get("action_id")])


def options(element: Json) -> list[Json]:
    """The options an element offers, grouped ones included."""
    groups = element.get("option_groups") or []
    return list(element.get("options") or []) + [o for g in groups for o in g.get("options", [])]


def chosen(element: Json, value: Any, offered: list[Json] | None = None) -> Json:
    """What an element holds once a person chose or wrote `value`; as `state` and `actions` carry it.

    Raises:
        ActError: the element does not offer that.
    """
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else _option(element, value, offered)}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, v, offered) for v in value or []]}
    if kind in PLAIN:
        return {"type": kind, PLAIN[kind]: value}
    if kind == "file_input":
        return {"type": kind, "files": value or []}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": value}
    return {"type": kind, "value": value}


def _option(element: Json, value: Any, offered: list[Json] | None) -> Json:
    known = options(element) + (offered or [])
    if isinstance(value, dict):
        return value
    found = next((o for o in known if o.get("value") == str(value)), None)
    if found is None:
        raise ActError("no_such_option", f"There is no choice '{value}' here.")
    return found


def _pressed(element: Json, deed: Deed) -> Json:
    kind = element["type"]
    if kind == "button":
        return {k: element[k] for k in ("text", "value", "style") if k in element} | {"type": kind}
    if kind == "feedback_buttons":
        buttons = [element[k] for k in ("positive_button", "negative_button") if k in element]
        found = next((b for b in buttons if b.get("value") == deed.need("value")), None)
        if found is None:
            raise ActError("no_such_option", "There is no such feedback button.")
        return {"type": kind, "text": found["text"], "value": found["value"]}
    if kind in ("icon_button", "workflow_button"):
        return {k: element[k] for k in ("text", "value", "icon") if k in element} | {"type": kind}
    return chosen(element, deed.get("values", deed.get("value")), deed.slack.suggested.get(deed.person.id))


def _target(deed: Deed) -> tuple[Message | None, View | None, list[Json]]:
    if deed.get("view_id") is None:
        said = deed.message()
        return said, None, said.blocks
    seen = view_of(deed)
    return None, seen, seen.body["blocks"]


def view_of(deed: Deed) -> View:
    """The view named, a modal or the Home tab of this person.

    Raises:
        ActError: it is not open.
    """
    wanted = deed.need("view_id")
    home = deed.slack.homes.get(deed.person.id)
    mine = [*deed.slack.views.get(deed.person.id, []), *([home] if home else [])]
    found = next((v for v in mine if v.id == wanted), None)
    if found is None:
        raise ActError("view_not_found", "That window is not open any more.")
    return found


def _element(deed: Deed, blocks: list[Json]) -> tuple[Json, Json]:
    wanted, block_id = deed.need("action_id"), deed.get("block_id")
    for block, element in elements(blocks):
        if element["action_id"] == wanted and block_id in (None, block.get("block_id")):
            return block, element
    raise ActError("no_such_element", "There is nothing like that to press here.")


def base(deed: Deed, kind: str, team: str) -> Json:
    """What every interaction carries."""
    slack = deed.slack
    return {
        "type": kind, "user": deed.person_shown(), "api_app_id": slack.app.id, "token": "desk-verification",
        "team": {"id": team, "domain": slack.teams[team].domain}, "enterprise": None, "is_enterprise_install": False,
    }  # fmt: skip


@act("press")
def press(deed: Deed) -> Done:
    """Press a button, or choose something in a message, a modal or the Home tab."""
    said, seen, blocks = _target(deed)
    block, element = _element(deed, blocks)
    done = _pressed(element, deed)
    if seen is not None and element["type"] != "button":
        seen.state.setdefault(block["block_id"], {})[element["action_id"]] = done
    if element.get("url"):
        deed.slack.journal.note("link", url=element["url"])
    pressed = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": deed.slack.new_ts(),
        **done,
    }
    body = _about(deed, "block_actions", said, seen)
    body |= {"trigger_id": deed.slack.trigger(deed.person.id), "actions": [pressed]}
    return Pending(deed.send("interactive", body), acknowledged)


def _about(deed: Deed, kind: str, said: Message | None, seen: View | None) -> Json:
    slack = deed.slack
    if seen is not None:
        shown = shapes.view(slack, seen)
        place = {"type": "view", "view_id": seen.id}
        return base(deed, kind, seen.team) | {"container": place, "view": shown, "state": shown["state"]}
    if said is None:
        raise ActError("message_not_found", "That message is not there any more.")
    channel = slack.channels[said.channel]
    install = deed.install(channel)
    about = {"message_ts": said.ts, "thread_ts": said.thread_ts, "ephemeral": said.only_for is not None}
    container: Json = {
        "type": "message", "message_ts": said.ts, "channel_id": channel.id, "is_ephemeral": said.only_for is not None,
    }  # fmt: skip
    if said.thread_ts:
        container["thread_ts"] = said.thread_ts
    return base(deed, kind, install.team) | {
        "container": container, "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "message": shapes.message(slack, said), "state": {"values": {}},
        "response_url": slack.hook(channel.id, deed.person.id, install.token, **about),
    }  # fmt: skip


@act("suggest")
def suggest(deed: Deed) -> Done:
    """Type into a select whose options the app gives."""
    said, seen, blocks = _target(deed)
    block, element = _element(deed, blocks)
    body = _about(deed, "block_suggestion", said, seen)
    body |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": str(deed.get("value", ""))}

    def finish(payload: Json | None) -> Json:
        given = payload or {}
        found = list(given.get("options") or []) + [o for g in given.get("option_groups") or [] for o in g["options"]]
        deed.slack.suggested[deed.person.id] = found
        return {**acknowledged(payload), "options": found}

    return Pending(deed.send("interactive", body), finish)
