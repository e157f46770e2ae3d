"""How a chat model is opened by its `provider:model` name, and the plain sentence when it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# A call is left long before; this only keeps a connection that nobody waits for from staying open for ever.
CONNECTION_S = 45.0
MOST_TOKENS_OUT = 1800
# Enough for the longest instruction and its answer; what a local server takes by default would cut the rules off.
LOCAL_WINDOW = 8192
KEY_NAMES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


class NotReadyError(Exception):
    """A model that was set cannot be opened; its text is one plain sentence for the person who set it."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a model is and with which key; the key is never shown."""

    name: str
    base_url: str | None = None
    key: str | None = None

    @property
    def provider(self) -> str:
        """What stands before the colon."""
        return self.name.partition(":")[0].lower()

    def __repr__(self) -> str:
        return f"Access({self.name!r}, {self.base_url!r})"


def opened(access: Access) -> Any:
    """The chat model behind a name. Raises NotReadyError where its part or its key is missing."""
    from langchain.chat_models import init_chat_model

    if not access.name.partition(":")[2]:
        raise NotReadyError(f"ITBOT_MODEL is '{access.name}'; write it as provider:model, such as openai:gpt-5-mini.")
    try:
        chat = init_chat_model(access.name, **options(access))
    except ImportError:
        raise NotReadyError(_without_part(access)) from None
    except ValueError:
        known = ", ".join(KEY_NAMES)
        said = f"ITBOT_MODEL names '{access.provider}', which is not a provider we know how to open"
        raise NotReadyError(f"{said}; use {known}, ollama, or openai with ITBOT_MODEL_BASE_URL.") from None
    except Exception as trouble:
        if type(trouble).__module__.partition(".")[0] in {"openai", "anthropic"}:
            raise NotReadyError(_without_key(access)) from None
        raise
    if access.provider == "anthropic" and not chat.anthropic_api_key.get_secret_value():
        raise NotReadyError(_without_key(access))
    return chat


def options(access: Access) -> dict[str, Any]:
    """What a provider's client takes: a time limit, no tries of its own, no more words than an answer needs."""
    given: dict[str, Any] = {"base_url": access.base_url} if access.base_url else {}
    if access.provider == "ollama":
        limits = {"num_predict": MOST_TOKENS_OUT, "num_ctx": LOCAL_WINDOW, "temperature": 0}
        return {**given, **limits, "client_kwargs": {"timeout": CONNECTION_S}}
    given |= {"timeout": CONNECTION_S, "max_retries": 0, "max_tokens": MOST_TOKENS_OUT}
    # A server of one's own often asks for no key, but its client does.
    key = access.key or ("none" if access.base_url and access.provider == "openai" else None)
    return {**given, "api_key": key} if key else given


def _without_part(access: Access) -> str:
    part = f"langchain-{access.provider.replace('_', '-')}"
    return f"ITBOT_MODEL names '{access.provider}', whose part is not installed; run: .venv/bin/uv pip install {part}"


def _without_key(access: Access) -> str:
    name = KEY_NAMES.get(access.provider, "ITBOT_MODEL_KEY")
    return f"ITBOT_MODEL is set to {access.name}, but its key is not; set {name} (or ITBOT_MODEL_KEY)."
