"""Buttons, modals and the Home tab, from the person's side through a real Bolt app and back."""

import pytest

from bot.desk.errors import ActError

pytestmark = [pytest.mark.enable_socket]


def plain(text):
    return {"type": "plain_text", "text": text}


def modal(*blocks, title="Confirm a target", **more):
    return {"type": "modal", "callback_id": "confirm", "title": plain(title), "submit": plain("Save"),
            "blocks": list(blocks)} | more  # fmt: skip


def field(name, element, **more):
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": "a"} | element} | more


TARGET = field("target", {"type": "plain_text_input", "max_length": 5})
OPTIONS = [{"text": plain(p), "value": p} for p in ("P1", "P2")]
PRIORITY = field("priority", {"type": "static_select", "options": OPTIONS})
BUTTON = {
    "type": "actions",
    "block_id": "row",
    "elements": [{"type": "button", "action_id": "fix", "text": plain("Fix")}],
}


@pytest.fixture
def pressed(desk, slack):
    """A message with a button in the private channel."""
    said = slack.chat_postMessage(channel=desk.channel("it-provider").id, text="found", blocks=[BUTTON])
    return desk.messages("it-provider")[0] if said["ok"] else None


@pytest.fixture
def trigger(desk, pressed):
    """Trigger ids from presses nobody listens to."""

    def press():
        desk.slack.shorten(ack=0.01)
        desk.person("hanna").press(pressed, "fix")
        return list(desk.slack.triggers)[-1]

    return press


def test_a_trigger_works_once_and_for_three_seconds(slack, refused, trigger, clock):
    """A slow app finds its window shut."""
    used = trigger()
    slack.views_open(trigger_id=used, view=modal(TARGET))
    assert refused(slack.views_open, trigger_id=used, view=modal(TARGET))["error"] == "exchanged_trigger_id"
    late = trigger()
    clock.on(seconds=3.1)
    assert refused(slack.views_open, trigger_id=late, view=modal(TARGET))["error"] == "expired_trigger_id"
    assert refused(slack.views_open, trigger_id="nonsense", view=modal(TARGET))["error"] == "invalid_trigger_id"


def test_three_windows_stand_on_top_of_each_other_and_no_fourth(slack, refused, trigger):
    """Slack's limit."""
    slack.views_open(trigger_id=trigger(), view=modal(TARGET))
    for _ in range(2):
        slack.views_push(trigger_id=trigger(), view=modal(TARGET))
    assert refused(slack.views_push, trigger_id=trigger(), view=modal(TARGET))["error"] == "push_limit_reached"


def test_a_window_changed_meanwhile_is_not_overwritten(slack, refused, trigger):
    """The hash tells."""
    view = slack.views_open(trigger_id=trigger(), view=modal(TARGET))["view"]
    slack.views_update(view_id=view["id"], hash=view["hash"], view=modal(TARGET, title="New"))
    answer = refused(slack.views_update, view_id=view["id"], hash=view["hash"], view=modal(TARGET))
    assert answer["error"] == "hash_conflict"


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (modal(TARGET, title="x" * 25), "title"),
        (modal(TARGET, private_metadata="x" * 3001), "private_metadata"),
        (modal(TARGET, submit=None), "submit"),
        (modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}), "unsupported type: table"),
    ],
)
def test_a_window_against_the_rules_does_not_open(slack, refused, trigger, view, why):
    """Each with the reason."""
    assert why in str(refused(slack.views_open, trigger_id=trigger(), view=view)["response_metadata"]["messages"])


def test_a_form_is_opened_by_a_button_filled_in_corrected_and_taken(desk, bolt, pressed):
    """What the client itself checks, what the app checks, and the values it gets in the end."""
    taken = []

    def register(app):
        @app.action("fix")
        def _(ack, body, client):
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal(TARGET, PRIORITY))

        @app.view("confirm")
        def _(ack, view):
            values = {name: held["a"] for name, held in view["state"]["values"].items()}
            if values["target"]["value"] == "150":
                return ack(response_action="errors", errors={"target": "At most 100."})
            taken.append((values["target"]["value"], values["priority"]["selected_option"]["value"]))
            return ack()

        app.event("message")(lambda: None)

    bolt(register)
    hanna = desk.person("hanna")
    assert hanna.press(pressed, "fix")["acknowledged"]
    view = hanna.view()
    assert hanna.submit(view, priority="P1")["errors"] == {"target": "Please complete this required field."}
    assert hanna.submit(view, target="123456")["errors"] == {"target": "Please use at most 5 characters."}
    assert hanna.submit(view, target="150")["errors"] == {"target": "At most 100."}
    with pytest.raises(ActError, match="no choice 'P7'"):
        hanna.submit(view, target="95", priority="P7")
    assert hanna.submit(view, target="95") == {"acknowledged": True, "error": None, "errors": {}, "views": []}
    assert taken == [("95", "P1")]


def test_a_listener_that_forgets_to_acknowledge_shows_the_person_a_failure(desk, bolt, pressed):
    """On a socket nobody else would notice."""

    def register(app):
        app.action("fix")(lambda: None)
        app.event("message")(lambda: None)

    bolt(register)
    assert desk.person("hanna").press(pressed, "fix") == {"acknowledged": False, "error": "operation_timeout"}


def test_shortcuts_and_commands_reach_the_app_and_a_command_only_outside_threads(desk, bolt):
    """From a message and from anywhere."""
    got = []

    def register(app):
        app.shortcut("explain")(lambda ack, shortcut: (ack(), got.append(shortcut["message"]["text"])))
        app.shortcut("add")(lambda ack, shortcut: (ack(), got.append(shortcut["callback_id"])))
        app.command("/msp")(lambda ack, command: (ack(), got.append(command["text"])))
        app.event("message")(lambda: None)

    bolt(register)
    hanna = desk.person("hanna")
    said = hanna.post("general", "RCA to follow")
    assert hanna.shortcut("explain", said)["acknowledged"]
    assert hanna.shortcut("add")["acknowledged"]
    assert hanna.command("general", "/msp", "credits")["acknowledged"]
    desk.until(lambda: len(got) == 3)
    assert got == ["RCA to follow", "add", "credits"]
    with pytest.raises(ActError, match="not supported in threads"):
        hanna.act("command", channel=said.channel, command="/msp", text="x", thread_ts=said.ts)


def test_a_response_url_answers_five_times_within_half_an_hour(desk, bolt, clock):
    """To the asker alone, or to the channel where it says so."""
    urls = []

    def register(app):
        @app.command("/msp")
        def _(ack, respond):
            ack()
            urls.append(respond)

    bolt(register)
    hanna = desk.person("hanna")
    hanna.command("general", "/msp", "x")
    respond = desk.until(lambda: urls)[0]
    assert respond("for you").status_code == 200
    assert respond("for all", response_type="in_channel").status_code == 200
    assert [m["text"] for m in hanna.sees("general")] == ["for you", "for all"]
    assert [m["text"] for m in desk.person("tomas").sees("general")] == ["for all"]
    clock.on(minutes=31)
    assert respond("too late").status_code == 404
    hanna.command("general", "/msp", "x")
    again = desk.until(lambda: urls[1:])[0]
    assert [again(str(n)).status_code for n in range(6)] == [200] * 5 + [404]


def test_the_home_tab_is_put_before_the_person_who_opens_it(desk, bolt):
    """And its buttons work."""
    got = []

    def register(app):
        @app.event("app_home_opened")
        def _(event, client):
            if event["tab"] == "home":
                client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [BUTTON]})

        app.action("fix")(lambda ack, body: (ack(), got.append(body["view"]["type"])))

    bolt(register)
    hanna = desk.person("hanna")
    hanna.open_home()
    assert hanna.press(hanna.home(), "fix")["acknowledged"]
    desk.until(lambda: got == ["home"])
