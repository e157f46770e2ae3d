"""The rows of an order form: term, renewal, notice, payment days, currency, law and start, each as its row says."""

import pytest


def table(*rows):
    return "# Order Form\n\n| Term | Value |\n|---|---|\n" + "".join(f"| {a} | {b} |\n" for a, b in rows)


def dates(terms_of, *rows):
    found = terms_of(table(*rows), "contract_date")
    return {t.fields["name"]: (t.fields.get("value"), t.status) for t in found}


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        (("Initial Term", "36 months"), "initial_term_months", "36"),
        (("Term", "3 years"), "initial_term_months", "36"),
        (("Auto-renewal", "Yes, for 12 months at a time"), "renewal_months", "12"),
        (("Auto-renewal", "Yes"), "renewal", "automatic"),
        (("Renewal", "Successive periods of one year"), "renewal_months", "12"),
        (("Non-renewal notice", "90 days"), "notice_days", "90"),
        (("Notice period", "3 months before the end of the term"), "notice_months", "3"),
        (("Termination notice", "30 days"), "termination_notice_days", "30"),
        (("Currency", "Pounds sterling"), "currency", "GBP"),
        (("Governing law", "The laws of Ireland"), "governing_law", "Ireland"),
        (("Governing law", "England & Wales"), "governing_law", "England and Wales"),
        (("Start Date", "15/04/2026"), "service_start", "2026-04-15"),
    ],
)
def test_a_row_gives_its_fact(terms_of, row, name, value):
    """Whatever the label is called."""
    assert dates(terms_of, row)[name] == (value, "found")


def test_a_notice_that_may_be_two_things_and_a_date_that_may_be_two_days_are_asked_about(terms_of):
    """Neither is chosen."""
    found = dates(terms_of, ("Notice", "60 days"), ("Start Date", "01/04/2026"))
    assert found["notice_days"] == ("60", "conflict")
    assert found["service_start"] == (None, "conflict")


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("14 days from date of invoice", {"due_days": 14}),
        ("Net 30", {"due_days": 30}),
        ("within 10 Business Days of receipt", {"due_business_days": 10}),
    ],
)
def test_payment_days_are_a_duty_of_the_customer(terms_of, value, days):
    """Counted from the invoice."""
    (duty,) = terms_of(table(("Payment terms", value)), "duty")
    assert days.items() <= duty.fields.items()
    assert (duty.fields["who"], duty.fields["after"]) == ("customer", "invoice")


@pytest.mark.parametrize("value", ["30 days end of month", "Monthly in advance", "See clause 7"])
def test_payment_by_the_end_of_a_month_is_no_number_of_days(terms_of, value):
    """It would be wrong for most invoices."""
    assert terms_of(table(("Payment terms", value)), "duty") == []


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        ("This Agreement is governed by the law of England and Wales.", "England and Wales"),
        ("This Agreement shall be governed by and construed in accordance with the laws of the State of New York, without regard to conflicts.", "New York"),
        ("This deed is governed by the laws of Victoria, Australia.", "Victoria, Australia"),
        ("This contract is governed by English law.", "England and Wales"),
        ("The laws of the Commonwealth of Pennsylvania govern this Agreement.", "Pennsylvania"),
    ],
)  # fmt: skip
def test_the_law_that_a_clause_names(terms_of, sentence, law):
    """In one name however it is worded."""
    assert [t.fields["value"] for t in terms_of(f"# Agreement\n\n9.1 {sentence}\n", "contract_date")] == [law]
