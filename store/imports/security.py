"""Security counts: of so many things, so many in order, by month and kind; a percentage is not a count."""

from __future__ import annotations

from store.facts.agreed import Metric
from store.facts.happened import SecurityEvidence
from store.imports.columns import is_missing
from store.imports.counts import whole_number
from store.imports.months import month_of
from store.imports.names import label
from store.imports.sentences import quoted
from store.imports.simple_rows import Row, Rows

_KINDS = {
    Metric.PATCHING: "patching|patches|patch|patch compliance|critical patches|updates|patch status",
    Metric.BACKUP: "backup|backups|backup jobs|backup success|daily backup",
    Metric.RESTORE_TEST: "restore test|restore tests|restore|test restore|restores|restore testing|recovery test",
    Metric.EDR: "edr|endpoint detection|endpoint protection|antivirus|edr coverage|mdr",
    Metric.MFA: "mfa|multi factor|2fa|multi factor authentication|mfa coverage|two factor",
}
_KIND_OF = {name: kind.value for kind, names in _KINDS.items() for name in names.split("|")}


def security_kind(text: str) -> str:
    """The metric a kind names, or the kind in plain lower case when it is one of the customer's own."""
    plain = label(text)
    return _KIND_OF.get(plain, plain)


def facts(read: Rows) -> list[SecurityEvidence]:
    """A count a row; more in order than there are, or a number that is no count, is a reject."""
    made = []
    for row in read.rows:
        wrong = _wrong(row)
        if wrong:
            read.reject(row.source, wrong)
            continue
        made.append(
            SecurityEvidence(
                month=month_of(row.cells["month"]) or "",
                kind=security_kind(row.text("kind")),
                source=row.source,
                detail=row.text("detail"),
                population=whole_number(row.cells["population"]),
                in_order=whole_number(row.cells["in_order"]),
            )
        )
    return made


def _wrong(row: Row) -> str | None:
    for name, title in (("population", "population"), ("in_order", "number in order")):
        if not is_missing(row.cells.get(name)) and whole_number(row.cells.get(name)) is None:
            return f"The {title} {quoted(row.text(name))} is not a whole number; give a count, not a percentage."
    population, in_order = whole_number(row.cells["population"]), whole_number(row.cells["in_order"])
    if population is not None and in_order is not None and in_order > population:
        return f"{in_order} in order is more than the population of {population}."
    return None
