"""Socket Mode with the real client: envelopes, acknowledgements, retries, and every way in which a line fails."""

import threading

import pytest
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

pytestmark = [pytest.mark.enable_socket]


class Listener:
    """A socket client that writes down what comes, and acknowledges it unless told not to."""

    def __init__(self, desk, *, acknowledging=True, ping=1):
        self.heard, self.acknowledging = [], acknowledging
        self.client = SocketModeClient(desk.app_token, web_client=WebClient(base_url=desk.api_url), ping_interval=ping)
        self.client.socket_mode_request_listeners.append(self._hear)
        self.client.connect()

    def _hear(self, client, request):
        self.heard.append(request)
        if self.acknowledging:
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    def events(self):
        return [r.payload["event"] for r in self.heard if r.type == "events_api"]

    def ids(self):
        return [r.payload["event_id"] for r in self.heard if r.type == "events_api"]


@pytest.fixture
def listen(desk, hang_up):
    """Connect a listener."""
    listening = []

    def connect(**options):
        listening.append(Listener(desk, **options))
        desk.connected(len(listening))
        return listening[-1]

    yield connect
    hang_up(*(each.client for each in listening))


def mention(desk, text="how are we doing?", who="hanna"):
    return desk.person(who).post("it-provider", f"<@{desk.bot}> {text}")


def test_a_mention_arrives_as_two_events_with_ids_of_their_own(desk, listen):
    """Once as app_mention and once as a message of the channel: the twins."""
    app = listen()
    said = mention(desk)
    desk.until(lambda: len(app.heard) == 2)
    assert {(e["type"], e["ts"]) for e in app.events()} == {("app_mention", said.ts), ("message", said.ts)}
    assert len(set(app.ids())) == 2
    assert {r.retry_attempt for r in app.heard} == {0}


def test_the_apps_own_messages_come_back_to_it(desk, listen, slack):
    """Who answers every message answers itself."""
    app = listen()
    slack.chat_postMessage(channel=desk.channel("it-provider").id, text="hello")
    desk.until(lambda: app.heard)
    assert (app.events()[0]["user"], bool(app.events()[0]["bot_id"])) == (desk.bot, True)


def test_edits_and_deletions_are_told_with_what_stood_before(desk, listen):
    """message_changed and message_deleted."""
    app, hanna = listen(), desk.person("hanna")
    said = hanna.ask("septmber?")
    hanna.edit(said, "September?")
    hanna.delete(said)
    desk.until(lambda: len(app.heard) == 3)
    _, changed, gone = sorted(app.events(), key=lambda e: e["event_ts"])
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("September?", "septmber?")
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", said.ts)


def test_an_event_not_subscribed_to_or_without_its_scope_is_not_sent(desk, listen):
    """The manifest decides, and so does what the workspace granted."""
    desk.app.events.discard("message.groups")
    desk.installed.scopes.discard("im:history")
    app = listen()
    mention(desk)
    desk.person("hanna").ask("hello?")
    desk.until(lambda: app.heard)
    desk.quiet()
    assert [e["type"] for e in app.events()] == ["app_mention"]


def test_in_a_connect_channel_an_event_says_that_outsiders_read_along(desk, listen):
    """And from which workspace the writer is."""
    app = listen()
    desk.person("dana").post("brindlecote-support", f"<@{desk.bot}> hello")
    desk.until(lambda: len(app.heard) == 2)
    assert all(r.payload["is_ext_shared_channel"] for r in app.heard)
    assert {e["user_team"] for e in app.events()} == {"T0BRINDLE"}


def test_what_is_not_acknowledged_comes_again_three_times_with_the_same_event_id(desk, listen):
    """In new envelopes, counted, with the reason."""
    app = listen(acknowledging=False)
    desk.person("hanna").ask("hello?")
    desk.until(lambda: len(app.heard) == 4)
    desk.until(lambda: desk.journal.of("given_up"))
    assert len(set(app.ids())) == 1
    assert len({r.envelope_id for r in app.heard}) == 4
    assert [(r.retry_attempt, r.retry_reason) for r in app.heard] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]


def test_an_event_while_nobody_is_connected_arrives_as_a_retry(desk, listen):
    """The retry is then the only copy, and must not be thrown away."""
    desk.person("hanna").ask("anybody there?")
    app = listen()
    desk.until(lambda: app.heard)
    assert app.heard[0].retry_attempt > 0


def test_with_two_sockets_an_event_goes_to_either_and_to_one_only(desk, listen):
    """Replicas of the app share the work without knowing."""
    one, two = listen(), listen()
    for number in range(12):
        desk.person("hanna").ask(f"question {number}")
    desk.until(lambda: len(one.heard) + len(two.heard) == 12)
    assert one.heard
    assert two.heard
    assert not set(one.ids()) & set(two.ids())


def test_an_eleventh_socket_is_turned_away_and_a_ticket_works_once(desk):
    """Slack allows ten."""
    from websockets.sync.client import connect

    client = WebClient(base_url=desk.api_url)
    desk.slack.limits = desk.slack.limits.__class__(sockets=1)
    address = client.apps_connections_open(app_token=desk.app_token)["url"]
    with connect(address) as line:
        assert '"hello"' in line.recv()
        for again in (address, client.apps_connections_open(app_token=desk.app_token)["url"]):
            with connect(again) as turned_away, pytest.raises(Exception, match="4001"):
                turned_away.recv()


@pytest.mark.parametrize("way", ["refresh", "cut", "silence"])
def test_after_a_broken_line_the_client_connects_again_and_hears_everything(desk, listen, way):
    """Asked to refresh, cut off without a word, or left on a dead line."""
    app = listen(ping=0.1)
    desk.slack.shorten(retries=(0.0, 0.3, 0.5), ping=0.3)
    getattr(desk, way)()
    desk.until(lambda: desk.journal.of("socket")[1:] and desk.slack.sockets() == 1)
    said = desk.person("hanna").ask("still there?")
    desk.until(lambda: said.ts in [e["ts"] for e in app.events()])


def test_faults_of_order_and_number_can_be_had_for_the_asking(desk, listen):
    """Duplicates, swapped order, a lost acknowledgement, a lost first delivery."""
    app, hanna = listen(), desk.person("hanna")
    desk.faults.arm("duplicate_event")
    hanna.ask("twice")
    desk.until(lambda: len(app.heard) == 2)
    assert len(set(app.ids())) == 1
    desk.faults.arm("disorder")
    hanna.ask("first")
    hanna.ask("second")
    desk.until(lambda: len(app.heard) == 4)
    assert [e["text"] for e in app.events()[2:]] == ["second", "first"]
    desk.faults.arm("lost_ack")
    hanna.ask("again")
    desk.until(lambda: len(app.heard) == 6)
    assert [r.retry_attempt for r in app.heard[4:]] == [0, 1]
    desk.faults.arm("lost_delivery")
    hanna.ask("late")
    desk.until(lambda: len(app.heard) == 7)
    assert app.heard[6].retry_attempt == 1


def test_an_edit_can_arrive_before_what_it_edits(desk, listen):
    """Slack promises no order."""
    app, hanna = listen(), desk.person("hanna")
    desk.faults.arm("edit_before_original")
    hanna.edit(hanna.ask("septmber?"), "September?")
    desk.until(lambda: len(app.heard) == 2)
    assert [e.get("subtype") for e in app.events()] == ["message_changed", None]


def test_bolt_answers_one_event_delivered_twice_twice(desk, bolt):
    """Bolt does not tell duplicates; the app has to. That this test sees two answers shows the desk would catch it."""
    answered = threading.Event()

    def register(app):
        @app.event("app_mention")
        def _(event, say):
            say("answer", thread_ts=event["ts"])
            answered.set()

        @app.event("message")
        def _(event):
            pass

    bolt(register)
    desk.faults.arm("duplicate_event")
    said = mention(desk)
    assert desk.reply(said, number=2).text == "answer"
