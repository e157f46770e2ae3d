"""What people said of claims is kept, replaced by a later word, and taken back whole."""

from datetime import date

import pytest

from store.claim_words import ClaimWords
from store.contracts import Contracts

REF = "MSA-1"


@pytest.fixture
def kept(db, document):
    Contracts(db).add_version(document("msa.docx", "3.1 | x"))
    return ClaimWords(db)


def said(kept):
    return [(one.month, one.mail, one.sent_on, one.is_claim, one.said_by) for one in kept.listed(REF)]


def test_a_later_word_on_the_same_month_and_mail_takes_the_place_of_the_earlier(kept):
    """A mail's claim and a person's own are two things."""
    kept.say(REF, "2026-09", sent_on=date(2026, 10, 14), by="hanna")
    kept.say(REF, "2026-09", sent_on=date(2026, 10, 15), by="priya")
    kept.say(REF, "2026-09", sent_on=None, by="priya", mail="k", is_claim=False)
    assert said(kept) == [("2026-09", "", date(2026, 10, 15), True, "priya"), ("2026-09", "k", None, False, "priya")]


def test_taking_back_leaves_other_months_alone(kept):
    """All words on the month go; how many is told."""
    kept.say(REF, "2026-08", sent_on=date(2026, 9, 2), by="")
    kept.say(REF, "2026-09", sent_on=date(2026, 10, 14), by="")
    assert kept.undo(REF, "2026-09") == 1
    assert kept.undo(REF, "2026-09") == 0
    assert [one[0] for one in said(kept)] == ["2026-08"]
