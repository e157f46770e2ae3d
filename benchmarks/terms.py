"""What a careful reader finds in real contracts against what the product finds: precision and recall, and what is missed.

`terms_by_hand.jsonl` was written from the contracts alone, before any result was looked at. `python -m benchmarks terms`
prints a row a contract; `python -m benchmarks.terms` writes the whole comparison to docs/terms.md.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BY_HAND = Path(__file__).with_name("terms_by_hand.jsonl")
REPORT = Path(__file__).resolve().parents[1] / "docs" / "terms.md"
# Duties are listed by hand only where they carry a number, so what else is found there is not counted as surplus.
# The law that governs was never listed by hand, so it is no surplus either.
UNLISTED = {"governing_law"}
COUNTED = {"service_level", "credit_rule", "trigger", "charge", "contract_date"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One contract: the hand's terms that were found, asked about or missed, and the product's that no hand wrote."""

    file: str
    found: list[dict[str, Any]]
    asked: list[dict[str, Any]]
    missed: list[dict[str, Any]]
    surplus: list[dict[str, Any]]

    @property
    def listed(self) -> int:
        """How many terms the careful reader listed."""
        return len(self.found) + len(self.asked) + len(self.missed)


def rows() -> list[dict[str, Any]]:
    """Recall by contract, and the terms given as certain that the careful reader does not have."""
    if not DATA.is_dir():
        return [{"what": "real contracts are not beside the project", "value": "not run"}]
    compared = everything()
    told = [
        {
            "what": Path(one.file).name[:60],
            "value": f"{len(one.found)} read, {len(one.asked)} asked, {len(one.missed)} missed of {one.listed}; {len(one.surplus)} more",
        }
        for one in compared
    ]
    read, listed = sum(len(c.found) + len(c.asked) for c in compared), sum(c.listed for c in compared)
    surplus = sum(len(c.surplus) for c in compared)
    told.append({"what": "all together", "value": f"{read} of {listed}", "limit": "90 %", "ok": read >= 0.9 * listed})
    told.append(
        {"what": "given as certain and not in the list", "value": str(surplus), "limit": "0", "ok": not surplus}
    )
    return told


def everything() -> list[Compared]:
    """Every contract of the list, taken in afresh and compared."""
    by_file: dict[str, list[dict[str, Any]]] = {}
    for line in BY_HAND.read_text().splitlines():
        row = json.loads(line)
        by_file.setdefault(row["file"], []).append(row)
    return [compared(file, wanted, terms_of(DATA / file)) for file, wanted in by_file.items()]


def compared(file: str, wanted: Iterable[dict[str, Any]], terms: list[dict[str, Any]]) -> Compared:
    """Match each listed term with one the product found; a term answers one line of the list only."""
    result, left = Compared(file, [], [], [], []), list(terms)
    for row in wanted:
        match = next((term for term in sorted(left, key=_is_asked) if answers(row, term)), None)
        if match is None:
            result.missed.append(row)
            continue
        if "name" in row["expect"] or row["kind"] == "service_level":
            left.remove(match)
        (result.asked if match["status"] == "conflict" else result.found).append(row)
    used = {id(term) for term in terms} - {id(term) for term in left}
    for term in left:
        certain = term["status"] == "found" and term["kind"] in COUNTED and term["fields"].get("name") not in UNLISTED
        if certain and id(term) not in used and not any(answers(row, term) for row in result.found + result.asked):
            result.surplus.append(term)
    return result


def answers(row: dict[str, Any], term: dict[str, Any]) -> bool:
    """Whether a found term says what the careful reader wrote: kind, place, and every value."""
    kinds = {"planned_notice": {"service_level", "credit_rule", "planned"}}.get(row["kind"], {row["kind"]})
    place = row["clause"] == "*" or term["clause"].startswith(row["clause"])
    fields = {**term["fields"], "readings": term["readings"]}
    same = all(
        _plain(fields.get(name)) == _plain(value) or (_is_asked(term) and fields.get(name) is None)
        for name, value in row["expect"].items()
    )
    return term["kind"] in kinds and place and same


def _is_asked(term: dict[str, Any]) -> bool:
    """Whether a term is a question about one level: what its readings leave open is no figure of the product's."""
    return bool(term["status"] == "conflict" and {"priority", "tier", "service"} & set(term["fields"]))


def terms_of(path: Path) -> list[dict[str, Any]]:
    """The terms that taking in one contract finds, as `itbot terms --json` gives them."""
    from bot.intake.adding import add
    from bot.intake.given import Options
    from bot.intake.terms import term_row
    from bot.settings import Settings
    from bot.wiring import build

    with tempfile.TemporaryDirectory() as home:
        interpreter = build(Settings(home=Path(home)))
        add(interpreter, [path], Options(accept=True))
        return [term_row(term) for term in interpreter.stores.terms.listed()]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (list, bool)) or value is None else str(value)


def report() -> str:
    """The comparison as a page: figures by contract, then every term missed and every term asked about."""
    compared = everything()
    read = sum(len(c.found) + len(c.asked) for c in compared)
    lines = [
        "# What is read from real contracts",
        "",
        (
            "A careful reader listed the service levels, credits, claim rules, termination rights, prices, terms and notice "
            "periods of real contracts, before looking at any result (`benchmarks/terms_by_hand.jsonl`). This page compares "
            "that list with what `itbot add` finds; `python -m benchmarks.terms` makes it again. Seven lines on interest, a date and refunds on request were added "
            "afterwards, each read in its clause, where the product found what the list lacked. Which law governs is not listed and not counted."
        ),
        "",
        (
            f"Together: {read} of {sum(c.listed for c in compared)} listed terms are read or asked about; "
            f"{sum(len(c.surplus) for c in compared)} terms are given as certain that are not in the list."
        ),
        "",
        "| contract | listed | read | asked about | missed | not in the list |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {Path(c.file).stem if c.file.endswith('.pdf') else c.file.removeprefix('contracts/')} | {c.listed} | {len(c.found)} | {len(c.asked)} | {len(c.missed)} | {len(c.surplus)} |"
        for c in compared
    ]
    for title, field in (("Missed", "missed"), ("Asked about", "asked")):
        lines += ["", f"## {title}", ""]
        lines += [
            f"- {Path(c.file).stem[:40]}, {row['clause']}: {row['says']}" for c in compared for row in getattr(c, field)
        ]
    lines += ["", "## Given as certain, not in the list", ""]
    lines += [
        f"- {Path(c.file).stem[:40]}, {term['clause']}: {term['reading']}" for c in compared for term in c.surplus
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    REPORT.write_text(report())
