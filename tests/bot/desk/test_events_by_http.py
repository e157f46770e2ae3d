"""The same events as signed requests, to the real Bolt app behind its own web server."""

import threading

import pytest
from slack_sdk import WebClient

pytestmark = [pytest.mark.enable_socket]


@pytest.fixture
def served(desk, monkeypatch):
    """A Bolt app on its development server, and what it heard; its checks of signatures are its own."""
    from slack_bolt import App
    from slack_bolt.app.app import SlackAppDevelopmentServer
    from slack_sdk.signature import Clock as SignatureClock

    monkeypatch.setattr(SignatureClock, "now", lambda _self: desk.slack.clock().timestamp())
    app = App(client=WebClient(desk.bot_token, base_url=desk.api_url), signing_secret=desk.app.signing_secret)
    heard = []

    @app.event("message")
    def _(event, request):
        again, why = (request.headers.get(f"x-slack-retry-{name}", [None])[0] for name in ("num", "reason"))
        heard.append((event["text"], again, why))

    @app.command("/msp")
    def _(ack, command):
        ack(f"You asked: {command['text']}")

    server = SlackAppDevelopmentServer(port=0, path="/slack/events", app=app)
    inner = server._server
    threading.Thread(target=inner.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    desk.app.mode, desk.app.request_url = "http", f"http://127.0.0.1:{inner.server_address[1]}/slack/events"
    yield heard
    inner.shutdown()
    inner.server_close()


def test_the_address_is_verified_by_a_challenge(desk, served):
    """Slack sends nothing to an address that does not echo it."""
    assert desk.verify()


def test_a_signed_event_is_taken_and_a_command_answered(desk, served):
    """The signature is the one Slack makes."""
    hanna = desk.person("hanna")
    hanna.ask("hello?")
    desk.until(lambda: served)
    assert served == [("hello?", None, None)]
    assert hanna.command("general", "/msp", "September?") == {"acknowledged": True, "error": None}
    assert [m["text"] for m in hanna.sees("general")] == ["You asked: September?"]


@pytest.mark.parametrize("fault", ["stale_timestamp", "wrong_signature"])
def test_an_old_or_forged_request_is_refused_and_the_true_one_comes_as_a_retry(desk, served, fault):
    """The app must not take it, and must not throw the retry away."""
    desk.faults.arm(fault)
    desk.person("hanna").ask("hello?")
    desk.until(lambda: served)
    assert served == [("hello?", "1", "http_error")]


def test_an_answer_lost_on_its_way_brings_the_event_again(desk, served):
    """Slack retries what it does not know to be taken."""
    desk.faults.arm("lost_ack")
    desk.person("hanna").ask("hello?")
    desk.until(lambda: len(served) == 2)
    assert [again for _, again, _ in served] == [None, "1"]


def test_an_app_that_does_not_listen_is_tried_again(desk):
    """And given up in the end."""
    desk.app.mode, desk.app.request_url = "http", "http://127.0.0.1:9/slack/events"
    desk.person("hanna").ask("hello?")
    desk.until(lambda: desk.journal.of("given_up"))
    assert [e["retry_attempt"] for e in desk.journal.of("request")] == [0, 1, 2, 3]
