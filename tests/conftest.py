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
def sample(tmp_path_factory):
    """The sample company in a home of its own, asked as on its own today. Stories that change it make a copy."""
    from bot.intake.sample import sample_company

    return sample_company(home=tmp_path_factory.mktemp("sample"), index=False)


@pytest.fixture
def sample_copy(sample, tmp_path):
    """A copy of the sample company that a story may change."""
    import shutil

    from bot.intake.sample import TODAY
    from bot.settings import Settings
    from bot.wiring import build

    home = tmp_path / "home"
    shutil.copytree(Path(sample.settings.home), home)
    return build(Settings(home=home, _env_file=None), clock=lambda: TODAY)
