"""Settings: the only place that reads the environment (or a `.env` file); none is needed to start."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything a person may set, all optional (see docs/guide.md)."""

    model_config = SettingsConfigDict(
        env_prefix="ITBOT_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    home: Path = Field(default_factory=lambda: user_data_path("itbot", appauthor=False))
    database_url: str | None = None
    chroma_url: str | None = None
    model: str | None = None
    model_base_url: str | None = None
    timezone: str = "Europe/London"
    imap_url: SecretStr | None = None
    port: int = 3000
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")

    @property
    def database(self) -> str:
        """The database to use: the one set, or SQLite in the home."""
        return self.database_url or f"sqlite:///{self.home / 'app.db'}"
