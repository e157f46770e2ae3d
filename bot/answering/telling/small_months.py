"""A month with fewer tickets than the contract tests: counted, but neither met nor missed."""

from __future__ import annotations

from bot.answering.draft import Draft
from store.facts.common import Result
from store.measures.results import LevelResult


def is_untested(result: LevelResult) -> bool:
    """Whether there were tickets, and too few of them for the contract's test."""
    return result.result is Result.NO_DEMAND and bool(result.of) and result.level.min_tickets is not None


def quiet(result: LevelResult) -> str:
    """A month without a verdict in a few words, for a list of months."""
    return "too few to be tested" if is_untested(result) else "nothing to measure"


def why_untested(result: LevelResult, draft: Draft) -> str:
    """The reason in words: "the contract tests no month with fewer than 5 tickets"."""
    least = draft.figure(
        "min_tickets", "Least number of tickets that is tested", result.level.min_tickets or 0, "count", role="target"
    )
    return f"the contract tests no month with fewer than {least} tickets of a kind"
