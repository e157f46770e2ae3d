"""A file comes in: its kind is found and said, it is read whole, and kept in one step or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.given import MAIL, SHEETS, WORDS, Asking, Options, Receipt
from bot.intake.progress import bar
from knowledge.documents.model import UnreadableError
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter


def add(
    interpreter: Interpreter,
    files: Sequence[Path],
    options: Options,
    *,
    console: Console | None = None,
    confirm: Callable[[str], bool] | None = None,
) -> list[Receipt]:
    """Take in files one after the other, then measure once.

    A file that cannot be read stops none of the others: its receipt has the state "failed" and says why. One file by
    itself raises its InterpreterError or UnreadableError.
    """
    from bot.intake.apart.worker import ready
    from bot.intake.terms import measure_again

    if any(file.suffix.lower() not in {".csv", ".tsv", ".gz"} for file in files):
        ready()
    asking = Asking(console, confirm)
    read = _one if len(files) == 1 else _one_or_why
    receipts = [read(interpreter, file, options, asking) for file in files]
    if not options.dry_run:
        started = time.perf_counter()
        measure_again(interpreter)
        _judge_mails(interpreter, receipts)
        for ref in _changed_words(receipts) if options.index else ():
            _index(interpreter, ref, console)
        if console is not None and len(files) > 1:
            console.print(f"[dim]measured and indexed in {time.perf_counter() - started:.1f} s[/]")
    return receipts


def _judge_mails(interpreter: Interpreter, receipts: Sequence[Receipt]) -> None:
    """A contract that has come names its parties: the mails that were there before are told apart by them."""
    refs = _changed_words(receipts)
    if refs:
        from bot.intake.emails import judge_sides

        for ref in refs:
            judge_sides(interpreter, ref)


def _changed_words(receipts: Sequence[Receipt]) -> list[str]:
    """Contracts whose words changed, so that their search index must be made again."""
    changed = [r for r in receipts if r.state == "added" and r.kind in {"contract", "amendment"}]
    return list(dict.fromkeys(r.contract for r in changed if r.contract))


def _one_or_why(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    """One of several files; what cannot be read is said and left out."""
    try:
        return _one(interpreter, file, options, asking)
    except (InterpreterError, UnreadableError) as trouble:
        return Receipt(file.name, "unreadable", str(trouble), state="failed")


def _one(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    if not file.exists():
        raise InterpreterError(f"{file}: there is no such file. Check the path and try again.")
    if file.is_dir():
        raise InterpreterError(f"{file}: this is a folder. Name the files in it, for example {file / '*.csv'}.")
    kind = options.kind or _by_suffix(file)
    if kind == "email":
        from bot.intake.emails import add_emails

        return add_emails(interpreter, file, options, asking)
    if kind in {"contract", "amendment", "words"}:
        from bot.intake.contracts import add_words

        return add_words(interpreter, file, options, asking.console)
    if file.suffix.lower() in WORDS:
        from bot.intake.reports import add_report

        return add_report(interpreter, file, options)
    from bot.intake.sheets import add_sheet

    return add_sheet(interpreter, file, options, asking)


def _by_suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix in MAIL:
        return "email"
    if suffix in SHEETS:
        return "sheet"
    if suffix in WORDS:
        return "words"
    known = ", ".join(sorted(WORDS | SHEETS | MAIL))
    raise InterpreterError(
        f"{file.name}: a {suffix or 'nameless'} file is not a kind we read ({known}). Save it as one of these."
    )


def _index(interpreter: Interpreter, ref: str, console: Console | None) -> None:
    """Make the search vectors, with a bar, since a long contract takes seconds."""
    with bar(console, f"reading {ref} for search") as moved:
        interpreter.library.index(ref, moved)
