"""The sample companies from the command line: which one is loaded, and how all of them score."""

import json

from typer.testing import CliRunner

from bot.answering.scoring import MARKS
from bot.cli.app import app


def run(*arguments):
    """Run a command as it is typed."""
    return CliRunner().invoke(app, list(arguments))


def test_another_company_can_be_asked_by_name():
    """The clinic with thin terms cannot tell whether it gets what it pays for."""
    document = json.loads(run("demo", "--company", "dunnock", "--json").stdout)
    assert document["verdict"] == "cannot_tell"


def test_a_company_that_is_not_there_is_answered_with_those_that_are():
    """One sentence, and no traceback."""
    result = run("demo", "--company", "nowhere")
    assert result.exit_code != 0
    assert "Traceback" not in result.output


def test_eval_scores_each_company_and_all_together():
    """Each mark is counted, and nothing falls between them."""
    document = json.loads(run("eval", "--company", "dunnock", "--json").stdout)
    scores = document["companies"]["dunnock"]
    assert sum(scores[mark] for mark in MARKS) == scores["questions"] == document["all"]["questions"] > 50
    assert scores["wrong_number"] == 0
