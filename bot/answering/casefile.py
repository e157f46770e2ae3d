"""Everything the store can say about one contract, fetched when first asked for and judged by the measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from bot.answering.asking.period import month_end, month_start
from bot.answering.claims_made import ClaimsOnRecord
from bot.answering.credit_years import credits_in_year
from bot.answering.line_choice import speaking_of
from bot.answering.lines import Line, lines_of
from bot.answering.stores import Stores
from store.facts.agreed import Agreed, ContractFacts, Metric, ServiceLevel
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Period, Result, Status, Why
from store.facts.happened import Happened
from store.measures.applicable import cannot_judge, told_once
from store.measures.attainment import level_result
from store.measures.availability import availability
from store.measures.coverage import Coverage, evidence_coverage
from store.measures.credit_standing import with_claims
from store.measures.credits import MonthCredits, month_credits
from store.measures.either_clock import in_doubt, read_both_ways, the_same
from store.measures.evidence_levels import evidence_result
from store.measures.month_charge import credit_base, recurring_charge
from store.measures.results import Counts, LevelResult

TICKET_METRICS = {Metric.RESPONSE, Metric.RESOLUTION}
EVIDENCE_METRICS = {Metric.PATCHING, Metric.BACKUP, Metric.EDR, Metric.MFA, Metric.RESTORE_TEST}
# The priorities that a ticket can carry.
RANKS = range(1, 10)
# Windows longer than a month, in months, as the calendar has them.
WINDOW_MONTHS = {"quarter": 3, "year": 12}
# Repeats and rolling triggers need the months before the one asked about.
LOOK_BACK = 12
# So many tickets a month make a month without any a hole in the export; days of the shortest month less one.
USUAL, SHORTEST_GAP = 5, 27


@dataclass
class CaseFile:
    """One contract, looked at on one day."""

    stores: Stores
    ref: str
    today: date
    _results: dict[tuple[str, int], LevelResult] = field(default_factory=dict)
    _counts: dict[tuple[str, int], Counts] = field(default_factory=dict)

    @cached_property
    def facts(self) -> ContractFacts:
        """Who, what it is called, and its dates."""
        return self.stores.contracts.facts(self.ref)

    @cached_property
    def agreed(self) -> Agreed:
        """Everything agreed, all versions with their dates."""
        return self.stores.terms.agreed(self.ref)

    @cached_property
    def happened(self) -> Happened:
        """Everything recorded that is not a ticket."""
        return self.stores.happenings.happened(self.ref)

    @cached_property
    def as_of(self) -> datetime | None:
        """The latest instant the ticket data speaks of; None where there are no tickets."""
        return self.stores.tickets.as_of(self.ref)

    @cached_property
    def now(self) -> datetime:
        """The end of the day on which the question is asked."""
        return Period(self.today, self.today, "", self.facts.tz).bounds()[1]

    @cached_property
    def unjudgeable(self) -> Mapping[int, Why]:
        """Levels under which no ticket can be judged at all, and why."""
        return cannot_judge(self.agreed.levels, self.facts.hours)

    @cached_property
    def data_end(self) -> date | None:
        """The last day the ticket data covers."""
        return self.as_of.date() if self.as_of else None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The promised levels, each with its versions in order of force."""
        return lines_of(told_once(self.agreed.levels))

    def lines_for(
        self, metrics: Sequence[Metric], priorities: Sequence[int], service: str | None = None
    ) -> tuple[Line, ...]:
        """The levels a question speaks of; nothing named means all."""
        return speaking_of(self.lines, metrics, priorities, service)

    def last_full_month(self) -> str | None:
        """The last calendar month that had ended by today and that the ticket data speaks of to its end."""
        ended = month_start(self.today) - timedelta(days=1)
        if self.data_end is None:
            return None
        while month_end(ended) > self.data_end or (self.covered and month_start(ended) > self.covered[1]):
            ended = month_start(ended) - timedelta(days=1)
        return f"{ended:%Y-%m}"

    def covers(self, period: Period) -> bool:
        """Whether any of the period lies inside what the ticket data covers."""
        covered = self.covered
        return covered is not None and covered[0] <= period.end and period.start <= covered[1]

    @cached_property
    def covered(self) -> tuple[date, date] | None:
        """The first and last day the ticket data covers."""
        return self.stores.tickets.covered(self.ref)

    def result(self, line: Line, period: Period) -> LevelResult:
        """What one level came to in one period, under the versions in force in it."""
        key = _key(line, period)
        if key not in self._results:
            self._results[key] = self._measured(line, period)
        found = self._results[key]
        # The same days may have been asked for under another name: "2026" and "this year".
        return found if found.month == period.label else replace(found, month=period.label)

    def month(self, month: str) -> tuple[LevelResult, ...]:
        """Every level's result in one calendar month; while the month runs its figures stand, without a verdict."""
        period = Period.of_month(month, self.facts.tz)
        results = (self.result(line, period) for line in self.lines if line.on(period.end) or line.on(period.start))
        return tuple(unfinished(result) if period.end >= self.today else result for result in results)

    def _measured(self, line: Line, period: Period) -> LevelResult:
        level = line.on(period.end) or line.on(period.start) or line.latest
        if level.status in {Status.CONFLICT, Status.UNKNOWN} or line.doubtful(period.end):
            return self._in_doubt(level, period)
        if not window_fits(level, period):
            basis = f"the contract tests this over a {level.window}, and {period.label} is not one"
            return LevelResult(level, period.label, Result.CANNOT_TELL, why=Why.NOT_IN_CONTRACT, basis=basis)
        if level.metric in TICKET_METRICS:
            return self._from_tickets(line, level, period)
        if level.metric is Metric.AVAILABILITY:
            return self._from_outages(level, period)
        if level.metric in EVIDENCE_METRICS:
            return self._from_evidence(level, period)
        return LevelResult(level, period.label, Result.CANNOT_TELL, why=Why.NOT_UPLOADED)

    def _in_doubt(self, level: ServiceLevel, period: Period) -> LevelResult:
        """A doubt that changes nothing is none: a level whose clock is open stands where both clocks come to the same."""
        untold = LevelResult(level, period.label, Result.CANNOT_TELL, why=Why.CONFLICT)
        whole = period.start.day == 1 and period.end == month_end(period.end)
        if not (whole and in_doubt(level, self.facts.hours) and self.covers(period)) or self.is_gap(period):
            return untold
        counts = self.stores.outcomes.counts_both_ways(self.ref, level, period)
        if counts is None:
            return untold
        both = read_both_ways(level, counts, period.label, self.facts.hours)
        if not the_same(both):
            return replace(untold, either=both)
        basis = f"{both[0].basis}; around the clock it comes to the same"
        return replace(both[0], level=level, basis=basis, claimed=self.claimed(level, period))

    def _from_tickets(self, line: Line, level: ServiceLevel, period: Period) -> LevelResult:
        if not self.covers(period) or self.is_gap(period):
            return LevelResult(level, period.label, Result.CANNOT_TELL, why=Why.NOT_UPLOADED)
        counts = self._counts.get(_key(line, period)) or self._counted([(line, period)])[0]
        claimed = self.claimed(level, period)
        why = self.unjudgeable.get(level.id)
        if why is None and level.priority is not None and not counts.of and self.is_unranked:
            why = Why.PROVIDER_DID_NOT_SUPPLY
        return level_result(level, counts, period.label, claimed=claimed, hours=self.facts.hours, why=why)

    @cached_property
    def is_unranked(self) -> bool:
        """Whether there are tickets and none of them all carries a priority: then no month is one without demand."""
        if self.covered is None:
            return False
        whole, opened = Period(*self.covered, "", self.facts.tz), self.stores.tickets.opened
        return opened(self.ref, whole) > 0 and not any(opened(self.ref, whole, priority=rank) for rank in RANKS)

    def _counted(self, asked: Sequence[tuple[Line, Period]]) -> list[Counts]:
        """Count several levels and periods in one go, and keep the counts."""
        wanted = [(line.latest.metric, [version.id for version in line.versions], period) for line, period in asked]
        counted = self.stores.outcomes.counts_many(self.ref, wanted)
        self._counts.update(zip((_key(line, period) for line, period in asked), counted, strict=True))
        return counted

    def _from_outages(self, level: ServiceLevel, period: Period) -> LevelResult:
        recorded = self.stores.happenings.covers(self.ref, "outages", period.months())
        result = availability(
            level,
            self.happened.outages,
            period=period,
            hours=self.facts.hours,
            as_of=self.now,
            recorded=recorded,
            claimed=self.claimed(level, period),
        )
        return replace(result, month=period.label)

    def _from_evidence(self, level: ServiceLevel, period: Period) -> LevelResult:
        """The months' counts of evidence added up; one month without evidence leaves the whole untold.

        Such counts are monthly: nothing can be told of a part of a month.
        """
        if period.start.day != 1 or period.end < min(Period.of_month(f"{period.end:%Y-%m}").end, self.today):
            return LevelResult(level, period.label, Result.CANNOT_TELL, why=Why.NOT_UPLOADED)
        months = [evidence_result(level, self.happened.security, month=month) for month in period.months()]
        if len(months) == 1:
            return replace(months[0], month=period.label, claimed=self.claimed(level, period))
        untold = [m for m in months if m.n is None or m.of is None or m.result is Result.CANNOT_TELL]
        if untold:
            return replace(untold[0], month=period.label)
        counts = Counts(sum(m.n or 0 for m in months), sum(m.of or 0 for m in months))
        return level_result(level, counts, period.label)

    def is_gap(self, period: Period) -> bool:
        """Whether a whole month or more inside the export holds no ticket at all though other months hold several.

        That is an export with a hole, not a month without demand: our reading, at five tickets a month and more.
        """
        if self.covered is None or (period.end - period.start).days < SHORTEST_GAP:
            return False
        months = max(1, (self.covered[1] - self.covered[0]).days // 30)
        return self.ticket_count >= USUAL * months and not self.stores.tickets.opened(self.ref, period)

    @cached_property
    def ticket_count(self) -> int:
        """How many tickets there are in all."""
        return self.stores.tickets.count(self.ref)

    def claimed(self, level: ServiceLevel, period: Period) -> Decimal | None:
        """What the provider's own report says of this level in a single month."""
        months = period.months()
        if len(months) != 1:
            return None
        return next(
            (
                claim.claimed_pct
                for claim in self.happened.claims
                if claim.month == months[0]
                and (claim.metric, claim.priority) == (level.metric, level.priority)
                and (claim.service or None) == (level.service or None)
            ),
            None,
        )

    def results_by_month(self, month: str, back: int = LOOK_BACK) -> Mapping[str, Sequence[LevelResult]]:
        """Results of a month and of the months before it, as far as the contract and the data reach."""
        last = date.fromisoformat(f"{month}-01")
        first = self.facts.service_start or (self.covered[0] if self.covered else last)
        months = [f"{month_start(last, n):%Y-%m}" for n in range(back, -1, -1)]
        served = [m for m in months if m >= f"{first:%Y-%m}"]
        timed = [line for line in self.lines if line.latest.metric in TICKET_METRICS]
        spans = [Period.of_month(m, self.facts.tz) for m in served]
        missing = [(line, span) for line in timed for span in spans if _key(line, span) not in self._counts]
        if missing and self.covered is not None:
            self._counted(missing)
        return {m: self.month(m) for m in served}

    def around(self, month: str) -> Mapping[str, Sequence[LevelResult]]:
        """Results of a month and the months before it; where credits can be earned back, of those after it too."""
        ahead = max((rule.earn_back_months or 0 for rule in self.agreed.credit_rules), default=0)
        last = f"{month_start(date.fromisoformat(f'{month}-01'), -ahead):%Y-%m}"
        return self.results_by_month(last, LOOK_BACK + ahead)

    def coverage(self, span: Period) -> Coverage:
        """The duties that fell due in a span and the evidence for them."""
        return evidence_coverage(self.agreed, self.happened, span, as_of=self.today)

    def base_charge(self, month: str) -> Money | None:
        """The month's recurring charge: what its invoice lines (credits left out) came to."""
        return recurring_charge(self.happened.invoices, month, self.agreed.charges)

    def credit_base(self, month: str) -> Money | None:
        """What the month's credits are a share of: the recurring charge, or the one charge that the contract names."""
        return credit_base(self.happened.invoices, month, in_force(self.agreed, Period.of_month(month).end))

    def credits(self, month: str) -> MonthCredits:
        """What the contract gives for a month's misses, what of it was paid and claimed; a yearly cap counts where it can be told."""
        made = credits_in_year(month, lambda day: in_force(self.agreed, day), self._credits_of, self.credit_base)
        return with_claims(made, self.claims)

    @cached_property
    def claims_on_record(self) -> ClaimsOnRecord:
        """Where claims for service credits stand: in our mails, and in what our people said."""
        levels = tuple(line.latest for line in self.lines)
        return ClaimsOnRecord(self.stores, self.facts, self.today, levels)

    @cached_property
    def claims(self) -> tuple[CreditClaim, ...]:
        """The claims for service credits made so far, as our mails and our people tell."""
        return self.claims_on_record.made()

    def _credits_of(self, month: str, agreed: Agreed) -> MonthCredits:
        return month_credits(
            month,
            agreed,
            results=self.around(month),
            base=self.credit_base(month),
            invoices=self.happened.invoices,
            today=self.today,
        )

    def months_with_data(self) -> tuple[str, ...]:
        """Every whole calendar month the ticket data covers, up to today."""
        if not self.covered:
            return ()
        span = Period(self.covered[0], min(self.covered[1], self.today), "", self.facts.tz)
        return tuple(m for m in span.months() if Period.of_month(m).end <= span.end)


def window_fits(level: ServiceLevel, period: Period) -> bool:
    """Whether the contract's own test fits a period: a quarter's level is not judged by the month."""
    length = WINDOW_MONTHS.get(level.window)
    if length is None or level.metric not in TICKET_METRICS | {Metric.AVAILABILITY}:
        return True
    whole = period.start == month_start(period.start) and period.end == month_end(period.end)
    return whole and (period.start.month - 1) % length == 0 and len(period.months()) == length


def _key(line: Line, period: Period) -> tuple[str, int]:
    return f"{period.start}/{period.end}", id(line)


def in_force(agreed: Agreed, on: date) -> Agreed:
    """What was agreed as it stood on a day."""
    return replace(
        agreed,
        levels=tuple(t for t in agreed.levels if t.effective_from <= on <= t.effective_to),
        credit_rules=tuple(t for t in agreed.credit_rules if t.effective_from <= on <= t.effective_to),
        triggers=tuple(t for t in agreed.triggers if t.effective_from <= on <= t.effective_to),
        charges=tuple(t for t in agreed.charges if t.effective_from <= on <= t.effective_to),
        duties=tuple(t for t in agreed.duties if t.effective_from <= on <= t.effective_to),
    )


def unfinished(result: LevelResult) -> LevelResult:
    """The figures so far of a month that is not over: nothing is met or missed yet."""
    if result.result is Result.CANNOT_TELL:
        return result
    basis = "; ".join(part for part in (result.basis, "the month is not over") if part)
    return replace(result, result=Result.CANNOT_TELL, why=Why.NOT_UPLOADED, basis=basis)


def missed(results: Iterable[LevelResult]) -> list[LevelResult]:
    """The results that were misses."""
    return [result for result in results if result.result is Result.MISSED]
