"""Credits that a contract promises and does not price here: kept with the level they are for, never said to be nothing."""

import pytest


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("Where availability falls below the target, a credit is due as set out in the Order Form.", ("availability", None)),
        ("If the P2 response target is missed, a Service Credit as agreed from time to time shall apply.", ("response", 2)),
        ("If any level is missed, service credits are calculated in accordance with our price list.", (None, None)),
        ("Service credits for missed P1 resolution are to be agreed.", ("resolution", 1)),
    ],
)  # fmt: skip
def test_a_credit_priced_elsewhere_is_kept_with_its_level(terms_of, words, scope):
    """Another paper says how much."""
    found = [one for one in terms_of(f"# Service Credits\n\n1. {words}\n", "credit_rule") if one.status == "unknown"]
    assert [(one.fields.get("metric"), one.fields.get("priority")) for one in found] == [scope]


def test_a_row_whose_credit_is_yet_to_be_agreed_is_kept_and_one_of_none_pays_none(terms_of):
    """P2 has a credit that nobody can read; P3 has none."""
    found = terms_of(
        "# Service Credits\n\n| Service Level missed | Service Credit |\n|---|---|\n| P1 response | 5% of the monthly fee |\n"
        "| P2 response | to be agreed |\n| P3 response | none |\n",
        "credit_rule",
    )
    told = [(one.fields["kind"], one.fields.get("priority"), one.status) for one in found]
    assert told == [("flat", 1, "found"), ("modifier", 2, "unknown")]


def test_each_time_has_the_target_beside_it(terms_of):
    """Response, its target, resolution, its target: four columns, no doubt."""
    found = terms_of(
        "# Service Levels\n\nThe Service Hours are 08:00 to 18:00, Monday to Friday.\n\n"
        "1. The Provider shall meet these in Service Hours.\n\n| Priority | Response | Target | Resolution | Target |\n|---|---|---|---|---|\n"
        "| P1 | 30 minutes | 95% | 4 hours | 90% |\n| P2 | 1 hour | 95% | 8 hours | 85% |\n",
        "service_level",
    )
    assert [(one.fields["metric"], one.fields["target_pct"], one.status) for one in found] == [
        ("response", "95", "found"), ("resolution", "90", "found"),
        ("response", "95", "found"), ("resolution", "85", "found"),
    ]  # fmt: skip
