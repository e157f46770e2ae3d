"""The plan that was bought, and prices by plan."""

import pytest

from knowledge.terms.plans import plan_bought, plan_column


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("Plan: Professional", "Professional"),
        ("Service plan selected: Care Plus", "Care Plus"),
        ("Package - Gold", "Gold"),
        ("The Customer has chosen the Professional plan.", "Professional"),
        ("The Client subscribes to the Managed Care package for the term.", "Managed Care"),
        ("The plan is the one named in the Order Form.", None),
        ("Improvement plan: the Provider shall send it within 5 days.", None),
        ("The Professional plan includes on-site visits.", None),
    ],
)
def test_the_plan_bought_is_read_where_it_is_named(words, want):
    """A label or a choice names it; what a plan includes does not."""
    assert plan_bought(words) == want


def test_a_price_in_a_table_of_plans_carries_its_plan(terms_of):
    """The column says that its cells are plans."""
    assert (plan_column("Plan"), plan_column("Support package"), plan_column("Plan price")) == (True, True, False)
    found = terms_of("| Plan | Price per user per month |\n|---|---|\n| Gold | £48.00 |\n", "charge")
    assert [(one.fields["rate"], one.fields["plan"]) for one in found] == [("48.00", "Gold")]
