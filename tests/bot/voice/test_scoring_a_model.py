"""The model is scored beside the rules on the same questions; what people thought of answers becomes cases."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.answering.candidates import as_lines, candidates
from bot.answering.conversation import ask
from bot.answering.scoring import cases
from bot.cli.app import app
from store.conversations import Conversations
from tests.bot.voice.model_server import ModelServer, obliging

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
MONTH = "how did they do on P1 response in September?"


def _set(tmp_path):
    file = tmp_path / "mine.jsonl"
    asked = [
        {"question": MONTH, "as_of": "2026-11-23", "expect": {"state": "answered", "verdict": "missed"}},
        {"question": "what is the P2 response target?", "as_of": "2026-11-23", "expect": {"verdict": "missed"}},
    ]
    file.write_text("\n".join(map(json.dumps, asked)), "utf-8")
    return file


@pytest.mark.parametrize(("plan", "fallback"), [(obliging, 0), (lambda *_: "no", 1)], ids=["obliging", "useless"])
def test_the_model_is_scored_beside_the_rules(sample_copy, tmp_path, monkeypatch, plan, fallback):
    """Both rows of the same questions, with tokens and how often the wording fell away; right stays right."""
    server = ModelServer(plan)
    for name, value in {
        "ITBOT_HOME": str(sample_copy.settings.home),
        "ITBOT_MODEL": "openai:loop",
        "ITBOT_MODEL_BASE_URL": f"{server.url}/v1",
    }.items():
        monkeypatch.setenv(name, value)
    page = tmp_path / "score.html"
    done = CliRunner().invoke(app, ["eval", str(_set(tmp_path)), "--json", "--html", str(page)])
    server.close()
    told = json.loads(done.stdout)
    model = told["model"]
    assert (told["right"], model["right"]) == (1, 1)
    assert (model["name"], model["fallback"] > 0) == ("openai:loop", bool(fallback))
    assert model["tokens_in"] == 900 * len(server.prompts)
    assert "openai:loop" in page.read_text("utf-8")
    assert "mine.jsonl" in page.read_text("utf-8")


def test_a_thumb_becomes_a_case_to_look_at(sample_copy, tmp_path):
    """Up: the same figures must come again. Down: the case is open, with the reason. Nobody's name is in it."""
    good, bad = ask(sample_copy, MONTH), ask(sample_copy, "what is the P2 response target?")
    kept = Conversations.on(sample_copy.database).feedback
    kept.give("T1", good.id, "U0HANNA", good=True)
    kept.give("T1", bad.id, "U0HANNA", good=False, reason="wrong_clause: it is the other one")
    kept.give("T1", "a-999", "U0HANNA", good=False)
    file = tmp_path / "candidates.jsonl"
    file.write_text(as_lines(candidates(sample_copy)), "utf-8")
    first, second = cases(file)
    assert first["question"] == MONTH
    assert first["expect"]["verdict"] == good.verdict
    assert any(one["key"] == "response_attainment" for one in first["expect"]["figures"])
    assert (second["expect"], second["thought"]) == ({}, "not helpful: wrong_clause: it is the other one")
    assert "HANNA" not in file.read_text("utf-8")
