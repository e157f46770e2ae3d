"""Advice in Slack never tells anybody to type at a terminal, and never breaks off in the middle."""

import ast
import re
from pathlib import Path

import pytest

from bot.slack.wording import ASKED, in_slack

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "store", "knowledge")
# The terminal's own words, and what is said in Slack by Slack's own parts.
ELSEWHERE = ("bot/cli/", "bot/slack/", "bot/desk/", "bot/settings.py")
# What a badly cut command leaves behind.
STUMP = re.compile(
    r"itbot|--\w|\)\w|\w\(send|[A-Z]{3,}\.\w|\b(?:message|tab|me|day)\.?(?:csv|eml|docx|=)|: with\b|\bwith press\b|: \.|\(\)|  |`|\.\.\."
    r"|FIELD|VALUE|ID\b|\btry ask\b|: and\b|“[^”]*$"
)


def advice():
    """Every text with a terminal command in it that the product can say, what is filled in put as a 7."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(ELSEWHERE):
                yield from ((name, text) for text in _texts(ast.parse(file.read_text("utf-8"))) if "itbot " in text)


def _texts(tree):
    """The strings of a module that are no docstrings; pieces of an f-string count as one."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and isinstance(node.body[0], ast.Expr):
            skipped.add(id(node.body[0].value))
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


ADVICE = sorted(set(advice()))


def test_there_is_advice_to_check():
    """The search finds what it looks for."""
    assert len(ADVICE) > 40


@pytest.mark.parametrize("text", sorted({text for _, text in ADVICE}))
def test_advice_is_said_for_slack_without_a_command_or_a_stump(text):
    """Whatever the product may say, of every room."""
    said = in_slack(text)
    assert STUMP.search(said) is None, said
    assert said


@pytest.mark.parametrize(
    ("terminal", "slack"),
    [
        ("Add what the provider wrote: itbot add MAIL.eml", "Add what the provider wrote: send me the file in a direct message"),
        ("Add the outages: itbot add outages.csv.", "Add the outages: send me the file in a direct message."),
        ("Add it: itbot add CONTRACT.docx, then itbot add TICKETS.csv", "Add it: send me the files in a direct message"),
        ("itbot terms, then itbot confirm", "Press “Check the terms” on my Home tab"),
        ("And 4 more: itbot promises lists them all.", "And 4 more: asking me “what did they promise us?” lists them all."),
        ("There is no term 9; `itbot terms` lists them.", "There is no term 9; “Check the terms” on my Home tab lists them."),
        ("more, same or less? itbot crisis --pulse more", "more, same or less? Tell whoever runs me"),
        ('itbot ask "what was missed?"', "Ask me “what was missed?”"),
        ("Several: A, B. Say which one with --contract REF.", "Several: A, B. Name the one you mean."),
        ("This tells nothing of a terminal -- at all.", "This tells nothing of a terminal -- at all."),
    ],
)  # fmt: skip
def test_a_command_becomes_what_a_person_does_in_slack(terminal, slack):
    """The words around it stay."""
    assert in_slack(terminal) == slack


@pytest.mark.parametrize("question", sorted(set(ASKED.values())))
def test_a_question_that_advice_suggests_is_one_the_product_places(sample, question):
    """It would be rude to send somebody off with a question that is then not understood."""
    from bot.answering.conversation import ask

    answer = ask(sample, question, keep=False)
    assert answer.state != "refused"
    assert answer.topic != "other"
    assert not answer.headline.startswith("The contract does not say")
