"""When, by how much and on what notice prices may rise, in the words of many contracts."""

import pytest


def rule(terms_of, words):
    """The fields of the rule on rises that a clause states, without its kind; None where it states none."""
    found = [
        one.fields for one in terms_of(f"# Charges\n\n1. {words}\n", "charge") if one.fields["kind"] == "indexation"
    ]
    return {name: value for name, value in found[0].items() if name != "kind"} if found else None


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (
            "On 1 July in each year, from 1 July 2026, the Provider may raise the fees by the CPI, but by no more than 3.5 % in any year, with 30 days' written notice.",
            {"index": "CPI", "cap_pct": "3.5", "rises_on": "07-01", "rises_from": "2026-07-01", "notice_days": 30},
        ),
        (
            "On 1 November in each year, beginning with 1 November 2025, the Provider may increase the rates by the CPI, but by not more than 4 % in any one year.",
            {"index": "CPI", "cap_pct": "4", "rises_on": "11-01", "rises_from": "2025-11-01"},
        ),
        (
            "The Provider may increase the Charges on each anniversary of the Commencement Date by the change in CPI, subject to a maximum of 5 %.",
            {"index": "CPI", "cap_pct": "5", "rises_on": "anniversary"},
        ),
        (
            "On each anniversary the Fees may rise by not more than 2.5%, on sixty (60) days' prior written notice.",
            {"cap_pct": "2.5", "rises_on": "anniversary", "notice_days": 60},
        ),
        ("The Provider may raise the charge once a year, on 1 January, by not more than 3 %.", {"cap_pct": "3", "rises_on": "01-01"}),
        ("The Charges rise each April by the CPI, but by not more than 4 %.", {"index": "CPI", "cap_pct": "4", "rises_on": "04-01"}),
        ("The Charges shall increase by 3 % on each anniversary of the Start Date.", {"cap_pct": "3", "rises_on": "anniversary"}),
        ("We may increase our prices annually on 1 January by RPI capped at 6%.", {"index": "RPI", "cap_pct": "6", "rises_on": "01-01"}),
        (
            "After the first 12 months the Supplier may increase the Charges once in any calendar year by no more than 4%.",
            {"cap_pct": "4", "rises_on": "calendar_year", "rises_after": "12"},
        ),
        (
            "Following the Initial Term the Charges may be increased by up to 5% in any year.",
            {"cap_pct": "5", "rises_after": "initial_term"},
        ),
        ("The Charges may be increased each year by CPI plus 2 %.", {"index": "CPI", "note": "plus 2 %"}),
        (
            "The Charges may be increased each year by CPI plus 2 %, subject to a maximum of 6 %.",
            {"index": "CPI", "cap_pct": "6", "note": "plus 2 %"},
        ),
        ("The Charges may be increased each year by up to CPI plus 2 %.", {"index": "CPI", "note": "plus 2 %"}),
    ],
)  # fmt: skip
def test_a_rule_on_rises_is_read_with_its_day_its_bar_and_its_cap(terms_of, words, want):
    """What is added to an index is no cap, and a fixed step is the most that it may be."""
    assert rule(terms_of, words) == want


@pytest.mark.parametrize(
    "words",
    [
        "The Monthly Charge is £900.00 per month.",
        "Usage rose by 3 % on each anniversary.",
        "If a Service Level is missed the credit shall increase by 5 % each year.",
    ],
)
def test_other_rises_are_none_of_the_price(terms_of, words):
    """Usage, credits, a price that stands."""
    assert rule(terms_of, words) is None
