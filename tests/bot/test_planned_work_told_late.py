"""Planned work that was told too late: downtime in every answer, as the contract and its credits count it."""

from __future__ import annotations

from bot.answering import guard
from bot.answering.conversation import ask


def test_planned_work_without_its_notice_is_downtime_when_outages_are_asked_for(sample):
    """The network was taken down on 11 April 2026 with 21 hours' notice where the contract asks for 48."""
    told = ask(sample, "how long was the network down in April 2026?", keep=False)
    assert told.headline.startswith("1 downtime event of Site Network in April 2026")
    assert "Counted as downtime though planned, for want of the notice of 2 days" in told.text
    assert "announced 21 hours ahead" in told.text
    assert {figure.value for figure in told.figures if figure.key == "outage_count"} == {"1"}
    assert not guard.orphans(told)
