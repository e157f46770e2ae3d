"""An improvement plan is judged on its day, by the whole month agreed, and never before."""

from datetime import date
from decimal import Decimal

import pytest

from store.facts.common import Unknown, Why
from store.facts.plans import Plan
from store.measures.plans import Reached, deciding_month, is_enough, judged

PLAN = Plan(
    metric="response", sense="at_least", level=Decimal(95), unit="%", due=date(2026, 10, 31), agreed_on=date(2026, 9, 1),
    words="P1 response at least 95 % by 31 October", priority=1, if_kept="go on", if_not="give notice", if_untold="ask",
)  # fmt: skip
AFTER = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("due", "month"),
    [
        (date(2026, 10, 31), "2026-10"), (date(2026, 10, 30), "2026-09"), (date(2026, 3, 1), "2026-02"),
        (date(2028, 2, 29), "2028-02"), (date(2026, 1, 15), "2025-12"),
    ],
)  # fmt: skip
def test_the_last_month_that_is_over_on_the_day_decides(due, month):
    """A plan due in the middle of a month is judged by the month before."""
    assert deciding_month(due) == month


@pytest.mark.parametrize(("actual", "outcome", "rule"), [("95", "kept", "go on"), ("94.99", "not_kept", "give notice")])
def test_on_the_day_the_rule_agreed_beforehand_applies(actual, outcome, rule):
    """Exactly at the level is kept; a hair below it is not."""
    made = judged(PLAN, {"2026-10": Reached(Decimal(actual), 19, 20)}, today=AFTER)
    assert (made.outcome, made.rule, made.month) == (outcome, rule, "2026-10")


def test_nothing_is_judged_while_the_day_is_not_over():
    """On the day itself the month still runs; the last full month only shows how things stand."""
    months = {"2026-09": Reached(Decimal(100), 4, 4), "2026-10": Reached(Decimal(50), 1, 2)}
    made = judged(PLAN, months, today=date(2026, 10, 31))
    assert (made.outcome, made.month, made.enough, made.rule) == ("not_due", "2026-09", True, "")


def test_before_the_day_with_nothing_measured_there_is_nothing_to_show():
    """A plan agreed yesterday has no figure yet."""
    made = judged(PLAN, {}, today=date(2026, 9, 2))
    assert (made.outcome, made.reached, made.enough) == ("not_due", None, None)


@pytest.mark.parametrize("months", [{}, {"2026-10": Reached(None, why=Unknown("P1", Why.NO_DEMAND, "wait"))}])
def test_without_figures_the_plan_is_neither_kept_nor_broken(months):
    """A month without tickets or without records cannot be told, and that has a rule of its own."""
    made = judged(PLAN, months, today=AFTER)
    assert (made.outcome, made.rule) == ("cannot_tell", "ask")
    assert made.reached is not None
    assert made.reached.why is not None


def test_at_most_is_read_the_other_way():
    """Fewer faults are better."""
    few = Plan("break_fix", "at_most", Decimal("0.15"), "per user", date(2026, 10, 31), date(2026, 9, 1), "faults")
    assert is_enough(few, Decimal("0.15"))
    assert not is_enough(few, Decimal("0.151"))
