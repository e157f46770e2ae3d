"""The Events API over HTTP: the same bodies as signed requests to the app's address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.desk.delivery import Answered, Attempt
from bot.desk.state import Slack
from bot.desk.world import Json

OLD = 600


@dataclass
class Posts:
    """Requests signed with the app's secret (v0), each tried once; delivery makes the retries."""

    slack: Slack

    async def carry(self, attempt: Attempt) -> Answered:
        """Send one request and read the answer."""
        url = self.slack.app.request_url
        out = attempt.out
        self.slack.journal.note(
            "request", to=url, what=out.kind, event_id=out.body.get("event_id"), retry_attempt=attempt.number
        )
        if url is None or attempt.silent:
            await asyncio.sleep(self.slack.times.ack if attempt.silent else 0)
            return Answered(taken=False, reason="http_timeout" if attempt.silent else "connection_failed")
        body, content_type = _body(attempt)
        headers = self._signed(body) | {"Content-Type": content_type, "User-Agent": "Slackbot 1.0"}
        if attempt.number:
            headers |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}
        got = await asyncio.to_thread(self._post, url, body, headers)
        if got.taken and self.slack.faults.take("lost_ack") is not None:
            return Answered(taken=False, reason="http_timeout")
        return got

    def _signed(self, body: bytes) -> dict[str, str]:
        when = int(self.slack.clock().timestamp())
        if self.slack.faults.take("stale_timestamp") is not None:
            when -= OLD
        signature = signed(self.slack.app.signing_secret, when, body)
        if self.slack.faults.take("wrong_signature") is not None:
            signature = "v0=" + "0" * 64
        return {"X-Slack-Request-Timestamp": str(when), "X-Slack-Signature": signature}

    def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Answered:
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - loopback
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=self.slack.times.ack) as answer:
                text = answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            refused.close()
            self.slack.journal.note("ack", status=refused.code)
            return Answered(taken=False, reason="http_error")
        except TimeoutError:
            return Answered(taken=False, reason="http_timeout")
        except OSError as broken:
            late = isinstance(getattr(broken, "reason", None), TimeoutError)
            return Answered(taken=False, reason="http_timeout" if late else "connection_failed")
        self.slack.journal.note("ack", status=200, body=text)
        return Answered(taken=True, payload=_payload(text))

    async def verify(self) -> bool:
        """Slack's url_verification handshake: the app must answer with the challenge."""
        challenge = self.slack.new_id("", 40)
        body = json.dumps({"token": "desk-verification", "challenge": challenge, "type": "url_verification"}).encode()
        headers = self._signed(body) | {"Content-Type": "application/json"}
        got = await asyncio.to_thread(self._post, self.slack.app.request_url or "", body, headers)
        return got.taken and challenge in json.dumps(got.payload)


def signed(secret: str, when: int, body: bytes) -> str:
    """Slack's v0 signature: HMAC-SHA256 of `v0:timestamp:body` with the signing secret."""
    return "v0=" + hmac.new(secret.encode(), b"v0:%d:" % when + body, hashlib.sha256).hexdigest()


def _body(attempt: Attempt) -> tuple[bytes, str]:
    out = attempt.out
    if out.kind == "events_api":
        return json.dumps(out.body).encode(), "application/json"
    form = {"payload": json.dumps(out.body)} if out.kind == "interactive" else out.body
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _payload(text: str) -> Json:
    try:
        read = json.loads(text)
    except ValueError:
        return {"text": text} if text else {}
    return read if isinstance(read, dict) else {"text": text}
