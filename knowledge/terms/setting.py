"""The contract with everything it says in general, worked out once and handed to every finder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document
from knowledge.terms.clocks import ClockRule, rules_of
from knowledge.terms.general import Said, binding, statements
from knowledge.terms.hours import Hours, service_hours
from knowledge.terms.passages import Contract
from knowledge.terms.planned import planned_work
from knowledge.terms.priorities import Scale, scale_of
from knowledge.terms.working_days import with_working_days


@dataclass(frozen=True)
class Setting:
    """A contract and its general statements: priorities, hours, clocks, pauses, how firmly it binds."""

    contract: Contract

    @classmethod
    def of(cls, tree: ClauseTree, document: Document) -> Setting:
        """The setting of a document that was read and cut into clauses."""
        return cls(Contract(document, tree))

    @cached_property
    def scale(self) -> Scale:
        """The contract's own priorities."""
        return scale_of(self.contract)

    @cached_property
    def hours(self) -> list[Hours]:
        """Its statements of service hours."""
        return with_working_days(service_hours(self.contract), self.contract)

    @cached_property
    def clock_rules(self) -> tuple[ClockRule, ...]:
        """Its statements about which clock times run on."""
        return rules_of(self.contract, self.scale, self.hours)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Its general statements about all levels."""
        return statements(self.contract, self.scale)

    @cached_property
    def binding(self) -> str | None:
        """How firmly it binds itself to its levels as a whole."""
        return binding(self.contract)

    @cached_property
    def planned(self) -> dict[str, Any]:
        """What it says of planned work, for availability."""
        return planned_work(self.contract)
