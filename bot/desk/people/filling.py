"""Filling in a modal: what the client itself checks, the submission, and what the app makes of it."""

from __future__ import annotations

from typing import Any

from bot.desk import shapes
from bot.desk.acts import Deed, Done, Pending, acknowledged, act
from bot.desk.blocks.checking import checked_view
from bot.desk.errors import ActError, SlackError
from bot.desk.methods.views import push_on, rewrite, told
from bot.desk.people.pressing import PLAIN, base, chosen, view_of
from bot.desk.world import Json, View

INITIAL = ("initial_value", "initial_option", "initial_options", "initial_date", "initial_time", "initial_user",
           "initial_users", "initial_conversation", "initial_channel", "initial_date_time")  # fmt: skip


@act("submit")
def submit(deed: Deed) -> Done:
    """Send a modal off with what was filled in."""
    seen = view_of(deed)
    if deed.slack.views.get(deed.person.id, [])[-1:] != [seen]:
        raise ActError("not_on_top", "Only the window on top can be sent.")
    errors = _filled(deed, seen)
    if errors:
        return {"acknowledged": True, "errors": errors, "views": _stack(deed)}
    body = base(deed, "view_submission", seen.team)
    body |= {"trigger_id": deed.slack.trigger(deed.person.id), "view": shapes.view(deed.slack, seen)}
    body["response_urls"] = _answer_urls(deed, seen)
    return Pending(deed.send("interactive", body), lambda payload: _taken(deed, seen, payload))


def _filled(deed: Deed, seen: View) -> dict[str, str]:
    values, errors = dict(deed.get("values", {})), {}
    offered = deed.slack.suggested.get(deed.person.id)
    for block in seen.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        before = seen.state.get(block["block_id"], {}).get(element["action_id"])
        value = values.get(block["block_id"])
        state = chosen(element, value, offered) if value is not None else before or _initial(element)
        seen.state[block["block_id"]] = {element["action_id"]: state}
        wrong = _client_says(block, element, state)
        if wrong:
            errors[block["block_id"]] = wrong
    unknown = set(values) - {b["block_id"] for b in seen.body["blocks"] if b["type"] == "input"}
    if unknown:
        raise ActError("no_such_field", f"There is no field '{min(unknown)}' in this window.")
    return errors


def _initial(element: Json) -> Json:
    given: Any = next((element[name] for name in INITIAL if name in element), None)
    return chosen(element, given)


def _client_says(block: Json, element: Json, state: Json) -> str:
    held = next((v for k, v in state.items() if k != "type"), None)
    if not held:
        return "" if block.get("optional") else "Please complete this required field."
    if element["type"] == "plain_text_input" and isinstance(held, str):
        if len(held) > int(element.get("max_length", 3000)):
            return f"Please use at most {element.get('max_length', 3000)} characters."
        if len(held) < int(element.get("min_length", 0)):
            return f"Please use at least {element['min_length']} characters."
    return ""


def _answer_urls(deed: Deed, seen: View) -> list[Json]:
    install = deed.slack.bot_in(seen.team)
    urls = []
    for block in seen.body["blocks"]:
        element = block.get("element") or {}
        held = seen.state.get(block["block_id"], {}).get(element.get("action_id"), {})
        channel = held.get(PLAIN.get(element.get("type", ""), ""))
        if element.get("response_url_enabled") and isinstance(channel, str) and install is not None:
            url = deed.slack.hook(channel, deed.person.id, install.token)
            urls.append({"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel,
                         "response_url": url})  # fmt: skip
    return urls


def _taken(deed: Deed, seen: View, payload: Json | None) -> Json:
    """Do what the app's acknowledgement says: close, show errors, change, push, or clear everything."""
    result = {**acknowledged(payload), "errors": {}}
    stack = deed.slack.views.setdefault(deed.person.id, [])
    if payload is not None:
        action = payload.get("response_action")
        try:
            if action == "errors":
                result["errors"] = _known_errors(seen, payload.get("errors") or {})
            elif action in ("update", "push"):
                checked_view(payload.get("view") or {}, "modal")
                if action == "update":
                    rewrite(deed.slack, seen, payload["view"])
                else:
                    push_on(deed.slack, deed.person.id, payload["view"])
            elif action == "clear":
                stack.clear()
            elif seen in stack:
                stack.remove(seen)
        except SlackError as refused:
            deed.slack.journal.note("view_refused", error=refused.code, **refused.extra)
            result |= {"acknowledged": False, "error": refused.code}
        told(deed.slack, deed.person.id)
    return result | {"views": _stack(deed)}


def _known_errors(seen: View, errors: Json) -> Json:
    """Errors belong to input blocks; an unknown block id is refused as Slack does."""
    known = {b["block_id"] for b in seen.body["blocks"] if b["type"] == "input"}
    if not errors or not set(errors) <= known:
        raise SlackError("invalid_errors", response_metadata={"messages": sorted(set(errors) - known)})
    return errors


@act("close")
def close(deed: Deed) -> Json:
    """Close the modal; the app hears of it only where it asked to."""
    seen = view_of(deed)
    stack = deed.slack.views.setdefault(deed.person.id, [])
    if seen not in stack:
        raise ActError("view_not_found", "That window is not open any more.")
    everything = bool(seen.body.get("clear_on_close"))
    deed.slack.views[deed.person.id] = [] if everything else [v for v in stack if v is not seen]
    if seen.body.get("notify_on_close"):
        body = base(deed, "view_closed", seen.team)
        deed.send("interactive", body | {"view": shapes.view(deed.slack, seen), "is_cleared": everything})
    told(deed.slack, deed.person.id)
    return {"views": _stack(deed)}


def _stack(deed: Deed) -> list[Json]:
    return [shapes.view(deed.slack, v) for v in deed.slack.views.get(deed.person.id, [])]
