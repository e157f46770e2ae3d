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
from store.facts.common import InterpreterError
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
    from knowledge.embedding import Embedder

Clock = Callable[[], datetime]
# So many contracts' files are kept between questions; each holds a contract's terms and counts.
CASES = 256


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
    server: Interpreter | None = None
    lock: RLock = field(default_factory=RLock)

    def case(self, ref: str, today: date) -> CaseFile:
        """A contract's file on a day, kept between questions for as long as nothing of the contract changes."""
        fingerprint = self.answers.fingerprint(ref)
        with self.lock:
            held = self.cases.pop((ref, today), None)
            if held is None or held[0] != fingerprint:
                held = (fingerprint, CaseFile(self.stores, ref, today))
            self.cases[ref, today] = held  # the one asked last stands last, and the first goes
            while len(self.cases) > CASES:
                del self.cases[next(iter(self.cases))]
            return held[1]

    def seeing(self, refs: Collection[str]) -> Interpreter:
        """The same with only these contracts in it: of any other, nothing can be asked, listed or found."""
        whole = self.whole or self
        only = Only(whole.database, refs)
        return replace(whole, stores=replace(whole.stores, contracts=only), whole=whole)

    def of(self, workspace: str) -> Interpreter:
        """The same for one workspace of several: its own tables, its own folder of the home, and nothing of any other.

        Raises InterpreterError for a name that is none.
        """
        server = self.server or self
        database = server.database.of(workspace)
        home = server.settings.home / "workspaces" / workspace
        home.mkdir(parents=True, exist_ok=True)
        settings = server.settings.model_copy(update={"home": home, "workspace": workspace})
        return replace(_assembled(settings, server.clock, database), server=server)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
        if self.server is not None:
            self.server.close()

    def today(self) -> date:
        """Today in the zone of the settings."""
        return self.clock().astimezone(ZoneInfo(self.settings.timezone)).date()

    @cached_property
    def library(self) -> Library:
        """The contracts' passages, searchable; opened when first needed, since its parts are slow to load."""
        if self.whole is not None:
            return self.whole.library
        from knowledge.library import Library, Served

        embedder = (self.server or self).embedder
        served = Served(self.settings.chroma_url, self.settings.workspace or "") if self.settings.chroma_url else None
        with self.lock:
            return Library(
                self.settings.home / "library", embedder, self.passages, served, self.stores.contracts.edition
            )

    @cached_property
    def embedder(self) -> Embedder | None:
        """The sentence model, one for all workspaces; None where its weights are missing."""
        from knowledge.embedding import open_embedder

        with self.lock:
            return open_embedder(self.settings.home / "models")

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
    """Open the home and put the parts together; those of one workspace where ITBOT_WORKSPACE names it.

    Without `settings` those of the environment count, and a workspace must be named where several are served.
    """
    chosen = settings or Settings()
    if settings is None and chosen.slack_client_id and not chosen.workspace:
        raise InterpreterError(
            "SLACK_CLIENT_ID is set, so several workspaces are served from here: say which one is meant with "
            "ITBOT_WORKSPACE=T0123ABCD (Slack shows it in the address of its page)."
        )
    chosen.home.mkdir(parents=True, exist_ok=True)
    whole = _assembled(chosen, clock, open_database(chosen.database, now=clock))
    return whole.of(chosen.workspace) if chosen.workspace else whole


def _assembled(settings: Settings, clock: Clock, database: Database) -> Interpreter:
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
