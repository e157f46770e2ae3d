"""`itbot questions`: the three questions, drafted with this provider's facts; the answers kept word for word and judged."""

from __future__ import annotations

from pathlib import Path

import typer


def questions(
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    number: int | None = typer.Option(
        None, "--round", help="The round that is answered; without it a new one is drafted."
    ),
    takes: str = typer.Option("", help="Their answer to: what will it take?"),
    business: str = typer.Option("", help="Their answer to: what is happening in your business?"),
    commit: str = typer.Option(
        "", help="Their answer to: what can you confidently commit to? FILE names a text file with @."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Draft the three questions, or keep their answers. You ask them; nothing is sent from here.

    Example: itbot questions --round 1 --commit "We will answer 95 % of P1s in 15 minutes by 31 January."
    """
    from bot.answering.conversation import contract_named
    from bot.cli.screen import print_json
    from bot.digest.three_questions import answered, drafted, offers, session_json
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    refs = interpreter.stores.contracts.refs()
    if not contract and len(refs) != 1:
        raise InterpreterError("Say which contract with --contract; itbot terms lists them.")
    ref = contract_named(interpreter, contract) if contract else refs[0]
    case = interpreter.case(ref, interpreter.today())
    said = {"takes": takes, "business": business, "commit": commit}
    words = {key: Path(one[1:]).read_text("utf-8") if one.startswith("@") else one for key, one in said.items()}
    held = drafted(interpreter, case) if number is None else answered(interpreter, ref, number, words)
    plans = offers(held, case)
    if as_json:
        print_json({**session_json(held), "offers": plans})
        raise typer.Exit(0)
    _show(session_json(held), plans)
    raise typer.Exit(0)


def _show(held: dict[str, object], plans: list[dict[str, object]]) -> None:
    from rich.text import Text

    from bot.cli.screen import console

    screen = console()
    screen.print(
        Text(f"Round {held['id']}, {held['asked_on']}. You ask these; nothing is sent from here.", style="bold")
    )
    listed = held["questions"]
    for index, one in enumerate(listed if isinstance(listed, list) else [], 1):
        screen.print(Text(f"{index}. {one['question']}"))
        if one["answer"]:
            screen.print(Text(f"   They said: {one['answer']}"))
            screen.print(Text(f"   Read as {one['judged']}, by: {' '.join(one['rests_on'])}", style="dim"))
    for plan in plans:
        screen.print(
            Text(f'An improvement plan could hold this, due {plan["due"]}: "{plan["words"]}"  (itbot plan add)')
        )
