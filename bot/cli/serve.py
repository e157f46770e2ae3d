"""`itbot serve`: the Slack app with its background work."""

from __future__ import annotations

import typer


def serve() -> None:
    """Run the Slack app (Socket Mode, or HTTP when only a signing secret is set) until it is stopped.

    Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md leads there step by step. Example: itbot serve
    """
    import logging
    import os
    import signal
    import sys
    import threading

    from bot.settings import Settings

    settings = Settings()
    _check(settings)

    from bot.slack.serve import Unreachable, run
    from bot.upkeep.logs import set_up
    from bot.wiring import build

    set_up(settings)
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    try:
        run(settings, build(settings), stop, ready=lambda words: typer.echo(words, err=True))
    except Unreachable as far:
        typer.echo(str(far), err=True)
        raise typer.Exit(3) from None
    # Answers that took longer than the patience of `run` are cut off here; they are taken up at the next start.
    logging.shutdown()
    sys.stderr.flush()
    os._exit(0)


def _check(settings: object) -> None:
    """Refuse at once, before anything heavy is loaded, where nothing of Slack is set at all."""
    from store.facts.common import InterpreterError

    names = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_id", "slack_client_secret")
    if not any(getattr(settings, name) for name in names):
        raise InterpreterError(
            "Slack is not set up: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md says where to find them), "
            "or try itbot desk, which needs no Slack."
        )
