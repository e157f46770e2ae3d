"""What a model costs is counted, one person cannot use up everybody's share, and a missing key is one plain sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.answering.voice import metering as metering_
from bot.answering.voice.metering import Limits, Metered, Price, asked_by, patiently, tally
from bot.answering.voice.model import LangChainModel, ModelError
from bot.answering.voice.shape import Worded
from bot.answering.voice.spending import Spending
from bot.answering.voice.trial import tried
from bot.answering.voice.wording import Voice
from tests.bot.voice.model_server import BROKEN, obliging

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE = 900 + 120


class _Time:
    """A wall clock and a ticking one that a story moves."""

    def __init__(self):
        self.day, self.seconds = NOW, 0.0

    def passes(self, seconds):
        self.seconds += seconds
        self.day += timedelta(seconds=seconds)


@pytest.fixture
def metered(serving, tmp_path):
    """A model with limits around it: `metered(plan, limits)` gives it, its server and the time."""

    def made(plan=obliging, limits=Limits(), price=None):  # noqa: B008 - frozen
        model, server = serving(plan)
        time = _Time()
        spending = Spending(tmp_path / "model")
        return (
            Metered(model, spending, limits, lambda: time.day, lambda: time.seconds, price=price),
            server,
            time,
        )

    return made


def _ask(model, person=""):
    with asked_by(person):
        return model.fill(Worded, "{h} | verdict | keep | Yes.", 5)


def test_over_a_limit_the_answer_goes_out_in_the_words_of_rules(metered, answer):
    """Nobody is refused, nothing is asked of the model, and the receipt says why."""
    model, server, _ = metered(limits=Limits(person_a_minute=1))
    with asked_by("T1/U1"):
        assert Voice(model).word(answer).worded_by == "openai:loop"
        again = Voice(model).word(answer)
    assert (again.text, again.worded_by) == (answer.text, "composer")
    assert again.extra["voice"]["why"] == "too many questions of one person in this minute"
    assert len(server.prompts) == 1


def test_one_persons_questions_do_not_use_up_anothers(metered):
    """Each has a share of the minute; all together have one, too; and a minute later it begins again."""
    model, _, time = metered(limits=Limits(person_a_minute=2, all_a_minute=3))
    _ask(model, "ann"), _ask(model, "ann")
    with pytest.raises(ModelError, match="one person"):
        _ask(model, "ann")
    _ask(model, "ben")
    with pytest.raises(ModelError, match="too many questions in this minute"):
        _ask(model, "cay")
    time.passes(61)
    _ask(model, "ann")


def test_the_tokens_of_a_day_end_with_the_day_and_survive_a_restart(metered, serving, tmp_path):
    """The ledger on disk is what counts, also for a second process."""
    model, _, time = metered(limits=Limits(person_tokens_a_day=2 * ONE, all_tokens_a_day=3 * ONE))
    _ask(model, "ann"), _ask(model, "ann")
    second = Metered(serving(obliging)[0], Spending(tmp_path / "model"), model.limits, lambda: time.day)
    with pytest.raises(ModelError, match="this person's tokens"):
        _ask(second, "ann")
    _ask(second, "ben")
    with pytest.raises(ModelError, match="the tokens of the day"):
        _ask(model, "cay")
    time.passes(24 * 3600)
    _ask(model, "ann")


def test_reading_a_contract_leaves_the_minute_to_those_who_ask(metered):
    """Sixty passages in a row are no questions of anybody's; they count towards the day."""
    model, _, _ = metered(limits=Limits(all_a_minute=1))
    with patiently():
        for _ in range(3):
            model.fill(Worded, "{h} | verdict | keep | Yes.", 5)
    _ask(model, "ann")
    assert model.spending.today(NOW.date(), "")[1] == 4 * ONE


def test_a_model_that_keeps_failing_is_left_alone_for_a_minute(metered):
    """Nobody waits for it again and again; then it is tried once more."""
    model, server, time = metered(lambda *_: BROKEN)
    for _ in range(3):
        with pytest.raises(ModelError):
            _ask(model)
    with pytest.raises(ModelError, match="left alone"):
        _ask(model)
    assert len(server.prompts) == 3
    time.passes(61)
    with pytest.raises(ModelError, match="call failed"):
        _ask(model)


def test_what_an_answer_took_is_counted_and_priced(metered):
    """Also a useless reply costs; the price is that of the settings."""
    model, _, _ = metered(lambda *_: "no", price=Price.read("3/15"))
    with tally() as calls, pytest.raises(ModelError):
        _ask(model)
    assert model.receipt(calls) == {"name": "openai:loop", "calls": 1, "in": 900, "out": 120, "cost": "0.004500"}


def test_one_answer_takes_two_calls_at_most_and_keeps_its_time(metered, monkeypatch):
    """Finding out what is meant and wording share one limit; so do a first try and its repair."""
    model, server, _ = metered(lambda *_: "no")
    with tally():
        for _ in range(3):
            with pytest.raises(ModelError):
                _ask(model)
    assert len(server.prompts) == 2
    monkeypatch.setattr(metering_, "ANSWER_S", 0.0)
    with tally(), pytest.raises(ModelError, match="time of this answer"):
        _ask(model)
    assert len(server.prompts) == 2


def test_the_ledger_names_nobody_and_holds_no_word(metered, tmp_path):
    """Counts, a mark and the model's name are all that is written down."""
    model, _, _ = metered()
    _ask(model, "T1/U0HANNA")
    (file,) = (tmp_path / "model").iterdir()
    row = json.loads(file.read_text())
    assert set(row) == {"at", "who", "what", "model", "in", "out", "ok"}
    assert "HANNA" not in file.read_text()
    assert "Yes" not in file.read_text()


@pytest.mark.parametrize("words", ["", "3", "3/", "a/b", "-1/2", "3,5/15"])
def test_a_price_that_is_none_is_not_guessed(words):
    """Two numbers with a stroke between them, or nothing."""
    assert Price.read(words) is None
    assert Price.read("0.25/2").of(1_000_000, 500_000) == Decimal("1.25")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("openai:gpt-5-mini", "ITBOT_MODEL is set to openai:gpt-5-mini, but its key is not; set OPENAI_API_KEY"),
        ("anthropic:claude", "ITBOT_MODEL is set to anthropic:claude, but its key is not; set ANTHROPIC_API_KEY"),
        ("mistralai:large", "whose part is not installed; run: .venv/bin/uv pip install langchain-mistralai"),
        ("gpt", "write it as provider:model"),
        ("acme:best", "'acme', which is not a provider we know how to open"),
    ],
)
def test_a_model_that_cannot_be_opened_says_what_to_do(name, says, monkeypatch, answer):
    """One plain sentence with the answer, which goes out all the same."""
    for key in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(key, raising=False)
    worded = Voice(LangChainModel(name)).word(answer)
    assert worded.text == answer.text
    assert says in worded.extra["setup"]


def test_a_server_of_ones_own_needs_no_key(serving, monkeypatch, answer):
    """A base URL is enough where the server asks for nothing."""
    model, _ = serving(obliging)
    monkeypatch.delenv("OPENAI_API_KEY")
    assert Voice(model).word(answer).worded_by == "openai:loop"


def test_doctor_tries_the_model_and_says_what_a_question_takes(metered):
    """With the price; and a model that answers but not as told is named, too."""
    model, server, _ = metered(price=Price.read("3/15"))
    trial = tried(model, NOW.date())
    assert trial.ok
    assert (
        "a question takes 900 tokens in and 120 out on average (one call this month), which costs 0.0045" in trial.says
    )
    assert "P1 first response" in server.prompts[0]
    bad, _, _ = metered(lambda *_: '{"sentences": [{"type": "verdict", "text": "All fine."}]}')
    assert "but not as told" in tried(bad, NOW.date()).says
