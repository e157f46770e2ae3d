"""A call of the Web API from the wire to its answer: arguments, token, scope, rate, faults, and only then the method."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.desk.errors import SlackError
from bot.desk.methods.every import METHODS
from bot.desk.registry import Call, Method
from bot.desk.state import Slack
from bot.desk.world import Install, Json


class BrokenAnswer(Response):
    """An answer that breaks off before its first byte of body: what was done is done, the caller does not know."""

    def __init__(self) -> None:
        super().__init__(b"", headers={"content-length": "64"})


async def answer(slack: Slack, request: Request) -> Response:
    """Answer one call."""
    name = request.path_params["method"]
    arguments = await _arguments(request)
    token = _token(request, arguments)
    found = METHODS.get(name)
    slow = slack.faults.take("slow_api", method=name)
    if slow is not None:
        await asyncio.sleep(float(slow.get("seconds", 2)))
    if slack.faults.take("server_error", method=name) is not None:
        slack.journal.note("call", method=name, arguments=arguments, ok=False, error="500")
        return Response("Internal error", status_code=500)
    with slack.lock:
        said, headers, status = _decided(slack, name, found, arguments, token, request)
    slack.journal.note("call", method=name, arguments=arguments, ok=said["ok"], error=said.get("error"), answer=said)
    if slack.faults.take("broken_answer", method=name) is not None:
        return BrokenAnswer()
    headers["x-slack-req-id"] = slack.new_id("", 20)
    if found is not None and found.scopes:
        headers["x-accepted-oauth-scopes"] = ",".join(found.scopes)
    install = slack.installs.get(token or "")
    if install is not None:
        headers["x-oauth-scopes"] = ",".join(sorted(install.scopes))
    return JSONResponse(said, status_code=status, headers=headers)


def _decided(
    slack: Slack, name: str, found: Method | None, arguments: Json, token: str | None, request: Request
) -> tuple[Json, dict[str, str], int]:
    try:
        if found is None:
            raise SlackError("unknown_method", req_method=name)  # noqa: TRY301
        install = _allowed(slack, found, token)
        wait = _wait(slack, found, arguments, install)
        if wait is not None:
            return {"ok": False, "error": "ratelimited"}, {"retry-after": str(wait)}, 429
        _refused_on_request(slack, found, install)
        done = found.run(Call(slack, name, arguments, install, _basic(request)))
    except SlackError as refused:
        return {"ok": False, "error": refused.code, **refused.extra}, {}, 200
    return {"ok": True, **done}, {}, 200


def _allowed(slack: Slack, found: Method, token: str | None) -> Install | None:
    if found.token == "none":  # noqa: S105 - a kind of token, not one
        return None
    if not token:
        raise SlackError("not_authed")
    if found.token == "app" or token.startswith("xapp-"):  # noqa: S105
        if (found.token == "app") != token.startswith("xapp-"):  # noqa: S105
            raise SlackError("not_allowed_token_type")
        if token != slack.app.app_token:
            raise SlackError("invalid_auth")
        return None
    install = slack.installs.get(token)
    if install is None:
        raise SlackError("invalid_auth")
    if install.revoked:
        raise SlackError("token_revoked")
    if install.expires is not None and slack.clock() >= install.expires:
        raise SlackError("token_expired")
    if found.scopes and not any(scope in install.scopes for scope in found.scopes):
        raise _missing(found, install)
    return install


def _missing(found: Method, install: Install) -> SlackError:
    needed = found.scopes[0] if found.scopes else "chat:write"
    return SlackError("missing_scope", needed=needed, provided=",".join(sorted(install.scopes)))


def _wait(slack: Slack, found: Method, arguments: Json, install: Install | None) -> int | None:
    asked = slack.faults.take("rate_limited", method=found.name)
    if asked is not None:
        return int(asked.get("retry_after", 1))
    channel = str(arguments.get("channel") or "") if found.posts else None
    return slack.buckets.wait(found.name, install.team if install else "", found.tier, channel) or None


def _refused_on_request(slack: Slack, found: Method, install: Install | None) -> None:
    if install is not None and slack.faults.take("missing_scope", method=found.name) is not None:
        raise _missing(found, install)
    wanted = slack.faults.take("error", method=found.name)
    if wanted is not None:
        raise SlackError(str(wanted.get("code", "internal_error")))


async def _arguments(request: Request) -> Json:
    arguments: Json = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind == "application/json" and body:
        try:
            sent = json.loads(body)
        except ValueError:
            sent = {}
        arguments |= sent if isinstance(sent, dict) else {}
    elif kind == "multipart/form-data":
        arguments |= _multipart(request.headers["content-type"], body)
    else:
        arguments |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return arguments


def _multipart(content_type: str, body: bytes) -> Json:
    from email import message_from_bytes

    parsed = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    found: Json = {}
    for part in parsed.walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            content: Any = part.get_payload(decode=True)
            found[name] = content if part.get_filename() else content.decode("utf-8", "replace")
    return found


def _token(request: Request, arguments: Json) -> str | None:
    header = request.headers.get("authorization", "")
    sent = arguments.pop("token", None)
    return header[7:] if header.lower().startswith("bearer ") else sent


def _basic(request: Request) -> tuple[str, str] | None:
    header = request.headers.get("authorization", "")
    if not header.lower().startswith("basic "):
        return None
    name, _, secret = base64.b64decode(header[6:]).decode("utf-8", "replace").partition(":")
    return name, secret
