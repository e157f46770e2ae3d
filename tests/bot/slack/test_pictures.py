"""Pictures in answers: a chart where one helps, the cited page in the working, and an answer whatever becomes of them."""

import pytest

from tests.bot.slack.conftest import LOOPBACK, words
from tests.knowledge.documents.conftest import pdf_bytes, said

pytestmark = LOOPBACK
MONTH = "how did they do on P1 response in September?"


def pictures(message):
    return [block for block in message.blocks if block["type"] == "image"]


@pytest.fixture
def pictured(served, hanna):
    """An answer that has its picture, be it that it came late."""
    asked = hanna.ask(MONTH)
    served.desk.reply(asked, patience=30)
    served.desk.until(lambda: pictures(served.desk.replies(asked)[0]), 40)
    return served.desk.replies(asked)[0]


def test_a_chart_stands_in_the_answer_with_its_words_and_is_shared_nowhere_else(served, hanna, pictured):
    """The file is the bot's own; a screen reader tells what it shows."""
    (block,) = pictures(pictured)
    file = served.desk.slack.files[block["slack_file"]["id"]]
    assert file.content.startswith(b"\x89PNG")
    assert file.channels == []
    assert "P1 first response" in block["alt_text"]
    uploads = len(served.calls("files.completeUploadExternal"))
    asked = hanna.ask(MONTH)
    again = served.desk.reply(asked, patience=30)
    assert pictures(again)[0]["slack_file"]["id"] == file.id, "the same picture is drawn and uploaded once"
    assert len(served.calls("files.completeUploadExternal")) == uploads


def test_an_upload_that_fails_costs_no_answer(served, hanna):
    """The words and figures are all there."""
    served.desk.faults.arm("error", method="files.getUploadURLExternal", code="missing_scope")
    asked = hanna.ask("how did they do on P2 response in August?")
    answer = served.desk.reply(asked, patience=30)
    served.settled()
    served.desk.faults.clear()
    assert "P2 first response" in words(answer)
    assert pictures(served.desk.replies(asked)[0]) == []


def test_nobody_gets_a_picture_of_what_they_may_not_be_told(served):
    """A guest's question uploads nothing."""
    before = len(served.calls("files.getUploadURLExternal"))
    lee = served.desk.person("lee")
    lee.post("general", f"<@{served.desk.bot}> {MONTH}")
    served.settled()
    assert len(served.calls("files.getUploadURLExternal")) == before


def test_and_in_august_goes_on_about_the_same_promise(served, hanna):
    """What was asked before in a thread is not asked again."""
    asked = hanna.ask(MONTH)
    served.desk.reply(asked, patience=30)
    hanna.post("app", "and in August?", thread=asked.ts)
    answer = served.desk.reply(asked, number=2, patience=30)
    assert "P1 first response in August 2026" in words(answer) + answer.text


def test_the_cited_page_of_a_pdf_is_uploaded_with_its_clause_marked(served, tmp_path):
    """Drawn from the contract as it was handed over; a document without pages has none."""
    from bot.intake.adding import add
    from bot.intake.given import Options
    from bot.slack.office import Offices
    from bot.slack.pictures import page_blocks

    lines = ("MANAGED SERVICES AGREEMENT", "1. Service", "1.1 The Provider shall answer a Priority 1 Incident", "within 15 minutes.")  # fmt: skip
    path = tmp_path / "other.pdf"
    path.write_bytes(pdf_bytes(["".join(said(72, 100 + 20 * n, line) for n, line in enumerate(lines))]))
    add(served.interpreter, [path], Options(accept=True, contract="PDF-1"))
    (ref,) = [one for one in served.interpreter.stores.contracts.refs() if one != served.contract]
    cited = {"contract": ref, "document": "other.pdf", "page": 1, "quote": "within 15 minutes"}
    office = Offices(
        served.interpreter, served.desk.api_url, lambda _t, _e: (served.desk.bot_token, served.desk.bot), several=False
    ).of(served.desk.installed.team)
    (block,) = page_blocks(office, served.interpreter, {"citations": [cited]})
    assert served.desk.slack.files[block["slack_file"]["id"]].content.startswith(b"\x89PNG")
    assert "words marked: within 15 minutes" in block["alt_text"]
    assert page_blocks(office, served.interpreter, {"citations": [cited | {"document": "contract.docx"}]}) == []
    unseen = office.view(frozenset({served.contract}))
    assert page_blocks(office, unseen, {"citations": [cited]}) == [], (
        "nobody sees a page of a contract that is not theirs"
    )
