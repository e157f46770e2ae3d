"""A sample company with its mails, loaded once for these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build

MAILS = Path(__file__).resolve().parents[3] / "demo" / "marrowdale" / "emails"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def company(tmp_path_factory):
    """The first sample company, as on 23 November 2026."""
    from rich.console import Console

    from bot.intake.sample import sample_company

    home = tmp_path_factory.mktemp("company")
    sample_company(Console(quiet=True), home, index=False)
    return build(Settings(home=home), clock=lambda: NOW)


@pytest.fixture(scope="session")
def digest(company):
    """What is made of one of the company's mails, by the beginning of its file name."""
    from bot.digest.opening import opened, placed
    from bot.digest.whole import digest_of

    def read(name):
        file = next(MAILS.glob(f"{name}*.eml"))
        mail = opened(company, str(file))
        ref = placed(company, mail, None)
        return digest_of(company, mail, company.case(ref, company.today()))

    return read
