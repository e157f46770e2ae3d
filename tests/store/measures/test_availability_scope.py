"""An availability that names no service: what its words take in, what they set apart, and what is told where they choose nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from store.facts.agreed import ClockKind, Metric, ServiceLevel
from store.facts.common import Period, Result, Source, Why
from store.facts.happened import Outage
from store.measures.availability import availability
from store.measures.availability_scope import counted

OCTOBER = Period.of_month("2026-10", "UTC")
LEVEL = ServiceLevel(
    1, "C", Metric.AVAILABILITY, Source("c"), clock=ClockKind.CALENDAR, target_pct=Decimal("99.5"), planned_notice_s=0
)


def down(service, day, minutes):
    start = datetime(2026, 10, day, 9, tzinfo=UTC)
    return Outage(
        service, planned=False, start=start, end=start + timedelta(minutes=minutes), source=Source("o.csv", 2)
    )


RECORD = (down("Hosted Desktop", 3, 120), down("Site Network", 9, 180), down("Guest WiFi", 20, 360))


def level(scope="", service=None):
    return replace(LEVEL, scope=scope, service=service)


@pytest.mark.parametrize(
    ("scope", "services", "left", "open_"),
    [
        ("Services | the Hosted Desktop and the Site Network.", 2, ("Guest WiFi",), False),
        ("Hosted Desktop", 1, ("Site Network", "Guest WiFi"), False),
        ("Desktop", 1, ("Site Network", "Guest WiFi"), False),
        ("Services | everything we run except the guest wifi", 2, ("Guest WiFi",), False),
        ("Services | all systems", 3, (), True),
        ("Service", 3, (), True),
        ("", 3, (), True),
    ],
)
def test_the_words_choose_the_services(scope, services, left, open_):
    """By name or by part of it; what is set apart is never counted; no words, no choice."""
    seen = counted(level(scope), RECORD)
    assert (len(seen.services), seen.left, seen.open) == (services, left, open_)


def test_a_level_of_a_named_service_counts_that_one():
    """However it is spelled on record."""
    twice = (*RECORD, down("hosted  desktop", 4, 10))
    assert counted(level(service="Hosted Desktop"), twice).services == ("Hosted Desktop", "hosted  desktop")


def seen(scope, *outages):
    return availability(
        level(scope), outages, period=OCTOBER, hours=None, as_of=datetime(2026, 12, 1, tzinfo=UTC), recorded=True
    )


def test_the_outages_of_services_outside_the_words_are_not_counted_and_are_named():
    """120 minutes of the desktop keep 99.5 %; with the network and the wifi it would be missed."""
    one = seen("Hosted Desktop", *RECORD)
    assert (one.result, one.services, one.left_out) == (Result.MET, ("Hosted Desktop",), ("Guest WiFi", "Site Network"))


def test_several_services_under_words_that_name_none_count_together():
    """Missed where one of them missed by itself too; where none did, all as one or each alone decides, and nobody can tell."""
    assert seen("", *RECORD).result is Result.MISSED
    short = seen("", *RECORD[:2])
    assert (short.result, short.why, short.services) == (
        Result.CANNOT_TELL,
        Why.CONFLICT,
        ("Hosted Desktop", "Site Network"),
    )
    assert seen("", RECORD[2]).result is Result.MISSED
    assert seen("", down("Hosted Desktop", 3, 20), down("Site Network", 9, 20)).result is Result.MET
