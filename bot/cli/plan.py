"""`itbot plan`: improvement plans with a level and a day, judged when the day has come."""

from __future__ import annotations

from typing import Any

import typer

plan = typer.Typer(
    help="Improvement plans: agreed level, day and rule; judged on the day from what was measured.",
    rich_markup_mode=None,
)


@plan.callback(invoke_without_command=True)
def plans(
    context: typer.Context,
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """List the plans in force and how they stand.

    Example: itbot plan
    """
    if context.invoked_subcommand:
        return
    from bot.answering.conversation import only_contract
    from bot.answering.plans import judged_plans, plan_row
    from bot.cli.screen import console, print_json, table
    from bot.wiring import build

    interpreter = build()
    ref = only_contract(interpreter, contract)
    judged = [plan_row(one) for one in judged_plans(interpreter.case(ref, interpreter.today()))]
    if as_json:
        print_json({"contract": ref, "plans": judged})
    elif not judged:
        console().print('No plan yet. For example: itbot plan add "P1 response at least 95 % by 31 December"')
    else:
        rows = table(">id", "plan", "by", "state", ">reached", "in", "agreed for this")
        for row in judged:
            rows.add_row(
                str(row["id"]), row["words"], row["due"], row["state"].replace("_", " "), row["reached"] or "–", row["month"],
                row["rule"] or row["if_not"],
            )  # fmt: skip
        console().print(rows)
    raise typer.Exit(1 if any(row["state"] == "not_kept" for row in judged) else 0)


@plan.command()
def add(
    words: str = typer.Argument(metavar="PLAN", help="What must be reached by when."),
    if_kept: str | None = typer.Option(None, help="What follows when it is kept."),
    if_not: str | None = typer.Option(None, help="What follows when it is not kept."),
    if_untold: str | None = typer.Option(None, help="What follows when nobody can tell."),
    who: str = typer.Option("", help="Who owns it at the provider."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Keep it as read, without asking."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show how it is read, but keep nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Write down a plan that both sides agreed.

    Example: itbot plan add "P1 response at least 95 % by 31 December" --if-not "we give notice"
    """
    from bot.answering.conversation import only_contract
    from bot.answering.plans import judge, plan_row
    from bot.cli.screen import console, print_json
    from bot.intake.plans import plan_read
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    ref = only_contract(interpreter, contract)
    case = interpreter.case(ref, interpreter.today())
    read = plan_read(case, words, rule=(if_kept, if_not, if_untold), who=who)
    if not (yes or dry_run or as_json):
        console().print(_echo(plan_row(judge(case, read))), markup=False)
        if not typer.confirm("Keep it like this?"):
            raise InterpreterError("Nothing was kept; say the plan in other words and try again.")
    kept = read if dry_run else interpreter.stores.plans.add(ref, read)
    row = plan_row(judge(case, kept))
    if as_json:
        print_json({"contract": ref, "kept": not dry_run, "plan": row})
    else:
        console().print(f"{'Read' if dry_run else 'Kept'}: {_echo(row)}", markup=False)


@plan.command()
def undo(
    number: int = typer.Argument(metavar="ID", help="The number that itbot plan shows."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Take a plan back; once more brings it back.

    Example: itbot plan undo 2
    """
    from bot.answering.conversation import only_contract
    from bot.cli.screen import console, print_json
    from bot.wiring import build

    interpreter = build()
    ref = only_contract(interpreter, contract)
    stands = interpreter.stores.plans.undo(ref, number)
    if as_json:
        print_json({"contract": ref, "id": number, "stands": stands is not None})
    else:
        console().print(
            f"Plan {number} {'stands again' if stands else 'is taken back; the same command brings it back'}."
        )


def _echo(row: dict[str, Any]) -> str:
    return (
        f"{row['what']} {str(row['sense']).replace('_', ' ')} {row['level']} {row['unit']} by {row['due']}, judged by the "
        f"whole of {row['decided_by']}. If kept: {row['if_kept']} If not: {row['if_not']} If untold: {row['if_untold']}"
    )
