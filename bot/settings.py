"""Settings: the only place that reads the environment (or a `.env` file); none is needed to start."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything a person may set, all optional (see docs/guide.md)."""

    model_config = SettingsConfigDict(env_prefix="ITBOT_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("itbot", appauthor=False))
    database_url: str | None = None
    chroma_url: str | None = None
    timezone: str = "Europe/London"

    @property
    def database(self) -> str:
        """The database to use: the one set, or SQLite in the home."""
        return self.database_url or f"sqlite:///{self.home / 'app.db'}"
