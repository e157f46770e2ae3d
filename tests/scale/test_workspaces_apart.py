"""A workspace reads its own rows and no other's: by name, by number, by look-alikes, and through every question."""

from __future__ import annotations

import json
import random
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import NoResultFound

from benchmarks.tenants import SAMPLE, leaks, tenants
from store.answers import Answers
from store.contracts import Contracts
from store.conversations import Conversations, Turn
from store.database import open_database
from store.facts.common import InterpreterError, Period, Source
from store.facts.happened import LogEntry
from store.facts.tickets import Ticket, TicketState, TicketType
from store.facts.watched import People
from store.mails import Mails
from store.nudges import Nudges
from store.outcomes import Outcomes
from store.promises import Promises
from store.records import BatchInfo, ClauseRecord, ContractHead, NewVersion, TermRecord
from store.registers import Registers
from store.scope import scope_of
from store.tables.schema import metadata
from store.terms import Terms
from store.ticket_stories import Stories
from store.tickets import Tickets

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
# What belongs to the process that serves all workspaces; each of its rows names its workspace.
SHARED = {"incoming", "turn", "outgoing", "install", "feedback", "place", "turn_to_post", "install_begun"}
TENANT = {table.name for table in metadata.sorted_tables} - SHARED - {"asks_for"}
SPAN = Period(date(2026, 9, 1), date(2026, 11, 30), "autumn", "Europe/London")
REFS = ("MSA-1", "MSA-I", "MSA-1 ", "msa-1")


@pytest.mark.parametrize("nobody", ["", None])
def test_no_workspace_is_no_scope(nobody):
    """Nothing is read or written for nobody: the one function that gives the scope refuses."""
    with pytest.raises(InterpreterError, match="No workspace was named"):
        scope_of(nobody)


@pytest.mark.parametrize("name", ["t0marrow", "T0 MARROW", "T0/../T1", 'T0"; DROP', "T0_MARROW", "T0ΜARROW", "T" * 41])
def test_a_name_that_would_have_to_be_changed_first_is_refused(name):
    """Changed, it might be somebody else's."""
    with pytest.raises(InterpreterError, match="no workspace's name"):
        scope_of(name)


def test_what_was_written_for_one_workspace_is_not_there_for_another(whole):
    """Nor for the process that serves both."""
    one, other = whole.of("T0ONE"), whole.of("T0OTHER")
    Contracts(one).placeholder("Alpha")
    assert Contracts(one).refs() == ["Alpha"]
    assert Contracts(other).refs() == Contracts(whole).refs() == []
    assert Contracts(whole.of("T0ONE")).refs() == ["Alpha"], "opened again it is still there"
    one.close()
    other.close()
    whole.forget("T0ONE")
    assert Contracts(whole.of("T0ONE")).refs() == []


def furnished(whole, tenant):
    """A business with four contracts whose names look alike, and its word in whatever is kept."""
    db, word = whole.of(tenant.team), tenant.word
    for number, ref in enumerate(REFS):
        clause = ClauseRecord(key="3.1", number="3.1", heading="", text=f"P1 within 15 minutes, says {word}.")
        fields = {"metric": "response", "priority": 1, "limit_s": 900, "target_pct": "95"}
        term = TermRecord("service_level", fields, quote=f"within 15 minutes, says {word}", clause="3.1")
        Contracts(db).add_version(
            NewVersion(
                contract=ContractHead(ref, title=f"Deed of {word}", provider=f"Cold{word}"), document=f"{word}.md",
                sha256=f"{number}", text=f"# {word}", kind="original", clauses=[clause], terms=[term],
            )
        )  # fmt: skip
        opened = NOW - timedelta(days=40)
        ticket = Ticket(
            "T-1", opened, Source(f"{word}.csv", row=2), TicketType.INCIDENT, priority=1, state=TicketState.CLOSED,
            responded_at=opened + timedelta(minutes=5), resolved_at=opened + timedelta(hours=1), summary=f"{word} is down",
        )  # fmt: skip
        Tickets(db).add(ref, [ticket], BatchInfo(f"{word}.csv", f"{number}", tz="UTC"))
        Outcomes(db).recompute(ref)
        Registers(db).note(ref, LogEntry("advice", date(2026, 9, 1), f"{word} advised", Source("noted by hand")))
        Nudges(db).name_people(ref, People(owner=f"U{word}"))
        Answers(db).keep({"headline": word}, question=f"What of {word}?")
    kept = Conversations.on(whole)
    kept.threads.remember(Turn(tenant.team, "C1", "1.0", "1.0", "U1", f"What of {word}?"))
    kept.feedback.give(tenant.team, "a-1", "U1", good=False, reason=word)
    kept.places.choose(tenant.team, f"MSA-{word}", "C1", "U1")
    kept.ledger.attempt(f"slack:{tenant.team}:Ev1", tenant.team, "C1", word)
    kept.inbox.save(f"slack:{tenant.team}:Ev1", tenant.team, "question", {"said": word})
    return db


def asked_at_random(chance, whole, databases, every):
    """One call of one store function for one workspace, with names and numbers that others have too, or that are theirs."""
    tenant = chance.choice(every)
    db, other = databases[tenant.team], chance.choice(every)
    ref = chance.choice((*REFS, f"MSA-{other.word}", f"Cold{other.word}", other.name, "", "%", "' OR 1=1 --"))
    number = chance.randrange(1, 40)
    contracts, kept = Contracts(db), Conversations.on(whole)
    return tenant, chance.choice((
        contracts.refs, contracts.every, lambda: contracts.find(f"the deed of {other.word} with Cold{other.word}"),
        lambda: contracts.facts(ref), lambda: contracts.clauses(ref, every_version=True), lambda: contracts.clause(ref, "3.1"),
        lambda: contracts.documents(ref), lambda: contracts.text(number), lambda: contracts.edition(ref),
        lambda: Terms(db).listed(ref), lambda: Terms(db).listed(), lambda: Terms(db).get(number), lambda: Terms(db).history(number),
        lambda: Tickets(db).tickets(ref), lambda: Tickets(db).batches(ref), lambda: Tickets(db).sample(ref),
        lambda: Stories(db, Outcomes(db)).named(ref, "T-1"), lambda: Stories(db, Outcomes(db)).numbers(ref, SPAN),
        lambda: Registers(db).listed(ref, "advice"), lambda: Registers(db).undo(ref, f"{number}", dry_run=True),
        lambda: Nudges(db).people(ref), lambda: Nudges(db).sent(ref), lambda: Promises(db).listed(ref), lambda: Promises(db).get(number),
        lambda: Mails(db).listed(ref), lambda: Mails(db).get(number),
        lambda: Answers(db).get(f"a-{number}"), lambda: Answers(db).listed(), lambda: Answers(db).fingerprint(ref),
        lambda: kept.threads.turns(tenant.team, "C1", "1.0", within=timedelta(days=9)), lambda: kept.feedback.listed(tenant.team),
        lambda: kept.places.open_in(tenant.team, "C1"), lambda: kept.ledger.to(tenant.team, "C1", other.word),
        lambda: kept.inbox.get(f"slack:{tenant.team}:Ev{chance.choice((1, 2))}"),
    ))  # fmt: skip


def searched(whole, rounds):
    """How often each workspace was told of its own word, and every word it was told that is another's."""
    every = tenants(5)
    databases = {one.team: furnished(whole, one) for one in every}
    chance, own, foreign = random.Random(20261123), 0, []
    for _ in range(rounds):
        tenant, call = asked_at_random(chance, whole, databases, every)
        try:
            said = repr(call())
        except InterpreterError as refused:
            said = str(refused).partition("known are")[2]  # before that it repeats what was asked
        except NoResultFound:
            said = ""
        own += tenant.word in said
        foreign += leaks(said, tenant, every)
    return own, foreign


def test_hundreds_of_random_queries_meet_no_foreign_row(whole):
    """The names and numbers asked for exist elsewhere; what comes back is one's own or nothing."""
    own, foreign = searched(whole, 400)
    assert own > 100
    assert foreign == []


@pytest.mark.slow
def test_ten_thousand_random_queries_meet_no_foreign_row(whole):
    """The same at length."""
    own, foreign = searched(whole, 10_000)
    assert own > 2_500
    assert foreign == []


class Watched:
    """Every statement that reaches a server, with the scope of the connection it went over."""

    def __init__(self):
        self.unscoped, self.crossing, self.tables = [], [], set()

    def __call__(self, connection, _cursor, statement, _parameters, _context, _many):
        named = set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)', statement)) & (TENANT | SHARED)
        scope = connection.get_execution_options().get("scope")
        self.tables |= named
        if named & TENANT and scope is None:
            self.unscoped.append(statement)
        if (
            named & SHARED
            and statement.startswith(("SELECT", "UPDATE", "DELETE"))
            and not _names_a_workspace(statement)
        ):
            self.crossing.append(statement)


def _names_a_workspace(statement):
    """By the workspace itself, or by a key that begins with it."""
    where = statement.partition("WHERE")[2]
    return bool(re.search(r"\b(team|key|state) = ", where)) or "alembic_version" in statement


@contextmanager
def watched():
    """Listen to every statement of every engine until the block ends."""
    seen = Watched()
    event.listen(Engine, "before_cursor_execute", seen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", seen)


def test_every_statement_on_a_businesss_table_is_sent_in_its_scope(postgres_url):
    """Whichever function sends it; and on the tables that all share it names its workspace."""
    whole = open_database(postgres_url)
    every = tenants(2)
    with watched() as seen:
        databases = {one.team: furnished(whole, one) for one in every}
        chance = random.Random(1)
        for _ in range(300):
            _, call = asked_at_random(chance, whole, databases, every)
            try:
                call()
            except (InterpreterError, NoResultFound):
                continue
    assert seen.unscoped == []
    assert seen.crossing == []
    assert len(seen.tables & TENANT) > 15
    whole.close()


@pytest.mark.slow
def test_questions_and_intake_are_in_scope_too(postgres_url, tmp_path):
    """Two look-alike businesses take in their files and ask; no statement leaves its scope, and no answer names the other."""
    from bot.answering.conversation import ask
    from bot.intake.adding import add
    from bot.intake.given import Options
    from bot.settings import Settings
    from bot.wiring import build

    every = tenants(2)
    settings = Settings(home=tmp_path / "home", database_url=postgres_url, slack_client_id="1", _env_file=None)
    whole = build(settings, lambda: NOW)
    asked = [json.loads(line)["question"] for line in (SAMPLE / "questions.jsonl").read_text().splitlines()]
    own, foreign = 0, []
    with watched() as seen:
        for tenant in every:
            files = tenant.write(tmp_path / tenant.team)
            add(whole.of(tenant.team), files, Options(accept=True, index=False, model=False))
        for tenant in every:
            interpreter = whole.of(tenant.team)
            for question in asked[::2]:
                said = repr(ask(interpreter, question))
                own += tenant.word in said.casefold()
                foreign += leaks(said, tenant, every)
            interpreter.close()
    assert seen.unscoped == []
    assert own > 10
    assert foreign == []
    whole.close()
