"""Sentences: what every command says, one fact a line, good to listen to.

Nothing here is drawn or coloured, and Rich is not imported: `log` prints through this file, and with
`--plain` everything does. `terminal` draws the pages over it; `envelope` writes JSON instead.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numbjournal.core.entry import Entry
from numbjournal.core.history import Change, Purged, Reverted
from numbjournal.core.log_line import Phrase
from numbjournal.core.onset import ALWAYS, onset_words
from numbjournal.core.tag import KINDS, Tag, Vocabulary
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import distance, full_date
from numbjournal.output.wrapping import fitted
from numbjournal.wording.counting import counted, entry_numbers, file_size, listed, quoted
from numbjournal.wording.entries import INTERFERED, changed, felt, summary, tagged
from numbjournal.wording.tags import by_kind, tag_details, tag_remarks, tag_words

if TYPE_CHECKING:
    # Only named here; whoever keeps an entry does not have to load them.
    from numbjournal.core.helpline import Support
    from numbjournal.core.maintenance import Belongings, Erased, Finding, Kept, Place, Restored

UNDO = "Undo with: numbjournal undo"
REDO = "Do it again with: numbjournal redo"


HELPING = {
    "helps": "logging helps",
    "neutral": "logging makes no difference",
    "worse": "logging makes things worse",
}

STOPPING = (
    ("No reminders for two weeks", "pause 14d"),
    ("No reminders at all", "remind off"),
    ("What there is, for a doctor or a therapist", "export handout.html"),
    ("Erase everything", "erase"),
    ("Somebody to talk to", "crisis"),
    ("When to ask for help", "learn when-to-get-help"),
)
"""What can be done when logging makes things worse, and the command for it."""


class TextPage:
    """Writes results to stdout and remarks to stderr; `today` is the journal's day.

    `again` makes the commands in a sentence ones to type as they stand (see `invocation`).
    """

    def __init__(self, today: date, again: Callable[[str], str] = str) -> None:
        self.today = today
        self.again = again

    # What was done

    def saved(self, entry: Entry, vocabulary: Vocabulary, help_text: str = "") -> None:
        """The one line after a save. Where to turn, if it is needed, comes before it."""
        if help_text:
            self.result(help_text + "\n")
        day, said = self.named_day(entry.draft.day), summary(entry.draft, vocabulary)
        self.result(f"Saved {entry.number} for {day}: {said}. {UNDO}")

    def edited(self, before: Entry, after: Entry, vocabulary: Vocabulary, help_text: str = "") -> None:
        if help_text:
            self.result(help_text + "\n")
        if before == after:
            self.result(f"Entry {after.number} is as it was; nothing changed.")
        else:
            day, said = self.named_day(after.draft.day), summary(after.draft, vocabulary)
            self.result(f"Changed {after.number} for {day}: {said}. {UNDO}")

    def deleted(self, entries: Sequence[Entry]) -> None:
        numbers = entry_numbers([entry.number for entry in entries])
        self.result(f"{numbers} {'is' if len(entries) == 1 else 'are'} deleted. {UNDO}")

    def purged(self, purged: Purged) -> None:
        """What was erased, and what is out of reach."""
        copies = [counted(purged.backups, "backup")] if purged.backups else []
        places = ["the journal", "its history", *copies]
        self.result(f"Entry {purged.number} is erased from {listed(places)}.")
        if purged.words:
            words = listed([quoted(word) for word in purged.words])
            self.result(f"With it went {words}, which no other entry had.")
        for path in purged.unreached:
            self.result(f"This file was not reached, and may still hold it: {visible(path)}")
        self.result("Not reached: exports, and copies elsewhere, also in other backups of this computer.")

    def about_to_erase(self, everything: "Belongings") -> None:
        """What would go and what would stay, before anybody is asked."""
        for place in everything.goes:
            self.remark(f"{place.what}: {visible(place.path)}")
        for line in _staying(everything.stays):
            self.remark(line)
        for place, why in everything.unreached:
            self.remark(f"Out of reach, {place.what}: {visible(place.path)} ({visible(why)})")
        self.remark("To keep what you wrote, first: numbjournal export journal.jsonl --include-private")

    def erased(self, erased: "Erased") -> None:
        """What is gone, what is not, and what is out of reach."""
        for place in erased.gone:
            self.result(f"Erased, {place.what}: {visible(place.path)}")
        for place, why in erased.left:
            self.result(f"Not erased, {place.what}: {visible(place.path)} ({visible(why)})")
        for line in _staying(erased.stays):
            self.result(line)
        if not erased.gone and not erased.left:
            self.result("There is nothing of numbjournal here to erase.")
            return
        self.result(
            "Not reached: exports, copies elsewhere, the history of the shell, and the program itself."
        )

    def undone(self, steps: Sequence[Reverted]) -> None:
        """What undo took back, a line a step."""
        self.result(
            "\n".join(reverted(step, gone="taken back", changed="as before") for step in steps) + f" {REDO}"
        )

    def redone(self, steps: Sequence[Reverted]) -> None:
        """What redo did again, a line a step."""
        self.result(
            "\n".join(reverted(step, gone="deleted again", changed="changed again") for step in steps)
            + f" {UNDO}"
        )

    def tag_added(self, tag: Tag) -> None:
        self.result(f"{one_line(tag.shown)} is your tag now ({KINDS[tag.kind].casefold()}). {UNDO}")

    def alias_added(self, name: str, tag: Tag) -> None:
        self.result(f"{one_line(name)} now means {one_line(tag.name)}. {UNDO}")

    def tag_renamed(self, before: Tag, after: Tag) -> None:
        self.result(f"{one_line(before.name)} is called {one_line(after.name)} now. {UNDO}")

    def tags_merged(self, source: Tag, target: Tag, entries: int) -> None:
        changed = f"{counted(entries, 'entry')} changed" if entries else "no entry had it"
        self.result(f"{one_line(source.name)} means {one_line(target.name)} now; {changed}. {UNDO}")

    def tag_retired(self, tag: Tag) -> None:
        self.result(
            f"{one_line(tag.name)} is retired: entries keep it, and it is not offered any more. {UNDO}"
        )

    def tag_deleted(self, tag: Tag) -> None:
        self.result(f"{one_line(tag.name)} is taken out. {UNDO}")

    def onset(self, day: date | None, *, is_new: bool) -> None:
        """Since when it has been like this."""
        kept = f" {UNDO}" if is_new else ""
        if day is None:
            said = (
                "Taken back: since when it has been like this."
                if is_new
                else 'Nothing is said about it yet. To say it: numbjournal onset "since March"'
            )
        elif day == ALWAYS:
            said = "Kept: always, as long as you can remember."
        else:
            said = f"Kept: since {onset_words(day)}."
        self.result(said + kept)

    def care(self, *, is_there: bool) -> None:
        """Whether somebody said that they already have care."""
        words = "you already have care" if is_there else "you have no care at present"
        self.result(f"Kept: {words}. {UNDO}")

    def helping(self, said: str, command: Callable[[str], str]) -> None:
        """What somebody said that logging does; where it makes things worse, how to stop."""
        self.result(f"Kept: {HELPING[said]}. {UNDO}")
        if said == "worse":
            self.result("\nThen it is a good answer to stop, for a while or for good.")
            for what, words in STOPPING:
                self.result(f"  {what}: {one_line(command(words))}")

    def journal_made(self, path: Path, *, stays: bool) -> None:
        """Where the journal is, on the first run; `stays` if an option named it and it opens from now on."""
        self.remark(f"Your journal is one file on this computer: {visible(str(path))}")
        if stays:
            self.remark(
                "It is the one that opens from now on. To change that: numbjournal config set journal FILE"
            )

    def backed_up(self, kept: "Kept") -> None:
        self.result(f"A verified copy is kept: {kept_words(kept)}. It is the file {kept.name}")

    def restored(self, restored: "Restored") -> None:
        """What the journal is now, and how to go back."""
        held = counted(restored.entries, "entry")
        self.result(f"The journal is restored, with {held}, from {visible(restored.source)}")
        if restored.newer:
            self.result(f"Not among them, but in the file it replaced: {counted(restored.newer, 'entry')}.")
        if restored.replaced:
            name = restored.replaced.replace("\\", "/").rpartition("/")[2]
            self.result(f"The file it replaced is kept. To go back: numbjournal restore {visible(name)}")

    def examined(self, findings: "Sequence[Finding]") -> None:
        """What is not fine, what is worth knowing, what is fine; at the end the next command."""
        for finding in findings:
            self.result(f"{finding.state[0].upper()}{finding.state[1:]}: {visible(finding.sentence)}")
        command = next((finding.command for finding in findings if finding.command), "")
        if command:
            self.result(f"Next: {visible(command)}")

    def accepted(self, numbers: Sequence[int], words: Sequence[str]) -> None:
        """Which changes by another program the history has now: entries, and the names of the rest."""
        if not numbers and not words:
            self.result("No change by another program was found.")
            return
        names = [*([entry_numbers(numbers)] if numbers else []), *(visible(word) for word in words)]
        self.result(f"{', '.join(names)}: the history has the changes now. {UNDO}")

    def understood(self, phrase: Phrase) -> None:
        """How tags were understood, where that is not plain to see."""
        for remark in tag_remarks(phrase):
            self.remark(remark)

    # What is there

    def entry(self, entry: Entry, vocabulary: Vocabulary) -> None:
        for name, value in self.details(entry, vocabulary):
            self.verbatim(f"{name}: {value}")

    def tags(self, tags: Sequence[Tag]) -> None:
        for kind, members in by_kind(tags).items():
            self.result(f"{KINDS[kind]}:")
            for tag in members:
                self.result(f"  {one_line(tag.name)}. {tag_words(tag)}")

    def tag(self, tag: Tag, days: int) -> None:
        for name, value in tag_details(tag, days):
            self.result(f"{name}: {value}")

    def history(self, changes: Sequence[Change], vocabulary: Vocabulary) -> None:
        for change in changes:
            self.result(f"{self.moment(change.at)}, {change.command}: {changed(change, vocabulary)}.")

    def backups(self, found: "Sequence[Kept]") -> None:
        if not found:
            self.result("There are no backups yet. To make one now: numbjournal backup")
        for kept in found:
            self.result(f"{kept.name}: {kept_words(kept)}.")

    def where_to_turn(self, support: "Support", now: datetime, text: str) -> None:  # noqa: ARG002  (for JSON)
        """Who to turn to, with everything known about them: `text` is `support` in words."""
        self.result(text)

    def settings(self, values: Mapping[str, Any], abouts: Mapping[str, str], path: str) -> None:
        for name, value in values.items():
            self.result(f"{name}: {setting_text(value)} ({abouts[name]})")
        self.result(f"These are kept in {visible(path)}")

    def setting_kept(self, name: str, value: Any) -> None:
        self.result(f"{name} is now {setting_text(value)}.")

    def setting(self, name: str, value: Any) -> None:  # noqa: ARG002  (JSON names it)
        self.result(setting_text(value))

    # How it is written

    def result(self, text: str) -> None:
        """What was asked for."""
        self.verbatim(self.again(text))

    def remark(self, text: str) -> None:
        """Something about it."""
        print(fitted(self.again(text), sys.stderr), file=sys.stderr)

    def verbatim(self, text: str) -> None:
        """A result with somebody's own words in it, in which nothing is a command."""
        print(fitted(text, sys.stdout), file=sys.stdout)

    def named_day(self, day: date) -> str:
        """`Sunday 22 November`, and how long ago unless it is today."""
        name = full_date(day, self.today)
        return name if day == self.today else f"{name}, {distance(day, self.today)}"

    def moment(self, at: datetime) -> str:
        """Day and time in the machine's zone."""
        local = at.astimezone()
        return f"{full_date(local.date(), self.today)}, {local:%H:%M}"

    def details(self, entry: Entry, vocabulary: Vocabulary) -> list[tuple[str, str]]:
        """Everything an entry holds, as names and visible texts, in the order they are read."""
        written = entry.logged_at
        day = self.named_day(entry.draft.day) + (f", {entry.draft.time}" if entry.draft.time else "")
        return [
            pair
            for pair in (
                ("Entry", str(entry.number)),
                ("Day", day),
                ("Felt", felt(entry.draft)),
                ("Pleasant", f"{entry.draft.mood} of 10" if entry.draft.mood is not None else ""),
                ("In the way", INTERFERED[entry.draft.interfered] if entry.draft.interfered else ""),
                ("Tags", ", ".join(tagged(tagging, vocabulary) for tagging in entry.draft.tags)),
                ("By choice", "yes, stepped back on purpose" if entry.draft.by_choice else ""),
                ("Note", visible(entry.draft.note)),
                ("Got through", visible(entry.draft.got_through)),
                ("Private", "yes, stays out of exports" if entry.draft.private else ""),
                ("For your session", "yes" if entry.draft.for_session else ""),
                ("Written", f"{full_date(written.date(), self.today)}, {written:%H:%M} (UTC{written:%z})"),
                ("From", one_line(entry.draft.source or "")),
            )
            if pair[1]
        ]


def reverted(step: Reverted, *, gone: str, changed: str) -> str:
    """How the entries of a step are now; its words, where it was about nothing else."""
    if not any(step[1:]):
        return "What you see is the same."
    entries = ((step.back, "back"), (step.gone, gone), (step.changed, changed))
    words = ((step.words_back, "back"), (step.words_gone, gone), (step.words_changed, changed))
    is_about_entries = step.back or step.gone or step.changed
    return " ".join(
        f"{entry_numbers(found) if is_about_entries else listed([quoted(str(word)) for word in found])}"
        f" {'is' if len(found) == 1 else 'are'} {outcome}."
        for found, outcome in (entries if is_about_entries else words)
        if found
    )


def kept_words(kept: "Kept") -> str:
    """How many entries a copy holds, its size, why it was made, and whether its date is still to come."""
    unread = "encrypted and locked" if kept.is_encrypted else "cannot be read"
    held = counted(kept.entries, "entry") if kept.entries is not None else unread
    reason = f", {kept.reason.replace('-', ' ')}" if kept.reason else ""
    ahead = ", dated after today" if kept.is_ahead else ""
    return f"{held}, {file_size(kept.size)}{reason}{ahead}"


def setting_text(value: Any) -> str:
    """A setting as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(one_line(item) for item in value) or "none"
    return "not set" if value is None else visible(str(value))


def _staying(places: "Sequence[Place]") -> list[str]:
    """What stays, a line each."""
    return [f"Stays, {place.what}: {visible(place.path)}" for place in places]
