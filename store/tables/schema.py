"""Every table at once, for the migrations and for erasure, which must miss none."""

from __future__ import annotations

from store.tables import (  # noqa: F401 - each enters its tables in the one list
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

metadata = Base.metadata
