"""`itbot desk`: the Slack app against a Slack on this machine, in a browser page; no workspace is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from store.facts.watched import People

if TYPE_CHECKING:
    from threading import Event

    from bot.desk.desk import Desk
    from bot.wiring import Interpreter

# The desk's own owner and manager of the sample company.
SAMPLE_PEOPLE = People(owner="U0HANNA", manager="U0PRIYA")
QUESTIONS = (
    "are we getting what we pay for?",
    "what did they miss in October, and what do they owe us for it?",
    "what does the contract say about ending it early?",
)


def desk(
    port: int = typer.Option(0, help="The page's port on this machine; 0 takes one that is free."),
    home: Path | None = typer.Option(None, help="Use this home; an empty one gets the sample company."),
    journal: Path | None = typer.Option(None, help="Write every call, event and acknowledgement to this file."),
    open_page: bool = typer.Option(True, "--open/--no-open", help="Open the page in the browser."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout once it is ready."),
) -> None:
    """Run the Slack app against a Slack on this machine, with the sample company in it, until Ctrl-C.

    Example: itbot desk
    """
    import signal
    import threading

    _straight_to_this_machine()
    running = _opened(port, journal)
    interpreter = _furnished(home)
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    ready = threading.Event()
    failed: list[Exception] = []

    def serve() -> None:
        try:
            _serve(running, interpreter, stop, ready)
        except Exception as error:  # noqa: BLE001 - handed to the command, which tells it as its own
            failed.append(error)
        finally:
            stop.set()

    app = threading.Thread(target=serve, name="slack-app", daemon=True)
    app.start()
    while not ready.wait(0.1) and not stop.is_set():
        pass
    if ready.is_set():
        _welcome(running, interpreter, open_page=open_page, as_json=as_json)
    stop.wait()
    app.join(30)
    running.stop()
    if failed:
        raise failed[0]


def _straight_to_this_machine() -> None:
    """Slack's library would send even loopback calls through a proxy; whoever else needs one still finds it."""
    import os

    found = [os.environ.pop(name, "") for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")]
    if any(found):
        os.environ.setdefault("ALL_PROXY", next(filter(None, found)))
        os.environ["NO_PROXY"] = "127.0.0.1,localhost"


def _furnished(home: Path | None) -> Interpreter:
    """The home to answer from: the one given if there is a contract in it, else the sample company."""
    from bot.cli.screen import progress_console
    from bot.intake.sample import sample_company

    if home is not None:
        from bot.settings import Settings
        from bot.wiring import build

        found = build(Settings(home=home))
        if found.stores.contracts.refs():
            return found
    made = sample_company(progress_console(), home)
    for ref in made.stores.contracts.refs():
        made.stores.nudges.name_people(ref, SAMPLE_PEOPLE)
        _allowed_in_the_channel(made, ref)
    return made


def _allowed_in_the_channel(made: Interpreter, ref: str) -> None:
    """What the owner would do first: let the contract be spoken of in the channel of those who deal with the provider."""
    from bot.desk.workspace import HOME, OWNER, PRIVATE
    from store.conversations import Conversations

    Conversations.on(made.database).places.choose(HOME, ref, PRIVATE, OWNER)


def _opened(port: int, journal: Path | None) -> Desk:
    import secrets

    from bot.desk.app import from_manifest, manifest
    from bot.desk.desk import Desk
    from store.facts.common import InterpreterError

    # A home that was open before knows the events of that time: new ones must not look like repeats of them.
    seed = secrets.randbelow(2**31)
    try:
        running = Desk(from_manifest(manifest()), port=port, journal=journal, seed=seed)
    except OSError:
        raise InterpreterError(f"Port {port} is taken; choose another with --port, or leave it out.") from None
    running.start()
    return running


def _serve(running: Desk, interpreter: Interpreter, stop: Event, ready: Event) -> None:
    """The real app, in a thread of its own, over a real socket to the desk."""
    import logging
    import sys

    from pydantic import SecretStr

    from bot.slack.serve import run

    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    settings = interpreter.settings.model_copy(
        update={
            "slack_bot_token": SecretStr(running.bot_token),
            "slack_app_token": SecretStr(running.app_token),
            "slack_signing_secret": None,
            "slack_client_id": None,
            "slack_client_secret": None,
            "slack_api_url": running.api_url,
        }
    )
    run(settings, interpreter, stop, ready=lambda _words: ready.set())


def _welcome(running: Desk, interpreter: Interpreter, *, open_page: bool, as_json: bool) -> None:
    from bot.cli.screen import console, print_json

    if as_json:
        said = {"url": running.page_url, "api_url": running.api_url, "home": str(interpreter.settings.home)}
        print_json({**said, "questions": list(QUESTIONS)})
        return
    screen = console()
    screen.print("\n[bold]The desk is open[/]: a Slack on this machine, with the real app in it.")
    screen.print(f"  [cyan]{running.page_url}[/]", soft_wrap=True)
    screen.print(
        "\nAsk [bold]IT Interpreter[/] in its direct messages, or name it in [bold]#it-provider[/], where the sample's "
        "owner has allowed it\n(in any other channel the answer comes to you alone until an owner allows it there):"
    )
    for question in QUESTIONS:
        screen.print(f"  [cyan]{question}[/]")
    screen.print("What is due, with the buttons of a reminder: [cyan]/itbot due[/]")
    screen.print("\nStop with Ctrl-C.")
    if open_page:
        _show(running.page_url)


def _show(url: str) -> None:
    """Open the page in a browser with windows; one inside the terminal would cover what was printed."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(url)
