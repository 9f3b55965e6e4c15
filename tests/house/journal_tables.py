"""The page about the journal's tables, read from a journal that was just made."""

import tempfile
from contextlib import closing
from pathlib import Path
from textwrap import dedent

from numbjournal.core.record import FIELDS
from numbjournal.store.driver import connect
from numbjournal.store.engine import APPLICATION_ID, SCHEMA_VERSION
from numbjournal.store.schema import create_journal
from tests.house.export_format import about

TABLES = {
    "entry": "a row an entry",
    "entry_tag": "the tags of an entry",
    "tag": "the vocabulary: shipped tags and one's own",
    "tag_alias": "other words for a tag",
    "mark": "medicines, therapies and other dated events",
    "score": "totals of questionnaires",
    "fact": "said once about oneself",
    "step": "a row a command that changed something",
    "history": "what each step changed",
    "purged": "ids of entries that were erased for good",
    "state": "a few facts about the file itself",
    "entry_search": "the word index (SQLite's FTS5, which keeps it in further tables named entry_search_...)",
    "_sqlite_migrations": "which forms the tables have had, kept by sqlite-utils",
    "sqlite_sequence": "the last numbers of marks and totals, kept by SQLite",
    "daily": "a view: a row a day with an entry",
    "tag_days": "a view: a row a tag and day",
    "entry_record": "a view: an entry with its tags as one JSON object, as history keeps it",
}
"""What each table or view is for, in the order of the page."""

_COLUMNS = {
    ("entry", "utc_offset"): "minutes that the clock on the wall was ahead of UTC",
    ("entry", "logged_at"): "when it was written, in UTC",
    ("entry_tag", "entry"): "the id of the entry",
    ("entry_tag", "tag"): "the id of the tag",
    ("tag", "kind"): "what the word is about",
    ("tag_alias", "name"): "the word, in the form in which words are compared",
    ("tag_alias", "tag"): "the id of the tag",
    ("tag_alias", "silent"): "understood, and never shown",
    ("tag", "label"): "what it is called, until `called` says otherwise",
    ("mark", "kind"): "what happened",
    ("step", "number"): "counts up",
    ("step", "command"): "the command",
    ("step", "at"): "when, in UTC",
    ("step", "reverts"): "for undo and redo: the step that is taken back",
    ("history", "id"): "counts up",
    ("history", "step"): "the step",
    ("history", "device"): "the device on which it was changed",
    (
        "history",
        "clock",
    ): "when, as milliseconds since 1970 and a counter; empty where it follows from another change",
    ("history", "thing"): "what was changed",
    ("history", "key"): "its id or name",
    ("history", "before"): "what was there, as JSON; null for what is new",
    ("history", "after"): "what is there since, as JSON; null for what was removed",
    ("purged", "purged_at"): "when, in UTC",
    ("state", "key"): "its name",
    ("state", "value"): "its value",
    ("daily", "numbers"): "how many of the entries have a number",
    ("daily", "entries"): "how many there are",
    ("daily", "feel"): "the median",
    ("daily", "mood"): "the median",
    ("daily", "tags"): "the ids of the tags, with commas between them",
    ("tag_days", "tag"): "the id of the tag",
    ("tag_days", "kind"): "what the word is about",
    ("tag_days", "label"): "what it is called",
    ("tag_days", "strength"): "the strongest of the day",
    ("tag_days", "times"): "how many entries of the day have it",
    ("entry_record", "record"): "the object; all other columns are those of `entry`",
    ("entry_search", "tags"): "the names of the tags, and the words as they were typed",
    "position": "the order in which they are shown",
    "own": "1 for what is the person's own",
    "strength": "1 mild, 2 moderate, 3 strong, 4 very strong",
    "tag": "the id of the tag",
}

_FORM = f"""\
Form {SCHEMA_VERSION} (`user_version`) of a journal (`application_id` {APPLICATION_ID}), as a new one has
it. [The journal file](../explanation/journal-file.md) says how the tables work together; columns that an
[export](export-format.md) has too are described there in the same words. Yes and no are 1 and 0.
"""


def journal_tables(made: str) -> str:
    """Each table and view with its columns and the statement that makes it."""
    lines = ["# The journal's tables", "", made, _FORM]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        create_journal(path)
        with closing(connect(path)) as connection:
            statements = dict(
                connection.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"
                    " AND name NOT GLOB 'entry_search_*'"
                )
            )
            if statements.keys() != TABLES.keys():
                raise ValueError(f"not described, or not there: {statements.keys() ^ TABLES.keys()}")
            for name, purpose in TABLES.items():
                columns = [row[1] for row in connection.execute("SELECT * FROM pragma_table_info(?)", [name])]
                lines += [f"## {name}", "", f"{purpose[0].upper()}{purpose[1:]}.", ""]
                lines += _columns(name, columns)
                lines += ["```sql", dedent(f"        {statements[name]}").strip(), "```", ""]
            found = connection.execute(
                "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' ORDER BY tbl_name, name"
            )
            lines += [
                "## Triggers",
                "",
                "| on | name |",
                "|---|---|",
                *(f"| {on} | {name} |" for on, name in found),
                "",
            ]
    return "\n".join(lines)


def _columns(table: str, columns: list[str]) -> list[str]:
    """What each column holds; nothing for tables that are SQLite's or a library's own."""
    if table.startswith(("_sqlite", "sqlite")):
        return []
    if table == "entry_record":
        columns = ["record"]
    return [
        "| column | what it is |",
        "|---|---|",
        *(f"| {name} | {_about(table, name)} |" for name in columns),
        "",
    ]


def _about(table: str, column: str) -> str:
    kind = table if table in FIELDS else "entry"
    return _COLUMNS.get((table, column)) or _COLUMNS.get(column) or about(kind, column)
