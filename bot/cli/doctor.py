"""`itbot doctor`: what is set up, what is missing, what is stale, what to do next."""

from __future__ import annotations

import typer


def doctor(as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout.")) -> None:
    """What is configured, what is reachable, what is stale, and what to do next.

    Exit code 1 when something needs doing. Example: itbot doctor
    """
    from bot.cli.screen import console, print_json, table
    from bot.health import checks, checks_of_all
    from bot.settings import Settings
    from bot.wiring import build

    settings = Settings()
    several = bool(settings.slack_client_id and not settings.workspace)
    found = checks_of_all(build(settings)) if several else checks(build(settings))
    if as_json:
        print_json({"checks": [{"name": c.name, "ok": c.ok, "says": c.says, "fix": c.fix} for c in found]})
    else:
        shown = table("", "what", "state", "to do")
        for check in found:
            shown.add_row("[green]✓[/]" if check.ok else "[yellow]![/]", check.name, check.says, check.fix)
        console().print(shown)
    raise typer.Exit(0 if all(check.ok for check in found) else 1)
