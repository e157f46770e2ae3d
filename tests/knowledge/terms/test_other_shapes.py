"""Shapes that contracts take less often: tiers across, levels in one sentence, lists, credits that stay open."""

import time

import pytest

from knowledge.clauses import clauses
from knowledge.documents.model import Document, Paragraph
from knowledge.terms.finding import found

HOURS = (
    "# Support\n\n1. Service Hours are 09:00 to 17:00 Monday to Friday. All times are measured in Service Hours.\n\n"
)


def told(terms):
    """Metric, priority, tier or service, limit, clock, target, status."""
    lines = []
    for term in terms:
        f = term.fields
        scope = f.get("tier") or f.get("service") or "-"
        limit = f.get("limit_s", f.get("limit_days", "-"))
        lines.append(
            f"{f['metric']} {f.get('priority', '-')} [{scope}] {limit} {f.get('clock', '?')} {f.get('target_pct', '-')} {term.status}"
        )
    return lines


def test_a_table_with_its_metric_in_the_title_has_its_tiers_across(terms_of):
    """Response time by plan."""
    levels = terms_of(
        HOURS
        + """## Response time

| Severity | Premium support | Starter |
|---|---|---|
| Sev 1 | 1 hour | 1 business day |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [premium] 3600 service_hours - found",
        "response 1 [starter] 1 business_days - found",
    ]


def test_a_row_may_say_its_whole_level(terms_of):
    """P1 Incidents responded to within 15 minutes: 95 %, and 3 % credit."""
    terms = terms_of(
        """# Service Levels

| Ref | Service Level | Target | Service Credit |
|---|---|---|---|
| SL1 | P1 Incidents responded to within 15 minutes | 95% | 3% |
| SL2 | Core network availability | 99.95% | 5% |
| SL3 | Hosted desktop availability | 99.9% | 5% |

Service Credits are a percentage of the Monthly Service Charge. Times are measured 24x7.
"""
    )
    assert told(term for term in terms if term.kind == "service_level") == [
        "response 1 [-] 900 calendar 95 found",
        "availability - [Core network] - calendar 99.95 found",
        "availability - [Hosted desktop] - calendar 99.9 found",
    ]
    first = next(term.fields for term in terms if term.kind == "credit_rule")
    assert first == {"kind": "flat", "value": "3", "metric": "response", "priority": 1, "base": "monthly_charge"}


def test_each_priority_in_a_sentence_has_its_own_time(terms_of):
    """P1 thirty minutes; P2 two hours: never P1 to P30."""
    levels = terms_of(
        HOURS
        + "2. We shall respond to Incidents as follows: Priority 1 – 30 minutes; Priority 2 – 2 hours; Priority 3 – 4 hours.",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 1800 service_hours - found",
        "response 2 [-] 7200 service_hours - found",
        "response 3 [-] 14400 service_hours - found",
    ]


def test_response_and_resolution_in_one_sentence_are_not_mixed_up(terms_of):
    """Response 30 minutes, resolution 4 hours."""
    levels = terms_of(HOURS + "2. Severity 1: response 30 minutes, resolution 4 hours.", "service_level")
    assert told(levels) == ["response 1 [-] 1800 service_hours - found", "resolution 1 [-] 14400 service_hours - found"]


def test_a_list_keeps_its_lead_in_to_the_end(terms_of):
    """(a) to (c), with the share said before them."""
    levels = terms_of(
        HOURS
        + """2. The Supplier shall resolve 90% of:

   (a) Priority 1 Incidents within 4 hours;

   (b) Priority 2 Incidents by the end of the next Business Day; and

   (c) Priority 3 Incidents within 3 Business Days.
""",
        "service_level",
    )
    assert told(levels) == [
        "resolution 1 [-] 14400 service_hours 90 found",
        "resolution 2 [-] 1 next_business_day 90 found",
        "resolution 3 [-] 3 business_days 90 found",
    ]


def test_answering_the_telephone_is_no_first_reply(terms_of):
    """Twenty seconds hold for calls, not for tickets."""
    (level,) = terms_of(HOURS + "2. We shall answer 90% of telephone calls within 20 seconds.", "service_level")
    assert (level.fields["metric"], level.fields["service"], level.fields["limit_s"]) == ("other", "telephone", 20)


def test_tickets_logged_late_in_the_day_count_from_the_next(terms_of):
    """After four is tomorrow, for every level in service hours."""
    (level,) = terms_of(
        HOURS
        + "2. P1 incidents shall be answered within 1 hour. Tickets logged after 4pm count as logged on the next working day.",
        "service_level",
    )
    assert level.fields["cutoff"] == "16:00"


def test_targets_of_single_priorities_in_a_list_reach_their_levels(terms_of):
    """P1: 95 % compliance."""
    levels = terms_of(
        HOURS
        + """2. P1 incidents shall be answered within 1 hour.

3. P2 incidents shall be answered within 2 hours.

4. Compliance with the response times:

    * P1: 95% compliance
    * P2: 90% compliance
""",
        "service_level",
    )
    assert [term.fields["target_pct"] for term in levels] == ["95", "90"]


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        (
            "A missed uptime gives a service credit of 5% (Basic), 10% (Standard) or 20% (Premium) of the monthly fee.",
            ("5 %", "10 %", "20 %"),
        ),
        (
            "For every hour by which a P1 Incident exceeds its resolution time the Customer receives a credit of £100.",
            ("for each late ticket", "for each span of time that it is late"),
        ),
        (
            "Service Credits shall not exceed 100% of one month's Charges in any 12 months.",
            ("100 % of a month's charge in a year",),
        ),
    ],
)
def test_a_credit_that_needs_a_person_is_a_conflict_and_never_left_out(terms_of, words, readings):
    """By tier, by the hour, a month's charge in a year."""
    (rule,) = terms_of(f"# Service Credits\n\n1. {words}\n", "credit_rule")
    assert rule.status == "conflict"
    assert rule.readings == readings
    assert rule.question


def test_a_credit_that_grows_when_repeated_is_a_multiple(terms_of):
    """Five per cent, ten if missed in two consecutive months: twice."""
    rules = terms_of(
        "# Service Credits\n\n1. If a Service Level is missed the Customer is entitled to a Service Credit of 5% of the Charges for "
        "that month, increasing to 10% if the same Service Level is missed in two consecutive months.\n",
        "credit_rule",
    )
    assert [rule.fields for rule in rules] == [
        {"kind": "flat", "value": "5", "base": "monthly_charge"},
        {"kind": "modifier", "repeat_factor": "2"},
    ]


def test_each_grade_of_patches_has_its_own_deadline(terms_of):
    """Critical in seven days, high in thirty."""
    found = terms_of(
        "# Patching\n\n1. The Supplier shall install critical patches within 7 days and high ones within 30 days.\n",
        "duty",
    )
    assert [(term.fields["what"], term.fields["due_days"], term.status) for term in found] == [
        ("critical patches installed", 7, "found"),
        ("high patches installed", 30, "found"),
    ]


def test_two_deadlines_in_a_duty_are_asked(terms_of):
    """Seven days, or thirty where they were told late: of which work?"""
    (duty,) = terms_of(
        "# Patching\n\n1. The Supplier shall install patches within 7 days, or within 30 days where testing needs it.\n",
        "duty",
    )
    assert duty.status == "conflict"
    assert "due_days" not in duty.fields


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 20_000 + "b",
        ". " * 5_000,
        "P1, " * 4_000,
        "99.9% - " * 2_000,
        "within 15 minutes of 5% credit (a) " * 500,
        "(" * 5_000,
    ],
    ids=["blanks", "stops", "priorities", "ranges", "words", "brackets"],
)
def test_no_text_takes_long(text):
    """A sentence no person wrote is cut, not mulled over."""
    document = Document("x.md", "md", "0", text, (Paragraph(text, 0, len(text)),))
    start = time.perf_counter()
    found(clauses(document), document)
    assert time.perf_counter() - start < 15
