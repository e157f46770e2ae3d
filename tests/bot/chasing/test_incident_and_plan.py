"""In an open incident a promised word that does not come is noticed; on a plan's day the rule and the figure are there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.chasing.due import looked
from store.facts.plans import Plan
from store.facts.promised import Reading
from store.facts.watched import Kind, Rung

REF = "BRC-2024-117"
DOWN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def told(sample_copy):
    """Puts a message of the provider about an outage on record."""

    def one(minutes, kind="update", **more):
        sent = DOWN + timedelta(minutes=minutes)
        word = Reading(
            REF, f"m-{minutes}", f"m-{minutes}.eml", sent, "Dana", "Email is down", "t-1", kind, "provider", **more
        )
        sample_copy.stores.correspondence.keep_readings(REF, [word])

    return one


def _silent(interpreter, minutes):
    now = DOWN + timedelta(minutes=minutes)
    return [one for one in looked(interpreter, REF, now).nudges if one.item.kind is Kind.SILENCE]


def test_a_promised_word_that_does_not_come_is_noticed_at_its_minute(sample_copy, told):
    """Down at 9:00, the next word announced for 10:00: nothing at 9:59, the owner at 10:01."""
    told(0, "outage", next_at=DOWN + timedelta(minutes=60))
    assert _silent(sample_copy, 59) == []
    (found,) = _silent(sample_copy, 61)
    assert found.rung is Rung.REMIND
    assert "The last word came at 09:00 on 23 November 2026" in found.item.why
    assert "the next one for 10:00 on 23 November 2026" in found.item.why


def test_still_working_on_it_counts_and_the_all_clear_ends_the_watch(sample_copy, told):
    """Any word starts the time anew; after the message that it is over there is nothing to wait for."""
    told(0, "outage", every_s=1800)
    told(25, "update", every_s=1800)
    assert _silent(sample_copy, 50) == []
    assert len(_silent(sample_copy, 60)) == 1
    told(70, "restored")
    assert _silent(sample_copy, 200) == []


def _plan(interpreter, level, due):
    return interpreter.stores.plans.add(
        REF,
        Plan(
            "response", "at_least", Decimal(level), "%", due, due - timedelta(days=60), "P1 response is put right", priority=1,
            if_kept="we go on as before", if_not="we give notice", if_untold="we ask again",
        ),
    )  # fmt: skip


def test_on_the_day_of_a_plan_the_reminder_holds_the_rule_and_the_measured_figure(sample_copy):
    """Judged when the day is over, with the figure that `itbot sla` counts; before it, how things stand."""
    _plan(sample_copy, "95", date(2026, 10, 31))
    moment = sample_copy.clock().replace(hour=10)
    found = next(one for one in looked(sample_copy, REF, moment).nudges if one.item.kind is Kind.IMPROVEMENT)
    result = next(
        one for one in sample_copy.case(REF, moment.date()).month("2026-10")
        if one.level.metric.value == "response" and one.level.priority == 1
    )  # fmt: skip
    assert (
        f"October 2026: {result.actual:.2f} % ({result.n} of {result.of}), agreed was at least 95 %." in found.item.why
    )
    kept = result.actual >= 95
    assert ("It was kept." in found.item.why) is kept
    assert ("We go on as before." if kept else "We give notice.") in found.item.why


def test_on_the_very_day_nothing_is_judged_yet(sample_copy):
    """The rule is shown for both outcomes."""
    moment = sample_copy.clock().replace(hour=10)
    _plan(sample_copy, "95", moment.date())
    found = next(one for one in looked(sample_copy, REF, moment).nudges if one.item.kind is Kind.IMPROVEMENT)
    assert "It is judged when its day is over." in found.item.why
    assert "Agreed if kept: We go on as before. Agreed if not kept: We give notice." in found.item.why
