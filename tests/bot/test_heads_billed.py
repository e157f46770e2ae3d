"""Billed users and devices beside the head count: a month in which both differ is one month."""

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed IT Services Agreement HDS-1

This Agreement is made on 1 January 2026 between Tern Systems Ltd ("Provider") and Marl Ltd ("Customer"), starting 1 January 2026.

## 1. Charges
1.1 The Customer shall pay £50.00 per user per month and £10.00 per device per month.
"""
INVOICES = """Date,Month,Description,Quantity,Unit price,Amount,Currency,Invoice
2026-08-31,2026-08,Support per user,10,50.00,500.00,GBP,INV-1
2026-08-31,2026-08,Managed device,20,10.00,200.00,GBP,INV-1
2026-09-30,2026-09,Support per user,12,50.00,600.00,GBP,INV-2
2026-09-30,2026-09,Managed device,25,10.00,250.00,GBP,INV-2
"""
HEADS = "Date,Users,Devices,Sites\n2026-08-01,10,20,1\n2026-09-01,10,20,1\n"


def test_a_month_with_too_many_users_and_devices_is_one_month(tmp_path):
    """September has two users and five devices too many; August has none."""
    company = made_company(tmp_path, {"msa.md": CONTRACT, "invoices.csv": INVOICES, "headcount.csv": HEADS})
    answer = ask(company, "are we billed for more people than we have?")
    assert answer.headline == (
        "Yes: in 1 of the 2 months checked more devices and users were billed than the head count shows."
    )


def test_a_line_that_no_price_fits_is_told_before_those_that_are_in_order(tmp_path):
    """Ten users at the agreed price; a backup service that the contract does not price."""
    lines = INVOICES.splitlines()[0] + "\n2026-09-30,2026-09,Support per user,10,50.00,500.00,GBP,INV-2\n"
    lines += "2026-09-30,2026-09,Backup service,1,250.00,250.00,GBP,INV-2\n"
    company = made_company(tmp_path, {"msa.md": CONTRACT, "invoices.csv": lines, "headcount.csv": HEADS})
    answer = ask(company, "are we being overcharged?")
    assert (answer.verdict, answer.state) == ("cannot_tell", "partly")
    assert answer.headline.startswith(
        "We cannot tell of every line: no price that we read in the contract fits 1 recurring line"
    )
    assert "None of the rest (1 invoice line checked) was above the contract's price." in answer.headline
