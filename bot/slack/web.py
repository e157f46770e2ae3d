"""HTTP instead of a socket: Slack posts events here, signed; workspaces install the app here; others ask if we live."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import uvicorn
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_bolt.oauth import OAuthFlow

LARGEST = 2 * 1024 * 1024
START_S = 10.0


def site(bolt: App, flow: OAuthFlow | None = None, signs: Callable[[], dict[str, Any]] = dict) -> Starlette:
    """The routes; `signs` are the signs of life told at /health. Bolt checks signature and age of every event before any listener sees it."""

    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": "too large"}, status_code=413)
        return to_starlette_response(await run_in_threadpool(bolt.dispatch, to_bolt_request(request, body)))

    async def install(request: Request) -> Response:
        if flow is None:
            return Response(status_code=404)
        return to_starlette_response(await run_in_threadpool(flow.handle_installation, to_bolt_request(request, b"")))

    async def installed(request: Request) -> Response:
        if flow is None:
            return Response(status_code=404)
        return to_starlette_response(await run_in_threadpool(flow.handle_callback, to_bolt_request(request, b"")))

    async def health(_request: Request) -> Response:
        return JSONResponse({"ok": True} | await run_in_threadpool(signs))

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/slack/install", install),
            Route("/slack/oauth_redirect", installed),
            Route("/health", health),
        ]
    )


async def _body(request: Request) -> bytes | None:
    """What was posted; None as soon as it is more than Slack ever sends."""
    taken = b""
    async for piece in request.stream():
        taken += piece
        if len(taken) > LARGEST:
            return None
    return taken


class Web:
    """The web server in a thread of its own."""

    def __init__(
        self, bolt: App, port: int, flow: OAuthFlow | None = None, signs: Callable[[], dict[str, Any]] = dict
    ) -> None:
        config = uvicorn.Config(
            site(bolt, flow, signs),
            host="0.0.0.0",  # noqa: S104 - Slack comes from outside
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=10,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="slack-web", daemon=True)
        self._thread.start()
        until = time.monotonic() + START_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                raise InterpreterError(f"Port {port} cannot be opened; set ITBOT_PORT to one that is free.")
            time.sleep(0.02)

    def _serve(self) -> None:
        try:
            self._server.run()
        except SystemExit:  # uvicorn leaves this way when the port is taken
            return

    def close(self) -> None:
        """Answer what is under way and take nothing more."""
        self._server.should_exit = True
        self._thread.join(timeout=15)

    def is_alive(self) -> bool:
        """Whether the server still runs."""
        return self._thread.is_alive()

    def mend(self) -> None:
        """Nothing to do: Slack comes to us, and calls again what it could not deliver."""
