"""Files on the wire: the upload of bytes, and the private download that needs the app's token."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.desk.methods.files import visible
from bot.desk.state import Slack
from bot.desk.world import StoredFile

LOGIN = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"


async def upload(slack: Slack, request: Request) -> Response:
    """Take a file's bytes at the address given for them."""
    file = slack.files.get(request.path_params["file"])
    if file is None or file.complete:
        return PlainTextResponse("not found", status_code=404)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("multipart/"):
        body = _first_part(request.headers["content-type"], body)
    if len(body) != file.extra.get("length"):
        return PlainTextResponse("the length is not the one announced", status_code=400)
    file.content = body
    return PlainTextResponse(f"OK - {len(body)}")


def _first_part(content_type: str, body: bytes) -> bytes:
    from email import message_from_bytes

    parsed = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    for part in parsed.walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            return content
    return b""


def download(slack: Slack, request: Request) -> Response:
    """A file for a token that may read it; anybody else gets Slack's login page, with status 200 as from Slack."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    install = slack.installs.get(token)
    file = slack.files.get(request.path_params["file"])
    refused = install is None or install.revoked or "files:read" not in install.scopes
    if refused or slack.faults.take("login_page") is not None:
        slack.journal.note("download", file=request.path_params["file"], ok=False)
        return HTMLResponse(LOGIN)
    if file is None or install is None or not visible(slack, file, install.bot_user):
        return PlainTextResponse("not found", status_code=404)
    slack.journal.note("download", file=file.id, ok=True)
    return content(file)


def content(file: StoredFile) -> Response:
    """A file's bytes, never as something a browser would run."""
    kind = file.mimetype if file.mimetype.startswith(("image/", "application/", "audio/")) else "text/plain"
    kind = "text/plain; charset=utf-8" if file.mimetype.startswith("text/") else kind
    real = "text/html; charset=utf-8" if file.mode == "email" else kind
    safe = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
    return Response(file.content, media_type=real, headers=safe)
