"""The one place where the parts are put together, and the only caller of the wall clock."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.casefile import CaseFile
from bot.answering.stores import Stores
from bot.settings import Settings
from knowledge.library import Library
from knowledge.passages import Passage
from store.answers import Answers
from store.claim_words import ClaimWords
from store.contracts import Contracts, Only
from store.correspondence import Correspondence
from store.database import Database, open_database
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

if TYPE_CHECKING:
    from bot.answering.voice.metering import Metered
    from bot.answering.voice.understanding import Ear
    from bot.answering.voice.wording import Voice

Clock = Callable[[], datetime]


@dataclass
class Interpreter:
    """Everything that answers, counts and remembers, on one database and one home."""

    settings: Settings
    clock: Clock
    database: Database
    stores: Stores
    answers: Answers

    cases: dict[tuple[str, date], tuple[str, CaseFile]] = field(default_factory=dict)
    whole: Interpreter | None = None
    lock: RLock = field(default_factory=RLock)

    def case(self, ref: str, today: date) -> CaseFile:
        """A contract's file on a day, kept between questions for as long as nothing of the contract changes."""
        fingerprint = self.answers.fingerprint(ref)
        with self.lock:
            held = self.cases.get((ref, today))
            if held is None or held[0] != fingerprint:
                held = self.cases[ref, today] = (fingerprint, CaseFile(self.stores, ref, today))
            return held[1]

    def seeing(self, refs: Collection[str]) -> Interpreter:
        """The same with only these contracts in it: of any other, nothing can be asked, listed or found."""
        whole = self.whole or self
        only = Only(whole.database, refs)
        return replace(whole, stores=replace(whole.stores, contracts=only), whole=whole)

    def today(self) -> date:
        """Today in the zone of the settings."""
        return self.clock().astimezone(ZoneInfo(self.settings.timezone)).date()

    @cached_property
    def library(self) -> Library:
        """The contracts' passages, searchable; opened when first needed, since its parts are slow to load."""
        if self.whole is not None:
            return self.whole.library
        with self.lock:
            return self._opened_library()

    def _opened_library(self) -> Library:
        from knowledge.embedding import open_embedder
        from knowledge.library import Library

        opened = open_embedder(self.settings.home / "models")
        return Library(self.settings.home / "library", opened, self.passages, self.settings.chroma_url)

    @cached_property
    def voice(self) -> Voice | None:
        """The model that words answers; None where none is set, and then nothing of it is loaded."""
        if self.whole is not None:
            return self.whole.voice
        if self.model is None:
            return None
        from bot.answering.voice.wording import Voice

        return Voice(self.model)

    @cached_property
    def model(self) -> Metered | None:
        """The language model with its limits around it; None where none is set."""
        if self.whole is not None:
            return self.whole.model
        if not self.settings.model:
            return None
        from bot.answering.voice.metering import metered

        return metered(self.settings, self.clock)

    @cached_property
    def ear(self) -> Ear | None:
        """The model's second reading of a question that no rule places; None where no model is set."""
        if self.voice is None:
            return None
        from bot.answering.voice.understanding import Ear

        return Ear(self.voice.model)

    def passages(self, ref: str) -> list[Passage]:
        """A contract's clauses in force, cut for search, out of SQL."""
        from bot.intake.passages import passages

        return passages(self.stores.contracts, ref)


def build(settings: Settings | None = None, clock: Clock = lambda: datetime.now(UTC)) -> Interpreter:
    """Open the home and put the parts together."""
    settings = settings or Settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database, now=clock)
    outcomes = Outcomes(database)
    stores = Stores(
        Contracts(database),
        Terms(database),
        Tickets(database),
        outcomes,
        Happenings(database),
        Registers(database),
        Plans(database),
        Stories(database, outcomes),
        Overrides(database),
        Mails(database),
        Promises(database),
        Correspondence(database),
        Nudges(database),
        ClaimWords(database),
    )
    return Interpreter(settings, clock, database, stores, Answers(database))
