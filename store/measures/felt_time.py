"""What people waited in real life, beside what the contract counts: nights, weekends and pauses included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.measures.attainment import median_and_p90
from store.measures.judged_ticket import JudgedTicket


@dataclass(frozen=True, slots=True)
class FeltTime:
    """Seconds from opening to resolution for `n` tickets: as felt, and on the contract's clock, by nearest rank.

    `slowest` is the ticket with the longest felt time, `slowest_s` and `slowest_contract_s` its two times.
    """

    n: int
    felt_median_s: int = 0
    felt_p90_s: int = 0
    contract_median_s: int = 0
    contract_p90_s: int = 0
    slowest: str = ""
    slowest_s: int = 0
    slowest_contract_s: int = 0


def felt_time(tickets: Sequence[JudgedTicket]) -> FeltTime:
    """Both times of the tickets that have both."""
    pairs = [
        (one.felt_s, one.resolution.took_s, one.name)
        for one in tickets
        if one.felt_s is not None and one.resolution.took_s is not None
    ]
    felt = median_and_p90([pair[0] for pair in pairs])
    contract = median_and_p90([pair[1] for pair in pairs])
    if felt is None or contract is None:
        return FeltTime(0)
    slowest = max(pairs)
    return FeltTime(len(pairs), *felt, *contract, slowest[2], slowest[0], slowest[1])
