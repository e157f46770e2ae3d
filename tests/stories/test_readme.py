"""The answer that the README shows is the answer that its command gives today."""

import re
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.app import app

README = Path(__file__).parents[2] / "README.md"


def test_the_one_real_answer_is_real(sample, monkeypatch):
    """Every line of it, in its order."""
    question, shown = re.search(
        r'\$ itbot demo --ask "(.+?)"\n\n(.+?)```', README.read_text("utf-8"), re.DOTALL
    ).groups()
    monkeypatch.setenv("ITBOT_HOME", str(sample.settings.home))
    monkeypatch.setenv("COLUMNS", "400")
    told = CliRunner().invoke(app, ["ask", question]).stdout
    at = 0
    for line in filter(None, (line.strip() for line in shown.splitlines())):
        assert line in told[at:], line
        at = told.index(line, at)
