"""Limits in money, least credits, earning back, plans, points and claims: read in many wordings, or asked."""

import pytest

HOURS = "# Service Credits\n\n"


def rules(terms_of, words):
    """The credit rules of a schedule, as their fields with the status where it is not plainly found."""
    found = terms_of(HOURS + words + "\n", "credit_rule")
    return [{**term.fields, **({} if term.status == "found" else {"status": term.status})} for term in found]


def one(terms_of, words):
    """The only rule of a sentence."""
    (rule,) = rules(terms_of, f"1. {words}")
    return rule


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (
            "The total Service Credits in any month shall not exceed £2,000, and in any Contract Year shall not exceed £10,000.",
            {"cap_amount": "2000", "cap_year_amount": "10000", "limit_currency": "GBP"},
        ),
        (
            "Service Credits are capped at EUR 1.500,00 per month.",
            {"cap_amount": "1500", "limit_currency": "EUR"},
        ),
        (
            "Service Credits shall not exceed the lesser of 15% of the Monthly Charges and US$25,000 in any month.",
            {"cap_pct": "15", "cap_amount": "25000", "limit_currency": "USD"},
        ),
        ("The minimum Service Credit is £25.", {"minimum_amount": "25", "limit_currency": "GBP"}),
        (
            "No Service Credit of less than £10 shall be payable.",
            {"threshold_amount": "10", "limit_currency": "GBP"},
        ),
        (
            (
                "If the Supplier meets the Service Level in each of the three months following the month in which a Service "
                "Credit accrued, it may earn back that Service Credit."
            ),
            {"earn_back_months": 3},
        ),
        (
            "A Service Credit is cancelled if availability is at least 99.99% in the following month.",
            {"earn_back_months": 1, "earn_back_pct": "99.99"},
        ),
        ("Only the highest Service Credit is payable in respect of any month.", {"highest_only": True}),
        (
            "If one incident causes several failures, the Customer is entitled to only the highest of the Service Credits.",
            {"one_per_incident": True},
        ),
        ("Each Service Point is worth 0.5% of the Monthly Charges.", {"point_pct": "0.5"}),
        ("Each Service Point is worth £40.", {"point_amount": "40", "limit_currency": "GBP"}),
        (
            "The Customer must claim a Service Credit within 72 hours of the failure by opening a support ticket.",
            {
                "automatic": False,
                "claim_days": 3,
                "claim_from": "event",
                "claim_form": "by opening a support ticket",
            },
        ),
        (
            "The Customer must claim a Service Credit in writing within two months of the end of the month.",
            {"automatic": False, "claim_months": 2, "claim_from": "month_end", "claim_form": "in writing"},
        ),
        (
            (
                "To receive a credit the Customer must open a ticket within 72 hours of the outage and submit a written claim "
                "within 15 days after the end of the billing month."
            ),
            {
                "report_hours": 72,
                "automatic": False,
                "claim_days": 15,
                "claim_from": "month_end",
                "claim_form": "in writing",
            },
        ),
        (
            "Service Credits are the Customer's sole and exclusive remedy, except in the case of wilful default.",
            {"exclusive_remedy": True, "exclusive_except": "the case of wilful default"},
        ),
    ],
)
def test_what_holds_for_every_credit_is_read(terms_of, words, fields):
    """Each general rule in its own field, in its own unit."""
    assert one(terms_of, words) == {"kind": "modifier"} | fields


@pytest.mark.parametrize(
    "words",
    [
        "Service Credits in any month shall not exceed the greater of 10% of the Monthly Charges and £2,000.",
        "Service Credits shall not exceed $500 in any month.",
        "Service Credits shall not exceed £5,000 over the Term.",
        "The Supplier may earn back Service Credits.",
        "The Customer must claim a Service Credit within 30 days.",
        "If the Supplier exceeds the fix time the Customer is entitled to a credit of EUR 250,00 for each commenced hour of the delay.",
        "If we miss the reply time more than twice in a month, we'll give a credit of 10% of that month's bill.",
        "If the Supplier fails to fix a Priority 1 Incident in time, it shall pay a Service Credit of £100.",
    ],
)
def test_a_rule_with_two_readings_is_asked(terms_of, words):
    """The greater of two, nameless dollars, a whole term, no months, no start, by the hour, after so many misses."""
    assert "conflict" in {rule.get("status") for rule in rules(terms_of, f"1. {words}")}


def test_a_rule_for_two_levels_is_two_rules(terms_of):
    """P1 Response or P2 Resolution, five per cent; P3 and availability earn nothing."""
    found = rules(
        terms_of,
        "1. If the Supplier fails to meet the P1 Response or P2 Resolution Service Level, it shall pay a Service Credit of "
        "5% of the Monthly Charges.",
    )
    assert [(rule["metric"], rule["priority"], rule["value"]) for rule in found] == [
        ("response", 1, "5"),
        ("resolution", 2, "5"),
    ]


def test_money_for_each_failure_is_read(terms_of):
    """£250 a failure, said four ways."""
    for words in (
        "For each failure to resolve a Priority 1 Incident in time the Customer receives a Service Credit of £250.",
        "The Supplier shall pay a Service Credit of £250 for every Priority 1 Incident not resolved in time.",
        "A Service Credit of £250 per failure is due where a Priority 1 Incident is not resolved in time.",
        "Service Credit: £250 per Priority 1 Incident that fails its resolution time.",
    ):
        rule = one(terms_of, words)
        assert (rule["kind"], rule["value"], rule["currency"], rule["metric"], rule["priority"]) == (
            "per_event",
            "250",
            "GBP",
            "resolution",
            1,
        )


PLANS = """| Monthly availability | Gold | Silver |
|---|---|---|
| 99.0% or more but less than 99.9% | 10% | 5% |
| below 99.0% | 25% | nil |

1. Credits are a percentage of the monthly fee.
"""


def test_each_plan_has_its_own_ladder(terms_of):
    """Gold pays ten and twenty-five, silver five and nothing."""
    found = [rule for rule in rules(terms_of, PLANS) if rule["kind"] == "ladder"]
    assert [(rule["tier"], [band["value"] for band in rule["bands"]]) for rule in found] == [
        ("gold", ["10", "25"]),
        ("silver", ["5", "0"]),
    ]


def test_merged_headings_of_plans_are_told_apart(terms_of):
    """Credit (Gold), Credit (Silver): never only the last column."""
    found = rules(
        terms_of,
        """| Service Level missed | Service Credit Gold | Service Credit Silver |
|---|---|---|
| P1 response | 5% of the Monthly Charge | 2% of the Monthly Charge |
""",
    )
    assert [(rule["tier"], rule["value"], rule["priority"]) for rule in found] == [("gold", "5", 1), ("silver", "2", 1)]


def test_bands_of_failure_are_no_priorities(terms_of):
    """Minor, serious and severe grade a result; their points stand in another clause."""
    words = """| KPI | Target Performance Level | Minor KPI Failure | Serious KPI Failure | Severe KPI Failure | KPI Service Threshold |
|---|---|---|---|---|---|
| Availability of the system | 99.0% | 98.0% - 98.9% | 97.0% - 97.9% | 96.0% - 96.9% | below 96.0% |

1. Service Points are 1 point for a Minor KPI Failure, 2 points for a Serious KPI Failure, 3 points for a Severe KPI Failure and 4 points for a failure to meet the KPI Service Threshold.

2. Performance shall be calculated to one decimal place.
"""
    found = terms_of(HOURS + words)
    (points,) = [term for term in found if term.fields.get("kind") == "points"]
    assert points.status == "found"
    assert [(band["name"], band["value"]) for band in points.fields["bands"]] == [
        ("Minor", "1"),
        ("Serious", "2"),
        ("Severe", "3"),
        ("Threshold", "4"),
    ]
    (level,) = [term for term in found if term.kind == "service_level"]
    assert (level.fields["target_pct"], level.fields.get("priority")) == ("99", None)


def test_rungs_that_all_say_below_meet_each_other(terms_of):
    """Below 99.9 ten, below 99 twenty-five: 98 earns twenty-five, not both."""
    rule = one(terms_of, "Uptime below 99.9%: 10% of the monthly fee; uptime below 99.0%: 25% of the monthly fee.")
    assert [(band["low"], band["high"], band["value"]) for band in rule["bands"]] == [
        ("99", "99.9", "10"),
        (None, "99", "25"),
    ]


def test_percentages_said_in_words_and_figures_are_said_once(terms_of):
    """Ninety-nine and nine-tenths percent (99.9%)."""
    rule = one(
        terms_of,
        "If uptime is less than ninety-nine and nine-tenths percent (99.9%) but equal to or greater than ninety-nine "
        "percent (99.0%), the Customer receives a Service Credit of five percent (5%) of the Monthly Charges; and if less "
        "than ninety-nine percent (99.0%), ten percent (10%) thereof.",
    )
    assert [(band["low"], band["high"], band["value"]) for band in rule["bands"]] == [
        ("99", "99.9", "5"),
        (None, "99", "10"),
    ]


def test_an_earn_back_is_no_trigger(terms_of):
    """Three consecutive good months end nothing."""
    words = (
        "1. The Supplier may earn back a Service Credit if it meets the Service Level in three consecutive months after the "
        "Service Level failure.\n\n2. The Customer may terminate if a Service Level is missed in any three months, whether "
        "or not consecutive, during any rolling six month period.\n"
    )
    (trigger,) = terms_of(HOURS + words, "trigger")
    assert (trigger.fields["k"], trigger.fields["n"], trigger.fields["effect"]) == (3, 6, "termination")


QUARTERLY = """
# Agreement

1.1 **Quarter** means {quarter}.

# Service credits

3. The total Service Credits for any Quarter shall not exceed 12% of the Monthly Charges for that Quarter.
"""


@pytest.mark.parametrize(
    ("quarter", "status"),
    [
        ("each period of three months beginning on 1 January, 1 April, 1 July and 1 October", "found"),
        ("a calendar quarter", "found"),
        ("each period of three months from the Commencement Date", "conflict"),
    ],
)
def test_a_cap_on_a_quarter_is_no_cap_on_a_month(terms_of, quarter, status):
    """It holds for the three months together; which months those are is asked where the contract does not say."""
    [cap] = [one for one in terms_of(QUARTERLY.format(quarter=quarter), "credit_rule") if "cap_pct" not in one.fields]
    assert (cap.fields["cap_quarter_pct"], cap.status) == ("12", status)
