"""Credits by downtime: so much for each span, for each long outage, or in proportion; counted a second time by the minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.facts.agreed import Agreed, ClockKind, ContractFacts, Metric, ServiceLevel
from store.facts.common import Money, Period, Result, Source, Why
from store.facts.credit_rule import CreditBand, CreditRule
from store.facts.happened import Outage
from store.measures.availability import availability
from store.measures.credits import month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("C", "C", "P", service_start=date(2026, 1, 1))
OCTOBER = Period.of_month("2026-10", "UTC")
MINUTES = 31 * 24 * 60
LEVEL = ServiceLevel(
    1, "C", Metric.AVAILABILITY, Source("c"), clock=ClockKind.CALENDAR, target_pct=Decimal("99.5"), planned_notice_s=86400
)  # fmt: skip
RULE = CreditRule(
    1, "C", "per_span", Source("c"), value=Decimal(100), base="daily_charge", per=Decimal(60), automatic=True
)


def outage(minute, length, *, planned=False, told=None):
    """An outage from a minute of October on, told so many hours before."""
    start = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=minute)
    heard = None if told is None else start - timedelta(hours=told)
    return Outage("Email", planned, start, start + timedelta(minutes=length), Source("o.csv", 2), heard)


def october(*outages, level=LEVEL):
    """The month's availability."""
    late = datetime(2026, 12, 1, tzinfo=UTC)
    return availability(level, outages, period=OCTOBER, hours=None, as_of=late, recorded=True)


def credit(result, rule=RULE, *, charge="3100.00", levels=(), contract=CONTRACT):
    """The month's credit for one level."""
    agreed = Agreed(contract, levels=levels, credit_rules=(rule,))
    base, today = Money(Decimal(charge), "GBP"), date(2026, 12, 1)
    return month_credits("2026-10", agreed, results={"2026-10": [result]}, base=base, invoices=(), today=today)


def owed(*outages, **changes):
    """The amount owed for outages under the rule so changed, and whether it may be more."""
    seen = credit(october(*outages), replace(RULE, **changes))
    return (None if seen.owed is None else str(seen.owed.amount)), seen.at_least


TWO = (outage(1000, 100), outage(9000, 130))
SHORT = (outage(1000, 40), outage(9000, 50), outage(20000, 200))


def test_a_days_fees_for_each_hour_begun_over_the_month():
    """100 and 130 minutes are 230: four hours begun, four days of a month of 31."""
    seen = credit(october(*TWO), replace(RULE, span_part="begun"))
    assert str(seen.owed.amount) == "400.00"
    assert seen.steps[0].what == (
        "Availability missed: 4 begun spans of 60 minutes in 230 minutes of downtime, 100 % each of a day's charge, "
        "which is 1/31 of the month's, the 31 days of the month"
    )


@pytest.mark.parametrize(
    ("changes", "want"),
    [
        ({"span_part": "full"}, ("300.00", False)),
        ({"span_part": "exact"}, ("383.33", False)),
        ({"span_part": "begun", "span_of": "outage"}, ("500.00", False)),
        ({"span_part": "full", "span_of": "outage"}, ("300.00", False)),
        ({"span_part": "full", "span_of": "unsaid"}, ("300.00", False)),
        ({"span_part": "begun", "span_of": "unsaid"}, ("400.00", True)),
        ({"span_part": "unsaid"}, ("300.00", True)),
        ({"span_part": "full", "time_of": "downtime", "longer_than": Decimal(60)}, ("200.00", False)),
        ({"base": "monthly_charge", "part_of": 30}, ("310.00", False)),
        ({"base": "daily_charge", "part_of": 30}, ("310.00", False)),
        ({"base": "hour_of_charge"}, ("12.50", False)),
        ({"base": "monthly_charge", "value": Decimal(2)}, ("186.00", False)),
        ({"value": Decimal(25), "currency": "GBP"}, ("75.00", False)),
        ({"per": Decimal(0)}, (None, True)),
    ],
)
def test_how_the_clause_counts_its_spans(changes, want):
    """Where every reading comes to the same the amount is sure, else the least is owed and more may be."""
    if changes.get("currency"):
        changes |= {"base": "monthly_charge"}
    assert owed(*TWO, **changes) == want


def test_only_what_goes_beyond_the_level_is_counted_where_the_clause_says_so():
    """99.5 % of 44,640 minutes permits 223.2 of the 230: 6.8 remain, and by the minute six are full."""
    assert owed(*TWO, per=Decimal(1), value=Decimal(5), currency="GBP", base="monthly_charge", time_of="excess") == (
        "30.00",
        False,
    )
    bare = LevelResult(LEVEL, "2026-10", Result.MISSED, Decimal(99), down_s=9000)
    assert credit(bare, replace(RULE, time_of="excess")).unknowns[0].why is Why.NOT_IN_CONTRACT
    full = october(*TWO, level=replace(LEVEL, full_month_denominator=True))
    assert "223.2 of them within the level" in credit(full, replace(RULE, time_of="excess")).steps[0].what


@pytest.mark.parametrize(
    ("changes", "want"),
    [
        ({}, ("300.00", False)),
        ({"longer_than": Decimal(45)}, ("200.00", False)),
        ({"longer_than": Decimal(50)}, ("100.00", False)),
        ({"longer_than": Decimal(50), "longer_or_as": True}, ("200.00", False)),
        ({"longer_than": Decimal(45), "span_of": "unsaid"}, ("100.00", True)),
        ({"longer_than": Decimal(60), "span_of": "unsaid"}, ("100.00", False)),
        ({"longer_than": Decimal(300)}, ("0.00", False)),
        ({"value": None}, (None, True)),
    ],
)
def test_so_much_for_each_outage_longer_than_a_time(changes, want):
    """Outages of 40, 50 and 200 minutes; where "each" is not said it may be once."""
    assert owed(*SHORT, **({"kind": "per_outage", "span_of": "outage"} | changes)) == want


def test_a_share_of_the_charge_in_proportion():
    """230 of 44,640 minutes of 3,100.00; ten times over; less a free hour; or by the points short of the level."""
    whole = {"kind": "prorata", "base": "monthly_charge", "time_of": "downtime"}
    assert owed(*TWO, **whole, value=None) == ("15.97", False)
    assert owed(*TWO, **whole, value=Decimal(10)) == ("159.72", False)
    assert owed(*TWO, **whole, value=None, longer_than=Decimal(60)) == ("11.81", False)
    assert owed(*TWO, **(whole | {"time_of": ""}), value=Decimal(100)) == ("47.22", False)
    bare = LevelResult(LEVEL, "2026-10", Result.MISSED, Decimal(99), down_s=9000)
    assert credit(bare, replace(RULE, **whole)).unknowns[0].why is Why.NOT_IN_CONTRACT


@pytest.mark.parametrize(("length", "want"), [(300, "62.00"), (241, "62.00"), (260, "62.00"), (700, "155.00")])
def test_a_ladder_of_minutes(length, want):
    """Up to 240 minutes 1 %, up to 600 2 %, above that 5 %."""
    ends = ((None, 240, 1), (240, 600, 2), (600, None, 5))
    bands = tuple(
        CreditBand(low and Decimal(low), high and Decimal(high), Decimal(value), low_included=False)
        for low, high, value in ends
    )
    ladder = replace(RULE, kind="ladder", base="monthly_charge", bands=bands, bands_of="downtime", value=None)
    seen = credit(october(outage(100, length)), ladder)
    assert str(seen.owed.amount) == want
    assert f"{length} minutes of downtime falls in the band" in seen.steps[0].what
    bare = LevelResult(LEVEL, "2026-10", Result.MISSED, Decimal(99))
    assert credit(bare, ladder).unknowns[0].why is Why.NOT_UPLOADED


def test_downtime_in_a_month_that_met_its_level():
    """It pays where the clause says so, not where it asks for a miss, and is asked about where it says neither."""
    met = october(outage(1000, 100))
    assert met.result is Result.MET
    assert str(credit(met).owed.amount) == "0.00"
    seen = credit(met, replace(RULE, without_miss="yes"))
    assert (str(seen.owed.amount), seen.steps[0].what.split(":")[0]) == ("100.00", "Availability, met all the same")
    unsaid = credit(met, replace(RULE, without_miss="unsaid"))
    assert (unsaid.owed, unsaid.unknowns[0].what) == (
        None,
        "whether downtime under availability earns a credit in a month that met it",
    )
    short = october(outage(1000, 20))
    assert str(credit(short, replace(RULE, without_miss="unsaid")).owed.amount) == "0.00"
    unread = credit(met, replace(RULE, without_miss="yes", value=None))
    assert (unread.owed, unread.unknowns[0].why) == (None, Why.UNPARSEABLE)
    other = replace(RULE, metric=Metric.RESPONSE, without_miss="yes")
    assert str(credit(met, other).owed.amount) == "0.00"
    two = Agreed(CONTRACT, credit_rules=(RULE, replace(RULE, id=2, value=Decimal(50))))
    both = month_credits("2026-10", two, results={"2026-10": [met]}, base=None, invoices=(), today=date(2026, 12, 1))
    assert str(both.owed.amount) == "0.00"


def test_planned_work_that_no_clause_excuses_may_count_too():
    """The contract is silent on maintenance: what is sure is owed, and an hour of planned work is listed."""
    silent = replace(LEVEL, planned_notice_s=None)
    seen = credit(october(*TWO, outage(30000, 60, planned=True), level=silent))
    assert (str(seen.owed.amount), seen.at_least) == ("300.00", True)
    assert seen.unknowns[0].what == "whether 60 minutes of planned work count as downtime for availability"


def test_the_cap_and_a_missing_record():
    """Ten days' fees capped at a fifth of the charge; without the length of the downtime nothing can be told."""
    long = october(outage(0, 600))
    seen = credit(long, replace(RULE, cap_pct=Decimal(20)))
    assert (str(seen.owed.amount), seen.cap_applied) == ("620.00", True)
    bare = LevelResult(LEVEL, "2026-10", Result.MISSED, Decimal(99))
    assert credit(bare).unknowns[0].why is Why.NOT_UPLOADED
    assert credit(bare, replace(RULE, kind="per_outage")).unknowns[0].why is Why.NOT_UPLOADED


def a_month(luck):
    """Some outages and planned works as (minute, length, planned, hours of notice)."""
    rows = []
    for _ in range(luck.randint(1, 6)):
        planned = luck.random() < 0.35
        rows.append(
            (
                luck.randrange(MINUTES - 500),
                luck.randint(1, 400),
                planned,
                luck.choice((48, 3, None)) if planned else None,
            )
        )
    return rows


def by_the_minute(rows):
    """The downtime of each outage, by colouring every minute of the month."""
    excused, lost = set(), set()
    for minute, length, planned, told in rows:
        (excused if planned and told == 48 else lost).update(range(minute, minute + length))
    runs, run = [], 0
    for minute in range(MINUTES + 1):
        if minute in lost:
            run += minute not in excused
        elif run:
            runs.append(run)
            run = 0
    return [one for one in runs if one], len(excused)


def spans_walked(stretches, per, part):
    """Spans counted by walking through the minutes."""
    total = Decimal(0)
    for stretch in stretches:
        walked = 0
        for _ in range(stretch):
            total += walked == 0 and part == "begun"
            walked += 1
            if walked == per:
                total, walked = total + (part != "begun"), 0
        total += Decimal(walked) / per if part == "exact" else 0
    return total


def second_reckoning(rows, rule, charge, target):
    """The least and the most that any reading of the clause comes to, in pence."""
    runs, excused = by_the_minute(rows)
    down = sum(runs)
    with localcontext() as exact:
        exact.prec = 60
        missed = Decimal(MINUTES - excused - down) * 100 < target * (MINUTES - excused)
        free = int(rule.longer_than or 0)
        of = {"month": ["month"], "outage": ["outage"], "unsaid": ["month", "outage"]}[rule.span_of]
        parts = ["full", "begun"] if rule.span_part == "unsaid" else [rule.span_part]
        stretches = {"month": [max(0, down - free)], "outage": [max(0, run - free) for run in runs]}
        counts = [spans_walked(stretches[one], int(rule.per), part) for one in of for part in parts]
        if rule.kind == "per_outage":
            long = Decimal(sum(run > free for run in runs))
            counts = [long, min(long, Decimal(1))] if rule.span_of == "unsaid" else [long]
        if rule.kind == "prorata":
            counts = [Decimal(max(0, down - free)) / MINUTES]
        each = rule.value / 100 * charge / (31 if rule.base == "daily_charge" else 1)
        sums = [min(count * each, charge * rule.cap_pct / 100) if rule.cap_pct else count * each for count in counts]
        pence = sorted(one.quantize(Decimal("1e-30")).quantize(Decimal("0.01"), ROUND_HALF_UP) for one in sums)
    return (
        missed,
        pence[0],
        len(set(counts)) > 1,
        bool(rule.cap_pct) and min(counts) * each >= charge * rule.cap_pct / 100,
    )


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**63))
def test_two_independent_reckonings_agree_to_the_penny(seed):
    """Whatever the outages, the planned work, the clause's way of counting and the cap."""
    luck = Random(seed)
    rows, charge = a_month(luck), Decimal(luck.randint(1, 10**7)).scaleb(-2)
    target = luck.choice((Decimal("99.9"), Decimal("99.5"), Decimal(98)))
    rule = replace(
        RULE,
        kind=luck.choice(("per_span", "per_span", "per_outage", "prorata")),
        value=Decimal(luck.randint(1, 2000)).scaleb(-1),
        base=luck.choice(("daily_charge", "monthly_charge")),
        per=Decimal(luck.choice((1, 15, 30, 60, 240))),
        span_part=luck.choice(("full", "begun", "exact", "unsaid")),
        span_of=luck.choice(("month", "outage", "unsaid")),
        time_of="downtime",
        longer_than=luck.choice((None, Decimal(30), Decimal(60))),
        cap_pct=luck.choice((None, Decimal(20))),
    )  # fmt: skip
    if rule.kind == "prorata":
        rule = replace(rule, base="monthly_charge", value=Decimal(luck.randint(1, 50)))
        charge_of = replace(rule, value=rule.value * 100)
    else:
        charge_of = rule
    level = replace(LEVEL, target_pct=target)
    result = october(
        *(outage(minute, length, planned=planned, told=told) for minute, length, planned, told in rows), level=level
    )
    missed, least, open_, capped = second_reckoning(rows, charge_of, charge, target)
    assert missed == (result.result is Result.MISSED)
    seen = credit(result, rule, charge=str(charge))
    amount = seen.owed and seen.owed.amount
    if not missed:
        assert amount == 0
        return
    assert (amount or Decimal(0), seen.at_least) == (least, open_ and not capped)
