"""A call of the Web API is refused for the reasons Slack refuses it, and never answered ok for want of a rule."""

import json
import urllib.request

import pytest
from slack_sdk import WebClient

from bot.desk.workspace import GENERAL, HOME, OWNER, PRIVATE

pytestmark = [pytest.mark.enable_socket]


def test_a_method_nobody_wrote_is_an_error_and_never_ok(slack, refused):
    """A double that says ok to everything proves nothing."""
    assert refused(slack.api_call, api_method="chat.postMesage")["error"] == "unknown_method"


def test_a_bots_token_tells_its_workspace_and_its_bot(desk, slack):
    """auth.test is what Bolt asks first."""
    who = slack.auth_test()
    assert (who["team_id"], who["user_id"], who["team"]) == (HOME, desk.bot, "Marrowdale Kitchens")


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-somebody-elses", "invalid_auth"), ("xapp-1-A0ITBOT-desk", "not_allowed_token_type")],
)
def test_a_wrong_token_opens_nothing(desk, refused, token, error):
    """No token, a strange one, and the one for sockets."""
    client = WebClient(token, base_url=desk.api_url)
    assert refused(client.chat_postMessage, channel=GENERAL, text="hello")["error"] == error


def test_a_bots_token_gives_no_socket(slack, refused):
    """Sockets need the app's own token."""
    assert refused(slack.apps_connections_open, app_token=slack.token)["error"] == "not_allowed_token_type"


def test_after_uninstalling_every_call_is_refused(desk, slack, refused):
    """A customer who removes the app is gone at once."""
    desk.uninstall(HOME)
    assert refused(slack.auth_test)["error"] == "token_revoked"


def test_a_missing_scope_is_named_with_what_was_granted(desk, refused):
    """The answer says which scope to ask for."""
    poor = desk.install(HOME, {"chat:write", "users:read"})
    answer = refused(
        WebClient(poor.token, base_url=desk.api_url).reactions_add, channel=GENERAL, name="eyes", timestamp="1.0"
    )
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "reactions:write",
        "chat:write,users:read",
    )
    assert answer.headers["x-oauth-scopes"] == "chat:write,users:read"


def test_reading_a_private_channel_needs_the_scope_for_private_channels(desk, refused):
    """channels:history is for public channels only."""
    poor = desk.install(HOME, {"channels:history"})
    answer = refused(WebClient(poor.token, base_url=desk.api_url).conversations_history, channel=PRIVATE)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:history")


@pytest.mark.parametrize("kind", ["form", "json", "get"])
def test_arguments_are_read_from_a_form_from_json_and_from_the_address(desk, kind):
    """All three ways are used by clients, blocks inside a form being text."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}]
    said = {"channel": GENERAL, "text": "hello", "blocks": json.dumps(blocks)}
    data, headers, query = None, {"Authorization": f"Bearer {desk.bot_token}"}, ""
    if kind == "json":
        data, headers["Content-Type"] = (
            json.dumps(said | {"blocks": blocks}).encode(),
            "application/json; charset=utf-8",
        )
    elif kind == "form":
        data = urllib.parse.urlencode(said | {"token": desk.bot_token}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    else:
        query = "?" + urllib.parse.urlencode(said)
    request = urllib.request.Request(f"{desk.api_url}chat.postMessage{query}", data, headers)
    with urllib.request.urlopen(request) as answer:
        told = json.load(answer)
    assert told["ok"]
    assert told["message"]["blocks"][0]["text"]["text"] == "*hello*"


def test_a_channel_is_refused_by_how_it_looks_from_the_bots_side(desk, slack, refused):
    """Unknown; public but not joined; private and not joined (which looks unknown); archived."""
    public = desk.add_channel("workshop", "public", "hanna")
    private = desk.add_channel("board", "private", "hanna")
    closed = desk.add_channel("old", "public", "hanna", "app")
    desk.person("hanna").act("archive", channel=closed.id)
    errors = [
        refused(slack.chat_postMessage, channel=c, text="x")["error"]
        for c in ("C0NOWHERE", public.id, private.id, closed.id)
    ]
    assert errors == ["channel_not_found", "not_in_channel", "channel_not_found", "is_archived"]


def test_a_bot_of_another_workspace_does_not_see_this_ones_channels_or_people(desk, refused):
    """Two customers of the product never meet."""
    desk.add_team("T0OTHER", "Other Company")
    other = WebClient(desk.install("T0OTHER").token, base_url=desk.api_url)
    assert refused(other.conversations_info, channel=GENERAL)["error"] == "channel_not_found"
    assert refused(other.users_info, user=OWNER)["error"] == "user_not_visible"
    assert [m["id"] for m in other.users_list()["members"]] == [other.auth_test()["user_id"]]


def test_the_journal_keeps_every_call_and_no_token(desk, slack, tmp_path):
    """What is written down may be read by anybody."""
    desk.journal.path = tmp_path / "journal.jsonl"
    slack.chat_postMessage(channel=GENERAL, text="hello")
    lines = [json.loads(line) for line in desk.journal.path.read_text().splitlines()]
    assert [(e["kind"], e["method"], e["ok"]) for e in lines if e["kind"] == "call"] == [
        ("call", "chat.postMessage", True)
    ]
    assert desk.bot_token not in desk.journal.path.read_text()


def test_people_tell_their_kind_and_strangers_only_their_name(desk, slack):
    """A guest is restricted; somebody of the provider's is a stranger without an email address."""
    guest, owner, stranger = (slack.users_info(user=desk.person(n).id)["user"] for n in ("lee", "hanna", "dana"))
    assert (guest["is_restricted"], owner["is_owner"], stranger["is_stranger"]) == (True, True, True)
    assert "email" not in stranger["profile"]
    assert slack.users_lookupByEmail(email="HANNA@marrowdale.example")["user"]["id"] == OWNER


def test_a_connect_channel_says_whose_it_is_and_who_is_in_it(desk, slack):
    """What the product's rule on external people rests on."""
    shared = slack.conversations_info(channel=desk.channel("brindlecote-support").id)["channel"]
    assert (shared["is_ext_shared"], shared["connected_team_ids"]) == (True, ["T0BRINDLE"])
    assert desk.person("dana").id in slack.conversations_members(channel=shared["id"])["members"]
    listed = slack.conversations_list(types="public_channel,private_channel")["channels"]
    assert {c["name"] for c in listed} == {"general", "it-provider", "brindlecote-support"}
