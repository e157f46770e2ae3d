"""Settings: the only place that reads the environment (or a `.env` file); none is needed to start."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

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
    workspace: str | None = None
    model: str | None = None
    model_base_url: str | None = None
    model_key: SecretStr | None = None
    model_price: str | None = None
    model_person_a_minute: int = Field(default=10, ge=1)
    model_all_a_minute: int = Field(default=60, ge=1)
    model_person_tokens_a_day: int = Field(default=200_000, ge=0)
    model_all_tokens_a_day: int = Field(default=1_000_000, ge=0)
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias="ANTHROPIC_API_KEY")
    timezone: str = "Europe/London"
    imap_url: SecretStr | None = None
    port: int = 3000
    log: Literal["text", "json"] = "text"
    audit: Literal["hash", "text", "off"] = "hash"
    health_port: int | None = None
    stop_s: int = Field(default=20, ge=1)
    ask_person_a_minute: int = Field(default=30, ge=1)
    ask_all_a_minute: int = Field(default=300, ge=1)
    ask_person_a_day: int | None = Field(default=None, ge=1)
    ask_waiting: int = Field(default=1000, ge=1)
    keep_answers_days: int | None = Field(default=None, ge=1)
    keep_conversations_days: int | None = Field(default=None, ge=1)
    keep_mails_days: int | None = Field(default=None, ge=1)
    keep_audit_days: int | None = Field(default=None, ge=1)
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    slack_key: SecretStr | None = None
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")

    @property
    def key_of_model(self) -> str | None:
        """The key for the model that is set: its own, or the one that its provider's tools look for."""
        provider = (self.model or "").partition(":")[0].lower()
        own = {"openai": self.openai_api_key, "anthropic": self.anthropic_api_key}.get(provider)
        key = self.model_key or own
        return key.get_secret_value() if key else None

    @property
    def database(self) -> str:
        """The database to use: the one set, or SQLite in the home."""
        return self.database_url or f"sqlite:///{self.home / 'app.db'}"
