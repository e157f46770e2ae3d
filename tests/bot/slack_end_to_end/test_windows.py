"""The windows of the real app: what a press opens, and what happens when it comes too late."""

import pytest

pytestmark = [pytest.mark.enable_socket]


def test_every_button_of_the_home_tab_is_acknowledged_and_opens_something_or_answers(desk):
    """No dead button."""
    from bot.desk.people.pressing import elements

    hanna = desk.person("hanna")
    hanna.open_home()
    home = hanna.home()
    pressed = [e["action_id"] for _, e in elements(home["blocks"]) if e["type"] == "button" and not e.get("url")]
    assert pressed
    for action in dict.fromkeys(pressed):
        if action not in [e.get("action_id") for _, e in elements(hanna.home()["blocks"])]:
            continue  # what was put off is gone from the list
        assert hanna.press(hanna.home(), action)["acknowledged"], action
        desk.quiet(0.3)
        for view in reversed(desk.slack.views.get(hanna.id, [])):
            hanna.close({"id": view.id})
    refused = [(e["method"], e["error"]) for e in desk.journal.of("call") if e["error"] == "invalid_blocks"]
    assert refused == []


def test_a_window_that_can_no_longer_open_is_told_in_a_sentence_and_nothing_breaks(desk):
    """The trigger of a press lives three seconds."""
    hanna = desk.person("hanna")
    hanna.open_home()
    desk.faults.arm("expired_trigger")
    assert hanna.press(hanna.home(), "add_document")["acknowledged"]
    desk.quiet(0.8)
    assert "expired_trigger_id" in [e["error"] for e in desk.journal.of("call", method="views.open")]
    said = " ".join(m["text"] for m in hanna.sees("app"))
    assert "expired_trigger_id" not in said
    assert "Traceback" not in said


def test_a_file_that_slack_will_not_hand_over_is_said_plainly(desk):
    """Slack answers with a login page and status 200; it must not be read as the document."""
    hanna = desk.person("hanna")
    desk.faults.arm("login_page", times=5)
    before = len(hanna.sees("app"))
    said = hanna.upload("app", "contract.docx", b"PK\x03\x04")
    desk.reply(said, patience=20)
    desk.quiet(1.0)
    assert before < len(desk.messages(said.channel))
    told = desk.replies(said)[-1].text
    assert "login" not in told.lower() or "sign" not in told.lower()
    assert "contract.docx" in told
