"""Every table at once, for the migrations and for nobody else."""

from __future__ import annotations

from store.tables import (
    answers,
    claimed,
    contracts,
    conversations,
    happenings,
    mails,
    nudges,
    outcomes,
    overrides,
    promises,
    registers,
    tickets,
)
from store.tables.base import Base

MODULES = (
    answers,
    claimed,
    contracts,
    conversations,
    happenings,
    mails,
    nudges,
    outcomes,
    overrides,
    promises,
    registers,
    tickets,
)
metadata = Base.metadata
