"""The real Slack app on a real socket, against the Slack of the desk, with the sample company in its home."""

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.desk.app import from_manifest
from bot.desk.desk import Desk
from bot.intake.sample import TODAY
from bot.settings import Settings
from bot.wiring import build

MANIFEST = Path(__file__).parents[3] / "manifest.json"
LOOPBACK = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]


def open_here(served, channel, contract="MSA-2025-017"):
    """An owner allows the contract in a channel."""
    served.kept.places.choose(served.desk.installed.team, served.contract, served.desk.channel(channel).id, "U0HANNA")


@dataclass
class Served:
    """The app, running: the desk it is connected to, its interpreter, and what it keeps."""

    desk: Desk
    interpreter: object
    settings: Settings
    said: list = field(default_factory=list)

    @property
    def kept(self):
        from store.conversations import Conversations

        return Conversations.on(self.interpreter.database)

    @property
    def contract(self):
        return self.interpreter.stores.contracts.refs()[0]

    def calls(self, method):
        return self.desk.journal.calls(method)

    def settled(self):
        """Wait until nothing is waiting in the inbox and nothing moves any more."""
        for pause in (0.25, 0.25):
            self.desk.quiet(pause)
            self.desk.until(lambda: "waiting" not in self.kept.inbox.states(), 20)


@contextmanager
def serving(desk, home, clock=lambda: TODAY, **settings):
    """Run the app until the block ends; what it raised is raised here."""
    from bot.slack.serve import run

    given = {
        "slack_bot_token": desk.bot_token,
        "slack_app_token": desk.app_token,
        "slack_api_url": desk.api_url,
        "ask_person_a_minute": 100_000,
        "ask_all_a_minute": 100_000,
        **settings,
    }
    chosen = Settings(home=home, _env_file=None, **given)
    stop, up, raised = threading.Event(), threading.Event(), []
    served = Served(desk, build(chosen, clock=clock), chosen)

    def work():
        try:
            run(chosen, served.interpreter, stop, ready=lambda words: (served.said.append(words), up.set()))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)
        finally:
            up.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert up.wait(30), "the app did not start"
    try:
        if raised:
            raise raised[0]
        yield served
    finally:
        stop.set()
        thread.join(90)
    assert not thread.is_alive(), "the app did not stop"
    if raised:
        raise raised[0]


def furnished(untouched, folder):
    """A home with the sample company in it."""
    home = folder / "home"
    shutil.copytree(untouched, home)
    return home


@pytest.fixture(scope="module")
def served(untouched, tmp_path_factory):
    """One app for a file's stories; each uses its own words and threads."""
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        with serving(desk, furnished(untouched, tmp_path_factory.mktemp("slack"))) as running:
            yield running


@pytest.fixture
def hanna(served):
    """The owner."""
    return served.desk.person("hanna")


@pytest.fixture
def opened(served):
    """The contract may be spoken of in #it-provider, by an owner's choice."""
    team, channel = served.desk.installed.team, served.desk.channel("it-provider").id
    served.kept.places.choose(team, served.contract, channel, "U0HANNA")
    yield channel
    served.kept.places.withdraw(team, served.contract, channel)


def words(message):
    """All the words a message shows, wherever they stand."""

    def walk(part):
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                yield part["text"]
            for value in part.values():
                yield from walk(value)
        elif isinstance(part, list):
            for one in part:
                yield from walk(one)

    blocks = message.blocks if hasattr(message, "blocks") else message.get("blocks", [])
    return "\n".join(walk(blocks))
