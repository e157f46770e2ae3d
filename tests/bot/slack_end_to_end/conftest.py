"""The whole product in a workspace: the real app on a real socket to the desk, with the sample company in its home."""

import shutil
import threading
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from bot.desk.app import from_manifest, manifest
from bot.desk.desk import Desk

READY_S = 60


def settings_for(desk, home):
    """What the desk gives the app instead of a workspace's tokens."""
    from bot.settings import Settings

    return Settings(home=home, _env_file=None).model_copy(
        update={
            "slack_bot_token": SecretStr(desk.bot_token),
            "slack_app_token": SecretStr(desk.app_token),
            "slack_api_url": desk.api_url,
            "ask_person_a_minute": 100_000,
            "ask_all_a_minute": 100_000,
        }
    )


@contextmanager
def serving(desk, home, settings=None):
    """The app, from its start to its orderly end."""
    from bot.intake.sample import TODAY
    from bot.slack import line
    from bot.slack import serve as serving_slack
    from bot.wiring import build

    settings = settings or settings_for(desk, home)
    stop, ready, failed = threading.Event(), threading.Event(), []

    def serve():
        try:
            serving_slack.run(settings, build(settings, clock=lambda: TODAY), stop, ready=lambda _words: ready.set())
        except Exception as error:  # noqa: BLE001 - shown by the test that waits
            failed.append(error)
        finally:
            ready.set()

    app = threading.Thread(target=serve, name="slack-app")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving_slack, "BEAT_S", 0.4)
        for name, seconds in {"PING_S": 0.4, "SILENT_S": 4.0}.items():  # a dead line is noticed sooner
            patch.setattr(line, name, seconds)
        app.start()
        assert ready.wait(READY_S)
        assert not failed, failed
        try:
            yield
        finally:
            stop.set()
            app.join(READY_S)


@pytest.fixture(scope="module")
def home(untouched, tmp_path_factory):
    """A copy of the sample company's home."""
    copied = tmp_path_factory.mktemp("workspace") / "home"
    shutil.copytree(untouched, copied)
    return copied


@pytest.fixture(scope="module")
def open_desk():
    """A desk whose retries come within seconds."""
    with Desk(from_manifest(manifest())) as running:
        running.slack.shorten(ack=1.0, retries=(0.1, 1.0, 4.0), ping=1.0, refresh=0.05)
        running.slack.limit_rates(post_burst=100, burst=500)
        yield running


@pytest.fixture(scope="module")
def app(open_desk, home):
    """The app, connected."""
    with serving(open_desk, home):
        yield


@pytest.fixture
def desk(open_desk, app):
    """The desk with the app connected, and no fault armed."""
    open_desk.faults.clear()
    open_desk.connected(patience=30)
    yield open_desk
    open_desk.faults.clear()
