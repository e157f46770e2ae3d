"""What happened beside the tickets is kept once, corrected when told differently, and its silence is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.contracts import Contracts
from store.database import open_database
from store.facts.agreed import Metric
from store.facts.common import Money, Source
from store.facts.happened import HeadCount, InvoiceLine, LogEntry, Outage, ReportClaim, SecurityEvidence
from store.happenings import Happenings
from store.records import Added

REF = "Northwind"
START = datetime(2026, 9, 3, 9, tzinfo=UTC)
OUTAGE = Outage(
    "Mail",
    planned=False,
    start=START,
    end=START + timedelta(hours=2),
    source=Source("outages.csv", row=2),
    told_at=START,
    note="line down",
)
HEADS = HeadCount(date(2026, 9, 1), Source("heads.csv", row=2), users=124, devices=150)
LINE = InvoiceLine(
    "INV-9", date(2026, 10, 2), "2026-09", "Managed service", Money(Decimal("18500.00"), "GBP"), Source("inv.csv", row=2),
    quantity=Decimal("1.0"), unit_price=Decimal("18500.00"),
)  # fmt: skip
PATCHES = SecurityEvidence("2026-09", "patching", Source("sec.csv", row=2), "critical", 40, 38)
CLAIM = ReportClaim(
    "2026-09", Metric.RESPONSE, Decimal("100.0"), Source("report.pdf", page=2), 1, None, date(2026, 10, 9)
)
REVIEW = LogEntry("reviews", date(2026, 9, 20), "Monthly review", Source("reviews.csv", row=2), "Ann", "held")
EVERY = {
    "outages": OUTAGE, "headcount": HEADS, "invoices": LINE, "security": PATCHES, "reports": CLAIM, "reviews": REVIEW,
}  # fmt: skip


@pytest.fixture
def happenings(db):
    Contracts(db).placeholder(REF)
    return Happenings(db)


@pytest.mark.parametrize("kind", EVERY)
def test_a_fact_comes_back_as_it_was_told_and_only_once(happenings, kind):
    """The same file twice is the same fact once, with its source, to the penny and the second."""
    fact = EVERY[kind]
    assert happenings.add(REF, [fact], file="f.csv", sha256="f") == Added(new=1, changed=0, unchanged=0)
    assert happenings.add(REF, [fact], file="f.csv", sha256="f") == Added(new=0, changed=0, unchanged=1)
    assert happenings.listed(REF, type(fact)) == (fact,)
    assert happenings.coverage(REF, kind).months == ("2026-09",)


def test_everything_is_read_as_of_one_moment(happenings):
    """All kinds together, each in its place."""
    for kind, fact in EVERY.items():
        happenings.add(REF, [fact], file=f"{kind}.csv", sha256=kind)
    everything = happenings.happened(REF)
    assert (everything.outages, everything.headcount, everything.invoices) == ((OUTAGE,), (HEADS,), (LINE,))
    assert (everything.security, everything.claims, everything.log) == ((PATCHES,), (CLAIM,), (REVIEW,))


@pytest.mark.parametrize(
    "corrected",
    [
        replace(OUTAGE, end=OUTAGE.end + timedelta(hours=1), planned=True),
        replace(HEADS, users=120),
        replace(LINE, net=Money(Decimal("18400.00"), "GBP")),
        replace(PATCHES, in_order=39),
        replace(CLAIM, claimed_pct=Decimal("98.5")),
        replace(REVIEW, state="cancelled"),
    ],
)
def test_a_fact_told_differently_is_corrected_not_doubled(happenings, corrected):
    """A later file with another figure for the same thing replaces the figure, and names the new file."""
    told = next(fact for fact in EVERY.values() if type(fact) is type(corrected))
    corrected = replace(corrected, source=Source("later.csv", row=5))
    happenings.add(REF, [told], file="f.csv", sha256="f")
    assert happenings.add(REF, [corrected], file="later.csv", sha256="g") == Added(new=0, changed=1, unchanged=0)
    assert happenings.listed(REF, type(told)) == (corrected,)


def test_two_equal_lines_of_an_invoice_are_two_lines(happenings):
    """Two desks at the same price are charged twice; a row doubled in any other file is one fact."""
    second = replace(LINE, source=Source("inv.csv", row=3))
    assert happenings.add(REF, [LINE, second], file="inv.csv", sha256="i").new == 2
    assert happenings.add(REF, [LINE, second], file="inv.csv", sha256="i") == Added(new=0, changed=0, unchanged=2)
    assert (
        happenings.add(REF, [HEADS, replace(HEADS, source=Source("heads.csv", row=3))], file="h", sha256="h").new == 1
    )


def test_two_figures_for_one_thing_in_one_file_are_both_kept(happenings):
    """Neither is picked in silence."""
    other = replace(CLAIM, claimed_pct=Decimal(80), source=Source("report.pdf", page=3))
    happenings.add(REF, [CLAIM, other], file="report.pdf", sha256="r")
    assert [one.claimed_pct for one in happenings.happened(REF).claims] == [Decimal("100.0"), Decimal(80)]


def test_silence_counts_only_where_a_file_spoke(happenings):
    """An empty outage file for September says that there were none; October is not known."""
    assert not happenings.coverage(REF, "outages").uploaded
    happenings.add(REF, [], file="sep.csv", sha256="s", kind="outages", months=["2026-09"])
    assert happenings.coverage(REF, "outages").uploaded
    assert happenings.covers(REF, "outages", ["2026-09"])
    assert not happenings.covers(REF, "outages", ["2026-09", "2026-10"])
    assert not happenings.covers(REF, "security", ["2026-09"])


def test_an_outage_over_midnight_of_a_month_end_speaks_of_both_months(happenings):
    """What began in August and ended in September is known of both."""
    long = replace(OUTAGE, start=datetime(2026, 8, 31, 23, tzinfo=UTC), end=datetime(2026, 9, 1, 1, tzinfo=UTC))
    happenings.add(REF, [long], file="o.csv", sha256="o")
    assert happenings.coverage(REF, "outages").months == ("2026-08", "2026-09")


MONEY = st.decimals(min_value=-99999, max_value=99999, places=2)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            replace, st.just(LINE), description=st.sampled_from("abc"), net=st.builds(Money, MONEY, st.just("GBP"))
        ),
        max_size=8,
    )
)
def test_any_invoice_added_twice_sums_to_the_same(tmp_path_factory, lines):
    """Idempotent to the penny, whatever the lines."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('happenings') / 'app.db'}")
    Contracts(database).placeholder(REF)
    happenings = Happenings(database)
    for _ in range(2):
        happenings.add(REF, lines, file="inv.csv", sha256="i")
        stored = happenings.listed(REF, InvoiceLine)
        assert sum(line.net.amount for line in stored) == sum(line.net.amount for line in lines)
    database.close()
