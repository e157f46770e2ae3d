"""What a person said about the files given, whose contract they belong to, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter

WORDS = {".docx", ".pdf", ".md", ".markdown", ".html", ".htm", ".txt", ".doc"}
SHEETS = {".csv", ".tsv", ".xlsx", ".xlsm", ".gz"}
MAIL = {".eml", ".msg", ".mbox"}


@dataclass(frozen=True, slots=True)
class Options:
    """What a person said about the files; everything may be left out."""

    kind: str | None = None
    provider: str | None = None
    contract: str | None = None
    month: str | None = None
    mapping: Path | None = None
    tz: str | None = None
    date_order: str | None = None
    accept: bool = False
    dry_run: bool = False
    index: bool = True
    model: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file."""

    file: str
    kind: str
    says: str
    contract: str | None = None
    state: str = "added"
    counts: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The receipt as `itbot add --json` prints it."""
        return {
            "file": self.file,
            "kind": self.kind,
            "contract": self.contract,
            "state": self.state,
            "says": self.says,
            "counts": self.counts,
            "notes": list(self.notes),
            "rejects": list(self.rejects),
        }


@dataclass(frozen=True, slots=True)
class Asking:
    """How a person is asked and shown progress; both may be absent."""

    console: Console | None = None
    confirm: Callable[[str], bool] | None = None


def contract_for(interpreter: Interpreter, options: Options) -> str:
    """The contract that numbers belong to: the one named, the only one, or a place kept free for one."""
    from bot.answering.conversation import contract_named

    contracts = interpreter.stores.contracts
    refs = list(contracts.refs())
    if options.contract:
        return contract_named(interpreter, options.contract)
    if options.provider:
        found = contracts.find(options.provider)
        return found[0] if len(found) == 1 else contracts.placeholder(options.provider)
    if len(refs) > 1:
        names = ", ".join(f"{ref} ({who})" if (who := contracts.facts(ref).provider) else ref for ref in refs)
        raise InterpreterError(f"There are several contracts: {names}. Say which one with --contract REF.")
    return refs[0] if refs else contracts.placeholder()
