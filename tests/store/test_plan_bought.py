"""The plan on the order form picks its levels and credits; without one, every plan's stand and nothing is chosen."""

from datetime import date

import pytest

from store.facts.common import FAR_FUTURE, FAR_PAST
from store.records import TermRecord
from store.terms_as_facts import facts_of

APRIL = date(2026, 4, 1)


def plan(name, start=FAR_PAST, status="found"):
    return TermRecord("contract_date", {"name": "plan", "value": name}, effective_from=start, status=status, quote=name)


def level(tier, metric="response", limit=3600):
    return TermRecord(
        "service_level", {"metric": metric, "priority": 1, "tier": tier, "limit_s": limit}, quote=tier or ""
    )


LEVELS = [level("bronze", limit=7200), level("silver"), level("gold", limit=900), level(None, "resolution")]


def kept(*terms):
    return [
        (one.metric.value, one.tier, one.effective_from, one.effective_to) for one in facts_of([*LEVELS, *terms]).levels
    ]


def test_the_silver_plan_has_the_silver_targets():
    """By whatever the form calls it; a level of no plan stays."""
    for name in ("Silver", "silver plan", "Silver Support"):
        assert [one[:2] for one in kept(plan(name))] == [("response", "silver"), ("resolution", None)]


@pytest.mark.parametrize("terms", [(), (plan("Platinum"),), (plan("Silver"), plan("Gold"))])
def test_without_one_plan_that_the_table_names_every_plan_stays(terms):
    """No form, a plan that the table does not have, or two on one day."""
    assert [one[1] for one in kept(*terms)] == ["bronze", "silver", "gold", None]


def test_a_plan_changed_on_a_day_changes_the_targets_on_it():
    """Silver until the end of March, Gold from April."""
    assert [one for one in kept(plan("Silver"), plan("Gold", APRIL)) if one[1]] == [
        ("response", "silver", FAR_PAST, date(2026, 3, 31)),
        ("response", "gold", APRIL, FAR_FUTURE),
    ]


def test_levels_told_apart_by_the_hour_are_of_every_plan():
    """In hours and out of hours hold side by side."""
    hours = [level("in service hours"), level("outside service hours", limit=9000)]
    assert [one.tier for one in facts_of([*hours, *LEVELS, plan("Gold")]).levels] == [
        "in service hours", "outside service hours", "gold", None,
    ]  # fmt: skip


def test_the_credits_of_another_plan_are_not_ours():
    """Each plan pays its own share."""
    rules = [
        TermRecord("credit_rule", {"kind": "flat", "value": value, "tier": tier}, quote=tier)
        for tier, value in (("bronze", "2"), ("silver", "5"))
    ]
    assert [str(one.value) for one in facts_of([*rules, plan("Silver")]).credit_rules] == ["5"]
