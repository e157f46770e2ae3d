"""How one service level's result is said: the count, the target, the clause; the same words in every answer."""

from __future__ import annotations

from decimal import Decimal

from bot.answering.draft import Draft, duration, listed, percent
from bot.answering.telling.small_months import is_untested, why_untested
from store.facts.agreed import ClockKind, Firmness, Metric, ServiceLevel
from store.facts.common import Result, Status, Why
from store.measures.attainment import cannot_be_decided, required
from store.measures.level_names import level_name, priority_name
from store.measures.report_claims import agrees
from store.measures.results import LevelResult

# How many ticket numbers are named before "and so many more".
SHOWN_TICKETS = 12
DONE = {Metric.RESPONSE: "answered", Metric.RESOLUTION: "fixed"}
VERDICTS = {
    Result.MET: "met",
    Result.MISSED: "missed",
    Result.NO_DEMAND: "nothing to measure",
    Result.CANNOT_TELL: "cannot tell",
}
REASONS = {
    Why.NOT_IN_CONTRACT: "the contract sets no such level",
    Why.PROVIDER_DID_NOT_SUPPLY: "the provider has not supplied the evidence",
    Why.NOT_UPLOADED: "the evidence has not been added here",
    Why.UNPARSEABLE: "the evidence could not be read",
    Why.CONFLICT: "the contract can be read in more than one way here",
    Why.NO_DEMAND: "there was nothing to measure",
}
CLOCKS = {
    ClockKind.CALENDAR: "around the clock",
    ClockKind.SERVICE_HOURS: "counted in Service Hours",
    ClockKind.BUSINESS_DAYS: "counted in Working Days",
    ClockKind.NEXT_BUSINESS_DAY: "by the end of the next Working Day",
}


def limit(level: ServiceLevel, draft: Draft) -> str:
    """The time allowed, registered as a target figure: "15 minutes"; empty where the level has none."""
    label, more = f"{level_name(level)} target", _target(level)
    if level.limit_s is not None:
        value, unit = duration(level.limit_s)
        draft.figure("limit_minutes", label, _minutes(level.limit_s), "minutes", **more)
        return draft.figure("limit", label, value, unit, **more)
    if level.limit_days is not None:
        return draft.figure(
            "limit", label, level.limit_days, "Working Days" if level.limit_days != 1 else "Working Day", **more
        )
    return ""


def _minutes(seconds: int) -> str:
    minutes = Decimal(seconds) / 60
    return str(minutes.quantize(Decimal(1)) if minutes == minutes.to_integral() else minutes)


def _target(level: ServiceLevel) -> dict[str, object]:
    return {"role": "target", "priority": priority_name(level) or None, "sources": (str(level.source),)}


def target_share(level: ServiceLevel, draft: Draft) -> str:
    """The share that must make it, registered: "95.00 %"; empty where the contract names none."""
    if level.target_pct is None:
        return ""
    return draft.figure(
        "target_pct", f"{level_name(level)} target share", percent(level.target_pct), "%", **_target(level)
    )


def count_words(result: LevelResult, draft: Draft, *, changed: bool = False) -> str:
    """Say "21 of 23 answered within 15 minutes (91.30 %, target 95.00 %)"; the figure is registered with its n."""
    level = result.level
    share = target_share(level, draft)
    wanted = f"target {share}" if share else "no share is named, so we take it as every one"
    actual = _actual(result, draft)
    if level.metric is Metric.AVAILABILITY:
        return f"{actual} available ({wanted})"
    if result.n is None or result.of is None:
        return f"{actual} ({wanted})"
    allowed = "the time that applied when each was opened" if changed else limit(level, draft)
    done = f" {DONE[level.metric]} within {allowed}" if level.metric in DONE and allowed else ""
    return f"{result.n} of {result.of}{done or ' in order'} ({actual}, {wanted})"


def _actual(result: LevelResult, draft: Draft) -> str:
    level = result.level
    value = result.shown or percent(result.actual or Decimal(0))
    return draft.figure(
        level.key,
        f"{level_name(level)}, {result.month}",
        value,
        "%",
        n=result.n,
        of=result.of,
        priority=priority_name(level) or None,
        sources=result.sources[:10] or (str(level.source),),
        tickets=result.missed if level.metric in DONE else (),
    )


def result_sentence(result: LevelResult, draft: Draft) -> str:
    """One level in one sentence, with its verdict first."""
    name = level_name(result.level)
    if result.result is Result.CANNOT_TELL:
        if result.either:
            share = " its share" if same_verdict(result) else ""
            return f"{name}: we cannot tell{share}, since it hangs on how the contract is read. {either_words(result, draft)}"
        return f"{name}: we cannot tell, because {untold_reason(result)}."
    if is_untested(result):
        return f"{name}: not tested, {count_words(result, draft)}; {why_untested(result, draft)}."
    if result.result is Result.NO_DEMAND:
        return f"{name}: nothing to measure in {result.month}."
    return f"{name}: {VERDICTS[result.result]}, {count_words(result, draft)}{_firmness(result.level)}{_either_way(result)}."


def same_verdict(result: LevelResult) -> Result | None:
    """The verdict on which both readings of a level agree though their counts differ; None where they do not."""
    verdicts = {one.result for one in result.either or ()}
    return verdicts.pop() if len(verdicts) == 1 and verdicts <= {Result.MET, Result.MISSED} else None


def either_words(result: LevelResult, draft: Draft) -> str:
    """What a level whose clock is open came to by each reading of it: "Read as 15 minutes around the clock: missed, ..."."""
    draft.readings += result.level.readings
    told = zip(result.level.readings, result.either or (), strict=False)
    return " ".join(
        f"Read as {reading}: {VERDICTS[one.result]}, {count_words(one, draft)}."
        if one.of
        else f"Read as {reading}: {VERDICTS[one.result]}."
        for reading, one in told
    )


def _either_way(result: LevelResult) -> str:
    return ", by either reading of the clause" if _is_open(result) else ""


def either_way_words(result: LevelResult, draft: Draft) -> str:
    """That a doubt about the clock changes nothing here; empty where there is none."""
    if not _is_open(result):
        return ""
    draft.readings += result.level.readings
    return f"The contract leaves open whether that is {' or '.join(result.level.readings)}; here both come to the same."


def _is_open(result: LevelResult) -> bool:
    return result.level.status is Status.CONFLICT and result.result in {Result.MET, Result.MISSED}


def untold_reason(result: LevelResult) -> str:
    """Why there is no verdict, in plain words: the contract's own wording before the evidence."""
    if result.why is Why.NOT_IN_CONTRACT and result.level.window != "month":
        return f"the contract tests it over a {result.level.window}, and this is not one"
    if _hangs_on_planned_work(result):
        return "we read no clause that says whether the planned work on record counts as downtime, and the verdict hangs on it"
    if result.why is Why.UNPARSEABLE and cannot_be_decided(result.level) is Why.UNPARSEABLE:
        said = f' ("{result.level.limit_text}")' if result.level.limit_text else ""
        return f"the contract gives no length of time that can be measured{said}"
    if result.why is Why.NOT_IN_CONTRACT and required(result.level) is None:
        return "the contract words it as an aim and names no share that must be kept"
    return REASONS[result.why] if result.why else "the evidence is missing"


def _hangs_on_planned_work(result: LevelResult) -> bool:
    level = result.level
    told = level.planned_notice_s is not None or level.planned_notice_days is not None
    around_the_clock = level.metric is Metric.AVAILABILITY and level.clock is ClockKind.CALENDAR
    return result.why is Why.NOT_IN_CONTRACT and around_the_clock and not told and required(level) is not None


def part_sentence(result: LevelResult, draft: Draft) -> str:
    """One level in a part of a month: the count without a verdict."""
    if result.result in {Result.CANNOT_TELL, Result.NO_DEMAND}:
        return result_sentence(result, draft)
    return f"{level_name(result.level)}: {count_words(result, draft)}."


def _firmness(level: ServiceLevel) -> str:
    return ", though the contract words it as an aim, not a promise" if level.firmness is Firmness.EFFORTS else ""


def small_number(result: LevelResult, draft: Draft) -> str:
    """What so few cases prove, with the interval; empty from ten cases on or where it is not a share of tickets."""
    if result.interval is None or result.of is None or result.of >= 10 or result.level.metric not in DONE:
        return ""
    low, high = result.interval
    shown = [
        draft.figure(f"interval_{end}", f"{level_name(result.level)} 95 % interval", value, "%")
        for end, value in (("low", low), ("high", high))
    ]
    draft.figure("interval_level", "Confidence of the interval", "95", "%")
    return (
        f"With only {result.of} {'case' if result.of == 1 else 'cases'} this says little about quality in general: "
        f"the true share could lie anywhere between {shown[0]} and {shown[1]} (95 % interval). The contract's test is "
        "still the contract's test."
    )


def clause_words(level: ServiceLevel, draft: Draft) -> str:
    """What the contract says, quoted, and whether a person has confirmed the reading."""
    unconfirmed = (
        "" if level.status is Status.CONFIRMED else " We read this term by machine; nobody has confirmed it yet."
    )
    return f"The contract: {draft.quoted(level.source, level.status)}.{prevailing_words(level, draft)}{unconfirmed}"


def prevailing_words(level: ServiceLevel, draft: Draft) -> str:
    """What another part of the contract says of a level, and the contract's own rule by which it does not count."""
    if level.status not in {Status.FOUND, Status.CONFIRMED} or not level.readings:
        return ""
    draft.readings += list(level.readings)
    return f" The contract differs elsewhere and says which prevails: {'; '.join(level.readings)}."


def excluded_words(result: LevelResult, draft: Draft) -> str:
    """What was left out of the count and why; what is not yet due; what has no times."""
    name = level_name(result.level)
    parts = [
        f"{draft.figure('excluded', f'{name}: left out', n, 'count')} left out ({why})"
        for n, why in result.excluded
        if n
    ]
    if result.pending:
        parts.append(f"{draft.figure('pending', f'{name}: not yet due', result.pending, 'count')} not yet due")
    if result.no_evidence:
        parts.append(
            f"{draft.figure('no_times', f'{name}: times missing', result.no_evidence, 'count')} without usable times"
        )
    return f"Not counted: {listed(parts)}." if parts else ""


def claim_words(result: LevelResult, draft: Draft) -> str:
    """The provider's own figure beside ours, always as theirs."""
    if result.claimed is None:
        return ""
    said = draft.figure(
        "report_claim",
        f"{level_name(result.level)}, as the provider reports it",
        percent(result.claimed),
        "%",
        role="claimed_by_provider",
        priority=priority_name(result.level) or None,
    )
    if result.actual is None:
        return f"The provider's report says {said}."
    same = agrees(result.claimed, result)
    if same is None:
        return f"The provider's report says {said}; we cannot tell whether it is right."
    records = "record of outages does" if result.level.metric is Metric.AVAILABILITY else "records do"
    records = "tickets do" if result.level.metric in DONE else records
    return f"The provider's report says {said}" + (", which agrees." if same else f"; the {records} not bear that out.")


def missed_words(result: LevelResult, draft: Draft) -> str:
    """The tickets that missed, by their own numbers."""
    if not result.missed or result.level.metric not in DONE:
        return ""
    shown = result.missed[:SHOWN_TICKETS]
    more = len(result.missed) - len(shown)
    draft.extra.setdefault("tickets", []).extend(shown)
    rest = f" and {draft.figure('more_missed', 'Further misses', more, 'count')} more" if more else ""
    return f"Too late: {', '.join(shown)}{rest}."


def counted_services(result: LevelResult, draft: Draft) -> str:
    """Which services were counted where several had outages and the level names none of them."""
    if len(result.services) + len(result.left_out) < 2:
        return ""
    draft.readings.extend((*result.services, *result.left_out))
    if not result.left_out:
        return f"The contract names no service here; counted together: the outages of {listed(result.services)}."
    counted = f"Counted: the outages of {listed(result.services)}" if result.services else "No outage was counted"
    return f"{counted}; not counted: {listed(result.left_out)}, since the contract's words on the service do not name {'it' if len(result.left_out) == 1 else 'them'}."
