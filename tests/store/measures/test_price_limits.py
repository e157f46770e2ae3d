"""How far a price may have risen: its two ends, held against a count of days by another road."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import Charge, ContractFacts
from store.facts.common import Source, Status
from store.measures.price_limits import of_our_plan, over_plans, plans_in_doubt, price_range, rise_day

HERE = Source("c.md", clause="2.2")
FACTS = ContractFacts("C-1", "MSA", "Halyard", service_start=date(2025, 1, 1), initial_term_months=24)
PRICE = Charge(1, "C-1", "per_user", HERE, rate=Decimal("42.00"), currency="GBP")
RULE = Charge(2, "C-1", "indexation", HERE, index="CPI", cap_pct=Decimal(5), rises_on="anniversary")


def most(month, *rules, price=PRICE, facts=FACTS):
    found = price_range(price, (price, *rules), facts, month)
    assert found.least == price.rate
    return found.most


def test_before_the_first_day_of_a_rise_the_agreed_price_is_the_most():
    """December 2025 is in the first year; January 2026 holds the first anniversary, January 2027 the second."""
    assert [most(month, RULE) for month in ("2025-12", "2026-01", "2027-01")] == [
        Decimal("42.00"), Decimal("44.1000"), Decimal("46.305000"),
    ]  # fmt: skip


def test_a_named_day_of_the_year_counts_from_the_day_it_is_first_allowed():
    """On 1 July each year, from 1 July 2026: the July of the first year is none."""
    july = replace(RULE, rises_on="07-01", rises_from=date(2026, 7, 1))
    assert [most(month, july) for month in ("2025-07", "2026-06", "2026-07")] == [42, 42, Decimal("44.1")]


def test_where_no_day_is_named_a_rise_may_come_at_any_time_once_a_year():
    """The most is what could be: the first year's rise may be on its first day; by calendar year two are near."""
    assert [most(month, replace(RULE, rises_on="")) for month in ("2025-01", "2025-12", "2026-01")] == [
        Decimal("44.1"), Decimal("44.1"), Decimal("46.305"),
    ]  # fmt: skip
    autumn = replace(FACTS, service_start=date(2025, 11, 10))
    yearly = replace(RULE, rises_on="calendar_year")
    assert [most(month, yearly, facts=autumn) for month in ("2025-12", "2026-01")] == [
        Decimal("44.1"),
        Decimal("46.305"),
    ]


def test_the_first_months_may_be_free_of_rises():
    """Not in the first 18 months, or "after the Initial Term"; another sentence of the clause may say so."""
    held = replace(RULE, rises_after="18")
    assert [most(month, held) for month in ("2026-01", "2027-01")] == [42, Decimal("44.1")]
    assert most("2026-12", replace(RULE, rises_after="initial_term")) == 42
    said_apart = replace(RULE, id=3, cap_pct=None, rises_on="", rises_after="18")
    assert most("2026-06", RULE, said_apart) == 42
    assert most("2026-06", replace(RULE, rises_on="", rises_after="12")) == Decimal("44.1")
    unknown = replace(FACTS, initial_term_months=None)
    assert most("2026-01", replace(RULE, rises_after="initial_term"), facts=unknown) == Decimal("44.1")


def test_the_day_may_stand_in_one_sentence_and_the_cap_in_another():
    """Together they are one rule, with one rise a year."""
    day, cap = replace(RULE, cap_pct=None), replace(RULE, id=3, index=None, rises_on="")
    assert [most(month, day, cap) for month in ("2025-06", "2026-06")] == [42, Decimal("44.1")]


def test_no_top_is_known_without_a_rule_a_cap_or_a_start():
    """An uncapped index, a cap in doubt, a price of which nobody knows since when it stands."""
    assert most("2026-06") is None
    assert most("2026-06", replace(RULE, cap_pct=None)) is None
    assert most("2025-06", replace(RULE, cap_pct=None)) == 42
    assert most("2026-06", replace(RULE, status=Status.CONFLICT)) is None
    assert most("2026-06", RULE, facts=replace(FACTS, service_start=None)) is None


def test_an_amended_price_begins_anew_and_each_rise_has_the_cap_of_its_day():
    """A price set in March 2026 has its first anniversary in January 2027; the cap was lowered to 3 before it."""
    amended = replace(PRICE, effective_from=date(2026, 3, 1))
    old, new = (
        replace(RULE, effective_to=date(2026, 2, 28)),
        replace(RULE, cap_pct=Decimal(3), effective_from=date(2026, 3, 1)),
    )
    assert [most(month, old, new, price=amended) for month in ("2026-06", "2027-01")] == [42, Decimal("43.26")]
    assert most("2027-01", old, new) == Decimal(42) * Decimal("1.05") * Decimal("1.03")
    on_the_day = replace(PRICE, effective_from=date(2026, 7, 1))
    assert most("2026-07", replace(RULE, rises_on="07-01"), price=on_the_day) == 42


def test_the_day_of_a_rise_is_told_where_the_rule_names_one():
    """1 January for this contract's anniversary; none where the words name none."""
    days = [rise_day(replace(RULE, rises_on=on), FACTS) for on in ("anniversary", "07-01", "", "calendar_year")]
    assert [day and (day.month, day.day) for day in days] == [(1, 1), (7, 1), None, None]
    assert rise_day(RULE, replace(FACTS, service_start=None)) is None


DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))


@given(
    start=DAYS,
    count=st.integers(0, 60),
    on=st.sampled_from(["anniversary", "02-29", "07-01", "12-31", "", "calendar_year"]),
    bar=st.integers(0, 30),
)
def test_the_number_of_rises_is_that_of_a_walk_day_by_day(start, count, on, bar):
    """Another road: walk every day from the start to the month's end and raise the price as the words say."""
    index = start.year * 12 + start.month - 1 + count
    month = f"{index // 12:04d}-{index % 12 + 1:02d}"
    facts = replace(FACTS, service_start=start)
    rule = replace(RULE, rises_on=on, rises_after=str(bar))
    assert most(month, rule, facts=facts) == Decimal(42) * Decimal("1.05") ** walked(start, month, on, bar)


def walked(start, month, on, bar):
    named = {"anniversary": (start.month, start.day), "": None, "calendar_year": None}.get(
        on, tuple(map(int, on.split("-"))) if on[:1].isdigit() else None
    )
    rises, day, years = 0, start, set()
    months_in, last_rise = 0, None
    while f"{day:%Y-%m}" <= month:
        ended = (day.year * 12 + day.month) - (start.year * 12 + start.month)
        last_day = (day + timedelta(1)).month != day.month
        months_in = ended if day.day >= start.day or last_day else ended - 1
        if months_in >= bar:
            if named is not None:
                hit = (day.month, day.day) == named or (day.month == named[0] and last_day and day.day < named[1])
                rises += hit and day != start
            elif on:
                rises += day.year not in years
                years.add(day.year)
            elif last_rise is None or months_in - last_rise >= 12:
                rises, last_rise = rises + 1, months_in
        day += timedelta(1)
    return rises


@pytest.mark.parametrize("month", ["2026-01", "2027-06"])
def test_a_most_is_never_below_the_agreed_price(month):
    """A rise of nothing is the agreed price."""
    assert most(month, replace(RULE, cap_pct=Decimal(0))) == 42


ESSENTIAL, PROFESSIONAL = (
    replace(PRICE, id=5, plan="Essential", rate=Decimal(35)),
    replace(PRICE, id=6, plan="Professional", rate=Decimal(48)),
)


def test_the_plan_bought_picks_its_price():
    """Professional, however it is written; a price of no plan is everybody's."""
    every = [ESSENTIAL, PROFESSIONAL, RULE]
    assert of_our_plan(every, "professional") == [PROFESSIONAL, RULE]
    assert (of_our_plan(every, None), of_our_plan(every, "Gold")) == (every, every)
    assert plans_in_doubt(every, None) == ("Essential", "Professional")
    assert (plans_in_doubt(every, "Essential"), plans_in_doubt([RULE, PRICE], None)) == ((), ())


def test_an_unknown_plan_gives_the_ends_of_all_of_them():
    """From the cheapest without a rise to the dearest with every one; no top where one has none."""
    every = [ESSENTIAL, PROFESSIONAL, RULE]
    found = over_plans(ESSENTIAL, every, FACTS, "2026-06")
    assert (found.least, found.most) == (35, Decimal("50.40"))
    known = over_plans(PROFESSIONAL, every, replace(FACTS, plan="Professional"), "2026-06")
    assert (known.least, known.most) == (48, Decimal("50.40"))
    assert over_plans(ESSENTIAL, every[:2], FACTS, "2026-06").most is None


FREEZE = Charge(5, "C-1", "freeze", HERE, rises_from=date(2026, 4, 1))


def test_no_rule_lets_a_price_rise_while_the_contract_holds_it():
    """Fixed until 31 March 2026: the anniversary in January 2026 is none, that of 2027 is the first."""
    assert [most(month, RULE, FREEZE) for month in ("2026-01", "2026-03", "2026-12", "2027-01")] == [
        42,
        42,
        42,
        Decimal("44.1"),
    ]
    uncapped = replace(RULE, cap_pct=None)
    assert [most(month, uncapped, FREEZE) for month in ("2026-03", "2027-01")] == [42, None]
    assert [most(month, FREEZE) for month in ("2026-03", "2026-04")] == [42, None]
    nowhere = replace(FACTS, service_start=None)
    assert [most(month, FREEZE, facts=nowhere) for month in ("2026-03", "2026-04")] == [42, None]


def test_a_freeze_by_months_counts_from_the_start_of_the_service():
    """The first 24 months, or the initial term, of a service that began on 1 January 2025."""
    for length in ("24", "initial_term"):
        held = replace(FREEZE, rises_from=None, rises_after=length)
        assert [most(month, RULE, held) for month in ("2026-12", "2027-01")] == [42, Decimal("44.1")]
    assert most("2026-01", RULE, held, facts=replace(FACTS, initial_term_months=None)) == Decimal("44.1")
    later = replace(held, effective_from=date(2025, 6, 1))
    assert most("2026-01", RULE, later) == Decimal("44.1")


@pytest.mark.parametrize(
    ("names", "held"),
    [({"per_user"}, True), ({"hourly"}, False), ({"2.2"}, True), ({"2"}, False), ({"1.1"}, False), (set(), True)],
)
def test_a_freeze_holds_only_the_prices_it_names(names, held):
    """By the kind of price or the paragraph it stands in; one in doubt holds none."""
    freeze = replace(FREEZE, holds=frozenset(names))
    assert most("2026-03", RULE, freeze) == (42 if held else Decimal("44.1"))
    assert most("2026-03", RULE, replace(freeze, status=Status.CONFLICT)) == Decimal("44.1")


def test_a_rise_before_an_amendment_that_freezes_stays_possible():
    """The price is held from June 2026 on; what rose in January 2026 under the rule is not taken back."""
    freeze = replace(FREEZE, rises_from=date(2028, 1, 1), effective_from=date(2026, 6, 1))
    assert most("2027-06", RULE, freeze) == Decimal("44.1")
