"""Whether a message says what caused it: nobody is told that a provider left out what it wrote."""

import pytest

from knowledge.correspondence.account import account


@pytest.mark.parametrize(
    "text",
    [
        "Service was restored at 16:05. Root cause: a failed PSU in core switch SW-CORE-01 followed by STP reconvergence.",
        "RCA - expired certificate on the mail gateway.",
        "This was down to a bad patch cable.",
        "The slowness was the result of a full log disk.",
        "It turned out to be a duplicate address on the new printer.",
        "The culprit was a looped port in meeting room 2.",
        "We traced it to a firmware fault on the firewall.",
        "Both lines dropped after a routine change at the exchange.",
        "The tunnel MTU is clamped at 1280, which is why the VPN is crawling.",
        "The reason for the outage was a power failure in rack 4.",
        "Cause of the incident: human error during patching.",
    ],
)
def test_a_cause_is_seen_however_it_is_put(text):
    """With a label, or in a plain sentence."""
    assert account(text).cause_state == "given"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Root cause: under investigation.", "open"),
        ("RCA: to follow within 5 working days.", "open"),
        ("Service was restored at 16:05. The RCA will follow.", "missing"),
        ("The visit is due to start on Monday.", "missing"),
        ("Service is back. It was not caused by your firewall.", "missing"),
        ("We believe this was caused by a routing loop.", "likely"),
        ("The failed one is FS02 - VSS writer timeout; it will be re-run tonight.", "unsure"),
        ("A faulty switch was replaced at 14:00 and service is back.", "unsure"),
    ],
)
def test_what_is_no_cause_and_what_may_be_one_are_told_apart(text, state):
    """Words that may name a cause are neither called one nor called missing."""
    assert account(text).cause_state == state


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Can you let us have the list of affected users by Monday?", ""),
        ("Please send us the affected users.", ""),
        ("We will write to the affected users tomorrow.", ""),
        ("Affected users: all of Finance.", "Affected users: all of Finance"),
        ("The fault affected 14 users in Leeds.", "affected 14 users in Leeds"),
    ],
)
def test_who_was_hit_is_read_from_what_is_told_not_from_what_is_asked(text, words):
    """A list of affected users that is asked for says nothing of who they are."""
    assert account(text).affected == words
