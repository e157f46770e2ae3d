"""Signs of life on a loopback port: whether the process lives, whether it can do its work, and its figures."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.upkeep import metrics
from bot.upkeep.metrics import Metrics
from store.facts.common import InterpreterError

HOST = "127.0.0.1"
Look = Callable[[], dict[str, bool]]


class Signs:
    """The port, open until closed.

    GET /healthz: 200 while `alive()` holds only True. /readyz: the same of `ready()`, else 503; both say what was looked
    at as JSON. /metrics: the figures. Raises InterpreterError where the port cannot be opened.
    """

    def __init__(self, port: int, alive: Look, ready: Look, figures: Metrics) -> None:
        pages: dict[str, Callable[[], tuple[int, str, bytes]]] = {
            "/healthz": lambda: _told(alive()),
            "/readyz": lambda: _told(ready()),
            "/metrics": lambda: (200, metrics.KIND, figures.text()),
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path.partition("?")[0])
                status, kind, body = page() if page else (404, "text/plain", b"")
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Looks are not worth a line of the log."""

        try:
            self._server = ThreadingHTTPServer((HOST, port), Handler)
        except (OSError, OverflowError):
            raise InterpreterError(
                f"Port {port} cannot be opened; set ITBOT_HEALTH_PORT to one that is free."
            ) from None
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, name="signs", daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


def _told(looked: dict[str, bool]) -> tuple[int, str, bytes]:
    well = all(looked.values())
    return 200 if well else 503, "application/json", json.dumps({"ok": well, **looked}).encode()
