"""A yearly cap on credits, told over the months of its year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answering.credit_years import credits_in_year
from store.facts.agreed import Agreed, ContractFacts
from store.facts.common import Money, Source
from store.facts.credit_rule import CreditRule
from store.measures.credits import MonthCredits

CAP = Source("msa.docx", clause="6.2", quote="no more than GBP 1,000 in any Contract Year")
RULE = CreditRule(1, "MSA-1", "flat", CAP, cap_year_amount=Decimal(1000), limit_currency="GBP")
CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1))


def owed(month, rule=RULE):
    """400 pounds every month, from the first of the contract year on."""
    four_hundred = Money(Decimal(400), "GBP")
    return credits_in_year(
        month,
        lambda _: Agreed(CONTRACT, credit_rules=(rule,)),
        lambda each, _: MonthCredits(each, "MSA-1", four_hundred, Money(Decimal(0), "GBP")),
        lambda _: None,
    ).owed.amount


def test_the_third_month_of_the_year_gets_what_is_left_and_the_fourth_nothing():
    """A thousand a contract year from July: 400, 400, 200, then nothing until the next July."""
    months = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
    assert [owed(month) for month in months] == [0, 400, 400, 200, 0]


def test_a_cap_whose_year_nobody_names_takes_nothing_off():
    """The doubt about it stands in the answer instead."""
    assert owed("2026-10", replace(RULE, source=replace(CAP, quote="GBP 1,000 a year"))) == 400


def in_a_quarter(month, begun):
    """400 pounds every month of 1,000 charged, in a contract that caps a quarter at a third of its charges."""
    rule = CreditRule(1, "MSA-1", "flat", CAP, cap_quarter_pct=Decimal(30))
    return credits_in_year(
        month,
        lambda _: Agreed(replace(CONTRACT, service_start=begun), credit_rules=(rule,)),
        lambda each, _: MonthCredits(each, "MSA-1", Money(Decimal(400), "GBP"), Money(Decimal(0), "GBP")),
        lambda _: Money(Decimal(1000), "GBP"),
    ).owed.amount


def test_a_cap_on_a_quarter_is_used_up_by_its_months_in_turn():
    """30 % of 3,000 is 900: 400, 400, then 100, and 400 again in the next quarter."""
    months = ("2026-07", "2026-08", "2026-09", "2026-10")
    assert [in_a_quarter(month, date(2025, 7, 1)) for month in months] == [400, 400, 100, 400]


def test_months_before_the_services_began_have_neither_credit_nor_charge():
    """From August on there are two charges of 1,000, so that the cap is 600."""
    assert [in_a_quarter(month, date(2026, 8, 1)) for month in ("2026-08", "2026-09")] == [400, 200]
