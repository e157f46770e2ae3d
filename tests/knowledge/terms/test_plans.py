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


BY_COLUMN = """# Service Levels

The Service Hours are 08:00 to 18:00, Monday to Friday. Plan: {plan}

1. The Provider shall respond within these times in Service Hours.

| Priority | {heads} |
|---|---|---|---|
| P1 response | 2 hours | 1 hour | 15 minutes |
| P2 response | 8 hours | 4 hours | 1 hour |
"""


@pytest.mark.parametrize(("plan", "heads", "tiers"), [
    ("Silver", "Bronze | Silver | Gold", ("bronze", "silver", "gold")),
    ("Silver", "Bronze plan | Silver plan | Gold plan", ("bronze", "silver", "gold")),
])  # fmt: skip
def test_every_plan_of_a_table_has_its_times(terms_of, plan, heads, tiers):
    """A column for each plan: none of them is left out."""
    found = [one.fields for one in terms_of(BY_COLUMN.format(plan=plan, heads=heads), "service_level")]
    assert [(one["priority"], one["tier"], one["limit_s"]) for one in found] == [
        (1, tiers[0], 7200), (1, tiers[1], 3600), (1, tiers[2], 900),
        (2, tiers[0], 28800), (2, tiers[1], 14400), (2, tiers[2], 3600),
    ]  # fmt: skip


def test_a_row_for_each_plan_has_its_times(terms_of):
    """The priorities stand in the headings."""
    found = terms_of(
        "# Service Levels\n\nThe Service Hours are 08:00 to 18:00, Monday to Friday.\n\n1. Times run in Service Hours.\n\n"
        "| Plan | P1 response | P2 response |\n|---|---|---|\n| Care | 2 hours | 8 hours |\n| Care Plus | 1 hour | 4 hours |\n",
        "service_level",
    )
    assert [(one.fields["tier"], one.fields["priority"], one.fields["limit_s"]) for one in found] == [
        ("care", 1, 7200), ("care", 2, 28800), ("care plus", 1, 3600), ("care plus", 2, 14400),
    ]  # fmt: skip
