"""Wordings of contracts from several countries, each with what a careful reader takes from it; what is open is asked."""

from __future__ import annotations

import pytest

HEAD = "# IT Support Agreement\n\n"
HOURS = '1.1 "Business Hours" means 09:00 to 17:00 Monday to Friday excluding public holidays in England.\n\n'


def fields_of(terms_of, words, kind, status="found"):
    return [t.fields for t in terms_of(HEAD + HOURS + words + "\n", kind) if t.status == status]


def one(found, wanted):
    return any(wanted.items() <= fields.items() for fields in found)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Invoices are due net forty-five (45) days from the invoice date.", {"what": "pay invoices", "due_days": 45}),
        ("Fee: €1,150.00 per month plus VAT, payable within 30 days of invoice.", {"what": "pay invoices", "due_days": 30}),
        ("You pay our bills within 30 days of getting them.", {"what": "pay invoices", "due_days": 30}),
        ("Invoices are payable within 14 days.", {"what": "pay invoices", "due_days": 14}),
        ("Every month we will send you a one-page report, by the tenth of the next month.", {"kind": "report", "due_days": 10}),
        ("If your data is lost or stolen we tell you within 12 hours of finding out.", {"kind": "breach_notice", "due_hours": 12}),
        ("A monthly report is due by the 6th Business Day of the next month. If it is not delivered the Service Levels for that month are deemed to have been failed.", {"kind": "report", "due_business_days": 6, "deemed_failed": True}),
    ],
)  # fmt: skip
def test_duties_in_other_words(terms_of, sentence, wanted):
    """Who has to do what by when."""
    assert one(fields_of(terms_of, f"2.1 {sentence}", "duty"), wanted)


def test_two_duties_in_one_sentence_have_each_their_own_time(terms_of):
    """Ten working days are for the report; the meeting "each term" has no rhythm that we know."""
    words = "2.1 The Supplier shall report on performance within 10 working days of the end of each quarter and attend a review meeting each term."
    (report,) = fields_of(terms_of, words, "duty")
    assert (report["kind"], report["every_months"], report["due_business_days"]) == ("report", 3, 10)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Service Credits are applied automatically to the next invoice; the Client need not claim them.", {"automatic": True}),
        ("Credits come off by themselves. You do not have to ask: we take it off the next bill.", {"automatic": True}),
        ("Credits in any month are limited to 20 % of the Monthly Charge, and in any contract year to 10 % of the annual charges.", {"cap_pct": "20", "cap_year_pct": "10"}),
        ("Each abatement point reduces the fixed fee for the month by 0.5 per cent.", {"point_pct": "0.5"}),
        ("Total abatements in a month must not exceed 15 per cent of the fixed fee.", {"cap_pct": "15"}),
        ("For each promise that we break in a month we will give you back 5% of that month's fee, but never more than a quarter of it.", {"cap_pct": "25"}),
    ],
)  # fmt: skip
def test_rules_on_credits_in_other_words(terms_of, sentence, wanted):
    """Limits, points and who has to ask."""
    assert one(fields_of(terms_of, f"2.1 {sentence}", "credit_rule"), wanted)


def test_a_point_of_abatement_is_no_credit_by_itself(terms_of):
    """Half a per cent for each point is not half a per cent for each miss."""
    found = fields_of(
        terms_of, "2.1 Each abatement point reduces the fixed fee for the month by 0.5 per cent.", "credit_rule"
    )
    assert [fields["kind"] for fields in found] == ["modifier"]


def test_a_claim_that_runs_from_the_end_of_a_quarter_is_asked_about(terms_of):
    """Counted from the end of the month it would be told as over while it still runs."""
    (rule,) = fields_of(
        terms_of, "2.1 Credits must be claimed within 45 days after the end of the quarter.", "credit_rule", "conflict"
    )
    assert "claim_from" not in rule


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("If we break the same promise four months in a row, you can leave straight away.", {"k": 4, "consecutive": True, "effect": "termination"}),
        ("If the Contractor fails to meet any 4 KPIs in one month, the Principal may terminate this Deed.", {"k": 1, "n": 1, "scope": "any_level", "level": "4"}),
    ],
)  # fmt: skip
def test_ways_out_in_other_words(terms_of, sentence, wanted):
    """How often, of what, and what follows."""
    assert one(fields_of(terms_of, f"2.1 {sentence}", "trigger"), wanted)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ('This Agreement takes effect on 1 January 2026 (the "Commencement Date").', {"service_start": "2026-01-01"}),
        ("It starts on 5 January 2026. It lasts two years.", {"service_start": "2026-01-05", "initial_term_months": "24"}),
        ("Length: one year from 1 April 2026, then month to month.", {"service_start": "2026-04-01", "initial_term_months": "12", "renewal_months": "1"}),
        ("After that this agreement carries on from year to year. To stop it carrying on, tell the other in writing at least three months before the year is up.", {"renewal_months": "12", "notice_months": "3"}),
        ("You may cancel this contract at any time with 30 days' notice to the end of a calendar month.", {"termination_notice_days": "30"}),
        ("Irish law applies.", {"governing_law": "Ireland"}),
    ],
)  # fmt: skip
def test_dates_and_lengths_in_other_words(terms_of, sentence, wanted):
    """Start, length, renewal, notice and law."""
    found = {fields["name"]: fields["value"] for fields in fields_of(terms_of, sentence, "contract_date")}
    assert wanted.items() <= found.items()


def test_each_part_of_a_sentence_between_semicolons_has_its_own_clock(terms_of):
    """Critical round the clock, the others in the hours that their parts name."""
    words = (
        "2.1 Company will respond to 95% of Critical tickets within fifteen (15) minutes, twenty-four hours a day, seven days a week; "
        "to 90% of High tickets within one (1) hour during Business Hours; and to 90% of Normal tickets within four (4) hours during Business Hours."
    )
    told = [(f["priority"], f["limit_s"], f["clock"]) for f in fields_of(terms_of, words, "service_level")]
    assert told == [(1, 900, "calendar"), (2, 3600, "service_hours"), (3, 14400, "service_hours")]


def test_one_sentence_may_promise_two_things_each_with_its_own_share(terms_of):
    """Told apart by what each share is for."""
    words = "2.1 We commit to a Monthly Uptime Percentage of at least 99.98% for each Virtual Server and 99.9% for the Control Panel."
    told = {f["service"]: f["target_pct"] for f in fields_of(terms_of, words, "service_level")}
    assert told == {"virtual server": "99.98", "control panel": "99.9"}


def test_the_line_above_a_table_of_plans_says_what_its_times_are(terms_of):
    """No column names a metric; the line does."""
    words = "2.1 Initial response targets, around the clock:\n\n| Priority | Standard | Premium |\n|---|---|---|\n| Urgent | 2 hours | 15 minutes |\n| High | 8 hours | 1 hour |\n"
    told = {
        (f["priority"], f["tier"]): (f["metric"], f["limit_s"]) for f in fields_of(terms_of, words, "service_level")
    }
    assert told[1, "premium"] == ("response", 900)
    assert told[2, "standard"] == ("response", 28800)


def test_urgent_calls_under_the_word_response_are_tickets_and_not_the_telephone(terms_of):
    """The label says what the time is for."""
    words = "Response: Urgent calls answered within 1 hour, all other calls within 4 hours, during Business Hours."
    assert {f["metric"] for f in fields_of(terms_of, words, "service_level")} == {"response"}


def test_a_fee_paid_to_the_contractor_is_no_price_for_each_contractor(terms_of):
    """The party that is paid is not the unit that is counted."""
    words = "2.1 The Principal must pay the Contractor a fixed fee of AUD 27,400.00 (exclusive of GST) per month."
    (fee,) = fields_of(terms_of, words, "charge")
    assert (fee["kind"], fee["rate"], fee["currency"]) == ("monthly_fixed", "27400.00", "AUD")
