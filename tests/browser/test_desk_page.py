"""A person at the desk's page: asks, follows up, looks at the working, complains, hands files over, confirms, is refused."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect

PATIENCE = 45_000
SAMPLE = Path(__file__).parents[2] / "demo" / "marrowdale"


def _say(page, words, where=".middle"):
    page.locator(f"{where} .composer textarea").fill(words)
    page.locator(f"{where} .composer textarea").press("Enter")


def _answer(page):
    """The newest thing the app said in the open thread."""
    return page.locator('.thread .said[data-from="itbot"]').last


def _channel(page, name):
    page.locator(".side button", has_text=name).click()
    expect(page.locator(".top h1")).to_have_text(f"#{name}")


def _answered(page, words):
    """Ask the app in its own messages and wait for the whole answer."""
    _say(page, words)
    expect(_answer(page).locator(".feedback")).to_be_visible(timeout=PATIENCE)
    return _answer(page)


def test_a_question_and_its_follow_up_are_answered_in_one_thread(page):
    """Asked in September's words, followed up with two: the second answer is about August."""
    answer = _answered(page, "how quickly did they answer P1s in September?")
    expect(answer).to_contain_text("6 of 8", timeout=PATIENCE)
    _say(page, "and in August?", ".thread")
    expect(_answer(page)).to_contain_text("August 2026", timeout=PATIENCE)


def test_the_working_is_a_button_away(page):
    """Every figure with its source, in a window that closes."""
    _answered(page, "how quickly did they answer P1s in September?").locator(
        "button", has_text="Show the working"
    ).click()
    window = page.locator("dialog[open]")
    expect(window).to_contain_text("tickets.csv", timeout=PATIENCE)
    window.locator("footer button").click()
    expect(window).to_have_count(0)


def test_a_complaint_is_taken_with_its_reason(page):
    """Thumb down, a reason, a word: thanked, and nothing breaks."""
    _answered(page, "what does RCA mean?").locator(".feedback button").last.click()
    window = page.locator("dialog[open]")
    expect(window).to_contain_text("What was wrong?", timeout=PATIENCE)
    window.locator("textarea").fill("I wanted an example.")
    window.locator("footer button", has_text="Send").click()
    expect(window).to_have_count(0, timeout=PATIENCE)


def test_a_channel_with_outsiders_gets_nothing_of_the_contract(page):
    """The provider reads along there: the asker is told so, alone, and answered in a direct message."""
    _channel(page, "brindlecote-support")
    _say(page, "@IT Interpreter what credits do they owe us?")
    whisper = page.locator(".said.whisper").last
    expect(whisper).to_contain_text("outside your company", timeout=PATIENCE)
    expect(page.locator(".middle")).not_to_contain_text("£")


def test_an_owner_opens_a_channel_and_is_answered_there(page):
    """Closed until an owner allows it; then the mention is answered in its thread."""
    _channel(page, "it-provider")
    _say(page, "@IT Interpreter how fast must they answer a P1?")
    allow = page.locator(".said.whisper button", has_text="Allow").last
    allow.click(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    _say(page, "@IT Interpreter how fast must they answer a P1?")
    page.locator(".middle .replies").last.click(timeout=PATIENCE)
    expect(_answer(page)).to_contain_text("15 minutes", timeout=PATIENCE)


def test_files_dropped_are_read_shown_and_kept_after_a_yes(page, tmp_path):
    """A ticket export and a contract of another provider, handed over in the app's messages."""
    with (SAMPLE / "tickets.csv").open(newline="") as held:
        rows = list(csv.reader(held))
    export = tmp_path / "november.csv"
    with export.open("w", newline="") as out:
        csv.writer(out).writerows(rows[:400])
    contract = tmp_path / "print.md"
    contract.write_text(
        "# Printer Support Agreement\n\nAgreement reference: PRT-2026-1\n\n## 1. Service levels\n\n"
        '1.1 Pressmark Printers Limited (the "Provider") shall respond to each Incident within 8 working hours.\n\n'
        "1.2 Either party may end this agreement by giving 60 days' notice in writing.\n"
    )
    page.locator(".middle .composer input[type=file]").set_input_files([str(export), str(contract)])
    page.locator(".middle .composer button[aria-label=Send]").click()
    expect(page.locator(".thread")).to_contain_text("print.md", timeout=PATIENCE)
    yes = page.locator(".thread button", has_text="Add it")
    expect(yes).to_have_count(2, timeout=PATIENCE)
    yes.first.click()
    expect(yes).to_have_count(1, timeout=PATIENCE)
    yes.first.click()
    expect(yes).to_have_count(0, timeout=PATIENCE)
    page.locator(".tabs button", has_text="Home").click()
    expect(page.locator(".home")).to_contain_text("Pressmark", timeout=PATIENCE)


def test_terms_are_checked_and_confirmed_in_a_window(page):
    """From the Home tab: what was read, with the contract's words; confirmed with one press."""
    page.locator(".tabs button", has_text="Home").click()
    open_before = page.locator(".home", has_text="not yet confirmed")
    expect(open_before).to_be_visible(timeout=PATIENCE)
    page.locator(".home button", has_text="Check the terms").first.click()
    window = page.locator("dialog[open]")
    expect(window).to_contain_text("to look at", timeout=PATIENCE)
    window.locator("footer button", has_text="Confirm these").click()
    expect(window).to_have_count(0, timeout=PATIENCE)


def test_an_email_is_explained_by_a_shortcut_on_the_message(page):
    """Pasted into a message; the menu beside it explains it in plain English."""
    _say(
        page,
        "Hi Hanna, apologies for the degraded performance. We will send the RCA by close of business Friday. Regards, Dana",
    )
    told = page.locator(".middle .said", has_text="degraded performance").last
    told.hover()
    told.locator("button[aria-label='More actions']").click()
    told.locator("[role=menuitem]", has_text="Explain this email").click()
    expect(page.locator("dialog[open]")).to_contain_text("Friday", timeout=PATIENCE)


def _due(page):
    """Ask for what is due; only the person who asked sees the list."""
    _say(page, "/itbot due")
    listed = page.locator(".said.whisper").last
    expect(listed).to_contain_text("things are due", timeout=PATIENCE)
    return listed


def test_a_reminder_is_acknowledged_by_a_press(page):
    """Each thing with its day on a line of its own and what can be said to it; pressed, it says what becomes of it."""
    listed = _due(page)
    first = listed.locator(".blocks > *, .rich_text, p", has_text="Claim the service credit for October 2026").last
    expect(first).to_be_visible()
    assert "£825.00The day" not in listed.inner_text().replace("\n", "|")
    listed.locator("button", has_text="I have seen it").first.click()
    expect(page.locator(".said.whisper").last).to_contain_text("Seen. It comes up again in a week", timeout=PATIENCE)


def test_a_claim_is_drafted_and_said_to_be_sent_from_the_home_tab(page):
    """The credit to claim stands on the Home tab with a button: the letter, the day, "We sent it"."""
    page.locator(".tabs button", has_text="Home").click()
    page.locator(".home button", has_text="Claim October 2026").click(timeout=PATIENCE)
    window = page.locator("dialog[open]")
    expect(window).to_contain_text("we claim the service credit for October 2026: £825.00", timeout=PATIENCE)
    window.locator("footer button", has_text="We sent it").click()
    expect(window).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".home")).to_contain_text("£825.00, claimed on 23 November 2026", timeout=PATIENCE)


def test_a_window_left_open_does_not_come_back_with_the_page(page):
    """Loaded again, the page begins without windows."""
    page.locator(".tabs button", has_text="Home").click()
    page.locator(".home button", has_text="Add a commitment").click(timeout=PATIENCE)
    expect(page.locator("dialog[open]")).to_be_visible(timeout=PATIENCE)
    page.reload()
    page.wait_for_selector(".composer")
    page.wait_for_timeout(500)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_page_needs_its_token(browser, desk):
    """Without the token that the command printed there is nothing to see."""
    stranger = browser.new_context().new_page()
    answer = stranger.goto(desk["url"].split("/?")[0] + "/")
    assert answer.status == 403
    stranger.close()
