"""An order form that names its provider at the head, online terms beside it, and the provider's report as a document."""

from datetime import date

import pytest

from bot.answering.conversation import ask
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

TERMS = """
# Norvane Online Terms

1.1 "Business Hours" means 8:00 a.m. to 6:00 p.m. Eastern Time on Monday through Friday, excluding U.S. federal holidays.

3.1 Provider will keep CAD Vault available at least 99.9% of the minutes in each calendar month.

9.2 The laws of the Commonwealth of Pennsylvania govern.
"""
ORDER = """
# NORVANE MANAGED SERVICES LLC - ORDER FORM

| Order Effective Date | January 1, 2026 |
| --- | --- |
| Provider | Norvane Managed Services LLC |
| Customer | Castellan Structural Engineers, Inc. |
| Online Terms | This Order Form is governed by the Norvane Online Terms (version 4.2). |

1.1 Project work is billed at $165.00 per hour.
"""
REPORT = """
# Monthly Performance Report - August 2026

Prepared by Norvane Managed Services LLC on September 16, 2026

| Measure | Priority | Result |
| --- | --- | --- |
| First Response | P1 | 100% |
"""
OUTAGES = "Service,Kind,Start,End,Told at,Note\nCAD Vault,unplanned,2026-06-22 09:00,2026-06-22 13:00,,Failed upgrade\n"


@pytest.fixture
def firm(tmp_path):
    """The terms, the order form, a report and an outage, taken in together without a word more."""
    files = []
    for name, words in (("terms.md", TERMS), ("order.md", ORDER), ("report.md", REPORT), ("outages.csv", OUTAGES)):
        files.append(tmp_path / name)
        files[-1].write_text(words, encoding="utf-8")
    interpreter = build(Settings(home=tmp_path / "home"))
    receipts = add(interpreter, files, Options(accept=True, index=False))
    return interpreter, receipts


def test_the_order_and_the_report_belong_to_the_one_agreement(firm):
    """One contract, whose parties the order names; the report is no contract of its own."""
    interpreter, receipts = firm
    assert [one.kind for one in receipts] == ["contract", "contract", "report", "outages"]
    [ref] = interpreter.stores.contracts.refs()
    assert interpreter.stores.contracts.facts(ref).provider == "Norvane Managed Services LLC"


def test_a_thing_named_in_the_promise_and_in_the_outages_is_asked_for_by_its_name(firm):
    """Four hours of the 720 in June: 99.44 %."""
    answer = ask(firm[0], "CAD Vault uptime in June", as_of=date(2026, 11, 23))
    assert answer.verdict == "missed"
    assert "99.44 %" in answer.headline
