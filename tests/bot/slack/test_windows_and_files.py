"""What people press, fill in and send in Slack: the Home tab, windows, files, emails; and the roles that may."""

import json

import pytest

from tests.bot.slack.conftest import LOOPBACK, words

pytestmark = LOOPBACK
MONTH = "how did they do on P1 response in September?"
DAY = "2026-11-20"


def test_the_home_tab_says_how_the_contract_stands_and_how_to_be_rid_of_it(served, hanna):
    """Verdict, faces, credits with their day, freshness, what to add, what is used, how to delete."""
    hanna.open_home()
    shown = words(hanna.home())
    for said in (
        "Are we getting what we pay for?",
        "Credits to claim",
        "claim it by",
        "Tickets from",
        "What I use",
        "How to delete",
        "legal advice",
    ):
        assert said in shown, said
    assert any(face in shown for face in "🙂😐🙁")


def test_a_guest_sees_nothing_of_a_contract_on_the_home_tab(served):
    """Only what the app is."""
    lee = served.desk.person("lee")
    lee.open_home()
    shown = words(lee.home())
    assert "may not see contracts" in shown
    assert "£" not in shown
    assert "Tickets from" not in shown


def test_opening_the_messages_suggests_what_to_ask(served, hanna):
    """Up to four questions to press."""
    hanna.act("open_messages")
    served.desk.until(lambda: served.calls("assistant.threads.setSuggestedPrompts"))


def test_the_working_shows_sources_and_clauses_to_those_who_may_see_them(served, hanna, opened):
    """A guest who presses the same button is told so."""
    asked = hanna.ask(MONTH)
    answer = served.desk.reply(asked)
    hanna.press(answer, "show_working")
    shown = words(hanna.view())
    assert "The figures" in shown
    assert "tickets.csv" in shown
    assert "own words" in shown
    hanna.close(hanna.view())


def test_feedback_is_kept_with_its_reason(served, hanna):
    """A thumb down asks why."""
    asked = hanna.ask(MONTH)
    answer = served.desk.reply(asked)
    button = next(b for b in answer.blocks if b["type"] == "context_actions")["elements"][0]
    hanna.press(answer, "feedback", button["negative_button"]["value"])
    done = hanna.submit(hanna.view(), reason="wrong_figure", words="P1 was 3")
    assert not done["errors"]
    answer_id = button["negative_button"]["value"].partition("|")[2]
    served.settled()
    assert (answer_id, hanna.id, False, "wrong_figure: P1 was 3") in served.kept.feedback.listed(
        served.desk.installed.team
    )


def test_a_suggested_question_is_asked_by_pressing_it(served, hanna):
    """In the same thread, answered like any other."""
    asked = hanna.ask(MONTH)
    answer = served.desk.reply(asked)
    hanna.press(answer, "ask_again_0")
    served.desk.reply(asked, number=2)


def test_a_commitment_is_noted_shown_as_due_and_finished(served, hanna):
    """Through the Home tab, and gone from it once it is done."""
    hanna.open_home()
    hanna.press(hanna.home(), "add_commitment")
    wrong = hanna.submit(hanna.view(), what="Send the capacity plan", who="Dana", on=DAY, due="2026-11-01")
    assert "before the day" in wrong["errors"]["due"]
    assert not hanna.submit(hanna.view(), what="Send the capacity plan", who="Dana", on=DAY, due="2026-11-27")["errors"]
    served.settled()
    served.desk.until(lambda: "Send the capacity plan\n\nDue on 27 November 2026" in words(hanna.home()))
    (line,) = [
        one
        for one in served.interpreter.stores.registers.listed(served.contract, "promises")
        if one.what == "Send the capacity plan"
    ]
    value = f"{served.contract}|line:{served.contract}:{line.number}"
    row = next(
        block
        for block in hanna.home()["blocks"]
        if block["type"] == "actions" and block["elements"][0].get("value") == value
    )
    later = next(e["action_id"] for e in row["elements"] if e["action_id"].startswith("nudge_later"))
    hanna.press(hanna.home(), later, block=row["block_id"])
    served.desk.until(lambda: "Send the capacity plan" not in words(hanna.home()))
    assert (
        str(served.interpreter.stores.nudges.handling(served.contract)[value.partition("|")[2]].snoozed_until)
        == "2026-11-30"
    )


def test_a_review_meeting_is_logged(served, hanna):
    """It counts as a review that took place."""
    hanna.open_home()
    hanna.press(hanna.home(), "log_review")
    hanna.submit(hanna.view(), on=DAY, who="Hanna, Dana", what="Plan for December")
    served.settled()
    logged = served.interpreter.stores.registers.listed(served.contract, "reviews")
    assert any(one.what == "Plan for December" and one.state == "held" for one in logged)


def test_terms_are_confirmed_and_corrected_by_an_owner(served, hanna):
    """A correction keeps the old reading; the measuring follows."""
    terms = served.interpreter.stores.terms
    hanna.open_home()
    hanna.press(hanna.home(), "check_terms")
    wrong = button_beside(hanna.view(), "Initial term months: 36")
    hanna.press(hanna.view(), wrong["action_id"])
    fields = hanna.view(2)
    assert "Initial term months" in words(fields)
    assert not hanna.submit(fields, value="24")["errors"]
    served.settled()
    (corrected,) = [one for one in terms.listed(served.contract) if one.fields.get("name") == "initial_term_months"]
    assert str(corrected.fields["value"]) == "24"
    for view in reversed(served.desk.slack.views.get(hanna.id, [])):
        hanna.close({"id": view.id})
    hanna.press(hanna.home(), "check_terms")
    hanna.submit(hanna.view())
    served.settled()
    assert "confirmed" in {term.status.value for term in terms.listed(served.contract)}


def button_beside(view, said):
    """The button beside a line of a window."""
    return next(b["accessory"] for b in view["blocks"] if b["type"] == "section" and said in b["text"]["text"])


def test_jargon_in_a_message_is_translated_in_a_window(served, hanna):
    """From the message's own menu."""
    said = hanna.post("general", "We have an RCA and the SLA was met; the P1 MTTR is fine.")
    hanna.shortcut("translate_jargon", said)
    shown = words(hanna.view())
    assert "RCA" in shown
    assert "why something broke" in shown
    hanna.close(hanna.view())


def test_a_file_is_read_shown_and_kept_only_after_a_yes(served, hanna):
    """A guest's file is not taken at all."""
    csv = b"date,users,devices,sites\n2026-11-01,131,150,2\n"
    asked = hanna.upload("app", "headcount-november.csv", csv)
    offer = served.desk.reply(asked)
    assert "headcount" in (offer.text + words(offer)).lower()
    before = len(served.interpreter.stores.happenings.happened(served.contract).headcount)
    hanna.press(offer, "add_file")
    served.settled()
    assert len(served.interpreter.stores.happenings.happened(served.contract).headcount) == before + 1
    served.desk.until(lambda: "Shall I" not in words(offer))
    lee = served.desk.person("lee").upload("app", "headcount-december.csv", csv)
    assert "may not add" in served.desk.reply(lee).text


@pytest.mark.parametrize("fault", ["login_page"])
def test_a_page_in_place_of_a_file_is_said_and_not_kept(served, hanna, fault):
    """Slack sends its sign-in page where a file may not be read."""
    served.desk.faults.arm(fault)
    asked = hanna.upload("app", "headcount-x.csv", b"date,users\n2026-11-02,1\n")
    assert "did not let me read" in served.desk.reply(asked).text


def test_an_email_to_a_channel_is_explained_in_its_thread(served, hanna, opened):
    """With its promises; in a channel shared with the provider nothing is said."""
    mail = "Hi Hanna,\n\nWe will send the root cause analysis (RCA) by Friday 27 November 2026.\n\nRegards\nDana"
    sent = hanna.email("it-provider", "Outage", mail, **{"from": "dana@brindlecote.example"})
    answer = served.desk.reply(sent)
    assert "27 November 2026" in words(answer)
    shared = hanna.email("brindlecote-support", "Outage", mail, **{"from": "dana@brindlecote.example"})
    served.settled()
    assert not served.desk.replies(shared)


def test_an_email_is_explained_from_its_menu(served, hanna):
    """In a window only the one who asked sees."""
    said = hanna.post("general", "We will replace the firewall by 4 December 2026. It was an intermittent issue.")
    hanna.shortcut("explain_email", said)
    assert "4 December" in words(hanna.view())
    hanna.close(hanna.view())


def test_pasted_words_without_a_day_ask_for_it_and_are_read_again_with_it(served, hanna):
    """With "by Friday" alone no date is told; with the day of sending one is, and a day ahead is not taken."""
    said = hanna.post("general", "We will replace the firewall by Friday.")
    hanna.shortcut("explain_email", said)
    assert "On which day was it sent?" in json.dumps(hanna.view())
    assert "2026" not in words(hanna.view())
    assert "not come" in hanna.submit(hanna.view(), sent="2027-01-01")["errors"]["sent"]
    hanna.submit(hanna.view(), sent="2026-11-16")
    assert "20 November 2026" in words(hanna.view())
    assert "replace the firewall" in words(hanna.view())
    hanna.submit(hanna.view(), sent="2026-11-11")
    assert "13 November 2026" in words(hanna.view())
    hanna.close(hanna.view())


def test_an_export_whose_dates_can_be_read_two_ways_is_asked_about_with_two_buttons(served, hanna):
    """Day first or month first; it is then read so and kept only after a yes."""
    csv = b"date,users,devices,sites\n03/04/2026,131,150,2\n05/06/2026,132,150,2\n"
    asked = hanna.upload("app", "headcount-spring.csv", csv)
    offer = served.desk.reply(asked)
    assert "day first or month first?" in words(offer)
    before = {one.on for one in served.interpreter.stores.happenings.happened(served.contract).headcount}
    pressed = next(
        e["action_id"]
        for b in offer.blocks
        if b["type"] == "actions"
        for e in b["elements"]
        if e["text"]["text"] == "Month first"
    )
    hanna.press(offer, pressed)
    served.desk.until(lambda: "its dates month first" in words(offer))
    assert {one.on for one in served.interpreter.stores.happenings.happened(served.contract).headcount} == before
    hanna.press(offer, "add_file")
    served.settled()
    after = {one.on for one in served.interpreter.stores.happenings.happened(served.contract).headcount}
    assert {str(one) for one in after - before} == {"2026-03-04", "2026-05-06"}


def test_only_an_owner_chooses_where_a_contract_is_spoken_of(served, hanna):
    """A channel chosen in the window is open; a member who presses is told no."""
    hanna.open_home()
    hanna.press(hanna.home(), "choose_places")
    place = served.desk.channel("it-provider").id
    hanna.submit(hanna.view(), channels=[place], who="members")
    served.settled()
    team = served.desk.installed.team
    assert served.kept.places.channels(team, served.contract) == [place]
    served.kept.places.withdraw(team, served.contract, place)


def test_a_document_is_handed_over_in_a_window(served, hanna):
    """The answer comes in a direct message."""
    hanna.shortcut("add_document")
    assert json.dumps(hanna.view()).count("file_input") == 1
    hanna.close(hanna.view())


def test_a_drafted_claim_is_shown_and_that_it_was_sent_is_kept(served, hanna):
    """From the Home tab: the letter, the day, "We sent it"; the credit then waits for the provider."""
    hanna.open_home()
    row = next(b for b in hanna.home()["blocks"] if b["type"] == "actions" and "claim_credit_100" in json.dumps(b))
    assert row["elements"][0]["text"]["text"] == "Claim October 2026"
    hanna.press(hanna.home(), "claim_credit_100")
    shown = words(hanna.view())
    assert "we claim the service credit for October 2026: £825.00" in shown
    assert "You send it yourself" in shown
    assert "not begun" in hanna.submit(hanna.view(), on="2026-09-30")["errors"]["on"]
    assert "not come" in hanna.submit(hanna.view(), on="2027-01-01")["errors"]["on"]
    assert not hanna.submit(hanna.view(), on="2026-11-20")["errors"]
    served.settled()
    served.desk.until(
        lambda: "October 2026: £825.00, claimed on 20 November 2026 and not credited yet" in words(hanna.home())
    )
    served.interpreter.stores.claim_words.undo(served.contract, "2026-10")


def test_a_mail_that_reads_as_a_claim_is_confirmed_or_denied_by_a_press(served, hanna):
    """The mail's own words, yes or no; what was said shows on the Home tab."""
    hanna.open_home()
    assert "claimed, as your email reads, on 14 October 2026" in words(hanna.home())
    hanna.press(hanna.home(), "claim_credit_200")
    assert "we claim the Service Credits for September 2026" in words(hanna.view())
    assert not hanna.submit(hanna.view(), **{"is": "yes"})["errors"]
    served.settled()
    served.desk.until(lambda: "£409.20, claimed on 14 October 2026 and not credited yet" in words(hanna.home()))
    hanna.press(hanna.home(), "claim_credit_200")
    assert "On 14 October 2026 we claimed" in words(hanna.view())
    hanna.close(hanna.view())
    served.interpreter.stores.claim_words.undo(served.contract, "2026-09")
    hanna.open_home()
    hanna.press(hanna.home(), "claim_credit_200")
    assert not hanna.submit(hanna.view(), **{"is": "no"})["errors"]
    served.settled()
    served.desk.until(lambda: "your email reads" not in words(hanna.home()))
    served.interpreter.stores.claim_words.undo(served.contract, "2026-09")


def test_a_letter_about_a_thing_that_is_late_is_drafted_by_a_press(served, hanna):
    """Where the next step is a letter to the provider the list of what is due holds a button for it."""
    hanna.command("general", "/itbot", "due")
    said = served.desk.until(lambda: [m for m in hanna.sees("general") if "draft_letter" in json.dumps(m)])[-1]
    row = next(b for b in said["blocks"] if b["type"] == "actions" and "draft_letter" in json.dumps(b))
    press = next(e for e in row["elements"] if e["action_id"].startswith("draft_letter"))
    message = next(m for m in served.desk.messages("general") if m.ts == said["ts"])
    hanna.press(message, press["action_id"], block=row["block_id"])
    assert "Please let us know by when we can expect it" in words(hanna.view())
    hanna.close(hanna.view())
