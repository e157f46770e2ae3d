"""The charge that a credit is a share of, by the name the contract gives it."""

import pytest

CONTRACT = """# Agreement

1. {charge}

2. Each further user is charged at £40.00 per month.

3. For each month in which a service level for Priority 1 is not met the Provider shall credit the Customer with 3.5% of the {shared}.

4. The credits of a month shall not exceed 15% of the {shared}.
"""


def _names(found):
    charge = next(one for one in found if one.kind == "charge" and one.fields["kind"] == "monthly_fixed")
    rule = next(one for one in found if one.kind == "credit_rule" and one.fields["kind"] == "flat")
    return charge.fields.get("name"), rule.fields.get("base_name"), rule.fields.get("base"), rule.status


@pytest.mark.parametrize("name", ["Base Fee", "Monthly Charge", "Managed Service Fee"])
@pytest.mark.parametrize(
    "charge", ['"{0}" means £3,000.00 per month.', "The {0} is £3,000.00 per month and covers up to 60 users."]
)
def test_a_share_of_a_named_fixed_charge_is_a_share_of_that_alone(terms_of, name, charge):
    """Whatever the contract calls it, and though the name says nothing of a month."""
    found = terms_of(CONTRACT.format(charge=charge.format(name), shared=name))
    assert _names(found) == (name, name, "monthly_charge", "found")


@pytest.mark.parametrize(
    ("charge", "shared"),
    [
        ("The Monthly Charge is £3,000.00 plus £40.00 for each user.", "Monthly Charge"),
        ("The Base Fee is £3,000.00 per month.", "monthly charges"),
        ("The monthly fee is £3,000.00.", "monthly fee"),
    ],
)
def test_a_share_of_the_whole_bill_keeps_to_the_whole_bill(terms_of, charge, shared):
    """A name that covers more than the fixed sum, another name, or none at all."""
    assert _names(terms_of(CONTRACT.format(charge=charge, shared=shared)))[1] is None
