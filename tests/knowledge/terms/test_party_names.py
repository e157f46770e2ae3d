"""Parties that a contract calls by names of their own: who provides, who buys, and for whom the clock waits."""

import pytest

CONTRACT = """# Agreement for IT support

This agreement is made between HARROW LANE SYSTEMS LIMITED, a company registered in Ireland, of Unit 2, Cork ("Harrow") and
ST BRIGID VETERINARY LIMITED, of 4 Mill Street, Cork (the "Surgery").

1. {deed}

2. {wait}

| Priority | First response | Fix |
|---|---|---|
| Critical | 20 minutes | 4 hours |

Times run around the clock. First response is given for 95% of the tickets and the fix for 90% of them.
"""
SERVES = (
    "Harrow shall provide support for the computers of the Surgery. The Surgery shall pay each invoice within 30 days."
)


def test_two_names_are_told_apart_by_what_each_shall_do(terms_of):
    """No word of "supplier" or "customer" anywhere: the one who shall support provides, the one who shall pay buys."""
    found = terms_of(CONTRACT.format(deed=SERVES, wait=""), "party")
    assert {term.fields["role"]: term.fields["name"] for term in found} == {
        "provider": "HARROW LANE SYSTEMS LIMITED",
        "customer": "ST BRIGID VETERINARY LIMITED",
    }


def test_two_names_that_do_nothing_are_not_told_apart(terms_of):
    """Who provides is then not guessed from the order of the names."""
    assert terms_of(CONTRACT.format(deed="Both parties act in good faith.", wait=""), "party") == []


@pytest.mark.parametrize(
    ("wait", "pauses"),
    [
        ("Time during which a ticket is waiting for the Surgery does not count towards the fix time.", ["customer"]),
        ("The clock stops while Harrow awaits a reply from the Surgery.", ["customer"]),
        ("The clock stops while a ticket waits for a third party.", ["vendor"]),
        ("The clock does not stop while a ticket waits for the Surgery.", None),
    ],
)
def test_the_clock_stands_still_while_the_customer_by_its_own_name_is_waited_for(terms_of, wait, pauses):
    """Otherwise every wait for the customer would count against the provider."""
    levels = terms_of(CONTRACT.format(deed=SERVES, wait=wait), "service_level")
    fixes = [term.fields.get("pauses") for term in levels if term.fields["metric"] == "resolution"]
    assert fixes == [pauses]
