"""`--json`: everything a command shows, in one versioned envelope on stdout.

Text is written in ASCII with escapes, so that nothing in it can steer a terminal.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from numbjournal.core.entry import Draft, Entry
from numbjournal.core.entry_fields import FIELDS, labelled_tags, plain_fields
from numbjournal.core.events import Beside
from numbjournal.core.helpline import Support
from numbjournal.core.history import Change, Purged, Reverted
from numbjournal.core.maintenance import Erased, Finding, Kept, Restored
from numbjournal.core.tag import Tag, Vocabulary
from numbjournal.output.encoder import encoded
from numbjournal.output.text.page import TextPage
from numbjournal.wording.support import support_data

SCHEMA = "numbjournal/1"


class JsonPage(TextPage):
    """The same results as data; remarks still go to stderr."""

    def saved(self, entry: Entry, vocabulary: Vocabulary, help_text: str = "") -> None:
        self.data_with_help("log", entry_data(entry, vocabulary), help_text)

    def edited(self, before: Entry, after: Entry, vocabulary: Vocabulary, help_text: str = "") -> None:
        self.data_with_help("edit", entry_data(after, vocabulary), help_text)

    def deleted(self, entries: Sequence[Entry]) -> None:
        self._write("delete", [entry.number for entry in entries])

    def purged(self, purged: Purged) -> None:
        self._write("purge", purged._asdict())

    def erased(self, erased: Erased) -> None:
        left = [{**place._asdict(), "because": why} for place, why in erased.left]
        gone, stays = ([place._asdict() for place in places] for places in (erased.gone, erased.stays))
        self._write("erase", {"gone": gone, "left": left, "stays": stays})

    def undone(self, steps: Sequence[Reverted]) -> None:
        self._write("undo", [step._asdict() for step in steps])

    def redone(self, steps: Sequence[Reverted]) -> None:
        self._write("redo", [step._asdict() for step in steps])

    def tag_added(self, tag: Tag) -> None:
        self._write("tag add", tag_data(tag))

    def alias_added(self, name: str, tag: Tag) -> None:
        self._write("tag add", tag_data(tag))

    def tag_renamed(self, before: Tag, after: Tag) -> None:
        self._write("tag rename", tag_data(after))

    def tags_merged(self, source: Tag, target: Tag, entries: int) -> None:
        self._write("tag merge", {"tag": tag_data(source), "into": tag_data(target), "entries": entries})

    def tag_deleted(self, tag: Tag) -> None:
        self._write("tag delete", tag_data(tag))

    def tag_retired(self, tag: Tag) -> None:
        self._write("tag retire", tag_data(tag._replace(retired=True)))

    def backed_up(self, kept: Kept) -> None:
        self._write("backup", kept_data(kept))

    def backups(self, found: Sequence[Kept]) -> None:
        self._write("backup list", [kept_data(kept) for kept in found])

    def restored(self, restored: Restored) -> None:
        self._write("restore", restored._asdict())

    def examined(self, findings: Sequence[Finding]) -> None:
        self._write("doctor", [finding._asdict() for finding in findings])

    def accepted(self, numbers: Sequence[int], words: Sequence[str]) -> None:
        self._write("doctor", {"accepted": list(numbers), "words": list(words)})

    def onset(self, day: date | None, *, is_new: bool) -> None:
        self._write("onset", {"since": day.isoformat() if day else None})

    def care(self, *, is_there: bool) -> None:
        self._write("config set", {"care": is_there})

    def entry(self, entry: Entry, vocabulary: Vocabulary) -> None:
        self._write("show", entry_data(entry, vocabulary))

    def tags(self, tags: Sequence[Tag]) -> None:
        self._write("tag list", [tag_data(tag) for tag in tags])

    def tag(self, tag: Tag, days: int) -> None:
        self._write("tag show", {**tag_data(tag), "days": days})

    def history(self, changes: Sequence[Change], vocabulary: Vocabulary) -> None:
        self._write("history", [change_data(change, vocabulary) for change in changes])

    def where_to_turn(self, support: Support, now: datetime, text: str) -> None:
        self._write("crisis", support_data(support, now))

    def settings(self, values: Mapping[str, Any], abouts: Mapping[str, str], path: str) -> None:
        self._write("config", {"path": path, "settings": dict(values)})

    def setting_kept(self, name: str, value: Any) -> None:
        self._write("config set", {name: value})

    def setting(self, name: str, value: Any) -> None:
        self._write("config get", {name: value})

    def data(self, command: str, data: Any, **more: Any) -> None:
        """Results that another module puts together; `more` stands beside `data`."""
        self._write(command, data, **more)

    def data_with_help(self, command: str, data: Any, help_text: str) -> None:
        """The same, where there may be occasion to say where to turn: to a person's eyes as well."""
        if help_text:
            self.remark(help_text)
        self._write(command, data, help=help_text or None)

    def _write(self, command: str, data: Any, **more: Any) -> None:
        print(json.dumps({"schema": SCHEMA, "command": command, "data": data, **more}))


def beside_data(beside: Beside) -> dict[str, Any]:
    """Marks and totals for `--json`."""
    return {"marks": encoded(beside.marks), "scores": encoded(beside.scores)}


def entry_data(entry: Entry, vocabulary: Vocabulary) -> dict[str, Any]:
    """An entry for `--json`; `logged_at` is ISO 8601 with the zone's offset."""
    return {
        "number": entry.number,
        "id": entry.id,
        "logged_at": entry.logged_at.isoformat(timespec="milliseconds"),
        **draft_data(entry.draft, vocabulary),
    }


def draft_data(draft: Draft, vocabulary: Vocabulary) -> dict[str, Any]:
    """What an entry says, for `--json`; `time` is HH:MM."""
    labels = {id: tag.shown for id, tag in vocabulary.tags.items()}
    fields = {**plain_fields(draft), "tags": labelled_tags(draft.tags, labels)}
    return {field.name: fields[field.name] for field in FIELDS if field.is_shown}


def change_data(change: Change, vocabulary: Vocabulary) -> dict[str, Any]:
    """One row of history for `--json`; `at` is ISO 8601 in UTC."""
    return {
        "step": change.step,
        "at": change.at.isoformat(timespec="milliseconds"),
        "command": change.command,
        "number": change.number,
        "word": change.word,
        "is_passed": change.is_passed,
        "before": draft_data(change.before, vocabulary) if change.before else None,
        "after": draft_data(change.after, vocabulary) if change.after else None,
    }


def kept_data(kept: Kept) -> dict[str, Any]:
    """A file among the backups for `--json`; `size` is in bytes."""
    return {**kept._asdict(), "day": kept.day.isoformat()}


def tag_data(tag: Tag) -> dict[str, Any]:
    """A tag for `--json`, without the names that are never shown."""
    return {
        "id": tag.id,
        "kind": tag.kind,
        "label": tag.shown,
        "name": tag.name,
        "about": tag.about,
        "aliases": list(tag.aliases),
        "own": tag.own,
        "retired": tag.retired,
    }
