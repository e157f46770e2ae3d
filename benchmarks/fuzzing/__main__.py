"""Fuzz one reader for a while: `python -m benchmarks.fuzzing mails --seconds 1800 --out findings`.

Needs atheris, which is no part of the product: `uv pip install atheris`. Findings are kept as files, one for each place
in the code that failed, and the run goes on; an input of a few kilobytes that takes over three seconds of processor
time is a finding too, and is broken off there.
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

LONGEST = 8192
TOO_LONG_S = 3.0


class Slow(BaseException):
    """An input took too long."""


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise Slow


class Findings:
    """What failed, once for each place, and how many inputs were tried."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder = folder
        self.until = time.monotonic() + seconds
        self.tried = 0
        self.slowest = 0.0
        self.places: dict[str, str] = {}

    def keep(self, data: bytes, trouble: BaseException) -> None:
        """Keep an input that failed at a place where none failed before."""
        own = [frame for frame in traceback.extract_tb(trouble.__traceback__) if "site-packages" not in frame.filename]
        place = "|".join(f"{Path(frame.filename).name}:{frame.name}" for frame in own[-2:])
        key = f"{type(trouble).__name__}@{place}"
        if key in self.places:
            return
        self.places[key] = str(trouble)[:200]
        name = hashlib.sha256(key.encode()).hexdigest()[:12]
        (self.folder / f"{name}.bin").write_bytes(data)
        (self.folder / f"{name}.txt").write_text("".join(traceback.format_exception(trouble)), "utf-8")
        print(f"FOUND {key}: {str(trouble)[:120]}", flush=True)

    def told(self) -> str:
        """The run in one line."""
        return f"{self.tried} inputs, slowest {self.slowest:.2f} s, {len(self.places)} findings"


def main() -> None:
    """Run one target until the time is over."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("target")
    asked.add_argument("--seconds", type=int, default=1800)
    asked.add_argument("--out", type=Path, required=True)
    options = asked.parse_args()
    try:
        import atheris  # type: ignore[import-not-found]
    except ImportError:
        sys.exit(
            "Fuzzing needs atheris, which is not part of the product: install it beside it with `uv pip install atheris`."
        )
    with atheris.instrument_imports(include=["knowledge", "store", "bot"], exclude=["store.migrations"]):
        from benchmarks.fuzzing.targets import TARGETS

        target, seeds = TARGETS[options.target]()
    folder: Path = options.out / options.target
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed[:LONGEST])
    findings = Findings(folder, options.seconds - 1)
    signal.signal(signal.SIGVTALRM, _alarm)

    def tried(data: bytes) -> None:
        findings.tried += 1
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, TOO_LONG_S)
        try:
            target(data)
        except (Exception, Slow) as trouble:  # noqa: BLE001 whatever it is, it is a finding
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            findings.keep(data, trouble)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        findings.slowest = max(findings.slowest, time.process_time() - started)
        if findings.tried % 5000 == 0 or time.monotonic() > findings.until:
            print(findings.told(), flush=True)

    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={options.seconds}",
        f"-max_len={LONGEST}",
        "-rss_limit_mb=3000",
    ]
    atheris.Setup([*arguments, "-verbosity=0", "-print_final_stats=0"], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
