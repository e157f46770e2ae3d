"""A model in Slack: the reader sees that it is at work, and a slow one holds up nobody."""

from __future__ import annotations

import time

import pytest

from bot.answering.voice import wording
from bot.desk.app import from_manifest
from bot.desk.desk import Desk
from tests.bot.slack.conftest import MANIFEST, furnished, serving
from tests.bot.voice.model_server import HANG, ModelServer, obliging

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]
MONTH = "how did they do on P1 response in September?"


class _Plan:
    """What the model does; a story may change it."""

    now = staticmethod(obliging)

    def __call__(self, prompt, number):
        return self.now(prompt, number)


@pytest.fixture(scope="module")
def running(untouched, tmp_path_factory):
    """The app with a model behind it that can be made to hang."""
    plan = _Plan()
    server = ModelServer(plan)
    with pytest.MonkeyPatch.context() as patch, Desk(from_manifest(MANIFEST)) as desk:
        patch.setenv("OPENAI_API_KEY", "canary-key-91c2")
        desk.slack.limit_rates(on=False)
        settings = {"model": "openai:loop", "model_base_url": f"{server.url}/v1", "model_person_a_minute": 60}
        with serving(desk, furnished(untouched, tmp_path_factory.mktemp("voiced")), **settings) as app:
            yield app, plan
    server.close()


def test_the_reader_sees_the_model_at_work_and_gets_checked_words(running):
    """A step says so; the answer comes whole, after every check, with a note that a model chose the words."""
    app, _ = running
    asked = app.desk.person("hanna").ask(MONTH)
    answer = app.desk.reply(asked, patience=40)
    steps = [chunk["title"] for chunk in answer.stream.chunks]
    assert "Putting it in order with openai:loop" in steps
    assert steps[-1].startswith("Checking")
    assert {chunk["status"] for chunk in answer.stream.chunks} == {"complete"}
    assert "a language model chose the words" in str(answer.blocks)


def test_a_slow_model_holds_up_nobody(running, monkeypatch):
    """A dozen questions wait for a model that never answers; a command is answered at once, and so are all in the end."""
    app, said = running
    hanna = app.desk.person("hanna")
    app.desk.reply(hanna.ask(MONTH), patience=40)
    monkeypatch.setattr(wording, "WITHIN_S", 4.0)
    said.now = lambda *_: HANG
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "October")
    asked = [hanna.ask(f"how did they do on P1 response in {month}?") for month in months]
    time.sleep(0.5)
    started = time.monotonic()
    hanna.command("it-provider", "/itbot", "help")
    assert time.monotonic() - started < 3.0
    answers = [app.desk.reply(one, patience=40) for one in asked]
    assert all("P1" in answer.text or "P1" in str(answer.blocks) for answer in answers)
