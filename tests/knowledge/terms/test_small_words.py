"""Small words that change a figure: which month, which formula, which plan, which step, everything else."""

import pytest


def _fields(found):
    return [term.fields for term in found]


TABLE = """
| Severity | Initial Reply | Fix |
|---|---|---|
| Severity 1 | 20 minutes | 4 hours |

Times run around the clock.
"""


@pytest.mark.parametrize(
    ("said", "least"),
    [
        (
            "If fewer than five (5) tickets of a Severity are opened in a calendar month, the service levels for that Severity are not assessed for that month.",
            5,
        ),
        ("The targets do not apply in a month with 3 or fewer tickets of a severity.", 4),
        ("Fewer than 5 tickets were opened last year.", None),
        ("The Supplier need not report service levels of a month with fewer than 5 invoices.", None),
    ],
)
def test_a_month_with_too_few_tickets_is_not_tested(terms_of, said, least):
    """A contract may leave out months in which one late ticket would already be a miss."""
    levels = terms_of(f"# Levels\n{TABLE}\n{said}\n", "service_level")
    assert {term.fields.get("min_tickets") for term in levels} == {least}


@pytest.mark.parametrize(
    ("said", "months"),
    [
        (
            "A Request counts, for the Initial Reply and for the Fix alike, in the month in which it was logged.",
            "opened",
        ),
        ("Each call is attributed to the month of its receipt.", "opened"),
        ("A fault is counted in the Service Period in which it is fixed.", "resolved_only"),
        (
            "A fault is counted in the month in which it is fixed or, while it is not fixed, in that in which its time ran out.",
            "resolved",
        ),
        ("Invoices are counted in the month in which they are received.", None),
    ],
)
def test_a_request_counts_in_the_month_that_the_contract_says(terms_of, said, months):
    """Whatever it calls a ticket, and whichever words it counts with; an invoice is none."""
    levels = terms_of(f"# Levels\n{TABLE}\n{said}\n", "service_level")
    assert {term.fields.get("month_by") for term in levels} == {months}


def test_each_service_has_its_own_formula_of_availability(terms_of):
    """Planned work stays in the portal's minutes and is taken off the link's."""
    words = """# Levels

| Service | Availability in each month |
|---|---|
| Grower Portal | 99.50 % |
| Orchard Link | 99.80 % |

For the Grower Portal, availability is the total minutes of the month less downtime, divided by the total minutes of the month.

For the Orchard Link, availability is the minutes of the month less planned work less downtime, divided by the minutes less planned work.
"""
    levels = _fields(terms_of(words, "service_level"))
    assert {one["service"]: one["full_month_denominator"] for one in levels} == {
        "Grower Portal": True,
        "Orchard Link": False,
    }


def test_two_formulas_for_one_level_are_asked_about(terms_of):
    """Nothing says which of them holds."""
    words = """The platform shall be available 99.5% of each calendar month.

Availability is uptime minutes divided by the total minutes of the month.

Availability is uptime minutes divided by the minutes of the month less planned maintenance.
"""
    (level,) = terms_of(words, "service_level")
    assert (level.status, "full_month_denominator" in level.fields) == ("conflict", False)


def test_a_time_for_everything_else_stands_beside_the_urgent_one(terms_of):
    """An hour for urgent problems, the next day for the rest: two levels, both mere goals."""
    words = "We aim to reply to urgent problems within one business hour and to everything else by the end of the next business day."
    levels = [(t.status, t.fields.get("priority"), t.fields["firmness"]) for t in terms_of(words, "service_level")]
    assert levels == [("found", 1, "target"), ("found", None, "target")]


def test_the_exception_of_one_plan_leaves_the_others_on_their_clock(terms_of):
    """Around the clock for the gold plan's first severity only."""
    words = """All response times run during Support Hours, except that Severity 1 response times for Gold customers run 24x7.

| Severity | Silver - initial response | Gold - initial response |
|---|---|---|
| Severity 1 | 1 hour | 15 minutes |
| Severity 2 | 4 hours | 2 hours |
"""
    levels = _fields(terms_of(words, "service_level"))
    clocks = {(one["priority"], one["tier"]): one["clock"] for one in levels}
    assert clocks == {
        (1, "silver"): "service_hours",
        (1, "gold"): "calendar",
        (2, "silver"): "service_hours",
        (2, "gold"): "service_hours",
    }


@pytest.mark.parametrize(
    ("rows", "steps", "status"),
    [
        (
            ("fewer than 4 points | none", "4 points or more | 2 %", "8 points or more | 4 %"),
            [["4", "2"], ["8", "4"]],
            "found",
        ),
        (("more than 4 points | 2 %", "more than 8 points | 4 %"), [["4", "2"], ["8", "4"]], "conflict"),
    ],
)
def test_points_below_the_first_step_pay_nothing(terms_of, rows, steps, status):
    """Fewer than four is no step; more than four leaves four itself in doubt."""
    lines = "".join(f"| {row} |\n" for row in rows)
    words = f"# Credits\n\n| Service Points in the month | Service Credit (% of the Monthly Fee) |\n|---|---|\n{lines}"
    (table,) = [term for term in terms_of(words, "credit_rule") if "points_to_pct" in term.fields]
    assert (table.fields["points_to_pct"], table.status) == (steps, status)


def test_two_limits_in_one_sentence_and_money_for_each_point(terms_of):
    """A month's and a year's cap, and 250 euros for every full tenth of a point."""
    words = """# Service credits

For each full 0.1% by which availability in a month falls below 99.95%, the Client is entitled to a credit of €250.

Total credits shall not exceed €2,500 in any calendar month nor €15,000 in any Contract Year.
"""
    paid, limits = _fields(terms_of(words, "credit_rule"))
    assert (paid["kind"], paid["value"], paid["per"], paid["currency"]) == ("per_point", "250", "0.1", "EUR")
    assert (limits["cap_amount"], limits["cap_year_amount"]) == ("2500", "15000")


@pytest.mark.parametrize(
    ("words", "kind", "fields"),
    [
        ("If any four targets are missed in six months, the Customer may terminate this agreement.", "trigger", {"k": 4, "n": 6, "scope": "misses"}),
        ("No service credits are due in the first three months.", "credit_rule", {"no_credit_months": 3}),
        ("Overdue invoices bear interest at 8% a year.", "charge", {"kind": "late_interest", "rate": "8"}),
        ("The Supplier shall give up to 80 hours of exit assistance at £95 per hour.", "charge", {"kind": "exit_help", "rate": "95", "hours": 80}),
        ("The Supplier shall notify the Customer of any data breach within 36 hours.", "duty", {"kind": "breach_notice", "due_hours": 36}),
        ("The Customer may audit the Supplier's records once a year.", "duty", {"kind": "other", "who": "provider"}),
        ("The Supplier shall respond to requests within the Target Response Time.", "service_level", {"metric": "response"}),
        ("For P1 incidents an engineer will be on site the same business day to fix it.", "service_level", {"limit_days": 0, "service": "on site"}),
    ],
)  # fmt: skip
def test_less_usual_terms_are_read(terms_of, words, kind, fields):
    """Rights, grace, interest, help with leaving, hours, audits, figures that stand elsewhere, same-day visits."""
    (term,) = terms_of(f"# Services\n\n{words}\n", kind)
    assert fields.items() <= term.fields.items()
