"""Ending by notice, what holds it back, and options to extend, in the words of many contracts."""

import pytest


def dates(terms_of, words):
    """The contract's dates and lengths that a clause states, by name."""
    found = terms_of(f"# Term\n\n1. {words}\n", "contract_date")
    return {one.fields["name"]: one.fields["value"] for one in found}


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("Either party may terminate this Agreement on one month's notice in writing at any time.", {"termination_notice_months": "1"}),
        ("You can cancel with 30 days' written notice.", {"termination_notice_days": "30"}),
        ("This Agreement may be terminated by giving not less than three months' prior written notice.", {"termination_notice_months": "3"}),
        (
            "Either party may terminate this Agreement by giving 90 days' notice, such notice not to expire before the end of the Initial Term.",
            {"termination_notice_days": "90", "termination_bar": "ends_after_first_term"},
        ),
        (
            "After the Initial Term either party may terminate this Agreement on not less than three months' notice in writing at any time.",
            {"termination_notice_months": "3", "termination_bar": "given_after_first_term"},
        ),
        ("The Provider may terminate this Agreement at any time on 30 days' notice.", {}),
        ("Either party may terminate this Agreement on 14 days' notice if the other is in material breach.", {}),
        (
            "The Customer may extend the Initial Term by a further period of 12 months by giving the Provider notice in writing not less than 2 months before its expiry.",
            {"extension_months": "12", "extension_notice_months": "2"},
        ),
        (
            "The Client shall have the option to extend this Agreement for a further 24 months on 90 days' written notice before the end of the term.",
            {"extension_months": "24", "extension_notice_days": "90"},
        ),
    ],
)  # fmt: skip
def test_ways_out_and_options_are_told_apart(terms_of, words, want):
    """A notice of ours is no notice of theirs, none for a breach, and no option to stay."""
    assert dates(terms_of, words) == want


def test_a_renewal_by_itself_is_no_option(terms_of):
    """It renews unless somebody says no."""
    words = "This Agreement renews automatically for further periods of 12 months unless either party gives 3 months' notice."
    assert dates(terms_of, words) == {"renewal_months": "12", "renewal": "automatic", "notice_months": "3"}
    after = "After the first term this Agreement renews for further terms of 12 months each, unless either party gives 120 days' written notice before the end of the term."
    assert dates(terms_of, after) == {"renewal_months": "12", "renewal": "automatic", "notice_days": "120"}
