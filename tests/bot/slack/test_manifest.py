"""The manifest is what Slack accepts and what the code does: no more scopes and events than used, and no fewer."""

import ast
import json
import re
from pathlib import Path

import jsonschema
import pytest

from bot.slack.app import SCOPES
from bot.slack.windows import SHORTCUTS

ROOT = Path(__file__).parents[3]
MANIFEST = json.loads((ROOT / "manifest.json").read_text("utf-8"))
SCHEMA = json.loads((Path(__file__).parent / "manifest_schema.json").read_text("utf-8"))
SLACK = ROOT / "bot" / "slack"
# Which scope each method needs (any one of them), from Slack's reference.
NEEDS = {
    "assistant_threads_setStatus": {"chat:write", "assistant:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_test": set(), "chat_delete": {"chat:write"}, "chat_postEphemeral": {"chat:write"}, "chat_postMessage": {"chat:write"},
    "chat_stream": {"chat:write"}, "chat_stopStream": {"chat:write"}, "chat_update": {"chat:write"},
    "conversations_info": {"channels:read", "groups:read"}, "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"}, "conversations_history": {"im:history"},
    "conversations_replies": {"im:history", "channels:history", "groups:history"}, "files_info": {"files:read"}, "users_info": {"users:read"},
    "views_open": set(), "views_push": set(), "views_publish": set(), "views_update": set(),
    "files_getUploadURLExternal": {"files:write"}, "files_completeUploadExternal": {"files:write"}, "files_upload_v2": {"files:write"},
}  # fmt: skip
# Which scope Slack asks for before it sends an event, and what else a scope is for.
EVENTS = {
    "app_home_opened": None, "app_mention": "app_mentions:read", "app_uninstalled": None, "message.channels": "channels:history",
    "message.groups": "groups:history", "message.im": "im:history", "tokens_revoked": None,
}  # fmt: skip
METHOD = re.compile(
    r"\b(?:client|quick|_client|web_client\([^)]*\)|[\w.]+\))\.((?:assistant|auth|chat|conversations|files|users|views|reactions|pins|team|bots)_\w+)\("
)


def calls():
    found = set()
    for file in SLACK.rglob("*.py"):
        found |= set(METHOD.findall(file.read_text("utf-8")))
    return found


def test_the_manifest_is_one_that_slack_takes():
    """Checked against our own schema: lengths, counts, known keys."""
    jsonschema.Draft7Validator(SCHEMA).validate(MANIFEST)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display_information", "name"), "x" * 36),
        (("features", "shortcuts", 0, "name"), "x" * 25),
        (("features", "agent_view", "agent_description"), "x" * 301),
        (("features", "agent_view", "unknown"), 1),
        (("settings", "event_subscriptions", "bot_events"), ["message.everything"]),
        (("oauth_config", "scopes", "bot"), ["admin"]),
        (("features", "assistant_view"), {}),
    ],
)
def test_the_schema_refuses_what_slack_refuses(path, value):
    """A check that lets everything through checks nothing."""
    broken = json.loads(json.dumps(MANIFEST))
    place = broken
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(broken)


def test_every_call_has_its_scope_and_every_scope_is_used():
    """Least privilege, held by a test."""
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert scopes == set(SCOPES)
    made = calls()
    assert {"chat_postMessage", "users_info", "conversations_members", "views_open"} <= made
    assert made <= set(NEEDS), made - set(NEEDS)
    for method in made:
        assert not NEEDS[method] or NEEDS[method] & scopes, method
    used = {scope for method in made for scope in NEEDS[method]} | {EVENTS[name] for name in events()} | {"commands"}
    assert scopes <= used, scopes - used


def events():
    return MANIFEST["settings"]["event_subscriptions"]["bot_events"]


def test_every_event_has_a_listener_and_every_listener_its_event():
    """Nothing is subscribed to that nobody hears."""
    tree = ast.parse((SLACK / "listeners" / "events.py").read_text("utf-8"))
    heard = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "event"
        and node.args
    }
    assert heard == {name.partition(".")[0] for name in events()}


def test_shortcuts_and_command_are_the_ones_that_are_listened_to():
    """Names in two places agree."""
    assert {one["callback_id"] for one in MANIFEST["features"]["shortcuts"]} == set(SHORTCUTS)
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == ["/itbot"]


def test_no_conversation_is_read_back_but_our_own_after_a_crash():
    """Slack allows such apps one call a minute; only what may have been posted before a crash is looked for."""
    texts = {file.name: file.read_text("utf-8") for file in SLACK.rglob("*.py")}
    assert {name for name, text in texts.items() if "conversations_history" in text} <= {"reminding.py", "packs.py"}
    assert {name for name, text in texts.items() if "conversations_replies" in text} == {"outbox.py"}


def test_every_scope_is_explained_to_whoever_installs_the_app():
    """In docs/slack.md, each with its reason."""
    told = (ROOT / "docs" / "slack.md").read_text("utf-8")
    assert not [scope for scope in SCOPES if f"`{scope}`" not in told]
