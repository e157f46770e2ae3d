"""How the desk says no: an error code as Slack's, and for a person a sentence."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API call refused: `ok: false` with Slack's own code and whatever goes with it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class ActError(Exception):
    """Something a person cannot do there; the sentence is shown to them."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
