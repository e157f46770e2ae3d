"""What the provider's emails promise, ask of us and announce, asked for in whatever words come to hand."""

from datetime import date

import pytest

from bot.answering.asking.naming import as_provider
from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed Services Agreement MRL-1

This Agreement is made on 1 January 2026 between Kestrel Cloud Ltd ("the Provider") and Marl Ltd ("the Customer"), starting 1 January 2026 for 36 months.

## 1. Service levels
1.1 Business Hours are Monday to Friday 08:00 to 18:00, excluding public holidays in England.
1.2 The Provider shall respond to Priority 1 incidents within 30 minutes of Business Hours in 95% of cases in each calendar month.

## 2. Maintenance
2.1 The Provider shall give at least 10 Working Days' notice of planned maintenance.
"""
MAIL = """From: {who} <{address}@kestrel.example>
To: priya@marl.example
Date: {sent} +0000
Message-ID: <{number}@kestrel.example>
Subject: {subject}

{words}
"""
MAILS = (
    ("Fri, 6 Nov 2026 16:42:00", "Slow VPN", "Hi Priya,\n\nDave will push a config change on Tuesday morning before 9.\n\nCan you let us have the list of affected users by Monday?\n\nTom"),
    ("Tue, 10 Nov 2026 11:15:00", "Order form", "Dear Priya,\n\nWe will send the revised order form in the first week of December.\n\nTom"),
    ("Wed, 11 Nov 2026 09:00:00", "Planned maintenance - firewall", "Dear customer,\n\nWe will be carrying out planned maintenance on your firewall on Saturday 5 December 2026 between 22:00 and 23:00.\n\nTom"),
    ("Thu, 12 Nov 2026 09:00:00", "Planned maintenance - switch", "Dear customer,\n\nWe will be carrying out planned maintenance on your core switch on Wednesday 25 November 2026 between 22:00 and 23:00.\n\nTom"),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A contract and four mails; today is 23 November 2026."""
    files = {"msa.md": CONTRACT}
    for number, (sent, subject, words) in enumerate(MAILS):
        told = {"who": "Tom Reed", "address": "tom", "sent": sent, "number": number, "subject": subject, "words": words}
        files[f"m{number}.eml"] = MAIL.format(**told)
    return made_company(tmp_path_factory.mktemp("mails"), files)


@pytest.mark.parametrize(
    "words",
    [
        "what has the provider promised us and by when?",
        "list everything they promised",
        "what did they commit to in writing?",
        "show me all open commitments from Kestrel",
        "have they delivered on what they said they'd do",
        "who promised what and when?",
        "give me a list of commitments they've made by email",
        "what are their open actions?",
    ],
)
def test_what_was_promised_is_listed_however_it_is_asked(company, words):
    """The words of the asking are no subject to look for."""
    text = ask(company, words, keep=False).text
    assert "Dave will push a config change on Tuesday morning before 9." in text
    assert "We will send the revised order form in the first week of December." in text


def test_the_first_week_of_a_month_is_its_first_seven_days(company):
    """With "the" before it or not."""
    answer = ask(company, "when did they say the order form would come?", keep=False)
    assert "between 1 December 2026 and 7 December 2026" in answer.text


@pytest.mark.parametrize(
    "words",
    [
        "what do they need from us?",
        "what are they waiting for from us?",
        "what has Kestrel asked us for?",
        "did they ask us for anything?",
        "is there anything they need me to do?",
        "is the ball in our court on anything?",
    ],
)
def test_what_they_ask_of_us_is_listed_with_its_day(company, words):
    """Sent on a Friday, "by Monday" is the ninth."""
    answer = ask(company, words, keep=False)
    assert (
        answer.headline == "Their emails ask 1 thing of us that we have not answered in writing, and its day is past."
    )
    assert 'By 9 November 2026: "Can you let us have the list of affected users by Monday?"' in answer.text


def test_what_the_contract_asks_of_us_is_another_question(company):
    """No email is a duty under the contract."""
    assert "affected users" not in ask(company, "what are our duties under the contract?", keep=False).text


@pytest.mark.parametrize("words", ["summarise this month's emails", "what have they told us this month by email?"])
def test_several_messages_are_told_one_by_one(company, words):
    """Newest first, each with its day and its gist."""
    answer = ask(company, words, keep=False)
    assert answer.headline.startswith("They sent 4 emails that fit")
    lines = [line for line in answer.text.splitlines() if line.startswith("• ")]
    assert [line[2:18].strip(", ") for line in lines] == [
        "12 November 2026",
        "11 November 2026",
        "10 November 2026",
        "6 November 2026",
    ]


def test_a_person_who_writes_to_us_may_be_asked_about_by_name(company):
    """The words left out of the middle of a quotation are marked."""
    text = ask(company, "what did Tom say about the VPN?", keep=False).text
    assert 'Dave, "push a config change … before 9"' in text


def test_a_letter_box_is_nobodys_business(company):
    """What colleagues write to others is not told."""
    assert "I judge the service, not people" in ask(company, "show me Priya's emails", keep=False).text


def working_days_after(day, count):
    """Counted one by one; none of the days between is a public holiday in England."""
    while count:
        day = date.fromordinal(day.toordinal() + 1)
        count -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("words", "told", "start", "opening"),
    [
        (
            "did they give enough notice of the maintenance on 5 December?",
            date(2026, 11, 11),
            date(2026, 12, 5),
            "Yes: ",
        ),
        ("was the maintenance of 25 November announced in time?", date(2026, 11, 12), date(2026, 11, 25), "No: "),
    ],
)
def test_notice_of_planned_work_is_held_against_the_clause(company, words, told, start, opening):
    """Ten working days, counted by the contract's own days."""
    assert (working_days_after(told, 10) <= start) == (opening == "Yes: ")
    answer = ask(company, words, keep=False)
    assert answer.headline.startswith(opening)
    assert "clause 2.1" in answer.text


@pytest.mark.parametrize("words", ["is any planned work coming up?", "when is the next maintenance?"])
def test_planned_work_ahead_is_listed_soonest_first(company, words):
    """Both announcements, with how long before they were told."""
    text = ask(company, words, keep=False).text
    assert text.index("25 November 2026 at 22:00") < text.index("5 December 2026 at 22:00")
    assert "13 days 13 hours before" in text


@pytest.mark.parametrize(
    ("provider", "words", "heard"),
    [
        ("Kestrel Cloud Ltd", "what has kestrel promised us?", "what has provider promised us?"),
        ("Response IT Ltd", "what is the p1 response target?", "what is the p1 response target?"),
        ("Cloud Nine Ltd", "was the cloud backup restored?", "was the cloud backup restored?"),
        ("Target Computing Ltd", "did target computing hit the p1 target?", "did target computing hit the p1 target?"),
    ],
)
def test_a_name_that_is_a_word_of_service_levels_is_left_alone(provider, words, heard):
    """A provider called Response has not promised every response."""
    assert as_provider(words, [("X-1", "Agreement", provider)]) == heard
