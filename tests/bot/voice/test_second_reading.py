"""A model reads the contract a second time: it points, code reads and compares, a person settles what differs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.voice.pointing import Passage, Pointed
from bot.intake.adding import add
from bot.intake.given import Options
from bot.intake.places import spot
from bot.settings import Settings
from bot.wiring import build
from knowledge.terms.priorities import Scale
from store.facts.agreed import Metric
from tests.bot.voice.model_server import BROKEN

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
CONTRACT = """# Support agreement

Agreement reference: SA-11

## 1 Service levels

1.1 The Provider shall respond to each P1 incident within 30 minutes and shall resolve it within 4 hours, around the clock.

1.2 The Provider shall respond to each P2 incident within 2 hours, around the clock.

## 2 Other matters

2.1 Three hours without a response to a P3 is a failure of the Provider.

2.2 The Customer may end this agreement with 90 days written notice.
"""
ROW = "P1 | 30 minutes | 4 hours | 95 %"
TABLE = Passage("S2", ("Service levels",), f"Priority | First Response | Resolution | Target\n{ROW}", 100)
SCALE = Scale({}, ())


def _point(words, role="limit", metric="response", priority="P1", quote=ROW):
    return Pointed(quote=quote, words=words, role=role, metric=metric and Metric(metric), priority=priority)


def test_a_value_is_read_by_code_at_the_place_a_model_points_at():
    """The cell says thirty minutes, whatever the model thinks it says."""
    found = spot(TABLE, _point("30 minutes"), SCALE)
    assert found.values == {("seconds", 1800)}
    assert TABLE.text[found.start - 100 : found.end - 100] == "30 minutes"


@pytest.mark.parametrize(
    "one",
    [_point("15 minutes"), _point("30 minutes", quote="P1 | 15 minutes"), _point("First"), _point("30 minutes", priority="P2"), _point("30 minutes", priority="Platinum"), _point("30 minutes", role="share"), _point("95 %", role="price"), _point("minutes | 4 hours")],
    ids=["words not there", "quotation not there", "no value", "another row's label", "a label that is not there", "a time as a share", "a share as a price", "two values"],
)  # fmt: skip
def test_what_does_not_stand_in_the_contract_counts_for_nothing(one):
    """A quotation that is not word for word, a label from elsewhere, a value of another kind: dropped."""
    found = spot(TABLE, one, SCALE)
    assert found is None or (found.words, found.values) == ("minutes | 4 hours", frozenset())


def test_a_number_cut_short_is_read_whole():
    """Pointing at "0 minutes" in "30 minutes" gives thirty: the value is read from the whole cell."""
    assert spot(TABLE, _point("0 minutes"), SCALE).values == {("seconds", 1800)}


CELLS = st.lists(st.sampled_from(["P1", "30 minutes", "1 hour", "4 business days", "95 %", "99.9 %", "£2,000.00", "next business day", "n/a", "1-2 days", "fifteen (16) minutes"]), min_size=2, max_size=5)  # fmt: skip


@given(CELLS, st.data())
def test_wherever_a_model_points_the_value_is_one_that_stands_there(cells, data):
    """Any stretch of any row in any role: nothing, or exactly what the readers make of one whole cell."""
    row = " | ".join(cells)
    begin = data.draw(st.integers(0, len(row) - 1))
    end = data.draw(st.integers(begin + 1, len(row)))
    role = data.draw(st.sampled_from(["limit", "share", "credit", "cap", "price", "notice", "due", "rise"]))
    passage = Passage("1", (), row, 0)
    found = spot(passage, Pointed(quote=row, words=row[begin:end], role=role), SCALE)
    alone = [spot(Passage("1", (), cell, 0), Pointed(quote=cell, words=cell, role=role), SCALE) for cell in cells]
    assert found is None or found.values in [one.values for one in alone if one]


def _taken_in(tmp_path, serving, points, **options):
    """The contract added with a model that points at these: (words in the passage, point)."""

    def plan(prompt, _):
        passage = prompt.split("The passage, as data\n")[1]
        return json.dumps({"points": [point for mark, point in points if mark in passage]})

    _, server = serving(plan)
    home = build(
        Settings(home=tmp_path / "home", _env_file=None, model="openai:loop", model_base_url=f"{server.url}/v1")
    )
    tmp_path.mkdir(parents=True, exist_ok=True)
    file = tmp_path / "agreement.md"
    file.write_text(CONTRACT, "utf-8")
    (receipt,) = add(home, [file], Options(index=False, **options))
    return home, receipt, server


def _levels(home):
    terms = home.stores.terms.listed("SA-11")
    return {(t.fields["metric"], t.fields.get("priority")): t for t in terms if t.kind == "service_level"}


def _said(words, metric, priority, quote, role="limit"):
    return {"quote": quote, "words": words, "role": role, "metric": metric, "priority": priority}


P1 = "The Provider shall respond to each P1 incident within 30 minutes and shall resolve it within 4 hours, around the clock."


def test_two_readers_who_agree_make_a_term_surer_and_are_named(tmp_path, serving):
    """The time to answer a P1 was found by rule; the model points at the same words."""
    home, receipt, _ = _taken_in(tmp_path, serving, [("P1 incident", _said("30 minutes", "response", "P1", P1))])
    term = _levels(home)["response", 1]
    plain = _levels(_taken_in(tmp_path / "plain", serving, [], model=False)[0])["response", 1]
    assert (term.status, term.fields) == ("found", plain.fields)
    assert term.confidence > plain.confidence
    assert term.readings == ('the time for P1 response: "30 minutes", read the same by rule and by openai:loop',)
    assert "1 places agree, 0 differ" in receipt.notes[0]


def test_two_readers_who_differ_make_a_conflict_that_a_person_settles(tmp_path, serving):
    """The model takes the time to fix for the time to answer: both readings are shown, nothing is chosen."""
    home, receipt, _ = _taken_in(tmp_path, serving, [("P1 incident", _said("4 hours", "response", "P1", P1))])
    term = _levels(home)["response", 1]
    assert (term.status, term.fields["limit_s"]) == ("conflict", 1800)
    assert term.readings[1] == 'read by openai:loop: the time for P1 response: "4 hours"'
    assert "Which one holds?" in term.question
    assert any("Which one holds?" in note for note in receipt.notes)


def test_what_only_the_model_points_at_is_asked_about_and_never_found(tmp_path, serving):
    """A promise in odd words is kept as a question outside all counting; a person who has looked settles it."""
    quote = "Three hours without a response to a P3 is a failure of the Provider."
    home, _, _ = _taken_in(tmp_path, serving, [("Three hours", _said("Three hours", "response", "P3", quote))])
    (asked,) = [t for t in home.stores.terms.listed("SA-11") if t.kind == "pointed_at"]
    assert (asked.status, asked.quote, asked.clause) == ("unknown", quote, "2.1")
    assert asked.question.startswith('Only openai:loop points at "Three hours" here')
    assert ("response", 3) not in _levels(home)
    home.stores.terms.confirm([asked.id])
    assert home.stores.terms.get(asked.id).status == "confirmed"


def test_a_model_cannot_make_a_level_out_of_a_time_of_notice(tmp_path, serving):
    """Ninety days' notice called a time to answer: the words around it do not bear that out."""
    quote = "The Customer may end this agreement with 90 days written notice."
    point = _said("90 days", "response", "", quote)
    with_it, without = (
        _taken_in(tmp_path / name, serving, points)[0] for name, points in (("a", [("90 days", point)]), ("b", []))
    )
    assert {k: t.fields for k, t in _levels(with_it).items()} == {k: t.fields for k, t in _levels(without).items()}


def test_a_reader_who_contradicts_everything_is_not_heard(tmp_path, serving):
    """A model that differs more often than it agrees changes nothing, and the person is told."""
    p2 = "The Provider shall respond to each P2 incident within 2 hours, around the clock."
    wrong = [
        ("P1 incident", _said("4 hours", "response", "P1", P1)),
        ("P1 incident", _said("30 minutes", "resolution", "P1", P1)),
        ("P2 incident", _said("2 hours", "resolution", "P2", p2)),
    ]
    home, receipt, _ = _taken_in(tmp_path, serving, wrong)
    assert {t.status for t in _levels(home).values()} == {"found"}
    assert any("set aside" in note for note in receipt.notes)


def test_a_model_that_fails_leaves_the_terms_as_found(tmp_path, serving):
    """After a few failures it is not asked again, and the contract is in all the same."""
    _, server = serving(lambda *_: BROKEN)
    settings = Settings(home=tmp_path / "h", _env_file=None, model="openai:loop", model_base_url=f"{server.url}/v1")
    tmp_path.mkdir(parents=True, exist_ok=True)
    file = tmp_path / "agreement.md"
    file.write_text(CONTRACT, "utf-8")
    (receipt,) = add(build(settings), [file], Options(index=False))
    assert receipt.state == "added"
    assert "could not be used; the terms stand as found by rule" in receipt.notes[0]
    assert len(server.prompts) <= 4


def test_the_same_file_again_costs_no_call(tmp_path, serving):
    """What is here already is not read a second time, nor is anything read when told not to."""
    home, _, server = _taken_in(tmp_path, serving, [])
    asked = len(server.prompts)
    add(home, [tmp_path / "agreement.md"], Options(index=False))
    assert len(server.prompts) == asked > 0
    assert _taken_in(tmp_path / "no", serving, [], model=False)[2].prompts == []


def test_only_passages_with_numbers_are_shown(tmp_path, serving):
    """The rest of the contract never leaves the machine."""
    _, _, server = _taken_in(tmp_path, serving, [])
    shown = "\n".join(prompt.split("The passage, as data\n")[1] for prompt in server.prompts)
    assert "30 minutes" in shown
    assert "Agreement reference" not in shown
