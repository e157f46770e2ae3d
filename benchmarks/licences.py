"""The licences of everything that is installed with the product: `python -m benchmarks.licences` writes docs/licences.md.

What a package says of itself counts, in this order: its licence expression, its classifiers, its licence field.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", re.MULTILINE)
STRONG = re.compile(
    r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License(?! v2 with .*exception)", re.IGNORECASE
)
WEAK = re.compile(r"\bLGPL|Lesser General Public|\bMPL|Mozilla Public|\bEPL|Eclipse Public|\bCDDL", re.IGNORECASE)


def pinned() -> list[tuple[str, str]]:
    """Every package of the lock files with its version."""
    text = "\n".join((ROOT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-model.lock"))
    return sorted(dict(PINNED.findall(text)).items())


def licences() -> dict[str, str]:
    """What each installed package of the lock says of its licence; those for other platforms are not installed."""
    found = {}
    for name, _ in pinned():
        try:
            found[name] = _said(distribution(name))
        except PackageNotFoundError:
            continue
    return found


def _said(package: Distribution) -> str:
    facts = package.metadata
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    classed = [
        one.rsplit(" :: ", 1)[-1]
        for one in facts.get_all("Classifier") or ()
        if one.startswith("License :: OSI Approved :: ")
    ]
    return ", ".join(classed) or str(facts.get("License") or "not said").strip().splitlines()[0][:80]


def page() -> str:
    """docs/licences.md."""
    held = licences()
    rows = "".join(f"| {name} | {version} | {held.get(name, 'for another platform')} |\n" for name, version in pinned())
    return (
        "# Licences of what is installed with it\n\nWritten by `python -m benchmarks.licences` from the lock files and the "
        f"packages' own word.\n\n| package | version | licence |\n|---|---|---|\n{rows}"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{len(pinned())} packages written to {PAGE.name}")
