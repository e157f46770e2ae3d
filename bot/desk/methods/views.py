"""Modals and the Home tab: opened with a fresh trigger, at most three on top of each other, changed by hash."""

from __future__ import annotations

from bot.desk import shapes
from bot.desk.blocks.checking import checked_view
from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.state import Slack
from bot.desk.talk import named
from bot.desk.world import Json, Trigger, View


def make(slack: Slack, user: str, team: str, body: Json, under: View | None = None) -> View:
    """A view from what the app sent."""
    made = slack.new_id("V")
    return View(
        made, user, team, _body(slack, body), _hash(slack), under.root if under else made, under.id if under else None
    )


def _body(slack: Slack, body: Json) -> Json:
    return body | {"blocks": named(slack, body.get("blocks") or [])}


def _hash(slack: Slack) -> str:
    return f"{slack.clock().timestamp():.0f}.{slack.new_id('', 8)}"


def push_on(slack: Slack, user: str, body: Json) -> View:
    """Put a view on top of a person's stack.

    Raises:
        SlackError: push_limit_reached.
    """
    stack = slack.views.setdefault(user, [])
    if len(stack) >= slack.limits.views:
        raise SlackError("push_limit_reached")
    made = make(slack, user, slack.users[user].team, body, stack[-1] if stack else None)
    made.team = _home(slack, user)
    stack.append(made)
    told(slack, user)
    return made


def _home(slack: Slack, user: str) -> str:
    own = slack.users[user].team
    return own if slack.bot_in(own) else next((i.team for i in slack.installs.values() if not i.revoked), own)


def rewrite(slack: Slack, seen: View, body: Json) -> None:
    """Put new content into a view; what a person typed into blocks that stay is kept."""
    seen.body, seen.hash = _body(slack, body), _hash(slack)
    kept = {b["block_id"] for b in seen.body["blocks"]}
    seen.state = {block: values for block, values in seen.state.items() if block in kept}
    told(slack, seen.user)


def told(slack: Slack, user: str) -> None:
    """Tell a person's page which modals are open."""
    slack.feed.tell("views", {user}, views=[shapes.view(slack, v) for v in slack.views.get(user, [])])


def _trigger(call: Call) -> Trigger:
    given = call.slack.triggers.get(str(call.get("trigger_id") or call.need("interactivity_pointer")))
    if given is None:
        raise SlackError("invalid_trigger_id")
    if given.used:
        raise SlackError("exchanged_trigger_id")
    if call.slack.older_than(given.given, call.slack.times.trigger):
        raise SlackError("expired_trigger_id")
    given.used = True
    return given


def _view(call: Call, kind: str) -> Json:
    body = call.data("view", "invalid_arguments")
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    checked_view(body, kind)
    return body


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    """Open a modal."""
    body = _view(call, "modal")
    given = _trigger(call)
    if call.slack.views.get(given.user):
        call.slack.views[given.user] = []
    return {"view": shapes.view(call.slack, push_on(call.slack, given.user, body))}


@method("views.push", tier=4)
def push_view(call: Call) -> Json:
    """Open a modal on top of the one that is open."""
    body = _view(call, "modal")
    given = _trigger(call)
    if not call.slack.views.get(given.user):
        raise SlackError("not_found")
    return {"view": shapes.view(call.slack, push_on(call.slack, given.user, body))}


@method("views.update", tier=4)
def update_view(call: Call) -> Json:
    """Change a modal that is open."""
    wanted, external = call.get("view_id"), call.get("external_id")
    everywhere = [v for stack in call.slack.views.values() for v in stack]
    seen = next((v for v in everywhere if v.id == wanted or (external and v.body.get("external_id") == external)), None)
    if seen is None:
        raise SlackError("not_found")
    if call.get("hash") is not None and call.get("hash") != seen.hash:
        raise SlackError("hash_conflict")
    rewrite(call.slack, seen, _view(call, seen.body["type"]))
    return {"view": shapes.view(call.slack, seen)}


@method("views.publish", tier=4)
def publish(call: Call) -> Json:
    """Put a Home tab before a person."""
    user = str(call.need("user_id"))
    if user not in call.slack.users or call.slack.users[user].is_bot:
        raise SlackError("user_not_found")
    body = _view(call, "home")
    before = call.slack.homes.get(user)
    if call.get("hash") is not None and (before is None or call.get("hash") != before.hash):
        raise SlackError("hash_conflict")
    made = make(call.slack, user, call.install.team, body)
    made.id = before.id if before else made.id
    made.root = made.id
    call.slack.homes[user] = made
    shown = shapes.view(call.slack, made)
    call.slack.feed.tell("home", {user}, view=shown)
    return {"view": shown}
