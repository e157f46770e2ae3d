"""Every table at once, for the migrations and for nobody else."""

from __future__ import annotations

from store.tables import answers, contracts, happenings, outcomes, tickets
from store.tables.base import Base

MODULES = (answers, contracts, happenings, outcomes, tickets)
metadata = Base.metadata
