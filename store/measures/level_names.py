"""What a person calls a service level ("P1 response"); it names levels and judges nothing."""

from __future__ import annotations

from store.facts.agreed import Metric, ServiceLevel

PLAIN_METRICS = {
    Metric.RESPONSE: "response",
    Metric.RESOLUTION: "fix",
    Metric.UPDATE_INTERVAL: "update interval",
    Metric.AVAILABILITY: "availability",
    Metric.PATCHING: "patching",
    Metric.BACKUP: "backup",
    Metric.RESTORE_TEST: "restore test",
    Metric.EDR: "endpoint protection (EDR)",
    Metric.MFA: "multi-factor sign-in (MFA)",
    Metric.REPORT: "monthly report",
    Metric.REVIEW: "service review",
    Metric.CSAT: "satisfaction score",
    Metric.OTHER: "other level",
}


def level_name(level: ServiceLevel) -> str:
    """Name a level by its priority, what it measures, and the service or tier it covers."""
    priority = f"P{level.priority} " if level.priority is not None else ""
    covers = ", ".join(part for part in (level.service, level.tier) if part)
    return f"{priority}{PLAIN_METRICS[level.metric]}" + (f" ({covers})" if covers else "")


def same_promise(one: ServiceLevel, other: ServiceLevel) -> bool:
    """Tell whether two levels are the same promise, perhaps in two versions of the contract."""
    return _identity(one) == _identity(other)


def _identity(level: ServiceLevel) -> tuple[object, ...]:
    return (level.contract, level.metric, level.priority, level.service, level.tier)
