"""Every table at once, for the migrations and for erasure, which must miss none."""

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
    upkeep,
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
    upkeep,
)
metadata = Base.metadata
