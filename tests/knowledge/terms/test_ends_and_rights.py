"""Two clauses easily mistaken: the end of a price freeze for the end of the contract, and a right that goes by credits."""

import pytest


@pytest.mark.parametrize(
    "freeze",
    [
        "The fees are fixed until June 30, 2025.",
        "All charges and rates remain unchanged until 30 June 2025.",
        "The discount applies until 30 June 2025.",
    ],
)
def test_the_end_of_a_price_freeze_is_not_the_end_of_the_contract(terms_of, freeze):
    """Else the contract would seem to end on two days, and no last day for notice could be told."""
    words = f"# Term\n\n1. The initial term begins on July 1, 2024 and ends on June 30, 2027.\n\n2. {freeze}\n"
    ends = [term.fields["value"] for term in terms_of(words, "contract_date") if term.fields["name"] == "term_end"]
    assert ends == ["2027-06-30"]


def test_a_contract_still_ends_where_it_continues_until_a_day(terms_of):
    """The fee may be named in the same sentence."""
    found = terms_of("# Term\n\n1. For the fee below this agreement continues until 30 June 2027.\n", "contract_date")
    assert [term.fields["value"] for term in found if term.fields["name"] == "term_end"] == ["2027-06-30"]


@pytest.mark.parametrize(
    "words",
    [
        "The Customer may terminate this Agreement if the credits for any three (3) months within a period of six (6) consecutive months each reach 7% or more of the Base Fee.",
        "The Customer may terminate this Agreement where the service credits in 3 months of any period of 6 consecutive months come to 7 per cent or more of the monthly fee.",
    ],
)
def test_a_right_that_goes_by_the_size_of_credits_is_not_reached_by_missing_a_level(terms_of, words):
    """Missing one level three times is not what it asks for."""
    (trigger,) = terms_of(f"# Default\n\n1. {words}\n", "trigger")
    assert {name: trigger.fields.get(name) for name in ("k", "n", "scope", "level")} == {
        "k": 3,
        "n": 6,
        "scope": "credits",
        "level": "7",
    }
