"""Ownership, silence taken as agreement and what is over, in the many ways providers write of them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.correspondence.account import account
from knowledge.correspondence.kinds import Kind, kind_of, telling_sentence
from knowledge.correspondence.ownership import ownership
from knowledge.correspondence.put_on_us import legal_duties, silences
from knowledge.promises.finding import statements
from knowledge.promises.model import Mood
from knowledge.promises.parties import Parties

SENT = datetime(2026, 11, 16, 8, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    "words",
    [
        "The certificate should have been picked up by our monitoring and was not. I am sorry, that's on us.",
        "The phones were down because we dropped the ball on the renewal.",
        "Our engineer failed to restart the service after the outage.",
        "The outage was a mistake on our part.",
        "We hold our hands up: the backup had failed for a week.",
    ],
)
def test_an_admission_is_an_admission_in_any_words(words):
    """They say it was their doing."""
    assert ownership(words, ()).admitted == "yes"


@pytest.mark.parametrize(
    "words",
    [
        "The outage was caused by the carrier, and it is not down to us.",
        "Sorry for the outage. Please rely on us for updates on the problem.",
        "Our monitoring did not show a fault; the vendor failed to renew a certificate.",
    ],
)
def test_what_is_no_admission_is_not_taken_for_one(words):
    """Nobody is made to say what they did not say."""
    assert ownership(words, ()).admitted != "yes"


@pytest.mark.parametrize(
    ("words", "until"),
    [
        (
            "If we do not hear from you within 14 days we will take this as acceptance of the revised terms.",
            date(2026, 11, 30),
        ),
        (
            "Unless we hear otherwise by 4 December 2026, we will assume that you are happy to proceed.",
            date(2026, 12, 4),
        ),
        ("In the absence of a response by Friday, the changes will be deemed accepted.", date(2026, 11, 20)),
        (
            "If we hear nothing by 4 December we will treat the September matter as agreed and closed.",
            date(2026, 12, 4),
        ),
        ("Unless you object within 10 days, the new prices will apply.", date(2026, 11, 26)),
        ("Should we receive no reply, your continued use will be treated as agreement.", None),
    ],
)
def test_silence_taken_as_agreement_is_found_with_its_last_day(words, until):
    """An office manager must know before the day, not after it."""
    (found,) = silences(f"Dear customer,\n\nPrices will change. {words}\n\nRegards", SENT)
    assert (found.quote, found.due.latest) == (words, until)


@pytest.mark.parametrize(
    "words",
    [
        "If you do not hear from us by noon, please call me.",
        "If we do not hear from you within 3 days we will close the ticket.",
        "We are happy to hear that you accept the proposal.",
    ],
)
def test_other_waits_are_not_taken_for_it(words):
    """Closing a ticket is no agreement."""
    assert silences(words, SENT) == []


def test_a_rise_in_price_is_announced_and_not_promised():
    """Nobody waits for it, and nobody chases it."""
    words = "We will be applying an uplift of 7.5% to all managed service charges with effect from 1 January 2027. We will send the new price list by Friday."
    said = [one.what for one in statements(words, SENT, None, Parties("Accounts", (), ())) if one.mood is Mood.PROMISE]
    assert said == ["send the new price list"]


def test_an_outage_with_its_beginning_and_its_end_is_over():
    """Even where somebody still looks for the reason."""
    words = (
        "The platform suffered a loss of service between 09:14 and 11:40 this morning. We are still investigating why."
    )
    assert kind_of("RE: Phones down again", words).kind is Kind.RESTORED
    assert (
        kind_of("Planned works", "The portal will be unavailable between 22:00 and 23:00 on Friday.").kind
        is not Kind.RESTORED
    )


MINUTES = """Hi Helen,

Actions
- Priyanka: send the root cause for the email outage (due 6 November)
- Marek - document the VPN failover, before Christmas
* Helen: confirm the leavers list by Friday
- Both: agree dates for the restore test
- Tom: order the switch (done)

Note: the line above is not an action.
"""


def test_the_actions_of_a_meeting_are_read_line_by_line_with_their_owners():
    """Ours are asked of us, theirs are promised, what is done is done, and a note below is none."""
    sent = datetime(2026, 11, 3, 16, 5, tzinfo=ZoneInfo("Europe/London"))
    parties = Parties("Priyanka Shah", ("Marek Dvorak",), ("Helen Marsh",))
    said = {one.who: one for one in statements(MINUTES, sent, None, parties)}
    assert {who: one.mood for who, one in said.items()} == {
        "Priyanka": Mood.PROMISE, "Marek": Mood.PROMISE, "Helen": Mood.OURS, "Both": Mood.PROMISE, "Tom": Mood.PAST,
    }  # fmt: skip
    assert said["Priyanka"].due.on == date(2026, 11, 6)
    assert said["Priyanka"].what == "send the root cause for the email outage"
    assert said["Helen"].due.on == date(2026, 11, 6)
    assert not said["Both"].due.dated


@pytest.mark.parametrize(
    "words",
    ["Next update by 13:00 or sooner if there is a change.", "We will call you by 13:00, or earlier if it is mended."],
)
def test_sooner_if_something_changes_is_still_by_the_hour(words):
    """The hour binds; what may come about can only bring it forward."""
    (said,) = statements(words, SENT)
    assert (said.mood, said.due.at.hour) == (Mood.PROMISE, 13)


def test_as_soon_as_somebody_can_is_no_condition():
    """It is a promise without a day."""
    (said,) = statements("Our director will come back to you as soon as he can.", SENT)
    assert (said.mood, said.due.dated) == (Mood.PROMISE, False)


def test_what_is_told_of_the_past_is_neither_hoped_for_nor_refused():
    """How long it took, beside a target; and what nobody can rule out."""
    told = (
        "We responded in 6 mins and resolved in 6 hrs 50 mins vs 8 hr target, so no service credit is due on this one."
    )
    open_still = "There is no evidence that any other accounts were affected, but we cannot rule it out."
    assert [one.mood for words in (told, open_still) for one in statements(words, SENT)] == []


def test_who_was_hit_is_not_who_is_billed_or_who_was_not_hit():
    """Heads that are counted for a bill were not affected by anything."""
    assert (
        account("The server failed. Our records show 52 active users, which we will bill at $118 per user.").affected
        == ""
    )
    assert account("There is no evidence that any other accounts were affected, but we look on.").affected == ""
    assert account("The outage affected 60 of your 85 handsets.").affected == "affected 60 of your 85 handsets"


def test_pointing_at_advice_that_was_declined_is_pointing_at_us():
    """The reader should know that it is said."""
    words = "The controller failed. We flagged this twice and the replacement quote was declined."
    assert ownership(words, ()).admitted == "no"


def test_a_duty_towards_an_authority_is_pointed_out():
    """Its time runs for the reader, not for the provider."""
    words = "You may have an obligation to report this to the ICO within 72 hours of becoming aware."
    assert legal_duties(f"Dear Jo\n\nA mailbox was opened by a stranger. {words} We will report on Friday.") == [words]


@pytest.mark.parametrize("head", ["Thanks for the time. Next steps", "It was good to talk."])
def test_a_list_of_actions_is_known_by_its_heading_or_by_the_people_in_it(head):
    """However it is introduced, and where nobody says that it is one."""
    text = f"Hi,\n\n{head}\n- Priyanka: send the restore test evidence by Friday\n- Helen: confirm the leavers list by Wednesday\n\nPriyanka"
    said = statements(text, SENT, None, Parties("Priyanka Shah", (), ("Helen Marsh",)))
    assert [(one.who, one.mood, one.due.on) for one in said] == [
        ("Priyanka", Mood.PROMISE, date(2026, 11, 20)), ("Helen", Mood.OURS, date(2026, 11, 18)),
    ]  # fmt: skip


def test_lines_about_things_and_not_people_are_no_actions():
    """A list of figures has no owners."""
    text = "This month\n- Backups: green throughout the month\n- Patching: 88 % of all devices\n"
    assert statements(text, SENT, None, Parties("Priyanka Shah", (), ("Helen Marsh",))) == []


def test_notes_of_a_call_are_about_a_meeting_and_a_list_is_not_run_together():
    """A cause report among the actions does not make the message one."""
    text = "Next steps\n- Tomasz: full RCA for 7 October, Tuesday\n- Priya: confirm the leavers list by Wednesday\n"
    assert kind_of("Notes of Thursday's call", text).kind is Kind.REVIEW
    assert "Priya" not in telling_sentence(Kind.CAUSE, text)
