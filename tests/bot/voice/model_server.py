"""A language model's server on this machine: the OpenAI and the Anthropic protocol over HTTP, and every way they fail.

`ModelServer(plan)` answers each request with what `plan(prompt, number)` says: text to return, or one of the faults
below. Real clients talk to it, so that what is tested is what runs.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Fault:
    """A way to fail: hang, drip, cut, empty, tool, or an HTTP status with its headers."""

    kind: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


HANG, DRIP, CUT, EMPTY, TOOL = (Fault(kind) for kind in ("hang", "drip", "cut", "empty", "tool"))
BUSY = Fault("status", 429, {"Retry-After": "60"})
BROKEN = Fault("status", 500)
Plan = Callable[[str, int], "str | Fault"]


class ModelServer:
    """Answers on 127.0.0.1 until closed; `prompts` are what it was asked."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.prompts: list[str] = []
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        """Stop, and let go of whatever hangs."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            """One request."""
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = _prompt(asked)
            server.prompts.append(prompt)
            answer = server.plan(prompt, len(server.prompts))
            body = _body(self.path, answer)
            if isinstance(answer, Fault) and answer.kind in {"hang", "drip", "cut"}:
                self._badly(answer, body)
                return
            status = answer.status if isinstance(answer, Fault) else 200
            self.send_response(status)
            for name, value in (answer.headers if isinstance(answer, Fault) else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _badly(self, fault: Fault, body: bytes) -> None:
            if fault.kind == "hang":
                server.closing.wait(60)
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + 10_000))
            self.end_headers()
            if fault.kind == "cut":
                self.wfile.write(body[: len(body) // 2])
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            while not server.closing.is_set():
                try:
                    self.wfile.write(b" ")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)

    return Handler


def _prompt(asked: dict) -> str:
    contents = [message["content"] for message in asked["messages"]]
    return "\n".join(c if isinstance(c, str) else "".join(part.get("text", "") for part in c) for c in contents)


def _body(path: str, answer: str | Fault) -> bytes:
    if isinstance(answer, Fault) and answer.kind == "status":
        return json.dumps({"error": {"message": "canary-7f3a secret", "type": "error"}}).encode()
    text = answer if isinstance(answer, str) else ""
    tool = isinstance(answer, Fault) and answer.kind == "tool"
    return json.dumps(_anthropic(text, tool) if path.endswith("/messages") else _openai(text, tool)).encode()


def _openai(text: str, tool: bool) -> dict:
    calls = [{"id": "c1", "type": "function", "function": {"name": "drop_tables", "arguments": "{}"}}]
    message = {"role": "assistant", "content": text, **({"tool_calls": calls} if tool else {})}
    usage = {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "loop", "choices": [choice], "usage": usage}


def _anthropic(text: str, tool: bool) -> dict:
    block = (
        {"type": "tool_use", "id": "t1", "name": "drop_tables", "input": {}} if tool else {"type": "text", "text": text}
    )
    return {
        "id": "m1", "type": "message", "role": "assistant", "model": "loop", "content": [block],
        "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 900, "output_tokens": 120},
    }  # fmt: skip


PART = re.compile(r"^\{([a-z](?::\d+)?)\} \| (\w+)( \| keep)? \| (.*)$", re.MULTILINE)
LEADS = {"detail": "Here is what stands behind this: ", "unknown": "", "next_step": "What to turn to next: "}


def obliging(prompt: str, _: int = 1) -> str:
    """What a good model returns: the headline, the parts to be kept in their order, a lead-in here and there."""
    sentences = [{"type": "verdict", "text": "{h}"}]
    led: set[str] = set()
    for slot, kind, keep, _words in PART.findall(prompt):
        if slot == "h" or not keep:
            continue
        lead = "" if kind in led else LEADS.get(kind, "")
        led.add(kind)
        sentences.append({"type": kind, "text": f"{lead}{{{slot}}}"})
    return "Here you are.\n```json\n" + json.dumps({"sentences": sentences}) + "\n```"
