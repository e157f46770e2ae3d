"""The terminal: one command a file, each thin; nothing heavy is imported before it is needed."""


def main() -> None:
    """Run `itbot`."""
    from bot.cli.app import run

    run()
