"""A Chroma server, for when one machine is not enough: asked with patience that ends, and left alone for a while once it failed.

Several workspaces may keep their vectors on one server. The names of a workspace's collections begin with its own, so
that two contracts of the same name never meet.
"""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

PROBE_S, PATIENCE_S = 2.0, 10.0
# After a failure nothing is asked for so long: a question must not wait for a server that is gone.
REST_S = 30.0


class ServerGoneError(Exception):
    """The server does not answer: one plain sentence."""


@dataclass(frozen=True, slots=True)
class Served:
    """Vectors on a server at `url`, in the collections of one workspace ("" where one business is served)."""

    url: str
    space: str = ""

    def named(self, collection: str) -> str:
        """The collection's name on the server."""
        return f"{self.space}.{collection}" if self.space else collection

    @property
    def server(self) -> ChromaServer:
        """The connection that all workspaces share."""
        return _server(self.url)


class ChromaServer:
    """One connection to one server."""

    def __init__(self, url: str, ticks: Callable[[], float] = time.monotonic) -> None:
        self.url, self._ticks = url, ticks
        self._lock = threading.Lock()
        self._client: Any = None
        self._rests_until = 0.0

    @property
    def is_resting(self) -> bool:
        """Whether it failed so lately that it is not asked."""
        return self._ticks() < self._rests_until

    def client(self) -> Any:
        """Chroma's client. Raises ServerGoneError where the server is not there, or failed just now."""
        if self.is_resting:
            raise ServerGoneError(self._sentence("it did not answer just now"))
        with self._lock:
            if self._client is None:
                self._client = self._connected()
            return self._client

    def failed(self, trouble: Exception) -> ServerGoneError:
        """A call was not answered in time: leave the server alone for a while. Returns what to tell."""
        with self._lock:
            self._client = None
            self._rests_until = self._ticks() + REST_S
        return ServerGoneError(self._sentence(str(trouble) or type(trouble).__name__))

    def _connected(self) -> Any:
        place = urlsplit(self.url)
        secure = place.scheme == "https"
        port = place.port or (443 if secure else 8000)
        try:
            # The client itself would wait for ever, so that it is only made once the server has answered.
            self._knock(f"{place.scheme}://{place.hostname}:{port}/api/v2/heartbeat")
        except (OSError, ValueError, urllib.error.URLError) as away:
            self._rests_until = self._ticks() + REST_S
            why = getattr(away, "reason", away)
            raise ServerGoneError(self._sentence(str(getattr(why, "strerror", None) or why))) from away
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        made = chromadb.HttpClient(place.hostname or "localhost", port=port, ssl=secure, settings=quiet)
        made._server._session.timeout = PATIENCE_S  # type: ignore[attr-defined]  # noqa: SLF001 - it has no open name
        return made

    def _knock(self, address: str) -> None:
        with urllib.request.urlopen(address, timeout=PROBE_S) as answer:  # noqa: S310 - the address of the settings
            answer.read()

    def _sentence(self, why: str) -> str:
        return f"The Chroma server at {self.url} does not answer ({why})"


@cache
def _server(url: str) -> ChromaServer:
    return ChromaServer(url)
