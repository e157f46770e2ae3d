"""Words of documents, tickets, emails and people cannot call, link, hide or break anything in Slack."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.answer import Answer, Citation, Figure
from bot.slack import deeds, files
from bot.slack.blocks.answer_card import card, fallback
from bot.slack.blocks.sizes import MESSAGE_BLOCKS, TOTAL, size
from bot.slack.escape import clean, cut, markdown, mrkdwn

NASTY = [
    "<!channel> pay now", "<!here|here>", "<@U0HANNA>", "<!subteam^S1|it>", "<http://evil.example|your bank>",
    "javascript:alert(1)", "`code` *bold* _it_ ~no~", "[click](https://evil.example)", "see https://evil.example/a?b=c now",
    "www.evil.example", "P1\u202e51\u202c", "9\u200b5 %", "&lt;!channel&gt;", "@channel @everyone", "x" * 40_000,
]  # fmt: skip
READ_FOR_MARKS = {"mrkdwn", "markdown"}


def shown(words):
    return Answer(
        question=words, state="answered", headline=words, text=f"{words}\n\n{words}\n• {words}", topic="clause",
        figures=(Figure("a", words, "5", "%", sources=(words,)), Figure("b", words, "6", "%")),
        citations=(Citation("R", words, "1.1", words, 3),), next_steps=(words,), questions_for_provider=(words,), id="a-1",
    )  # fmt: skip


def texts(part):
    """Every text object of a message, wherever it stands."""
    if isinstance(part, dict):
        if "text" in part and isinstance(part["text"], str):
            yield part
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from texts(one)


@pytest.mark.parametrize("words", NASTY)
def test_foreign_words_stand_only_where_slack_reads_no_marks(words):
    """Rich text, raw cells and plain text; what is read for marks is ours."""
    blocks = card(shown(words))
    for one in texts(blocks):
        if one.get("type") in READ_FOR_MARKS:
            assert cut(clean(words), 30) not in one["text"]
            assert not re.search(r"<[!@#h]", one["text"])
    assert not re.search(r"<(?:!|@|#|http)", fallback(shown(words)))
    assert size(blocks) <= TOTAL
    assert len(blocks) <= MESSAGE_BLOCKS


@given(st.text(max_size=400))
def test_a_fallback_text_never_holds_a_bracket_slack_could_read(words):
    """Only & < > count, and they are always written out."""
    made = mrkdwn(words)
    assert "<" not in made
    assert ">" not in made
    assert not re.search(r"&(?!amp;|lt;|gt;)", made)


@given(st.text(alphabet="ab *_[]()<>!@#`~|\\:/w.h\u202e", max_size=80))
@example("::////")
def test_streamed_words_hold_no_link_no_mention_and_no_markdown(words):
    """Every sign that Markdown reads is written out."""
    made = markdown(words)
    assert "://" not in made
    assert "<" not in made
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_~]", made)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/a", "https://files.slack.com@evil.example/a", "https://evil.example/files.slack.com",
        "http://files.slack.com/a", "https://u:p@files.slack.com/a", "https://files.slack.com:8443/a", "//files.slack.com/a",
        "https://169.254.169.254/latest", "http://127.0.0.1:9/a", "file:///etc/passwd", "https://FILES.slack.com.:443x/a", "",
    ],
)  # fmt: skip
def test_the_token_goes_to_slack_s_own_file_host_and_nowhere_else(url):
    """The whole address is compared, not a part of it."""
    assert not files.may_fetch(url, "https://slack.com/api/")


def test_slack_s_files_and_the_desk_s_own_are_fetched():
    """The desk only where the API address names that very port."""
    assert files.may_fetch("https://files.slack.com/files-pri/T1-F1/a.csv", "https://slack.com/api/")
    assert files.may_fetch("http://127.0.0.1:4000/files-pri/a", "http://127.0.0.1:4000/api/")
    assert not files.may_fetch("http://127.0.0.1:4001/files-pri/a", "http://127.0.0.1:4000/api/")
    assert deeds.may_answer("https://hooks.slack.com/commands/1", "https://slack.com/api/")
    assert not deeds.may_answer("https://hooks.slack.com.evil.example/1", "https://slack.com/api/")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c.csv", "..", "\u202etxt.exe", "x" * 300, "", "a\x00b"])
def test_a_file_name_leads_nowhere_else(name):
    """It is one name in one folder."""
    made = files.safe_name(name)
    assert made
    assert made not in {".", ".."}
    assert not set(made) & set("/\\\x00")
    assert len(made) <= 120


def test_no_advice_in_slack_speaks_of_the_terminal(sample):
    """Whatever the sample's questions are answered with, nobody is told to type a command."""
    from bot.answering.conversation import ask
    from bot.intake.sample import sample_folder

    lines = (sample_folder() / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    odd = ["what about P9?", "next year?", "is it raining?", "how was CSAT?", "in the spring of the heron?"]
    for question in [*questions[::3], *odd]:
        made = card(ask(sample, question, keep=False))
        said = json.dumps(made, ensure_ascii=False)
        assert "itbot" not in said, (question, said[said.index("itbot") - 80 :][:160])
        assert " --" not in said
