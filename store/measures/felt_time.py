"""What people waited in real life, beside what the contract counts: nights, weekends and pauses included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.measures.attainment import median_and_p90
from store.measures.judged_ticket import JudgedTicket


@dataclass(frozen=True, slots=True)
class FeltTime:
    """Seconds from opening to resolution for `n` tickets as felt, and for `contract_n` of them on the contract's clock.

    Both by nearest rank. `slowest` is the ticket with the longest felt time, `slowest_s` and `slowest_contract_s` its
    two times (the second None where no level times it).
    """

    n: int
    felt_median_s: int = 0
    felt_p90_s: int = 0
    contract_n: int = 0
    contract_median_s: int = 0
    contract_p90_s: int = 0
    slowest: str = ""
    slowest_s: int = 0
    slowest_contract_s: int | None = None


def felt_time(tickets: Sequence[JudgedTicket]) -> FeltTime:
    """The felt times of the tickets that were fixed, and the contract's times of those that a level times."""
    fixed = [(one.felt_s, one.name, one.resolution.took_s) for one in tickets if one.felt_s is not None]
    felt = median_and_p90([pair[0] for pair in fixed])
    if felt is None:
        return FeltTime(0)
    timed = [took for _, _, took in fixed if took is not None]
    contract = median_and_p90(timed) or (0, 0)
    slowest = max(fixed, key=lambda pair: pair[0])
    return FeltTime(len(fixed), *felt, len(timed), *contract, slowest[1], slowest[0], slowest[2])
