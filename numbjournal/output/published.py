"""What `--json` publishes of each result, and under which names: the form that other programs rely on.

A row of `VALUES` lists the fields of a type of value. A type without a row publishes all its fields under
their own names. A field is one of

    "name"                   the attribute of that name
    "name=path.to.it"        an attribute under another name
    "*path.to.it"            the fields of another value, put in at this place
    "*"                      all attributes of the value itself
    "-name"                  leaves out one of them
    ("name", compute)        what `compute(value)` returns

A row of `RESULTS` names the command that answers, and says what its `data` is: the path of one attribute, or
a tuple of fields, or a function of the result. Further fields stand beside `data`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from numbjournal.core.entry import Draft, Entry
from numbjournal.core.entry_fields import FIELDS, labelled_tags, plain_fields
from numbjournal.core.tag import Vocabulary
from numbjournal.wording.support import support_data

Field = str | tuple[str, Callable[[Any], Any]]


class Published(NamedTuple):
    """The envelope of a result."""

    command: str
    data: str | tuple[Field, ...] | Callable[[Any], Any]
    beside: tuple[Field, ...] = ()


def _flatness(page: Any) -> dict[str, Any]:
    flatness, last = page.insights.flatness, page.insights.span.last
    other = flatness.last_other
    return {
        "flat": flatness.flat,
        "answered": flatness.answered,
        "share": flatness.share,
        "longest_run": flatness.longest,
        "last_other": other,
        "days_since_other": (last - other).days if other else None,
    }


def _lists(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by kind under the names of the lists in an export."""
    plurals = {"purged": "purged", "entry": "entries", "alias": "aliases"}
    return {plurals.get(kind, f"{kind}s"): count for kind, count in counts.items()}


def _said(page: Any) -> list[str]:
    return [line for lines in page.said.values() for line in lines]


def _shown(name: str, missing: Any = None) -> Callable[[Any], Any]:
    """What a day says that counts, or all of it where nothing does."""
    return lambda day: getattr(day.found.shown, name) if day.found else missing


def _entry(page: Any) -> dict[str, Any]:
    """An entry; `logged_at` is ISO 8601 with the zone's offset."""
    return _entry_fields(page.entry, page.vocabulary)


def _entries(page: Any) -> list[dict[str, Any]]:
    return [_entry_fields(entry, page.vocabulary) for entry in page.entries]


def _entry_fields(entry: Entry, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "number": entry.number,
        "id": entry.id,
        "logged_at": entry.logged_at.isoformat(timespec="milliseconds"),
        **_draft_fields(entry.draft, vocabulary),
    }


def _draft_fields(draft: Draft, vocabulary: Vocabulary) -> dict[str, Any]:
    """What an entry says; `time` is HH:MM."""
    labels = {id: tag.shown for id, tag in vocabulary.tags.items()}
    fields = {**plain_fields(draft), "tags": labelled_tags(draft.tags, labels)}
    return {field.name: fields[field.name] for field in FIELDS if field.is_shown}


def _changes(page: Any) -> list[dict[str, Any]]:
    """Rows of history; `at` is ISO 8601 in UTC."""
    return [
        {
            "step": change.step,
            "at": change.at.isoformat(timespec="milliseconds"),
            "command": change.command,
            "number": change.number,
            "word": change.word,
            "is_passed": change.is_passed,
            "before": _draft_fields(change.before, page.vocabulary) if change.before else None,
            "after": _draft_fields(change.after, page.vocabulary) if change.after else None,
        }
        for change in page.changes
    ]


def _left(erased: Any) -> list[dict[str, Any]]:
    return [{**place._asdict(), "because": why} for place, why in erased.left]


_HELP = (("help", lambda page: page.help or None),)
_COUNTS = ("counts", lambda result: _lists(result.counts))
_EVENTS = ("marks=events.marks", "scores=events.scores")
_BESIDE = ("marks=beside.marks", "scores=beside.scores")
_HELD = ("held_since=advice.held_since", "snoozed_until=advice.waits_until")

VALUES: Mapping[str, tuple[Field, ...]] = {
    "Around": ("*", "needs"),
    "Arrangement": ("*reminder", "by", "path"),
    "Cell": ("day", "shows=look", "number", "late=is_late"),
    "Month": (("month", lambda month: f"{month.first:%Y-%m}"), "middle", "logged", "days=cells"),
    "Fit": ("*", "change"),
    "Reading": (
        *("results", "rung=level", "worth_showing", "is_since_long", "medicine"),
        ("changed", lambda reading: {change.name: change.now for change in reading.changed}),
    ),
    "Report": (
        *("first", "last", "days", "weeks", "by_week", "*", "-beside"),
        ("tags", lambda report: {kind: dict(found) for kind, found in report.tags.items() if found}),
        *_BESIDE,
    ),
    "ReportDay": (
        "day",
        ("feel", _shown("feel")),
        ("mood", _shown("mood")),
        ("answer", _shown("answer")),
        ("logged", lambda day: day.found is not None),
        ("flat", _shown("is_flat", missing=False)),
        ("late", _shown("is_hollow", missing=False)),
        ("too_late", lambda day: day.found is not None and not day.found.counts),
        ("tags", lambda day: sorted(day.found.tags()) if day.found else []),
    ),
    "ScoreHelp": ("instrument", "value", "day"),
    "Trend": (
        "days",
        "over",
        "needs",
        "form",
        ("lead", lambda found: found.lead if found.form else None),
        "fits",
    ),
    "Tag": ("id", "kind", "label=shown", "name", "about", "aliases", "own", "retired"),
    "SignResult": ("*", "-sign"),
    "Spread": ("*", ("ways", lambda spread: dict(spread.ways))),
    "Strategy": ("*", "goes_with"),
    "Tomorrow": ("days", "needs", "compared", "strategies"),
    "Topic": ("id", "title"),
}

RESULTS: Mapping[str, Published] = {
    "AliasAdded": Published("tag add", "tag"),
    "BackupList": Published("backup list", "backups"),
    "BackupMade": Published("backup", "kept"),
    "CalendarMonth": Published("calendar", "month", _EVENTS),
    "CalendarYear": Published("calendar", "months", _EVENTS),
    "CareKept": Published("config set", ("care",)),
    "ChangesAccepted": Published("doctor", ("accepted=numbers", "words")),
    "EntriesDeleted": Published("delete", lambda deleted: [entry.number for entry in deleted.entries]),
    "EntryChanged": Published("edit", _entry, _HELP),
    "EntryList": Published("list", _entries, _EVENTS),
    "EntryPage": Published("show", _entry),
    "EntrySaved": Published("log", _entry, _HELP),
    "Erased": Published("erase", ("gone", ("left", _left), "stays")),
    "ExampleMade": Published("demo", ("path", "entries")),
    "FileImported": Published(
        "import",
        (
            _COUNTS,
            "already",
            "erased",
            "still_here",
            "source",
            "skipped_count",
            "unknown_moods",
            "dry_run",
            "skipped",
        ),
    ),
    "Findings": Published("doctor", "findings"),
    "HandoutExported": Published(
        "export", ("path", "first=span.first", "last=span.last", "days", "left_out")
    ),
    "HistoryPage": Published("history", _changes),
    "InsightsPage": Published(
        "insights",
        (
            "of=insights.axis",
            "first=insights.span.first",
            "last=insights.span.last",
            "logged=insights.logged",
            "late=insights.late",
            "too_late=insights.too_late",
            "weeks=insights.weeks",
            "onset",
            ("flatness", _flatness),
            "spread=insights.spread",
            "shape=insights.trend",
            "tomorrow=insights.tomorrow",
            "around=insights.around",
            ("said", _said),
        ),
    ),
    "JournalDecrypted": Published("decrypt", "rekeyed"),
    "JournalEncrypted": Published("encrypt", "rekeyed"),
    "JournalExported": Published("export", ("path", "format", _COUNTS, "left_out")),
    "JournalLocked": Published("lock", ("was_kept",)),
    "JournalMerged": Published(
        "merge",
        (
            ("new", lambda merged: _lists(merged.new)),
            ("changed", lambda merged: _lists(merged.changed)),
            ("gone", lambda merged: _lists(merged.gone)),
            "conflicts",
            "words",
            "erased",
            "stays_erased",
            "to_come",
            "days_ahead",
            "is_news",
            "unreached",
            "dry_run",
        ),
    ),
    "JournalUnlocked": Published("unlock", ("seconds",)),
    "MarkDeleted": Published("mark delete", "mark"),
    "MarkKept": Published("mark add", "mark"),
    "MarkList": Published("mark list", "marks"),
    "OnsetPage": Published("onset", ("since=day",)),
    "PassphraseChanged": Published("passphrase", "rekeyed"),
    "Pause": Published("pause", ("paused_until",)),
    "PauseBegun": Published("pause", ("paused_until",)),
    "PauseOver": Published("pause", ("paused_until",)),
    "Purged": Published("purge", ("*",)),
    "ReminderSet": Published("remind at", "arrangement"),
    "Reminders": Published("remind show", ("reminder=own", "others", "paused_until")),
    "RemindersGone": Published("remind off", "arrangements"),
    "ReportPage": Published(
        "report",
        ("*report", "rung=advice.level", *_HELD, "signs=reading", "said", "topic"),
        ("help",),
    ),
    "Restored": Published("restore", ("*",)),
    "ScoreDeleted": Published("score delete", "score"),
    "ScoreKept": Published("score add", "score"),
    "ScoreList": Published("score list", "scores"),
    "SettingKept": Published("config set", lambda kept: {kept.name: kept.value}),
    "SettingShown": Published("config get", lambda shown: {shown.name: shown.value}),
    "SettingsPage": Published("config", ("path", "settings")),
    "SignReasons": Published("report", ("signs=reading", "why"), ("help",)),
    "SignsSnoozed": Published("report", ("snoozed_until=until",), ("help",)),
    "StepsRedone": Published("redo", "steps"),
    "StepsUndone": Published("undo", "steps"),
    "SupportPage": Published("crisis", lambda page: support_data(page.support, page.now)),
    "TagAdded": Published("tag add", "tag"),
    "TagDeleted": Published("tag delete", "tag"),
    "TagList": Published("tag list", "tags"),
    "TagPage": Published("tag show", ("*tag", "days")),
    "TagRenamed": Published("tag rename", "tag"),
    "TagRetired": Published("tag retire", lambda retired: retired.tag._replace(retired=True)),
    "TagsMerged": Published("tag merge", ("tag", "into", "entries")),
    "Topic": Published("learn", ("id", "title", "paragraphs")),
    "TopicList": Published("learn", "topics"),
}
