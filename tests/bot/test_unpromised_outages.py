"""A service that the contract promises nothing about may still be on record: what is known of it is told."""

import pytest

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed IT Services Agreement UPO-1

This Agreement is made on 1 January 2026 between Tern Systems Limited ("Provider") and Marl & Sons Limited ("Customer").

1.1 "Support Hours" means 08:00 to 18:00, Monday to Friday.
1.2 The Provider shall respond to Priority 1 incidents within 15 minutes during Support Hours in 95% of cases each month.
"""
OUTAGES = """Service,Start,End,Cause,Planned
Email,2026-09-03 09:10,2026-09-03 10:40,Provider storage,No
"""


@pytest.fixture
def company(tmp_path):
    return made_company(tmp_path, {"msa.md": CONTRACT, "outages.csv": OUTAGES})


@pytest.mark.parametrize("question", ["was email down in September 2026?", "availability of email in September 2026?"])
def test_outages_of_a_service_without_a_level_are_told(company, question):
    """No share of time was promised, and an hour and a half is on record."""
    assert "1 unplanned outage of Email in September 2026, 1 hour 30 minutes long" in ask(company, question).text


def test_a_service_that_is_nowhere_is_still_said_to_be_measured_by_nothing(company):
    """Neither level nor record."""
    answer = ask(company, "was the intranet portal down in September 2026?")
    assert "1 hour 30 minutes" not in answer.text
