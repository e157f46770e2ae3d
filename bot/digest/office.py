"""The contract's own opening times as the working days that words such as "within two working days" are counted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from knowledge.promises.calendar import PlainWeek, WorkingDays
from store.facts.agreed import ContractFacts, ServiceHours
from store.facts.common import InterpreterError
from store.measures.calendar import Clock

_AHEAD = timedelta(days=366)


@dataclass
class Office:
    """A contract's Service Hours, answering in days and closing times."""

    hours: ServiceHours
    since: date
    named: str = "the contract's own working days"

    @cached_property
    def clock(self) -> Clock:
        """The contract's clock, prepared for a year."""
        return Clock(self.hours, self.since, self.since + _AHEAD)

    def after(self, day: date, count: int) -> date:
        """The working day that many after a day."""
        return self.clock.working_day_after(day, count)

    def works(self, day: date) -> bool:
        """Whether the desk opens that day."""
        return self.clock.is_business_day(day)

    def closing(self, day: date) -> time | None:
        """The last closing of that weekday; None around the clock or on a day without opening."""
        ends = [end for weekday, _, end in self.hours.weekly if weekday == day.weekday()]
        if self.hours.always or not ends:
            return None
        return time(max(ends) // 60 % 24, max(ends) % 60)

    def hours_later(self, moment: datetime, hours: float) -> datetime | None:
        """When so many open hours have run."""
        return self.clock.due(moment, int(hours * 3600)).astimezone(moment.tzinfo)


def office_of(facts: ContractFacts | None, since: date) -> WorkingDays:
    """A contract's calendar; plain weekdays where the contract names no opening times."""
    if facts is None or facts.hours is None or not (facts.hours.always or facts.hours.weekly):
        return PlainWeek()
    office = Office(facts.hours, since)
    try:
        office.works(since)
    except InterpreterError:
        return PlainWeek()
    return office
