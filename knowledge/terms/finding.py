"""Everything a contract says that can be measured, paid or dated, each with its exact quotation, clause and page.

It finds and never judges: a doubt becomes a conflict with both readings and a question, and prose with numbers that
promises nothing is left alone.
"""

from __future__ import annotations

from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document
from knowledge.terms.availability import availability_levels
from knowledge.terms.availability_scope import with_scope
from knowledge.terms.charges import charges
from knowledge.terms.conflicts import settled
from knowledge.terms.counted import with_kinds
from knowledge.terms.cover_facts import cover_facts
from knowledge.terms.credit_labels import by_label
from knowledge.terms.credit_scopes import by_service
from knowledge.terms.credits import credit_rules
from knowledge.terms.dates import contract_dates, settled_dates
from knowledge.terms.duties import duties
from knowledge.terms.duty_rows import table_duties
from knowledge.terms.evidence import evidence_levels
from knowledge.terms.first_priority import with_first_priority
from knowledge.terms.hours import as_terms, doubted
from knowledge.terms.level_schedule import of_the_schedule
from knowledge.terms.levels import text_levels
from knowledge.terms.measured_over import with_other_spans
from knowledge.terms.model import FoundTerm
from knowledge.terms.named_charges import with_named_charges
from knowledge.terms.parties import parties
from knowledge.terms.planned import with_formulas
from knowledge.terms.precedence import precedence
from knowledge.terms.setting import Setting
from knowledge.terms.tables import table_levels
from knowledge.terms.triggers import triggers
from knowledge.terms.unstated import dayless_hours, unstated_levels


def found(tree: ClauseTree, document: Document) -> list[FoundTerm]:
    """All terms of a contract in reading order; what it does not say is left out, what is in doubt says so."""
    setting = Setting.of(tree, document)
    finders = (
        *(table_levels, text_levels, availability_levels, evidence_levels, credit_rules, triggers),
        *(charges, duties, table_duties, contract_dates, parties),
    )
    terms = as_terms(setting.contract, setting.hours) + [term for finder in finders for term in finder(setting)]
    terms = settled_dates([*terms, *cover_facts(setting, terms)])
    terms += [*unstated_levels(setting, terms), *dayless_hours(setting)]
    terms = by_service(by_label(with_formulas(doubted(terms, setting.hours), setting.contract)))
    terms = with_scope(of_the_schedule(terms, setting.contract), setting.contract)
    terms = with_first_priority(with_kinds(terms, setting.contract), setting.contract)
    terms = with_named_charges(with_other_spans(terms, setting.contract), setting.contract)
    sure = settled(terms, document)
    sure += precedence(setting, sure)
    return sorted(sure, key=lambda term: (term.start, term.end, term.kind))
