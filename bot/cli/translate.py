"""`itbot translate`: jargon in plain English, and a plain complaint in the provider's terms."""

from __future__ import annotations

import sys

import typer


def translate(
    text: str | None = typer.Argument(None, metavar="TEXT|-", help="The words to translate; - reads them from stdin."),
    to_provider: bool = typer.Option(
        False, "--to-provider", help="The other way: your complaint in the provider's terms."
    ),
    add: list[str] = typer.Option([], "--add", metavar="TERM=MEANING", help="Keep a term in your own words."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Jargon in plain English: your contract's meanings first, then your own words, then the glossary.

    Example: itbot translate "The RCA will be shared after CAB."
    """
    from bot.digest.translating import to_plain
    from bot.digest.translating import to_provider as as_provider_says
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    for one in add:
        term, mark, meaning = one.partition("=")
        if not mark:
            raise InterpreterError(
                f'"{one}" is no TERM=MEANING; write for example --add "Blue line=our main internet line".'
            )
        interpreter.stores.correspondence.add_term(term, meaning)
    words = sys.stdin.read() if text == "-" else text
    if not words or not words.strip():
        _kept(interpreter.stores.correspondence.terms(), as_json, bool(add))
        raise typer.Exit(0)
    ref = _contract(interpreter, contract)
    if to_provider:
        _complaint(as_provider_says(interpreter, words, ref), as_json)
    else:
        _plain(to_plain(interpreter, words, ref), as_json)
    raise typer.Exit(0)


def _contract(interpreter: object, name: str | None) -> str | None:
    from bot.answering.conversation import contract_named
    from bot.wiring import Interpreter

    if not isinstance(interpreter, Interpreter):
        raise TypeError
    refs = interpreter.stores.contracts.refs()
    return contract_named(interpreter, name) if name else refs[0] if len(refs) == 1 else None


def _kept(terms: dict[str, str], as_json: bool, added: bool) -> None:
    from bot.cli.screen import console, print_json
    from store.facts.common import InterpreterError

    if not added and not terms:
        raise InterpreterError('Give the words to translate, for example: itbot translate "What is an RCA?"')
    if as_json:
        print_json({"terms": terms})
        return
    for term, meaning in terms.items():
        console().print(f"{term}: {meaning}", markup=False)


def _plain(made: object, as_json: bool) -> None:
    from bot.cli.screen import console, print_json
    from bot.digest.safe import safe
    from bot.digest.translating import Plain

    if not isinstance(made, Plain):
        raise TypeError
    if as_json:
        print_json(made.as_json())
        return
    screen = console()
    screen.print(safe(made.text), markup=False)
    for term in made.terms:
        ask = f" Ask: {term.ask}" if term.ask else ""
        source = {"contract": "your contract", "yours": "your own words"}.get(term.source, "")
        screen.print(f"• {safe(term.term)}: {term.meaning}{f' ({source})' if source else ''}{ask}", markup=False)
    for soft in made.soft:
        screen.print(f'• "{safe(soft.written)}": {soft.meaning} Ask: {soft.ask}', markup=False)
    if not made.terms and not made.soft:
        screen.print("There is no jargon in this that I know of.")


def _complaint(made: object, as_json: bool) -> None:
    from bot.cli.screen import console, print_json
    from bot.digest.safe import safe
    from bot.digest.translating import Complaint

    if not isinstance(made, Complaint):
        raise TypeError
    if as_json:
        print_json(made.as_json())
        return
    screen = console()
    screen.print(safe(made.wording), markup=False)
    if made.missing:
        screen.print("They will ask anyway, so also: " + " ".join(made.missing), markup=False)
    if made.urgency.priority and not made.levels:
        screen.print("The contract sets no time for this.")
