"""Shows a result as this run was asked to: as JSON, in sentences, or drawn.

A result is a named tuple. By its type, `MODULES` names the module in `text` whose function of the same name,
in lower case, writes it. Types in `DRAWN` have such a function in `drawn` too. `published.RESULTS` says what
`--json` publishes.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Any

from numbjournal.output.text.page import TextPage

SCHEMA = "numbjournal/1"

MODULES: Mapping[str, str] = {
    "AliasAdded": "tags",
    "BackupList": "backups",
    "BackupMade": "backups",
    "CalendarMonth": "calendar",
    "CalendarYear": "calendar",
    "CareKept": "settings",
    "ChangesAccepted": "backups",
    "CrisisHelp": "report",
    "EntriesDeleted": "entry",
    "EntryChanged": "entry",
    "EntryList": "entries",
    "EntryPage": "entry",
    "EntrySaved": "entry",
    "Erased": "erasing",
    "ExampleMade": "example",
    "FileImported": "exchange",
    "Findings": "backups",
    "HandoutExported": "exchange",
    "HelpingKept": "status",
    "HistoryPage": "history",
    "InsightsPage": "insights",
    "JournalDecrypted": "encryption",
    "JournalEncrypted": "encryption",
    "JournalExported": "exchange",
    "JournalLocked": "encryption",
    "JournalMerged": "exchange",
    "JournalUnlocked": "encryption",
    "MarkDeleted": "events",
    "MarkKept": "events",
    "MarkList": "events",
    "OnsetPage": "settings",
    "PassphraseChanged": "encryption",
    "Pause": "reminders",
    "PauseBegun": "reminders",
    "PauseOver": "reminders",
    "Purged": "history",
    "ReminderNow": "reminders",
    "ReminderSet": "reminders",
    "Reminders": "reminders",
    "RemindersGone": "reminders",
    "ReportPage": "report",
    "Restored": "backups",
    "ScoreDeleted": "events",
    "ScoreKept": "events",
    "ScoreList": "events",
    "SettingKept": "settings",
    "SettingShown": "settings",
    "SettingsPage": "settings",
    "SignReasons": "report",
    "SignsSnoozed": "report",
    "Status": "status",
    "StepsRedone": "history",
    "StepsUndone": "history",
    "SupportPage": "support",
    "TagAdded": "tags",
    "TagDeleted": "tags",
    "TagList": "tags",
    "TagPage": "tags",
    "TagRenamed": "tags",
    "TagRetired": "tags",
    "TagsMerged": "tags",
    "Topic": "topics",
    "TopicList": "topics",
}

DRAWN = frozenset(
    {
        "BackupList",
        "CalendarMonth",
        "CalendarYear",
        "CrisisHelp",
        "EntryList",
        "EntryPage",
        "FileImported",
        "HistoryPage",
        "InsightsPage",
        "ReportPage",
        "SettingsPage",
        "TagList",
        "TagPage",
        "Topic",
        "TopicList",
    }
)


class Output:
    """Where results and remarks go; `today` is the journal's day.

    `again` makes the commands in a sentence ones to type as they stand (see `command_hints`).
    """

    def __init__(self, today: date, again: Callable[[str], str] = str, *, json: bool, plain: bool) -> None:
        self._today = today
        self._again = again
        self._is_json = json
        self._is_plain = plain

    def show(self, result: Any) -> None:
        """Write a result to standard output."""
        name = type(result).__name__
        if self._is_json:
            print(json.dumps(envelope(result)))
        elif name in DRAWN and not self._is_plain:
            _writer("drawn", name)(result, self._drawn_page)
        else:
            _writer("text", name)(result, self._text_page)

    @cached_property
    def _text_page(self) -> TextPage:
        return TextPage(self._today, self._again)

    @cached_property
    def _drawn_page(self) -> TextPage:
        page = import_module("numbjournal.output.drawn.page")
        drawn: TextPage = page.DrawnPage(self._today, self._again)
        return drawn


def function_name(type_name: str) -> str:
    """`CalendarYear` is written by `calendar_year`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type_name).lower()


def envelope(result: Any) -> dict[str, Any]:
    """What `--json` writes of a result."""
    encoder = import_module("numbjournal.output.encoder")
    published = import_module("numbjournal.output.published").RESULTS[type(result).__name__]
    return {
        "schema": SCHEMA,
        "command": published.command,
        "data": encoder.encoded_at(result, published.data),
        **encoder.encoded_fields(result, published.beside),
    }


def _writer(package: str, type_name: str) -> Callable[[Any, TextPage], None]:
    module = import_module(f"numbjournal.output.{package}.{MODULES[type_name]}")
    write: Callable[[Any, TextPage], None] = getattr(module, function_name(type_name))
    return write
