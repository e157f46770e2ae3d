"""The worked month of a scorecard, and cards made of a few items."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from store.facts.agreed import Agreed, ContractFacts, Duty, Metric, ServiceHours, ServiceLevel
from store.facts.common import Money, Period, Result, Source, Unknown, Why
from store.facts.credit_rule import CreditBand, CreditRule
from store.facts.happened import Happened, InvoiceLine, LogEntry, ReportClaim, SecurityEvidence
from store.measures.attainment import level_result
from store.measures.coverage import evidence_coverage
from store.measures.credits import month_credits
from store.measures.evidence_levels import evidence_result
from store.measures.report_claims import discrepancies
from store.measures.results import Counts, LevelResult
from store.measures.scorecard import DIMENSIONS, Item, scorecard
from store.measures.scorecard_conduct import (
    Crisis,
    Promises,
    Share,
    account_items,
    crisis_items,
    evidence_items,
    plain_talk_items,
    promise_items,
    trend_items,
)
from store.measures.scorecard_gates import gates
from store.measures.scorecard_levels import security_items, service_level_items
from store.measures.trend import break_fix_trend

MONTH, BEFORE = "2026-09", "2026-08"
HERE = Source("msa.docx", clause="Schedule 2")
HOURS = ServiceHours(weekly=tuple((day, 540, 1050) for day in range(5)), holiday_country="GB", holiday_subdiv="ENG")
CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1), hours=HOURS)
SILENT = Unknown("records", Why.NOT_UPLOADED, "add them")


def level(metric, target, priority=None):
    number = list(Metric).index(metric) * 10 + (priority or 0)
    return ServiceLevel(number, "MSA-1", metric, HERE, priority, limit_s=900, hours=HOURS, target_pct=Decimal(target))


def counted(metric, target, in_time, of, priority=None):
    missed = tuple(f"HD-{number}" for number in range(of - in_time))
    return level_result(level(metric, target, priority), Counts(in_time, of, missed), MONTH)


def the_levels():
    """The worked month's service levels, from their counts."""
    lost = Decimal("99.798")
    return (
        counted(Metric.RESPONSE, "95", 4, 5, 1),
        counted(Metric.RESOLUTION, "90", 4, 5, 1),
        counted(Metric.RESPONSE, "90", 11, 12, 2),
        counted(Metric.RESOLUTION, "90", 10, 12, 2),
        LevelResult(level(Metric.AVAILABILITY, "99.9"), MONTH, Result.MISSED, lost, shown="99.798"),
    )


def the_security():
    """Patches 93 of 100, backups 991 of 1,000, protection 94 of 100, sign-in 124 of 124; no restore test."""
    counts = {"patching": (93, 100), "backups": (991, 1000), "edr": (94, 100), "mfa": (124, 124)}
    evidence = [
        SecurityEvidence(MONTH, kind, Source("security.csv", row), population=of, in_order=n)
        for row, (kind, (n, of)) in enumerate(counts.items(), 2)
    ]
    targets = ((Metric.PATCHING, "100"), (Metric.BACKUP, "98"), (Metric.EDR, "98"), (Metric.MFA, "100"))
    return evidence, tuple(evidence_result(level(metric, target), evidence, month=MONTH) for metric, target in targets)


def duty(number, kind, what="", **terms):
    return Duty(number, "MSA-1", kind, HERE, what=what, every_months=1, **{"due_days": 0, **terms})


def the_duties():
    """Fourteen things due for September: nine with evidence, the report among them two working days late."""
    named = ["patching", "backup", "edr", "mfa", *(f"check {letter}" for letter in "abc")]
    missing = ["restore_test", "roadmap", *(f"check {letter}" for letter in "xyz")]
    kinds = {"patching", "backup", "restore_test", "roadmap"}
    every = [duty(9, "report", due_days=None, due_business_days=10), duty(10, "review")]
    every += [
        duty(20 + place, name if name in kinds else "other", name) for place, name in enumerate([*named, *missing])
    ]
    return tuple(every)


def the_coverage(evidence):
    checks = [SecurityEvidence(MONTH, f"check {letter}", Source("security.csv", 9)) for letter in "abc"]
    happened = Happened(
        security=(*evidence, *checks),
        claims=(claim("100"),),
        log=(LogEntry("reviews", date(2026, 9, 22), "September review", Source("reviews.csv", 2), state="held"),),
    )
    agreed = Agreed(CONTRACT, duties=the_duties())
    return evidence_coverage(agreed, happened, Period.of_month(MONTH), as_of=date(2026, 10, 20))


def claim(figure):
    return ReportClaim(MONTH, Metric.RESPONSE, Decimal(figure), Source("report.pdf"), 1, received_on=date(2026, 10, 16))


def the_trend():
    """108 faults in months 7 to 12 for 120 users, 52 in the last three for 124."""
    counts = dict(zip(months(15), [20] * 6 + [18] * 6 + [18, 17, 17], strict=True))
    users = dict(zip(months(15), [120] * 12 + [124] * 3, strict=True))
    return break_fix_trend(counts, users, service_start=date(2025, 7, 1), as_of_month=MONTH)


def months(n):
    return [f"{2025 + (6 + index) // 12}-{(6 + index) % 12 + 1:02d}" for index in range(n)]


def the_credits():
    """P1 first response missed again: 5 % doubled; availability 2 %; cap 10 %; half of it on the invoice."""
    terms = {"cap_pct": Decimal(10), "automatic": False, "claim_days": 30}
    rules = (
        CreditRule(1, "MSA-1", "flat", HERE, Metric.RESPONSE, 1, value=Decimal(5), repeat_factor=Decimal(2), **terms),
        CreditRule(
            2,
            "MSA-1",
            "ladder",
            HERE,
            Metric.AVAILABILITY,
            bands=(CreditBand(Decimal("99.5"), Decimal("99.9"), Decimal(2), high_included=False),),
            **terms,
        ),
    )
    august = (replace(the_levels()[0], month=BEFORE),)
    paid = InvoiceLine(
        "INV-16", date(2026, 10, 1), "2026-10", "credit", Money(Decimal("-925.00"), "GBP"), HERE, credit_for=MONTH
    )
    return month_credits(
        MONTH,
        Agreed(CONTRACT, credit_rules=rules),
        results={BEFORE: august, MONTH: the_levels()},
        base=Money(Decimal(18500), "GBP"),
        invoices=(paid,),
        today=date(2026, 10, 20),
    )


def the_worked_card():
    evidence, security = the_security()
    coverage = the_coverage(evidence)
    claims = discrepancies((claim("100"),), {MONTH: the_levels()})
    crisis = Crisis(22 * 60, 15 * 60, (30 * 60, 75 * 60, 40 * 60), 30 * 60)
    items = (
        *service_level_items(the_levels()),
        *trend_items(the_trend()),
        *security_items(security, coverage, evidence),
        *evidence_items(coverage, claims),
        *promise_items(Promises(kept=3, late=1, missed=1, unknown=1)),
        *crisis_items(crisis),
        *account_items(coverage, Share(31, 120)),
        *plain_talk_items(Decimal("4.2")),
    )
    found = gates(items, claims, credits_by_month=(the_credits(),), trend=the_trend())
    return scorecard(items, found)


def item(dimension, score=None, why=None, weight=100):
    reason = Unknown("it", why, "mend it") if why else None
    return Item(dimension, "k", "it", Decimal(weight), None if score is None else Decimal(score), reason, "reading")


def all_at(score, **changed):
    return [changed.get(key) or item(key, score) for key in DIMENSIONS]


def scores(items):
    return [one.score if one.score is not None else one.unknown.why for one in items]


def covered(*duties, happened=None, today=date(2026, 10, 20)):
    return evidence_coverage(
        Agreed(CONTRACT, duties=duties), happened or Happened(), Period.of_month(MONTH), as_of=today
    )
