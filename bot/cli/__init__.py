"""The terminal: one command a file, each thin; nothing heavy is imported before it is needed."""

import os


def main() -> None:
    """Run `itbot`."""
    # The sums over vectors are short ones: shared out among processors they wait for the busiest, and take four times as
    # long where anything else is at work. It counts only before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.cli.app import run

    run()
