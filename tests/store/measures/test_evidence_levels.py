"""Security levels are proved by what was supplied for the month, or not at all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Result, Source, Status, Why
from store.facts.happened import SecurityEvidence
from store.measures.evidence_levels import evidence_kind, evidence_result

PATCHING = ServiceLevel(1, "C-1", Metric.PATCHING, Source("sla.docx", clause="5.2"), target_pct=Decimal(95))


def evidence(table):
    """Rows written as "month | kind | detail | population | in order"; a dash is not given."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]
    number = lambda cell: None if cell == "-" else int(cell)  # noqa: E731
    return [
        SecurityEvidence(month, kind, Source("security.csv", row=place), detail, number(population), number(in_order))
        for place, (month, kind, detail, population, in_order) in enumerate(rows, start=2)
    ]


def patching(table, level=PATCHING):
    return evidence_result(level, evidence(table), month="2026-09", claimed=Decimal(100))


def test_a_level_is_proved_by_the_months_count():
    """96 of 100 machines patched meets 95 per cent; other months and kinds are not mixed in."""
    seen = patching("""
        month   | kind     | detail | population | in order
        2026-09 | Patching |        | 100        | 96
        2026-08 | Patching |        | 100        | 10
        2026-09 | Backups  |        | 100        | 10
        """)
    assert (seen.result, seen.shown, seen.n, seen.of) == (Result.MET, "96.00", 96, 100)
    assert (seen.interval, seen.claimed, seen.sources) == (None, Decimal(100), ("security.csv:2",))
    assert seen.basis == "counted by the evidence supplied for the month"


def test_what_was_not_supplied_is_not_guessed():
    """No row, or a row without its numbers, is the provider's to supply."""
    assert patching("month | kind | detail | population | in order").why == Why.PROVIDER_DID_NOT_SUPPLY
    gap = patching("""
        month   | kind     | detail | population | in order
        2026-09 | patching |        | 100        | -
        """)
    assert (gap.result, gap.why) == (Result.CANNOT_TELL, Why.PROVIDER_DID_NOT_SUPPLY)


def test_parts_are_added_up():
    """Servers and workstations together make the estate."""
    table = """
        month   | kind    | detail       | population | in order
        2026-09 | patches | Servers      | 20         | 20
        2026-09 | patches | Workstations | 80         | 70
        """
    assert (patching(table).n, patching(table).of) == (90, 100)
    servers = patching(table, replace(PATCHING, service="servers"))
    assert (servers.result, servers.n, servers.of) == (Result.MET, 20, 20)


@pytest.mark.parametrize(("total", "why"), [("100 | 90", None), ("100 | 95", Why.CONFLICT)])
def test_a_total_must_agree_with_its_parts(total, why):
    """A total row is not counted on top of its parts, and must not contradict them."""
    seen = patching(f"""
        month   | kind    | detail       | population | in order
        2026-09 | patches | Servers      | 20         | 20
        2026-09 | patches | Workstations | 80         | 70
        2026-09 | patches |              | {total}
        """)
    assert seen.why == why
    assert seen.of == (100 if why is None else None)


@pytest.mark.parametrize(("second", "why"), [("100 | 96", None), ("100 | 91", Why.CONFLICT)])
def test_the_same_row_twice_is_one_and_two_figures_are_a_question(second, why):
    """A file taken in twice changes nothing; two different answers are not averaged."""
    seen = patching(f"""
        month   | kind     | detail | population | in order
        2026-09 | patching |        | 100        | 96
        2026-09 | patching |        | {second}
        """)
    assert seen.why == why


def test_more_in_order_than_there_are_is_a_contradiction():
    """101 of 100 is a mistake to ask about."""
    seen = patching("""
        month   | kind     | detail | population | in order
        2026-09 | patching |        | 100        | 101
        """)
    assert seen.why == Why.CONFLICT


def test_no_restore_tested_is_no_proof():
    """A month with nought restore tests is not "no demand"; an empty backup list is."""
    table = """
        month   | kind          | detail | population | in order
        2026-09 | restore tests |        | 0          | 0
        2026-09 | backup        |        | 0          | 0
        """
    restores = patching(table, replace(PATCHING, metric=Metric.RESTORE_TEST))
    backups = patching(table, replace(PATCHING, metric=Metric.BACKUP))
    assert (restores.result, restores.why) == (Result.CANNOT_TELL, Why.PROVIDER_DID_NOT_SUPPLY)
    assert backups.result == Result.NO_DEMAND


def test_a_level_in_doubt_stays_in_doubt():
    """Good evidence does not settle what the contract says."""
    seen = patching(
        """
        month   | kind     | detail | population | in order
        2026-09 | patching |        | 100        | 96
        """,
        replace(PATCHING, status=Status.CONFLICT),
    )
    assert (seen.result, seen.why) == (Result.CANNOT_TELL, Why.CONFLICT)


@pytest.mark.parametrize(
    ("kind", "metric"),
    [
        ("MFA", Metric.MFA),
        ("restore_test", Metric.RESTORE_TEST),
        ("EDR coverage", Metric.EDR),
        ("Backup jobs", Metric.BACKUP),
        ("pen test", None),
    ],
)
def test_kinds_are_recognised_by_their_usual_names(kind, metric):
    """Files name the same thing in several ways."""
    assert evidence_kind(kind) == metric


def test_a_kind_of_its_own_is_matched_by_its_plain_name():
    """Satisfaction scores and the like can be counted too."""
    csat = replace(PATCHING, metric=Metric.CSAT)
    seen = patching("month | kind | detail | population | in order\n2026-09 | csat | | 10 | 10", csat)
    assert seen.result == Result.MET
