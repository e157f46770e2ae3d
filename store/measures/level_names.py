"""What a person calls a service level ("P1 first response"); it names levels and judges nothing."""

from __future__ import annotations

from store.facts.agreed import Metric, ServiceLevel

NAMES = {
    Metric.RESPONSE: "first response",
    Metric.RESOLUTION: "resolution",
    Metric.AVAILABILITY: "availability",
    Metric.PATCHING: "patching",
    Metric.BACKUP: "backups",
    Metric.RESTORE_TEST: "restore test",
    Metric.EDR: "endpoint protection (EDR)",
    Metric.MFA: "multi-factor sign-in (MFA)",
    Metric.UPDATE_INTERVAL: "progress updates",
    Metric.REPORT: "reporting",
    Metric.REVIEW: "review meetings",
    Metric.CSAT: "satisfaction",
    Metric.OTHER: "another service level",
}


def priority_name(level: ServiceLevel) -> str:
    """P1, or nothing where the level has no priority."""
    return f"P{level.priority}" if level.priority is not None else ""


def level_name(level: ServiceLevel) -> str:
    """Name a level: "P1 first response", "availability of Email"."""
    name = " ".join(part for part in (priority_name(level), NAMES[level.metric]) if part)
    if level.service:
        name += f" of {level.service}"
    return f"{name} ({level.tier})" if level.tier else name


def same_promise(one: ServiceLevel, other: ServiceLevel) -> bool:
    """Tell whether two levels are the same promise, perhaps in two versions of the contract."""
    return _identity(one) == _identity(other)


def _identity(level: ServiceLevel) -> tuple[object, ...]:
    return (level.contract, level.metric, level.priority, level.service, level.tier)
