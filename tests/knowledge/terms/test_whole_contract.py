"""A typical small contract, and the sample company's, found whole: everything that is there and nothing else."""

from collections import Counter
from pathlib import Path

from knowledge.clauses import clauses
from knowledge.documents.reading import read
from knowledge.terms.finding import found

SAMPLE = Path(__file__).parents[3] / "demo" / "marrowdale" / "contract.docx"

AGREEMENT = """# Managed Services Agreement

This Agreement is dated 3 March 2025 and made between:

(1) Fernley Foods Limited, a company registered in England (the "Customer"); and

(2) Oakmere Technology Limited (the "Supplier").

## 1. Definitions

1.1 "Service Hours" means Monday to Friday 08:00 to 18:00 excluding public holidays in England.

1.2 "Working Day" means a day other than a Saturday, Sunday or public holiday in England.

1.3 "Commencement Date" means 1 April 2025.

## 2. Term

2.1 This Agreement commences on the Commencement Date and continues for an initial term of three (3) years. It renews
automatically for successive periods of 12 months unless either party gives at least ninety (90) days' written notice
before the end of the then current term.

## 3. Charges

3.1 The Customer shall pay the Monthly Charge of £18,500 per month within 30 days of the date of invoice.

3.2 Additional work is charged at £95 per hour.

## 4. Termination

4.1 The Customer may terminate this Agreement on 30 days' written notice if the Supplier misses the same Service Level
in three consecutive months or in four months of any 12 month period.

# Schedule 1 Service Levels

## 1. Response and resolution times (hours run in Service Hours)

1.1 The Supplier shall meet the Service Levels in the table below.

| Priority | Response | Resolution | Target |
|---|---|---|---|
| P1 (Critical) | 15 minutes | 4 hours | 95% |
| P2 (High) | 30 minutes | 8 hours | 95% |
| P3 (Medium) | 2 hours | 2 Working Days | 90% |
| P4 (Low) | 4 hours | 5 Working Days | 90% |

1.2 The clock stops while the Supplier is awaiting a response from the Customer.

## 2. Availability

2.1 The Supplier shall ensure that the Hosted Platform is available 99.9% of the time in each calendar month, excluding
planned maintenance of which the Supplier has given at least 48 hours' notice.

## 3. Service Credits

3.1 For each Service Level which is missed in a month the Supplier shall give the Customer a Service Credit of 5% of
the Monthly Charge. The Service Credit is doubled where the same Service Level is missed in consecutive months.

3.2 For availability the Service Credit is:

| Availability | Service Credit |
|---|---|
| 99.5% - 99.9% | 2% |
| below 99.5% | 5% |

3.3 The total Service Credits in any month shall not exceed 10% of the Monthly Charge.

3.4 The Customer must claim Service Credits in writing within 30 days of the end of the month in which they arose.

## 4. Reporting

4.1 The Supplier shall deliver a monthly service report by the tenth Working Day after the end of each month.

4.2 Payment is due within 30 days. Invoices which are 15 days late bear interest at 4% a year.
"""


def test_a_small_contract_comes_out_complete_and_right(terms_of):
    """Every level, rule, trigger, price, duty and date, and not one more."""
    terms = terms_of(AGREEMENT)
    assert {term.status for term in terms} == {"found"}
    assert Counter(term.kind for term in terms) == {
        "service_level": 9,
        "credit_rule": 5,
        "trigger": 2,
        "charge": 3,
        "duty": 2,
        "service_hours": 1,
        "contract_date": 6,
        "party": 2,
    }
    levels = {(t.fields["metric"], t.fields.get("priority")): t.fields for t in terms if t.kind == "service_level"}
    limits = {key: (f.get("limit_s"), f.get("limit_days"), f["clock"], f["target_pct"]) for key, f in levels.items()}
    assert limits == {
        ("response", 1): (900, None, "service_hours", "95"),
        ("resolution", 1): (14400, None, "service_hours", "95"),
        ("response", 2): (1800, None, "service_hours", "95"),
        ("resolution", 2): (28800, None, "service_hours", "95"),
        ("response", 3): (7200, None, "service_hours", "90"),
        ("resolution", 3): (None, 2, "business_days", "90"),
        ("response", 4): (14400, None, "service_hours", "90"),
        ("resolution", 4): (None, 5, "business_days", "90"),
        ("availability", None): (None, None, "calendar", "99.9"),
    }
    assert levels["resolution", 1]["pauses"] == ["customer"]
    assert levels["availability", None]["planned_notice_s"] == 172_800
    credit = [term.fields for term in terms if term.kind == "credit_rule"]
    assert credit == [
        {"kind": "flat", "value": "5", "base": "monthly_charge"},
        {"kind": "modifier", "repeat_factor": "2"},
        {
            "kind": "ladder",
            "metric": "availability",
            "bands": [
                {"low": "99.5", "high": "99.9", "value": "2", "low_included": True, "high_included": True},
                {"low": None, "high": "99.5", "value": "5", "low_included": True, "high_included": False},
            ],
            "base": "monthly_charge",
        },
        {"kind": "modifier", "cap_pct": "10"},
        {
            "kind": "modifier",
            "automatic": False,
            "claim_days": 30,
            "claim_from": "month_end",
            "claim_form": "in writing",
        },
    ]
    paying, report = [term.fields for term in terms if term.kind == "duty"]
    assert (paying["who"], paying["what"], paying["due_days"]) == ("customer", "pay invoices", 30)
    assert (report["kind"], report["every_months"], report["due_business_days"]) == ("report", 1, 10)


def test_the_clause_and_place_of_each_term_can_be_cited(terms_of):
    """Every term names its clause."""
    terms = terms_of(AGREEMENT)
    assert all(term.clause for term in terms)
    assert {term.clause for term in terms if term.kind == "trigger"} == {"4.1"}


def test_the_sample_agreement_is_found_whole():
    """Ten timed levels, two of availability, four of security; credits, failure, prices, duties, dates."""
    document = read(SAMPLE)
    terms = found(clauses(document), document)
    assert {term.status for term in terms} == {"found"}
    levels = [term.fields for term in terms if term.kind == "service_level"]
    assert Counter(f["metric"] for f in levels) == {
        "response": 4,
        "resolution": 4,
        "update_interval": 1,
        "availability": 2,
        "patching": 1,
        "backup": 1,
        "edr": 1,
        "mfa": 1,
    }
    timed = {
        (f["metric"], f["priority"]): (f["limit_s"], f["target_pct"])
        for f in levels
        if f["metric"] in {"response", "resolution"}
    }
    assert timed == {
        ("response", 1): (1800, "95"),
        ("resolution", 1): (14400, "95"),
        ("response", 2): (3600, "90"),
        ("resolution", 2): (28800, "90"),
        ("response", 3): (14400, "90"),
        ("resolution", 3): (57600, "90"),
        ("response", 4): (28800, "85"),
        ("resolution", 4): (144000, "85"),
    }
    resolution = next(f for f in levels if f["metric"] == "resolution")
    assert resolution["pauses"] == ["customer"]
    assert resolution["month_by"] == "resolved"
    response = next(f for f in levels if f["metric"] == "response")
    assert "pauses" not in response
    assert (response["month_by"], response["auto_ack_counts"], response["clock"]) == ("opened", False, "service_hours")
    up = {
        f["service"]: (f["target_pct"], f["planned_notice_s"], f["full_month_denominator"])
        for f in levels
        if f["metric"] == "availability"
    }
    assert up == {"Hosted Desktop": ("99.9", 172_800, False), "Site Network": ("99.9", 172_800, False)}
    evidence = {f["metric"]: f["target_pct"] for f in levels if f["metric"] in {"patching", "backup", "edr", "mfa"}}
    assert evidence == {"patching": "95", "backup": "98", "edr": "98", "mfa": "100"}


def test_the_sample_agreements_credits_failure_and_duties_are_right():
    """Doubling, the limit, the claim, three running, four of twelve, and what is due when."""
    document = read(SAMPLE)
    terms = found(clauses(document), document)
    rules = [term.fields for term in terms if term.kind == "credit_rule"]
    said = {
        name: value for rule in rules if rule["kind"] == "modifier" for name, value in rule.items() if name != "kind"
    }
    assert said == {
        "exclusive_remedy": False,
        "round_dp": 2,
        "repeat_factor": "2",
        "cap_pct": "10",
        "automatic": False,
        "claim_days": 30,
        "claim_from": "month_end",
        "claim_form": "in writing",
    }
    flat = {(rule["metric"], rule["priority"]): rule["value"] for rule in rules if rule["kind"] == "flat"}
    assert flat == dict.fromkeys([("response", 1), ("resolution", 1), ("response", 2), ("resolution", 2)], "5")
    (ladder,) = [rule for rule in rules if rule["kind"] == "ladder"]
    assert [(band["low"], band["high"], band["value"]) for band in ladder["bands"]] == [
        ("99.5", "99.9", "2"),
        ("99", "99.5", "4"),
        (None, "99", "6"),
    ]
    triggers = [(t.fields["k"], t.fields.get("n"), t.fields["effect"]) for t in terms if t.kind == "trigger"]
    assert triggers == [(3, None, "improvement plan, then termination"), (4, 12, "improvement plan, then termination")]
    charges = {
        t.fields["kind"]: (t.fields.get("rate"), t.fields.get("minimum"), t.fields.get("cap_pct"))
        for t in terms
        if t.kind == "charge"
    }
    assert charges == {
        "per_user": ("62.00", 100, None),
        "hourly": ("85.00", None, None),
        "indexation": (None, None, "4"),
        "late_interest": ("4", None, None),
    }
    provider = Counter(t.fields["kind"] for t in terms if t.kind == "duty" and t.fields["who"] == "provider")
    assert provider == {
        "report": 1,
        "review": 1,
        "roadmap": 1,
        "breach_notice": 1,
        "exit_plan": 1,
        "backup": 1,
        "restore_test": 1,
        "other": 3,
    }
    assert sum(t.kind == "duty" and t.fields["who"] == "customer" for t in terms) == 7
