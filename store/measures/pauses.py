"""Pauses made fit for arithmetic: clipped to each ticket's own span, sorted, and never counted twice.

Which pauses a contract permits is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Instants = NDArray[np.int64]

# Wider than any instant in seconds (it reaches the year 2514), so that owners never run into each other.
_STRIDE = 1 << 34


@dataclass(frozen=True, slots=True)
class Spans:
    """Pauses that do not overlap, sorted by owner and start: index of the ticket, start and end in seconds."""

    owner: Instants
    start: Instants
    end: Instants

    def before(self, lengths: Instants) -> Instants:
        """For each span, the sum of `lengths` over the earlier spans of the same owner."""
        running = np.cumsum(lengths) - lengths
        return running - running[np.searchsorted(self.owner, self.owner, side="left")]

    def per_owner(self, lengths: Instants, owners: int) -> Instants:
        """The sum of `lengths` for each of so many owners."""
        # The sums are whole and far below 2**53, so passing through floats loses nothing.
        return np.bincount(self.owner, weights=lengths, minlength=owners).astype(np.int64)


def disjoint(owner: Instants, start: Instants, end: Instants, *, low: Instants, high: Instants) -> Spans:
    """Spans clipped to their owner's [low, high] and merged; an `end` of -1 is still running and reaches `high`."""
    start = np.maximum(start, low[owner])
    end = np.where(end < 0, high[owner], np.minimum(end, high[owner]))
    kept = np.flatnonzero(end > start)
    kept = kept[np.lexsort((start[kept], owner[kept]))]
    owner, start, end = owner[kept], start[kept], end[kept]
    ceiling = np.maximum.accumulate(owner * _STRIDE + end) if len(owner) else owner
    earlier = np.concatenate(([-1], ceiling[:-1]))[: len(owner)] - owner * _STRIDE
    start = np.maximum(start, earlier)
    apart = end > start
    return Spans(owner[apart], start[apart], end[apart])
