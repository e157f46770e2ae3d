"""Which duties fell due and what shows that they were done."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, ContractFacts, Duty, Metric, ServiceHours
from store.facts.common import Period, Source, Status, Why
from store.facts.happened import Happened, LogEntry, ReportClaim, SecurityEvidence
from store.measures.coverage import duty_instances, evidence_coverage

SEPTEMBER = Period.of_month("2026-09")
START = date(2026, 2, 10)
HERE = Source("msa.docx", clause="6.1")
REPORT = Duty(1, "MSA-1", "report", HERE, every_months=1, due_business_days=8)
REVIEW = Duty(2, "MSA-1", "review", HERE, every_months=1)
RESTORE = Duty(3, "MSA-1", "restore_test", HERE, every_months=3)
HOURS = ServiceHours(weekly=tuple((day, 540, 1050) for day in range(5)))


class Weekdays:
    """Monday to Friday, no holidays."""

    def working_day_after(self, d, n):
        """Step a day at a time."""
        while n:
            d += timedelta(days=1)
            n -= d.weekday() < 5
        return d


def instances(duty, period=SEPTEMBER, start=START, clock=None):
    return duty_instances(duty, start, period=period, clock=clock or Weekdays())


def claims(*rows):
    """Read (month, received on) pairs."""
    return tuple(
        ReportClaim(month, Metric.RESPONSE, Decimal(99), Source("r.pdf"), 1, received_on=on and date.fromisoformat(on))
        for month, on in rows
    )


def log(kind, *days, state="held"):
    return tuple(LogEntry(kind, date.fromisoformat(day), "x", Source("log.csv", 2), state=state) for day in days)


def seen(*duties, period=SEPTEMBER, as_of="2026-10-20", start=START, hours=HOURS, **happened):
    agreed = Agreed(ContractFacts("MSA-1", "x", "y", service_start=start, hours=hours), duties=duties)
    return evidence_coverage(agreed, Happened(**happened), period, as_of=date.fromisoformat(as_of))


def states(coverage, kind):
    return [one.state for one in coverage.of_kind(kind)]


def test_a_monthly_report_is_due_on_the_eighth_working_day_after_the_month():
    """September 2026 ends on a Wednesday; eight working days later is Monday 12 October."""
    assert [(one.covers.label, one.due) for one in instances(REPORT)] == [("September 2026", date(2026, 10, 12))]


def test_quarters_are_those_of_the_calendar_from_the_first_whole_one():
    """Service began on 10 February: the first quarter asked about is April to June."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
    spans = [one.covers for one in instances(replace(RESTORE, due_days=15), year)]
    assert [span.label for span in spans] == [
        "April 2026 to June 2026",
        "July 2026 to September 2026",
        "October 2026 to December 2026",
    ]
    assert instances(replace(RESTORE, due_days=15), year)[0].due == date(2026, 7, 15)


def test_half_years_run_from_the_month_in_which_the_service_began():
    """Service began on 10 February: the first half-year is February to July, cut to the days served."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
    (first,) = (one.covers for one in instances(replace(RESTORE, every_months=6), year))
    assert (first.label, first.start) == ("February 2026 to July 2026", START)


def test_without_a_known_start_quarters_run_from_january():
    """January to March is the first."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
    assert [one.covers.end.month for one in instances(RESTORE, year, start=None)] == [3, 6, 9, 12]


@pytest.mark.parametrize("every", [None, 0])
def test_duties_that_only_come_with_an_event_have_no_dates(every):
    """A breach notice is due when there is a breach."""
    assert instances(replace(REPORT, every_months=every)) == ()


def test_a_duty_counts_only_while_it_is_in_force():
    """Agreed from October on: nothing for September."""
    assert instances(replace(REPORT, effective_from=date(2026, 10, 1))) == ()


@pytest.mark.parametrize(
    ("received", "as_of", "state"),
    [
        ("2026-10-12", "2026-10-20", "evidenced"),
        ("2026-10-13", "2026-10-20", "late"),
        (None, "2026-10-20", "evidenced"),
        ("2026-10-21", "2026-10-20", "no_evidence"),
        ("2026-10-21", "2026-10-12", "not_due"),
    ],
)
def test_a_report_is_in_time_late_missing_or_not_due(received, as_of, state):
    """Whatever has not arrived on the day of asking is not there; a report without a date is in hand."""
    coverage = seen(REPORT, claims=claims(("2026-09", received)), as_of=as_of)
    assert states(coverage, "report") == [state]
    assert (coverage.n, coverage.of) == (int(state in {"evidenced", "late"}), int(state != "not_due"))


def test_the_first_figure_to_arrive_dates_the_report():
    """Two figures of one report, the second a week later; last month's report does not stand in."""
    rows = claims(("2026-09", None), ("2026-09", "2026-10-19"), ("2026-09", "2026-10-09"), ("2026-09", "2026-10-15"))
    assert seen(REPORT, claims=rows).of_kind("report")[0].settled_on == date(2026, 10, 9)
    assert states(seen(REPORT, claims=claims(("2026-08", "2026-09-09"))), "report") == ["no_evidence"]


def test_one_review_stands_for_one_month():
    """The only autumn meeting, on 5 October, is October's; September's did not take place."""
    autumn = Period(date(2026, 9, 1), date(2026, 10, 31), "autumn")
    found = seen(REVIEW, period=autumn, log=log("reviews", "2026-10-05"), as_of="2026-11-20")
    assert states(found, "review") == ["no_evidence", "evidenced"]


def test_a_review_held_late_still_counts_as_held():
    """Two meetings in October: one is September's, late."""
    found = seen(REVIEW, log=log("reviews", "2026-10-05", "2026-10-19"))
    assert states(found, "review") == ["late"]
    assert (found.n, found.of) == (1, 1)
    far = seen(REVIEW, log=log("reviews", "2026-11-10"), as_of="2026-11-20")
    assert states(far, "review") == ["no_evidence"]


def test_a_review_planned_or_called_off_is_no_evidence():
    """Neither is another kind of entry."""
    planned = log("reviews", "2026-09-10", state="Cancelled ")
    assert states(seen(REVIEW, log=planned + log("advice", "2026-09-11")), "review") == ["no_evidence"]


def test_security_duties_are_settled_by_the_months_counts():
    """Whatever the file calls them: "backups" are backups; free duties go by their name."""
    named = replace(REVIEW, id=4, kind="other", what="Firewall review")
    evidence = tuple(SecurityEvidence("2026-09", kind, Source("s.csv", 2)) for kind in ("Backups", "firewall review"))
    found = seen(replace(REVIEW, id=5, kind="backup"), named, replace(named, what=""), security=evidence)
    assert [one.state for one in found.instances] == ["evidenced", "evidenced", "no_evidence"]


def test_a_roadmap_is_settled_by_its_log_line():
    """Proposed is not yet agreed."""
    roadmap = replace(REVIEW, kind="roadmap")
    assert states(seen(roadmap, log=log("roadmap", "2026-09-15", state="agreed")), "roadmap") == ["evidenced"]
    assert states(seen(roadmap, log=log("roadmap", "2026-09-15", state="proposed")), "roadmap") == ["no_evidence"]


def test_a_half_yearly_test_that_does_not_end_in_the_month_is_standing_and_not_counted():
    """In September the half-year to July is what can be shown; a test in the running one goes before it."""
    half = replace(RESTORE, every_months=6)
    missing = seen(half)
    assert (states(missing, "restore_test"), missing.n, missing.of) == (["no_evidence"], 0, 0)
    done = seen(half, security=(SecurityEvidence("2026-09", "restore test", Source("s.csv", 2)),))
    assert [(one.covers.label, one.state) for one in done.standing] == [("August 2026 to January 2027", "evidenced")]


def test_a_first_quarter_still_running_is_not_due():
    """Nothing can be missing yet; and nothing is proved by years in which nobody knows of a service."""
    assert states(seen(RESTORE, start=date(2026, 8, 1)), "restore_test") == ["not_due"]
    unknown_start = seen(replace(RESTORE, every_months=12), start=None)
    assert [(one.covers.label, one.state) for one in unknown_start.standing] == [
        ("January 2026 to December 2026", "not_due")
    ]
    ended = seen(replace(RESTORE, effective_to=date(2026, 1, 1)))
    assert (ended.instances, ended.standing) == ((), ())


@pytest.mark.parametrize(("as_of", "state"), [("2026-10-26", "not_due"), ("2026-10-27", "no_evidence")])
def test_working_days_nobody_knows_are_given_every_benefit_of_the_doubt(as_of, state):
    """Without opening hours a missing report is missing only when the latest possible day has passed."""
    found = seen(REPORT, hours=None, as_of=as_of)
    assert (found.of_kind("report")[0].due, states(found, "report")) == (None, [state])
    in_hand = seen(REPORT, hours=None, claims=claims(("2026-09", "2026-10-30")), as_of="2026-10-30")
    assert states(in_hand, "report") == ["evidenced"]


def test_duties_in_doubt_and_the_customers_own_are_left_out():
    """A doubtful duty is asked about; ours is not theirs."""
    found = seen(replace(REPORT, who="customer"), replace(REVIEW, status=Status.CONFLICT))
    assert (found.instances, found.of) == ((), 0)
    assert [(one.what, one.why) for one in found.unknowns] == [("what exactly is due: review", Why.CONFLICT)]


def test_the_day_of_asking_is_the_last_of_the_period_unless_told():
    """On 30 September the report of September is not due."""
    agreed = Agreed(ContractFacts("MSA-1", "x", "y", service_start=START, hours=HOURS), duties=(REPORT,))
    assert [one.state for one in evidence_coverage(agreed, Happened(), SEPTEMBER).instances] == ["not_due"]
