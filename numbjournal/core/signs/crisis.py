"""Sign 3b: thoughts of suicide or self-harm were tagged. No number changes it, and nothing holds it back."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import written_on
from numbjournal.core.entry import Entry
from numbjournal.core.signs.result import FORTNIGHT, Sign, SignResult, Verdict


class CrisisNote(NamedTuple):
    """A crisis tag on an entry: the `day` it is about, and the day it was last `written` or changed."""

    day: date
    written: date
    tag: str
    is_private: bool = False


class CrisisHelp(NamedTuple):
    """Where to turn, for somebody who used a crisis tag lately."""

    text: str


def crisis_since(today: date) -> date:
    """The first day of the fortnight in which a crisis tag is answered first."""
    return today - timedelta(days=FORTNIGHT - 1)


def notes_in(entries: Iterable[Entry], stands_for: Callable[[str], str | None]) -> Iterable[CrisisNote]:
    """The crisis tags of entries, by the day they were first written on."""
    for entry in entries:
        for tagging in entry.draft.tags:
            if tag := stands_for(tagging.tag):
                yield CrisisNote(entry.draft.day, written_on(entry), tag, entry.draft.private)


def recent_notes(notes: Iterable[CrisisNote], today: date) -> list[CrisisNote]:
    """Those about a day of the last fortnight, or written or changed in it."""
    since = crisis_since(today)
    return [note for note in notes if max(note.day, note.written) >= since]


def crisis_tags(notes: Iterable[CrisisNote]) -> tuple[str, ...]:
    """The tags, thoughts of suicide before self-harm."""
    return tuple(sorted({note.tag for note in notes}, reverse=True))


def crisis(notes: Iterable[CrisisNote], today: date) -> SignResult:
    """Tagged in the last fortnight, by the day it is about or was written on."""
    found = recent_notes(notes, today)
    days = tuple(sorted({note.day for note in found}))
    return SignResult(
        Sign.CRISIS,
        Verdict.MET if found else Verdict.NOT_MET,
        counted=len(days),
        first=crisis_since(today),
        last=today,
        days=days,
        tags=crisis_tags(found),
    )
