"""Socket Mode's other side: tickets, hello, envelopes to any one socket, acknowledgements, refreshes and broken lines."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bot.desk.delivery import Answered, Attempt
from bot.desk.state import Slack
from bot.desk.world import Json

DEAD_AFTER = 3  # pings without an answer, and Slack takes the line for dead
ACCEPTS = ("interactive", "slash_commands")


@dataclass(eq=False)
class Socket:
    """One connection of the app."""

    line: ServerConnection
    silent: bool = False


@dataclass
class Sockets:
    """All connections of the app, and the envelopes that wait for their acknowledgement."""

    slack: Slack
    open: list[Socket] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    server: Server | None = None

    async def start(self) -> int:
        """Listen on a free loopback port; which one."""
        times = self.slack.times
        self.server = await serve(
            self._connected,
            "127.0.0.1",
            0,
            ping_interval=times.ping,
            ping_timeout=times.ping * DEAD_AFTER,
            close_timeout=1,
        )
        port: int = next(iter(self.server.sockets)).getsockname()[1]
        self.slack.link = f"ws://127.0.0.1:{port}"
        self.slack.sockets = lambda: sum(not s.silent for s in self.open)
        return port

    async def _connected(self, line: ServerConnection) -> None:
        refused = self._refused(line)
        if refused:
            self.slack.journal.note("socket_refused", reason=refused)
            await line.close(4001, refused)
            return
        socket = Socket(line)
        self.open.append(socket)
        self.slack.feed.tell("app")
        self.slack.journal.note("socket", open=len(self.open))
        try:
            await line.send(json.dumps(self._hello()))
            async for frame in line:
                self._heard(str(frame))
        except ConnectionClosed:
            pass
        finally:
            if socket in self.open:
                self.open.remove(socket)
            self.slack.journal.note("socket_gone", open=len(self.open))
            self.slack.feed.tell("app")

    def _refused(self, line: ServerConnection) -> str:
        asked = parse_qs(urlsplit(line.request.path if line.request else "").query).get("ticket", [""])[0]
        given = self.slack.tickets.pop(asked, None)
        if given is None or self.slack.older_than(given, self.slack.times.ticket):
            return "invalid_ticket"
        return "too_many_websockets" if len(self.open) >= self.slack.limits.sockets else ""

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {"host": "desk", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.slack.app.id},
        }

    def _heard(self, frame: str) -> None:
        try:
            said = json.loads(frame)
        except ValueError:
            return
        envelope = said.get("envelope_id")
        self.slack.journal.note("ack", envelope_id=envelope, payload=said.get("payload"))
        waiting = self.waiting.get(envelope)
        if waiting is None or waiting.done():
            return
        if self.slack.faults.take("lost_ack") is None:
            waiting.set_result(said.get("payload") or {})

    async def carry(self, attempt: Attempt) -> Answered:
        """Send one envelope down any one socket and wait for the acknowledgement."""
        envelope = str(uuid.UUID(int=self.slack.random.getrandbits(128), version=4))
        done: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[envelope] = done
        try:
            await self._sent(envelope, attempt)
            return Answered(taken=True, payload=await asyncio.wait_for(done, self.slack.times.ack))
        except TimeoutError:
            return Answered(taken=False, reason="timeout")
        finally:
            self.waiting.pop(envelope, None)

    async def _sent(self, envelope: str, attempt: Attempt) -> None:
        out = attempt.out
        frame: Json = {"envelope_id": envelope, "payload": out.body, "type": out.kind}
        frame["accepts_response_payload"] = out.kind in ACCEPTS
        if out.kind == "events_api":
            frame |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        socket = None if attempt.silent or not self.open else self.slack.random.choice(self.open)
        self.slack.journal.note("envelope", sent=socket is not None and not socket.silent, **frame)
        if socket is None or socket.silent:
            return
        try:
            if self.slack.faults.take("silent_socket") is not None:
                self.silence(socket)
                return
            await socket.line.send(json.dumps(frame))
        except ConnectionClosed:
            return
        if self.slack.faults.take("dropped_socket") is not None:
            self.cut(socket)

    def cut(self, socket: Socket) -> None:
        """Break the line without a word."""
        socket.line.transport.abort()

    def silence(self, socket: Socket) -> None:
        """Leave the line open and say nothing more on it, nor hear a ping, until Slack too takes it for dead."""
        socket.silent = True
        socket.line.transport.pause_reading()
        if socket.line.keepalive_task is not None:
            socket.line.keepalive_task.cancel()
        asyncio.get_running_loop().call_later(self.slack.times.ping * DEAD_AFTER, self.cut, socket)

    async def refresh(self, reason: str) -> None:
        """Tell the app to connect anew (`warning`, `refresh_requested`, `link_disabled`); the old lines then close."""
        leaving = list(self.open)
        for socket in leaving:
            await socket.line.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "desk"}}))
        if reason == "warning":
            return
        await asyncio.sleep(self.slack.times.refresh)
        for socket in leaving:
            await socket.line.close(1000)

    async def stop(self) -> None:
        """Close every line and stop listening."""
        for socket in list(self.open):
            socket.line.transport.abort()
        if self.server is not None:
            self.server.close()
            await self.server.wait_closed()
