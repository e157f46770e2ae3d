"""The sample company, loaded once for all stories that read it, and how widely properties are searched."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same cases at every run, so that a red run means a changed product; `make fuzz` looks at new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def untouched(tmp_path_factory):
    """The sample company's home as it was made. Nobody asks anything here: it is only copied."""
    from bot.intake.sample import sample_company

    made = sample_company(home=tmp_path_factory.mktemp("untouched"), index=False)
    made.close()
    return Path(made.settings.home)


def opened_copy(home: Path, to: Path):
    """A copy of a home, opened as on the sample company's own today."""
    import shutil

    from bot.intake.sample import TODAY
    from bot.settings import Settings
    from bot.wiring import build

    shutil.copytree(home, to)
    return build(Settings(home=to, _env_file=None), clock=lambda: TODAY)


@pytest.fixture(scope="session")
def sample(untouched, tmp_path_factory):
    """The sample company in a home that the stories share: they ask, and answers may be kept there."""
    return opened_copy(untouched, tmp_path_factory.mktemp("sample") / "home")


@pytest.fixture
def sample_copy(untouched, tmp_path):
    """A copy of the sample company that a story may change; nothing was ever asked in it."""
    return opened_copy(untouched, tmp_path / "home")
