"""`itbot sla`: every service level of a month."""

from __future__ import annotations

import typer


def sla(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last full month with data by default."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Every service level: target, actual, n of N, met or missed.

    Exit code 1 when a level was missed. Example: itbot sla --month 2026-09
    """
    from bot.answering.tables import level_rows, months_asked
    from bot.cli.screen import COLOURS, console, print_json, table
    from bot.wiring import build

    interpreter = build()
    cases = months_asked(interpreter, contract, month)
    rows = [row for case, chosen in cases for row in level_rows(case, chosen)]
    if as_json:
        print_json({"month": cases[0][1] if cases else month, "levels": rows})
    else:
        shown = table(
            "contract",
            "level",
            ">target",
            ">actual",
            ">n of N",
            "result",
            "clause",
            title=f"Service levels, {cases[0][1]}",
        )
        for row in rows:
            counted = f"{row['n']} of {row['of']}" if row["of"] is not None else ""
            result = row["result"].replace("_", " ")
            colour = COLOURS.get(row["result"], "white")
            shown.add_row(
                row["contract"], row["name"], row["target"] or ("every one" if row["result"] in {"met", "missed", "no_demand"} else "–"), row["actual"] or "–", counted,
                f"[{colour}]{result}[/]" + (f" ({row['why'].replace('_', ' ')})" if row["why"] else ""), row["clause"] or "",
            )  # fmt: skip
        console().print(shown)
    raise typer.Exit(1 if any(row["result"] == "missed" for row in rows) else 0)
