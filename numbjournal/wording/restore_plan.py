"""What is said before a restore: which copy it is, and what the journal has that the copy has not."""

from collections.abc import Iterator, Sequence
from datetime import date

from numbjournal.core.maintenance import FileState, RestorePlan
from numbjournal.core.text import visible
from numbjournal.core.when import full_date
from numbjournal.wording.counting import counted, listed

MANY = 3
"""This many files are named; beyond that they are counted."""

_NOT_COMPARED = {
    FileState.MISSING: "There is no journal in its place now.",
    FileState.LOCKED: "The journal there now is locked, so it is not known what it holds beside that.",
    FileState.DAMAGED: "The journal file there now is damaged, so it is not known what it holds beside that.",
}


def plan_sentences(plan: RestorePlan, today: date) -> Iterator[str]:
    """One fact a sentence."""
    if plan.salvages:
        yield f"To be read, as far as that is possible: {visible(plan.source)}"
        return
    yield f"The copy: {', '.join(_about(plan, today))}."
    if plan.ahead:
        yield f"Dated after today, by a clock that was or is wrong: {_named(plan.ahead)}."
    if plan.passed_over:
        yield _passed_over(plan.passed_over)
    yield _surplus(plan, today)


def question(plan: RestorePlan) -> str:
    """What somebody says yes or no to."""
    what = "what can be read" if plan.salvages else "this copy"
    kept = " The file that is there is kept." if plan.surplus.standing is not FileState.MISSING else ""
    return f"Put {what} in the journal's place?{kept}"


def _about(plan: RestorePlan, today: date) -> Iterator[str]:
    yield visible(plan.name)
    if plan.day:
        yield f"made on {full_date(plan.day, today)}"
    yield f"with {counted(plan.entries or 0, 'entry')}"
    if plan.changed_at:
        local = plan.changed_at.astimezone()
        yield f"last changed on {full_date(local.date(), today)} at {local:%H:%M}"


def _passed_over(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"Passed over, as it cannot be read; it may be newer: {_named(names)}."
    return f"Passed over, as they cannot be read; one of them may be newer: {_named(names)}."


def _named(names: Sequence[str]) -> str:
    shown = [visible(name) for name in names[:MANY]]
    if (more := len(names) - MANY) > 0:
        shown.append(f"{more} more")
    return listed(shown)


def _surplus(plan: RestorePlan, today: date) -> str:
    surplus = plan.surplus
    if surplus.standing is not FileState.READABLE:
        return _NOT_COMPARED[surplus.standing]
    if not surplus.entries and not surplus.changes:
        return "The journal has nothing that the copy has not."
    has = []
    if surplus.entries and surplus.newest:
        entries = counted(surplus.entries, "entry")
        last = "for" if surplus.entries == 1 else "the last for"
        has.append(f"{entries}, {last} {full_date(surplus.newest, today)}")
    if surplus.changes > surplus.entries:
        has.append(f"{counted(surplus.changes, 'change')}{' in all' if surplus.entries else ''}")
    return f"In the journal and not in the copy: {'; '.join(has)}."
