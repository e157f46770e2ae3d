"""The repositories that a question may read, in one hand."""

from __future__ import annotations

from dataclasses import dataclass

from store.claim_words import ClaimWords
from store.contracts import Contracts
from store.correspondence import Correspondence
from store.happenings import Happenings
from store.mails import Mails
from store.nudges import Nudges
from store.outcomes import Outcomes
from store.overrides import Overrides
from store.plans import Plans
from store.promises import Promises
from store.registers import Registers
from store.terms import Terms
from store.ticket_stories import Stories
from store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Stores:
    """The repositories a question may read; built once by the wiring."""

    contracts: Contracts
    terms: Terms
    tickets: Tickets
    outcomes: Outcomes
    happenings: Happenings
    registers: Registers
    plans: Plans
    stories: Stories
    overrides: Overrides
    mails: Mails
    promises: Promises
    correspondence: Correspondence
    nudges: Nudges
    claim_words: ClaimWords
