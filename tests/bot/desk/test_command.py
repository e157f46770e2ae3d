"""`itbot desk` as a person starts it: one command, one address, and Ctrl-C ends it cleanly."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.enable_socket]
PATIENCE = 60


@pytest.fixture
def started(sample_copy, tmp_path):
    """The command, ready, on a home that already holds the sample company."""
    code = "from bot.cli import main; main()"
    command = [sys.executable, "-c", code, "desk", "--no-open", "--json", "--home", str(sample_copy.settings.home)]
    proxied = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:9", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=proxied, cwd=Path.cwd()
    ) as running:
        lines = []
        while not lines or lines[-1] != "}\n":
            line = running.stdout.readline()
            assert line, running.stderr.read()
            lines.append(line)
        yield running, json.loads("".join(lines))
        running.kill()


def test_one_command_opens_the_desk_and_the_first_question_is_answered(started):
    """With the three questions it suggests, behind a proxy or not; then Ctrl-C."""
    running, said = started
    base, token = said["url"].split("/?token=")

    def call(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{base}{path}", data, {"X-Desk-Token": token})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    assert len(said["questions"]) == 3
    assert call("/desk/state")["app"]["connected"]
    where = call("/desk/act", {"do": "open_messages"})["channel"]
    asked = call("/desk/act", {"do": "post", "channel": where, "text": said["questions"][0]})["ts"]
    end = time.monotonic() + PATIENCE
    thread = []
    while time.monotonic() < end and (len(thread) < 2 or thread[-1]["streaming"]):
        time.sleep(0.1)
        thread = call(f"/desk/messages?channel={where}&thread_ts={asked}")["messages"]
    assert thread[1]["text"]
    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE) == 0
    assert "Traceback" not in running.stderr.read()
