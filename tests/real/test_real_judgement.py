"""Looks at single tickets on a real ServiceNow log, each count held against a plain pass over the same file."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering.conversation import ask
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

LOG = (
    Path(__file__).parents[2].parent
    / "shared" / "data" / "tickets" / "servicenow_incident_event_log_first_weeks.csv.gz"
)  # fmt: skip
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not LOG.exists(), reason="The real ticket log is not beside the project."),
]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The log in a home of its own; it has no contract, so nothing is judged."""
    interpreter = build(Settings(home=tmp_path_factory.mktemp("log"), _env_file=None), clock=lambda: NOW)
    add(interpreter, [LOG], Options(accept=True, index=False))
    return interpreter


@pytest.fixture(scope="module")
def updates():
    """Every update of every ticket, in the order of the file."""
    found: dict[str, list[dict[str, str]]] = {}
    with gzip.open(LOG, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["number"], []).append(row)
    return found


def when(text):
    return None if text == "?" else datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


def fixed(rows):
    """The time of the fix: the last row's own, else that of the last change to resolved."""
    own = when(rows[-1]["resolved_at"])
    turned, before = None, ""
    for row in rows:
        if row["incident_state"] == "Resolved" and before != "Resolved":
            turned = when(row["sys_updated_at"])
        before = row["incident_state"]
    return own or turned or when(rows[-1]["closed_at"])


def figure(answer, key):
    return next(f for f in answer.figures if f.key == key)


def test_the_backlog_of_a_past_day_is_what_the_log_says(log, updates):
    """Opened by the end of 11 March and fixed after it."""
    evening = datetime(2016, 3, 12, tzinfo=UTC)
    plain = sum(when(rows[-1]["opened_at"]) < evening <= (fixed(rows) or NOW) for rows in updates.values())
    assert figure(ask(log, "how big was the backlog on 11 March 2016", keep=False), "backlog").value == str(plain)


def test_reopened_and_lowered_tickets_are_those_of_the_log(log, updates):
    """The tool's own count of re-openings; the first priority against the last."""
    again = {number for number, rows in updates.items() if int(rows[-1]["reopen_count"]) > 0}
    lower = {number for number, rows in updates.items() if rows[0]["priority"][0] < rows[-1]["priority"][0]}
    assert set(figure(ask(log, "reopened tickets since February 2016", keep=False), "reopened").tickets) == again
    assert (
        set(figure(ask(log, "which tickets were downgraded since February 2016", keep=False), "lowered").tickets)
        == lower
    )


@pytest.mark.parametrize(
    "words",
    [
        "what happened with INC0000045", "is there anything fishy in the tickets", "which problems keep coming back",
        "how long do tickets wait for us in March 2016", "whose fault were the misses in February 2016",
        "what kind of work do they do in February 2016", "how long did users really wait for a fix in March 2016",
    ],
)  # fmt: skip
def test_a_log_without_a_contract_is_answered_or_honestly_not(log, words):
    """No answer is stopped by the check on figures, and none gives a verdict without a promise."""
    answer = ask(log, words, keep=False)
    assert "could not trace" not in answer.headline
    assert answer.verdict in {None, "cannot_tell"}
