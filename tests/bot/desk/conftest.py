"""A desk of one's own, the real Slack client against it, and the real Bolt app on a real socket."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.desk.app import App as Registration
from bot.desk.desk import Desk

pytestmark = [pytest.mark.enable_socket]


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def on(self, **passing):
        self.now += timedelta(**passing)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def registration():
    """The app as its manifest would register it."""
    return Registration(
        commands=[{"command": "/msp", "description": "Ask", "usage_hint": "[question]"}],
        shortcuts=[
            {"name": "Explain", "type": "message", "callback_id": "explain", "description": "Explain"},
            {"name": "Add", "type": "global", "callback_id": "add", "description": "Add"},
        ],
        events={*Registration().events, "reaction_added"},
    )


@pytest.fixture
def desk(registration, clock):
    """A desk whose clock stands still and whose waits are short."""
    with Desk(registration, clock=clock) as running:
        running.slack.shorten(ack=0.4, retries=(0.0, 0.1, 0.2), refresh=0.05)
        yield running


@pytest.fixture
def slack(desk):
    """The real client of the app's bot."""
    return WebClient(desk.bot_token, base_url=desk.api_url)


@pytest.fixture
def refused():
    """Make a call that must be refused; the answer."""

    def check(call, **arguments):
        with pytest.raises(SlackApiError) as caught:
            call(**arguments)
        return caught.value.response

    return check


@pytest.fixture
def hang_up(desk):
    """Close socket clients quickly: by themselves they wait seconds for their line to say something."""

    def close(*clients):
        for client in clients:
            client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
        desk.cut()
        for client in clients:
            client.close()

    return close


@pytest.fixture
def bolt(desk, hang_up):
    """Connect a Bolt app by Socket Mode; `register` puts its listeners in."""
    from slack_bolt import App
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    handlers = []

    def connect(register, **options):
        app = App(client=WebClient(desk.bot_token, base_url=desk.api_url))
        register(app)
        handler = SocketModeHandler(app, desk.app_token, **options)
        handler.connect()
        handlers.append(handler)
        desk.connected(len(handlers))
        return handler

    yield connect
    hang_up(*(handler.client for handler in handlers))
