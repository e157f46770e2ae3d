"""The registers people keep: noted, edited, taken back, and nothing that was said is lost."""

from datetime import date
from decimal import Decimal

import pytest

from store.answers import Answers
from store.contracts import Contracts
from store.facts.common import InterpreterError, Source
from store.facts.happened import LogEntry
from store.facts.plans import Plan
from store.happenings import Happenings
from store.plans import Plans
from store.registers import Registers


@pytest.fixture
def ref(db):
    return Contracts(db).placeholder("Harbour IT")


@pytest.fixture
def registers(db):
    return Registers(db)


def line(what, kind="advice", **more):
    return LogEntry(kind, date(2026, 5, 14), what, Source("register"), **more)


def states(registers, ref):
    return [(one.what, one.state) for one in registers.listed(ref)]


def test_a_line_noted_twice_is_one_line(registers, ref):
    """Pressing the button again does no harm."""
    first = registers.note(ref, line("Replace the switch"))
    assert registers.note(ref, line("Replace the switch")).number == first.number
    assert states(registers, ref) == [("Replace the switch", "")]


def test_an_edit_is_undone_to_the_wording_before(registers, ref):
    """Every earlier wording comes back, one step at a time, and so does a line that was taken back."""
    noted = registers.note(ref, line("Replace the switch", state="open"))
    edited = registers.edit(ref, noted.number, state="followed")
    assert states(registers, ref) == [("Replace the switch", "followed")]
    registers.undo(ref, edited.number)
    assert states(registers, ref) == [("Replace the switch", "open")]
    assert registers.undo(ref, noted.number) is None
    assert states(registers, ref) == []
    registers.undo(ref, noted.number)
    assert states(registers, ref) == [("Replace the switch", "open")]


def test_a_dry_run_keeps_nothing(registers, ref):
    """It shows the line as it would read, and leaves it as it was."""
    noted = registers.note(ref, line("Replace the switch", state="open"))
    assert registers.edit(ref, noted.number, dry_run=True, state="done").state == "done"
    assert registers.undo(ref, noted.number, dry_run=True) is None
    assert states(registers, ref) == [("Replace the switch", "open")]


def test_an_imported_line_can_be_edited_and_the_file_added_again(db, registers, ref):
    """The edit stands when the same file comes once more, and undoing it shows the file's words."""
    happenings = Happenings(db)
    fact = LogEntry("roadmap", date(2026, 4, 1), "Laptops", Source("roadmap.csv", row=2), state="planned")
    happenings.add(ref, [fact], file="roadmap.csv", sha256="x")
    (imported,) = registers.listed(ref)
    edited = registers.edit(ref, imported.number, state="done")
    happenings.add(ref, [fact], file="roadmap.csv", sha256="x")
    assert states(registers, ref) == [("Laptops", "done")]
    assert happenings.happened(ref).log[0].state == "done"
    assert registers.undo(ref, edited.number).state == "planned"
    with pytest.raises(InterpreterError, match="nothing was changed by hand"):
        registers.undo(ref, imported.number)


def test_a_line_changed_later_is_undone_from_the_last_change(registers, ref):
    """Bringing back the first wording beside the second would make two of one."""
    noted = registers.note(ref, line("Replace the switch"))
    edited = registers.edit(ref, noted.number, state="done")
    with pytest.raises(InterpreterError, match=f"undo {edited.number} first"):
        registers.undo(ref, noted.number)


@pytest.mark.parametrize("number", ["99", "i99", "x", "", "i", "²"])
def test_a_number_nobody_knows_is_one_sentence(registers, ref, number):
    """A slip of the finger never ends in a traceback."""
    with pytest.raises(InterpreterError, match="There is no line"):
        registers.edit(ref, number, state="done")


def test_what_is_kept_by_hand_makes_answers_anew(db, registers, ref):
    """Noting and undoing both change the state of the data, so no answer is given from memory."""
    answers = Answers(db)
    empty = answers.fingerprint(ref)
    noted = registers.note(ref, line("Replace the switch"))
    edited = registers.edit(ref, noted.number, state="done")
    seen = {empty, answers.fingerprint(ref)}
    registers.undo(ref, edited.number)
    seen.add(answers.fingerprint(ref))
    assert len(seen) == 3


def test_a_plan_is_kept_once_and_can_be_taken_back(db, ref):
    """The level, the day and the rule come back as they were agreed."""
    plans = Plans(db)
    agreed = Plan(
        "response",
        "at_least",
        Decimal("95.0"),
        "%",
        date(2026, 12, 31),
        date(2026, 11, 1),
        "P1 95 %",
        1,
        if_not="notice",
    )
    kept = plans.add(ref, agreed)
    assert plans.add(ref, agreed).number == kept.number
    (found,) = plans.listed(ref)
    assert (found.level, found.due, found.if_not) == (Decimal("95.0"), date(2026, 12, 31), "notice")
    assert plans.undo(ref, kept.number) is None
    assert (plans.listed(ref), len(plans.listed(ref, ended=True))) == ((), 1)
    assert plans.undo(ref, kept.number).number == kept.number
    with pytest.raises(InterpreterError, match="no plan 7"):
        plans.undo(ref, 7)
