"""The desk's own web server: Slack's addresses for the app, the page and its API for people; loopback only."""

from __future__ import annotations

import asyncio
import hmac
import socket
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.desk import calls, downloads, driver, hooks, schedule
from bot.desk.delivery import Delivery
from bot.desk.errors import ActError
from bot.desk.posts import Posts
from bot.desk.sockets import Sockets
from bot.desk.state import Slack

PAGE = Path(__file__).parent / "page"
TICK = 0.03
LOOPBACK = ("127.0.0.1", "localhost")
WELCOME = "<!DOCTYPE html><title>The desk</title><p>The desk is running. Its page is not part of this build.</p>"
Answer = Callable[[Slack, Request], Response | Awaitable[Response]]


def site(slack: Slack, token: str) -> Starlette:
    """All routes; those for people need the token."""

    def for_app(run: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            done = run(slack, request)
            return done if isinstance(done, Response) else await done

        return serve

    def for_people(run: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            if not _welcome(request, token):
                return PlainTextResponse("This address needs the token that the desk printed.", status_code=403)
            try:
                done = run(slack, request)
                return done if isinstance(done, Response) else await done
            except ActError as cannot:
                said = {"ok": False, "error": cannot.code, "message": cannot.sentence}
                return JSONResponse(said, status_code=400)

        return serve

    return Starlette(routes=[
        Route("/api/{method}", for_app(calls.answer), methods=["GET", "POST"]),
        Route("/hooks/{hook}", for_app(hooks.answer), methods=["POST"]),
        Route("/upload/v1/{file}", for_app(downloads.upload), methods=["POST"]),
        Route("/files-pri/{team}-{file}/{name:path}", for_app(downloads.download)),
        Route("/", for_people(_page)),
        Route("/page/{name:path}", for_people(_page)),
        Route("/desk/state", for_people(driver.get_state)),
        Route("/desk/messages", for_people(driver.get_messages)),
        Route("/desk/files/{file}", for_people(driver.get_file)),
        Route("/desk/events", for_people(driver.get_events)),
        Route("/desk/journal", for_people(driver.get_journal)),
        Route("/desk/act", for_people(driver.act), methods=["POST"]),
        Route("/desk/fault", for_people(driver.fault), methods=["POST"]),
    ])  # fmt: skip


def _welcome(request: Request, token: str) -> bool:
    given = (
        request.headers.get("x-desk-token")
        or request.query_params.get("token")
        or request.cookies.get("desk_token", "")
    )
    return request.url.hostname in LOOPBACK and hmac.compare_digest(given.encode(), token.encode())


def _page(slack: Slack, request: Request) -> Response:
    given = request.query_params.get("token")
    if given is not None and request.url.path == "/":
        moved = RedirectResponse("/", status_code=303)
        moved.set_cookie("desk_token", given, httponly=True, samesite="strict")
        return moved
    wanted = (PAGE / request.path_params.get("name", "index.html")).resolve()
    if not wanted.is_relative_to(PAGE) or not wanted.is_file():
        missing = "name" in request.path_params
        return PlainTextResponse("not found", status_code=404) if missing else Response(WELCOME, media_type="text/html")
    if request.url.path == "/":
        _without_windows(slack)
    return FileResponse(wanted, headers={"Cache-Control": "no-store"})


def _without_windows(slack: Slack) -> None:
    """A window does not outlive the page it was opened on: loaded again, the page begins with none."""
    for person in [person for person, stack in slack.views.items() if stack]:
        slack.views[person] = []
        slack.feed.tell("views", {person}, views=[])


class Server(uvicorn.Server):
    """The web server, looking more often whether it is to stop."""

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        while not await self.on_tick(0):  # noqa: ASYNC110 - the parent class asks by a method
            await asyncio.sleep(TICK)


class Running:
    """The desk serving in a thread of its own: the website and the app's sockets on one loop."""

    def __init__(self, slack: Slack, token: str, port: int = 0) -> None:
        self.slack = slack
        self.listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listening.bind(("127.0.0.1", port))
        self.port: int = self.listening.getsockname()[1]
        slack.base = f"http://127.0.0.1:{self.port}"
        self.sockets = Sockets(slack)
        self.posts = Posts(slack)
        config = uvicorn.Config(
            site(slack, token), log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        self.server = Server(config)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._ready = threading.Event()

    def start(self) -> None:
        """Serve from now on."""
        self.thread.start()
        self._ready.wait(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._serve())
        finally:
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()

    async def _serve(self) -> None:
        delivery = Delivery(self.slack, {"socket": self.sockets, "http": self.posts}, self.loop)
        await self.sockets.start()
        clockwork = self.loop.create_task(schedule.keep_posting(self.slack))
        self.loop.call_soon(self._ready.set)
        await self.server.serve(sockets=[self.listening])
        clockwork.cancel()
        await delivery.stop()
        await self.sockets.stop()

    def stop(self) -> None:
        """Stop serving and wait for it."""
        self.server.should_exit = True
        self.thread.join(5)
        self.listening.close()
