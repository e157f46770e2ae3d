"""A small company made of a few files, taken in as a person would, without a search index."""

from datetime import UTC, datetime

from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made_company(folder, files, today=TODAY):
    """The interpreter of a home in the folder into which these files (words by name) were added, in their order."""
    folder.mkdir(exist_ok=True)
    for name, words in files.items():
        (folder / name).write_text(words, encoding="utf-8")
    made = build(Settings(home=folder / "home", _env_file=None), clock=lambda: today)
    add(made, [folder / name for name in files], Options(accept=True, index=False))
    return made
