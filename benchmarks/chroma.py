"""A Chroma server of its own for a while: on a free loopback port, in a temporary folder, gone afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.postgres import free_port

START_S = 60


class Chroma:
    """The server's address; it can be stopped, stilled and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.process = self._started()

    def start(self) -> None:
        """Start it again on the same folder and port."""
        self.process = self._started()

    def stop(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        program = Path(sys.executable).with_name("chroma")
        process = subprocess.Popen(
            [str(program), "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1).close()  # noqa: S310 - our own address
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
            else:
                return process
        process.kill()
        raise RuntimeError("the Chroma server did not start")


@contextmanager
def chroma_server() -> Iterator[Chroma]:
    """A running server."""
    folder = Path(tempfile.mkdtemp(prefix="itbot-chroma-"))
    made = Chroma(folder)
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
