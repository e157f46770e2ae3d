"""The working days that words such as "within two working days" are counted by; a contract's own, else plain weekdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

WEEKEND = 5


class WorkingDays(Protocol):
    """What is asked of a calendar. `named` says whose it is, for the note beside a date."""

    @property
    def named(self) -> str:
        """Whose working days these are, as a person would say it."""
        ...

    def after(self, day: date, count: int) -> date:
        """The working day that many after a day (0: the day itself or the next working day)."""
        ...

    def works(self, day: date) -> bool:
        """Whether that day is a working day."""
        ...

    def closing(self, day: date) -> time | None:
        """When business closes that day by the wall clock; None where nobody has said."""
        ...

    def hours_later(self, moment: datetime, hours: float) -> datetime | None:
        """When so many working hours have run; None where the opening times are not known."""
        ...


@dataclass(frozen=True, slots=True)
class PlainWeek:
    """Monday to Friday with no holidays: what is left to count by without a contract."""

    named: str = "Monday to Friday, holidays not counted out"

    def after(self, day: date, count: int) -> date:
        """The weekday that many after a day."""
        while not self.works(day) and not count:
            day += timedelta(days=1)
        while count:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def works(self, day: date) -> bool:
        """Whether it is a Monday to Friday."""
        return day.weekday() < WEEKEND

    def closing(self, day: date) -> time | None:  # noqa: ARG002 - no opening times without a contract
        """Not known."""
        return None

    def hours_later(self, moment: datetime, hours: float) -> datetime | None:  # noqa: ARG002 - as above
        """Not known."""
        return None
