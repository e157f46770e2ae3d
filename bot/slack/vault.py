"""Tokens at rest: encrypted with a key of this home's own, in a file that only its owner may read.

Processes on several machines share one key, which is then set (ITBOT_SLACK_KEY) and kept in no file here.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from pydantic import SecretStr

from store.facts.common import InterpreterError

KEY_FILE = "slack.key"


class Vault:
    """Turns text into encrypted text and back. Without a key that is set, one is made at first use."""

    def __init__(self, home: Path, key: SecretStr | None = None) -> None:
        self._path = home / KEY_FILE
        self._whose = "ITBOT_SLACK_KEY" if key else str(self._path)
        try:
            self._fernet = Fernet(key.get_secret_value().encode() if key else self._key())
        except ValueError:
            raise InterpreterError(
                f"{self._whose} holds no key; it is 44 letters and signs, as stand in {KEY_FILE} of the home that "
                "served Slack first."
            ) from None

    def sealed(self, text: str) -> str:
        """The text, encrypted and signed."""
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str:
        """The text again. Raises InterpreterError when it was sealed with another key or was changed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise InterpreterError(
                f"The Slack tokens kept here cannot be read with the key in {self._whose}; put the right key back, or "
                "install the app in Slack again."
            ) from None

    def _key(self) -> bytes:
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            self._path.chmod(0o600)
            return self._path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(key := Fernet.generate_key())
        return key
