"""A real browser on the desk's page, with the real app behind it in another process, the sample company in its home."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
READY_S = 120


def pytest_collection_modifyitems(items):
    """Every test here needs a browser, and says so where there is none."""
    missing = pytest.mark.skipif(CHROMIUM is None, reason="No Chromium on this machine (apt install chromium).")
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(missing)


@pytest.fixture(scope="module")
def desk(untouched, tmp_path_factory, socket_enabled_for_module):
    """`itbot desk` as a person starts it; gives what it prints as JSON."""
    home = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(untouched, home)
    command = [str(Path(sys.executable).with_name("itbot")), "desk", "--no-open", "--json", "--home", str(home)]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ITBOT_", "SLACK_"))}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
    try:
        yield _told(running)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(READY_S)
        running.stdout.close()


def _told(running):
    """The one JSON document it prints once it is ready."""
    lines = []
    for line in running.stdout:
        lines.append(line)
        try:
            return json.loads("".join(lines))
        except ValueError:
            continue
    raise AssertionError("the desk stopped before it was ready")


@pytest.fixture(scope="module")
def socket_enabled_for_module():
    """Module-wide set-up talks to this machine too."""
    import pytest_socket

    pytest_socket.enable_socket()


@pytest.fixture(scope="module")
def browser(socket_enabled_for_module):
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser, desk):
    """The desk's page as the operations director sees it; any error of the page fails the test."""
    errors = []
    opened = browser.new_page(viewport={"width": 1480, "height": 900})
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.goto(desk["url"])
    opened.wait_for_selector(".composer")
    yield opened
    opened.close()
    assert errors == []
