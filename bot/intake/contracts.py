"""A contract or an amendment becomes clauses, definitions and terms, kept in one step; a person confirms them later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.amending import amending_version, changes_nothing
from bot.intake.apart import reading
from bot.intake.doubts import with_doubts
from bot.intake.given import Options, Receipt
from bot.intake.joining import master_of
from bot.intake.reports import add_report, looks_like_report
from knowledge.amendments import looks_like_amendment
from knowledge.clauses import ClauseTree, clauses
from knowledge.documents.model import Document
from knowledge.terms.finding import found
from knowledge.terms.model import FoundTerm
from store.facts.agreed import ContractFacts
from store.facts.common import InterpreterError, Status
from store.records import ClauseRecord, ContractHead, DefinitionRecord, NewVersion, TermRecord

if TYPE_CHECKING:
    from rich.console import Console

    from bot.answering.voice.metering import Metered
    from bot.wiring import Interpreter

REFERENCE = re.compile(
    r"\b(?:agreement|contract|order)\s+(?:reference|ref\.?|no\.?|number|id)\s*[:#]?\s*([A-Z0-9][\w./-]*\d[\w/-]*)",
    re.IGNORECASE,
)
NOTHING_READ = (
    "No change to the contract was read from this amendment; read it yourself and correct the terms: itbot terms"
)
# A reference stands on the cover or in the first lines; further down it names other papers.
COVER = 4000
# So few characters without a single term are a note, not a contract.
A_NOTE = 2000


def add_words(interpreter: Interpreter, file: Path, options: Options, console: Console | None = None) -> Receipt:
    """Take in one document of words."""
    document = reading.document(file)
    if options.kind is None and looks_like_report(document):
        return add_report(interpreter, file, options)
    tree = clauses(document)
    joined: tuple[str, ...] = ()
    if options.kind != "contract" and looks_like_amendment(document):
        new = _amendment(interpreter, document, tree, options, file)
    else:
        master = None if options.contract else master_of(interpreter, document)
        new = _contract(document, tree, replace(options, contract=master) if master else options, file)
        if master:
            known = interpreter.stores.contracts.facts(master)
            new = replace(new, contract=ContractHead(ref=master), terms=[t for t in new.terms if _new_to(t, known)])
            joined = (
                f"Taken as part of {master}, which it is made under; to keep it apart, add it with --contract and a reference of its own.",
            )
    kind = "amendment" if new.kind == "amendment" else "contract"
    told = joined
    if options.model and interpreter.model is not None and not _held(interpreter, new):
        new, read = _read_again(interpreter.model, new, document, tree, console)
        told = (*joined, *read)
    return _kept(interpreter, new, kind, tree, options, told)


def _new_to(term: TermRecord, known: ContractFacts) -> bool:
    """Whether an order's term says something new: its parties only where the agreement itself names nobody in that role."""
    if term.kind != "party":
        return True
    return not (known.provider if term.fields.get("role") == "provider" else known.customer)


def _held(interpreter: Interpreter, new: NewVersion) -> bool:
    """Whether this very file was taken in before, so that nothing is read for nothing."""
    contracts = interpreter.stores.contracts
    known = contracts.documents(new.contract.ref) if new.contract.ref in contracts.refs() else ()
    return any(one.sha256 == new.sha256 for one in known)


def _read_again(
    model: Metered, new: NewVersion, document: Document, tree: ClauseTree, console: Console | None
) -> tuple[NewVersion, tuple[str, ...]]:
    """The terms after a model has read the contract too."""
    from bot.answering.voice.pointing import Reader
    from bot.intake.second_reading import compared
    from knowledge.terms.setting import Setting

    scale = Setting.of(tree, document).scale
    read = compared(new.terms, tree, scale, Reader(model), console=console, amends=new.kind == "amendment")
    return replace(new, terms=read.terms), read.notes


def _contract(document: Document, tree: ClauseTree, options: Options, file: Path) -> NewVersion:
    terms = found(tree, document)
    if not terms and options.kind != "contract" and len(document.text) < A_NOTE:
        raise InterpreterError(
            f"{document.name} does not look like a contract: no term was found in it. If it is one, say so with --kind contract."
        )
    head = ContractHead(
        ref=options.contract or reference(document) or _slug(tree.title or Path(document.name).stem),
        title=tree.title or None,
        provider=options.provider,
        tz=options.tz,
    )
    return NewVersion(
        contract=head,
        document=document.name,
        sha256=document.sha256,
        text=document.text,
        page_starts=document.page_starts,
        clauses=clause_records(tree),
        definitions=definition_records(tree),
        terms=with_doubts([term_record(term) for term in terms], tree),
        doubts=document.doubts,
        raw=file.read_bytes(),
    )


def _amendment(
    interpreter: Interpreter, document: Document, tree: ClauseTree, options: Options, file: Path
) -> NewVersion:
    ref = amended_ref(interpreter, document, options)
    terms = found(tree, document)
    return replace(amending_version(interpreter, ref, document, tree, terms), raw=file.read_bytes())


def _kept(
    interpreter: Interpreter, new: NewVersion, kind: str, tree: ClauseTree, options: Options, told: tuple[str, ...] = ()
) -> Receipt:
    counted = Counter(term.kind for term in new.terms)
    levels = counted["service_level"]
    says = f"{len(tree.clauses)} clauses, {len(new.terms)} terms ({levels} service levels, {counted['credit_rule']} on credits)"
    notes = [*told, *new.doubts]
    if not levels and kind == "contract" and not told:
        notes.append("No service level was found: if there is one, it may stand in another document; add that too.")
    if kind == "amendment" and changes_nothing(new):
        notes.insert(0, NOTHING_READ)
    ref, state = new.contract.ref, "previewed"
    asked: Sequence[TermRecord] = new.terms
    if not options.dry_run:
        added = interpreter.stores.contracts.add_version(new)
        ref, state = added.contract, added.state
        # What the contract's own order of precedence settles is no question any more.
        asked = [term for term in interpreter.stores.terms.listed(ref) if term.document == new.document]
    notes += [f"{term.clause}: {term.question}" for term in asked if term.question]
    if state == "unchanged":
        says, notes = "already here; nothing changed", []
    return Receipt(new.document, kind, f"{ref}: {says}", ref, state, dict(counted), tuple(dict.fromkeys(notes)))


def reference(document: Document) -> str | None:
    """The contract's own reference, if its first lines give one."""
    match = REFERENCE.search(document.text[:COVER])
    return match.group(1).strip("./-") if match else None


def _slug(title: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", title)[:6]
    return "-".join(words).upper()[:40] or "CONTRACT"


def amended_ref(interpreter: Interpreter, document: Document, options: Options) -> str:
    """Which contract an amendment amends: the one named, the one whose reference it gives, or the only one."""
    from bot.answering.conversation import contract_named

    refs = list(interpreter.stores.contracts.refs())
    if options.contract:
        return contract_named(interpreter, options.contract)
    own = reference(document)
    if own in refs:
        return str(own)
    named = [ref for ref in refs if ref in document.text]
    if len(named) == 1:
        return named[0]
    if len(refs) == 1:
        return refs[0]
    if not refs:
        raise InterpreterError(
            f"{document.name} amends a contract that is not here yet; add the contract first, then this."
        )
    raise InterpreterError(
        f"{document.name} amends a contract, but not clearly which; say it with --contract REF ({', '.join(refs)})."
    )


def clause_records(tree: ClauseTree) -> list[ClauseRecord]:
    """The clause tree as the store keeps it."""
    return [
        ClauseRecord(
            key=c.key, number=c.number, heading=c.heading, text=c.text, start=c.start, end=c.end, page=c.page,
            parent=c.parent, headings=c.headings,
        )
        for c in tree.clauses
    ]  # fmt: skip


def definition_records(tree: ClauseTree) -> list[DefinitionRecord]:
    """The definitions as the store keeps them."""
    return [DefinitionRecord(d.term, d.meaning, d.clause, d.start, d.end, d.page) for d in tree.definitions]


def term_record(term: FoundTerm) -> TermRecord:
    """A found term as the store keeps it."""
    return TermRecord(
        kind=term.kind,
        fields=dict(term.fields),
        quote=term.quote,
        clause=term.clause,
        start=term.start,
        end=term.end,
        page=term.page,
        confidence=term.confidence,
        status=Status(term.status),
        readings=term.readings,
        question=term.question,
        doubt=term.doubt,
    )


def with_status(record: TermRecord, status: Status) -> TermRecord:
    """The same term under another status."""
    return replace(record, status=status)
