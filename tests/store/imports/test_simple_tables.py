"""Head counts, outages, invoices, security counts and kept lists: loose headers, strict values, rejects with their row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.common import InterpreterError, Money
from store.imports.money import amount, decimal_mark
from store.imports.months import month_of
from store.imports.sheets import read_sheet
from store.imports.simple import detect, read_simple, template
from store.imports.simple_columns import SIMPLE


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def table(csv_file):
    def read(kind, text, name="table.csv", **options):
        return read_simple(csv_file(text, name), kind, **{"tz": "Europe/London", **options})

    return read


def reasons(read):
    return {reject.source.row: reject.sentence for reject in read.rejects}


def test_a_head_count_needs_a_date_and_one_whole_number(table):
    """Any of users, devices and sites will do; a month stands for its first day."""
    read = table(
        "headcount",
        """
        As of,Number of users,Devices
        2026-09-01,"1,240",135
        October 2026,113,
        2026-11-01,,
        2026-12-01,112.5,10
        someday,5,5
    """,
    )
    assert [(fact.on, fact.users, fact.devices, fact.sites) for fact in read.facts] == [
        (date(2026, 9, 1), 1240, 135, None),
        (date(2026, 10, 1), 113, None, None),
    ]
    assert reasons(read) == {
        4: "The row has no number of users, devices or sites.",
        5: "The number of users “112.5” is not a whole number.",
        6: "The date “someday” cannot be read as a date.",
    }


def test_outages_are_spans_with_their_notice(table):
    """Planned counts as planned only later, with the notice the contract wants; here the words are kept."""
    read = table(
        "outages",
        """
        System;Planned or unplanned;From;To;Notice given;Comment
        Mail;Planned maintenance;25/09/2026 22:00;26/09/2026 02:00;18/09/2026 10:00;Storage
        Mail;unplanned;27/09/2026 09:00;27/09/2026 08:00;;
        Mail;sometimes;27/09/2026 09:00;27/09/2026 10:00;;
        Mail;no;27/09/2026;27/09/2026 10:00;;
        Mail;fault;28/09/2026 09:00;28/09/2026 10:30;;Switch
    """,
    )
    one, two = read.facts
    assert (one.planned, one.start, one.end, one.told_at, one.note) == (
        True, utc("2026-09-25 21:00"), utc("2026-09-26 01:00"), utc("2026-09-18 09:00"), "Storage",
    )  # fmt: skip
    assert (two.planned, two.source.row, two.told_at) == (False, 6, None)
    assert list(reasons(read)) == [3, 4, 5]
    assert "neither planned nor unplanned" in reasons(read)[4]


def test_an_outage_list_speaks_of_the_months_between_its_rows(table):
    """August had none: the list runs from July to September."""
    read = table(
        "outages",
        "Service,Kind,Start,End\nMail,unplanned,2026-07-01 09:00,2026-07-01 10:00\nMail,unplanned,2026-09-30 09:00,2026-09-30 10:00\n",
    )
    assert read.months == ("2026-07", "2026-08", "2026-09")
    assert any("taken to be complete from July 2026 to September 2026" in note for note in read.notes)


def test_invoice_lines_with_credits(table):
    """Exact amounts; a credit names its month and is negative; without a period the invoice's own month counts."""
    read = table(
        "invoices",
        """
        Invoice number,Date,Period,Description,Qty,Rate,Net,Credit for,Currency
        A-1,30/09/2026,Sep 2026,Managed service,124,£66.00,"£8,184.00",,GBP
        A-2,31/10/2026,,Service credit,,,(409.20),September 2026,
        A-3,31/10/2026,2026-10,Service credit,,,409.20,2026-09,
        A-4,31/10/2026,2026-10,Licences,1,12,€12.00,,GBP
        A-5,31/10/2026,whenever,Licences,1,12,12,,
        A-6,31/10/2026,2026-10,Licences,1,12,twelve,,
        A-7,31/10/2026,2026-10,Licences,3,12,30.00,,
    """,
    )
    one, two, three = read.facts
    assert (one.net, one.quantity, one.unit_price, one.month) == (
        Money(Decimal("8184.00"), "GBP"),
        Decimal(124),
        Decimal("66.00"),
        "2026-09",
    )
    assert (two.net, two.credit_for, two.month) == (Money(Decimal("-409.20"), "GBP"), "2026-09", "2026-10")
    assert reasons(read) == {
        4: "The row credits 2026-09, but its amount 409.20 is not negative.",
        5: "The currency cannot be told: the amount says EUR, the column GBP.",
        6: "The period “whenever” cannot be read as a month; write it as 2026-09.",
        7: "The net “twelve” is not an amount that can be read in one way only; write it as 1234.50.",
    }
    assert three.invoice == "A-7"
    assert read.notes == ["Quantity times unit price is not the net amount in row 8."]


def test_invoices_of_the_continent(table):
    """1.234,50 € and 1.234 are read the same way within one table."""
    read = table(
        "invoices",
        "Invoice no;Invoice date;Net amount\nR1;30.09.2026;1.234,50 €\nR2;30.09.2026;1.234 €\n",
        currency="EUR",
    )
    assert [fact.net.amount for fact in read.facts] == [Decimal("1234.50"), Decimal(1234)]


def test_security_counts_are_counts(table):
    """A percentage or more than all is refused; kinds get one name."""
    read = table(
        "security",
        """
        Month,Control,Detail,In scope,Compliant
        2026-09,Patch compliance,Servers,120,117
        Sep 2026,Backups,,30,30
        2026-09,Phishing test,,124,110
        2026-09,MFA,,124,97%
        2026-09,EDR,,100,101
        09/2026,Restore test,not done,,
        next month,EDR,,100,100
    """,
    )
    assert [(fact.month, fact.kind, fact.population, fact.in_order) for fact in read.facts] == [
        ("2026-09", "patching", 120, 117),
        ("2026-09", "backup", 30, 30),
        ("2026-09", "phishing test", 124, 110),
    ]
    assert "give a count, not a percentage" in reasons(read)[5]
    assert reasons(read)[6] == "101 in order is more than the population of 100."
    assert reasons(read)[7] == "The row has no population."
    assert "cannot be read as a month" in reasons(read)[8]


@pytest.mark.parametrize("kind", ["reviews", "roadmap", "advice", "changes"])
def test_kept_lists_have_a_date_and_a_what(table, kind):
    """Who and state may be left out."""
    read = table(kind, "Date,What,Who,State\n2026-09-17,Note of actions,Fiona,held\n2026-10-17,,Fiona,held\n")
    assert [(fact.kind, fact.on, fact.what, fact.who, fact.state) for fact in read.facts] == [
        (kind, date(2026, 9, 17), "Note of actions", "Fiona", "held")
    ]
    assert reasons(read) == {3: "The row has no what."}


def test_a_missing_column_is_named(table):
    """The sentence says what the file has and how to get a template."""
    with pytest.raises(InterpreterError, match="lacks the column end: its columns are Service, Kind, Start"):
        table("outages", "Service,Kind,Start\nMail,unplanned,2026-09-27 09:00\n")


def test_dates_nobody_can_order_are_asked(table):
    """As everywhere."""
    text = "Date,Users\n03/04/2026,10\n"
    with pytest.raises(InterpreterError, match="day first or month first"):
        table("headcount", text)
    assert table("headcount", text, date_order="MDY").facts[0].on == date(2026, 3, 4)


@pytest.mark.parametrize("kind", list(SIMPLE))
def test_every_template_is_recognised_as_its_own_kind(csv_file, kind):
    """What we print, we read: filled in, it is detected and has no missing column."""
    header = template(kind)
    values = {"moment": "2026-09-01 10:00", "day": "2026-09-01", "month": "2026-09"}
    row = ",".join(values.get(column.shape, "7") for column in SIMPLE[kind]) + "\r\n"
    assert detect(read_sheet(csv_file(header + row, f"{kind}.csv"))) == kind


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("Ticket,Opened,Status,Priority,Resolved", "1,2026-09-01 08:00,Open,P1,", "tickets"),
        ("Ticket,Opened,Status,Updated", "1,2026-09-01 08:00,Open,2026-09-01 09:00", "tickets"),
        ("number,incident_state,opened_at,sys_updated_at", "INC1,New,29/2/2016 01:16,29/2/2016 01:16", "tickets"),
        ("Measure,Priority,Target,Actual", "First response,P1,95%,93%", "report"),
        ("Month,Received on,Measure,Priority,Service,Reported %", "2026-09,2026-10-13,Resolution,P1,,100.0", "report"),
        ("Priority,Response within target %,Resolution within target %", "P1,96,90", "report"),
        ("Name,Colour,Size", "Chair,red,4", "unknown"),
    ],
)
def test_what_a_table_holds_is_seen_from_its_columns(csv_file, header, row, kind):
    """Tickets, reports, or neither."""
    assert detect(read_sheet(csv_file(f"{header}\n{row}\n"))) == kind


@pytest.mark.parametrize(
    ("written", "mark", "value", "currency"),
    [
        ("£1,234.50", None, "1234.50", "GBP"), ("1.234,50 €", None, "1234.50", "EUR"), ("(925.00)", None, "-925.00", None),
        ("-925.00", None, "-925.00", None), ("−925", None, "-925", None), ("925.00-", None, "-925.00", None),
        ("£(925.00)", None, "-925.00", "GBP"), ("-£925", None, "-925", "GBP"), ("USD 1,234,567.80", None, "1234567.80", "USD"),
        ("1 234,50", None, "1234.50", None), ("1'234.50", None, "1234.50", None), ("1,234", None, "1234", None),
        ("1.234", ",", "1234", None), ("0.125", None, "0.125", None), ("12,5", ",", "12.5", None), ("925.00 CR", None, "-925.00", None),
        ("$5", None, "5", "$"), (925.5, None, "925.5", None), (-3, None, "-3", None),
    ],
)  # fmt: skip
def test_amounts_as_accounts_write_them(written, mark, value, currency):
    """Symbols, codes, brackets, trailing minus, every usual grouping."""
    read = amount(written, mark)
    assert (read.value, read.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    "written", ["1.234", "1,23,4", "12.34.56", "about 5", "", "5 to 6", "--5", "1,234.5.6", "9e99", True, None]
)
def test_an_amount_with_no_reading_or_two_is_none(written):
    """1.234 is one and a bit, or one thousand two hundred and thirty-four."""
    assert amount(written, None) is None


def test_a_column_decides_its_decimal_mark():
    """One amount that tells is enough; two that disagree decide nothing."""
    assert decimal_mark(["1.234", "12,50"]) == ","
    assert decimal_mark(["1,234", "12.50"]) == "."
    assert decimal_mark(["12.50", "12,50"]) is None


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=2))
def test_every_amount_survives_both_ways_of_writing(value):
    """English and continental grouping give the same exact number."""
    english = f"{value:,.2f}"
    continental = english.translate(str.maketrans(",.", ".,"))
    assert amount(english, ".").value == value
    assert amount(continental, ",").value == value


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-09", "2026-09"), ("Sep 2026", "2026-09"), ("September 2026", "2026-09"), ("sept-26", "2026-09"), ("09/2026", "2026-09"),
        ("2026-09-01", "2026-09"), ("1 September 2026", "2026-09"), (date(2026, 9, 1), "2026-09"), ("2026 Sep", "2026-09"),
        ("01/09/2026", None), ("13/2026", None), ("September", None), ("1899-09", None), ("", None), (9, None),
    ],
)  # fmt: skip
def test_months_as_people_write_them(written, month):
    """A date with a day in front could be in two months, so it is none."""
    assert month_of(written) == month


def test_a_list_of_times_is_no_report(csv_file):
    """A priority and a column called response make a report only where the column holds results."""
    listed = "Job,Priority,Response,Fix\nA,P1,2026-09-01 08:20,2026-09-01 09:20\n"
    reported = "Measure,Priority,Response,Fix\nP1 calls,P1,96 %,88 %\n"
    assert detect(read_sheet(csv_file(listed))) != "report"
    assert detect(read_sheet(csv_file(reported))) == "report"
