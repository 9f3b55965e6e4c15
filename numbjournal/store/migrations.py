"""The forms the journal's tables have had: one sqlite-utils migration for each, in order.

Each migration is recorded in the same transaction that makes it. What a migration once did never changes;
a new form of the journal is a new migration at the end, raises `engine.SCHEMA_VERSION`, and leaves a journal
of the form before it in tests/store/forms/.

How history works: while a command writes, `state.open_step` holds its step number, and triggers write a
row of history for everything of a person's own that changes. Outside of a step (a change made with another
tool) they write nothing, so such a change can be told apart later. An entry's tags are written before its row
(that foreign key is checked at commit), so that the triggers on `entry` see the whole entry.
"""

import os

# The driver must be in place before sqlite_utils looks for one.
# isort: split
from numbjournal.store import driver  # noqa: F401  (imported for what it registers)

# isort: split
from sqlite_utils import Database, Migrations

from numbjournal.store.engine import APPLICATION_ID

migrations = Migrations("numbjournal")


def _tag_json(row: str) -> str:
    return f"""json_object('id', {row}.id, 'kind', {row}.kind, 'label', {row}.label, 'about', {row}.about)"""


def _record(thing: str, key: str, before: str, after: str) -> str:
    """SQL of a trigger body that writes one row of history for the step in progress."""
    return f"""INSERT INTO history (step, device, clock, thing, key, before, after)
        SELECT value, (SELECT value FROM state WHERE key = 'device'),
            (SELECT value FROM state WHERE key = 'clock'), '{thing}', {key}, {before}, {after}
        FROM state WHERE key = 'open_step'"""


_ENTRY_RECORD = "(SELECT record FROM entry_record WHERE id = {row}.id)"
# Tags are replaced before the row, so what an entry was is set aside by the writer (`rows.update_entry`).
_PREVIOUS = "(SELECT value FROM state WHERE key = 'before')"
_TAG_WORDS = """(SELECT group_concat(tag.label || ' ' || entry_tag.typed, ' ')
    FROM entry_tag JOIN tag ON tag.id = entry_tag.tag WHERE entry_tag.entry = NEW.id)"""

_FIRST_FORM = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT",
    """CREATE TABLE tag (
        id TEXT PRIMARY KEY CHECK (id <> ''),
        kind TEXT NOT NULL CHECK (kind IN
            ('manifestation', 'body', 'effect', 'cause', 'strategy', 'distress', 'own')),
        label TEXT NOT NULL,
        about TEXT NOT NULL DEFAULT '',
        own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE tag_alias (
        name TEXT PRIMARY KEY,
        tag TEXT NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
        silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
        own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1))
    ) STRICT""",
    """CREATE TABLE entry (
        id TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE CHECK (number > 0),
        day TEXT NOT NULL CHECK (day IS date(day) AND day >= '1900-01-01'),
        time TEXT CHECK (time IS strftime('%H:%M', time)),
        logged_at TEXT NOT NULL,
        utc_offset INTEGER NOT NULL CHECK (abs(utc_offset) < 1440),
        answer TEXT NOT NULL CHECK (answer IN ('rated', 'unsure', 'tired', 'none')),
        feel INTEGER CHECK (feel BETWEEN 0 AND 10),
        mood INTEGER CHECK (mood BETWEEN 0 AND 10),
        interfered TEXT CHECK (interfered IN ('none', 'little', 'lot', 'couldnt')),
        by_choice INTEGER NOT NULL DEFAULT 0 CHECK (by_choice IN (0, 1)),
        note TEXT NOT NULL DEFAULT '',
        got_through TEXT NOT NULL DEFAULT '',
        private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
        for_session INTEGER NOT NULL DEFAULT 0 CHECK (for_session IN (0, 1)),
        source TEXT,
        source_key TEXT,
        extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
        CHECK ((feel IS NOT NULL) = (answer = 'rated'))
    ) STRICT""",
    "CREATE INDEX entry_by_day ON entry (day, number)",
    "CREATE UNIQUE INDEX entry_by_source ON entry (source, source_key) WHERE source_key IS NOT NULL",
    """CREATE TABLE entry_tag (
        entry TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        tag TEXT NOT NULL REFERENCES tag (id),
        strength INTEGER CHECK (strength BETWEEN 1 AND 4),
        typed TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (entry, tag)
    ) STRICT""",
    "CREATE INDEX entry_tag_by_tag ON entry_tag (tag, entry)",
    """CREATE TABLE step (
        number INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        at TEXT NOT NULL,
        reverts INTEGER REFERENCES step (number)
    ) STRICT""",
    """CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        step INTEGER NOT NULL REFERENCES step (number),
        device TEXT NOT NULL,
        clock TEXT NOT NULL,
        thing TEXT NOT NULL CHECK (thing IN ('entry', 'tag', 'alias')),
        key TEXT NOT NULL,
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after))
    ) STRICT""",
    "CREATE INDEX history_by_step ON history (step)",
    "CREATE INDEX history_by_key ON history (thing, key)",
    # An entry and its tags as one JSON object: what history keeps and what the program reads. Written so that
    # SQLite 3.38 can read it too: ORDER BY inside of an aggregate came with 3.44.
    """CREATE VIEW entry_record AS SELECT entry.*, json_object(
            'id', id, 'number', number, 'day', day, 'time', time, 'logged_at', logged_at,
            'utc_offset', utc_offset, 'answer', answer, 'feel', feel, 'mood', mood,
            'interfered', interfered, 'by_choice', by_choice, 'note', note, 'got_through', got_through,
            'private', private, 'for_session', for_session, 'source', source, 'source_key', source_key,
            'extra', extra, 'tags', (
                SELECT json_group_array(json_array(tag, strength, typed)) FROM (
                    SELECT tag, strength, typed FROM entry_tag
                    WHERE entry_tag.entry = entry.id ORDER BY position))
        ) AS record FROM entry""",
    "CREATE VIRTUAL TABLE entry_search USING fts5 (note, got_through, tags, tokenize = 'unicode61')",
    "INSERT INTO entry_search (entry_search, rank) VALUES ('secure-delete', 1)",
    f"""CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
        INSERT INTO entry_search (rowid, note, got_through, tags)
        VALUES (NEW.number, NEW.note, NEW.got_through, {_TAG_WORDS});
        {_record("entry", "NEW.id", "NULL", _ENTRY_RECORD.format(row="NEW"))};
    END""",
    f"""CREATE TRIGGER entry_changed AFTER UPDATE ON entry BEGIN
        DELETE FROM entry_search WHERE rowid = OLD.number;
        INSERT INTO entry_search (rowid, note, got_through, tags)
        VALUES (NEW.number, NEW.note, NEW.got_through, {_TAG_WORDS});
        {_record("entry", "NEW.id", _PREVIOUS, _ENTRY_RECORD.format(row="NEW"))};
    END""",
    f"""CREATE TRIGGER entry_removed BEFORE DELETE ON entry BEGIN
        DELETE FROM entry_search WHERE rowid = OLD.number;
        {_record("entry", "OLD.id", _ENTRY_RECORD.format(row="OLD"), "NULL")};
    END""",
    f"""CREATE TRIGGER own_tag_added AFTER INSERT ON tag WHEN NEW.own BEGIN
        {_record("tag", "NEW.id", "NULL", _tag_json("NEW"))};
    END""",
    f"""CREATE TRIGGER own_tag_removed BEFORE DELETE ON tag WHEN OLD.own BEGIN
        {_record("tag", "OLD.id", _tag_json("OLD"), "NULL")};
    END""",
    f"""CREATE TRIGGER own_alias_added AFTER INSERT ON tag_alias WHEN NEW.own BEGIN
        {_record("alias", "NEW.name", "NULL", "json_object('name', NEW.name, 'tag', NEW.tag)")};
    END""",
    f"""CREATE TRIGGER own_alias_removed BEFORE DELETE ON tag_alias WHEN OLD.own BEGIN
        {_record("alias", "OLD.name", "json_object('name', OLD.name, 'tag', OLD.tag)", "NULL")};
    END""",
    """CREATE TRIGGER history_is_kept_from_change BEFORE UPDATE ON history BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
    END""",
    """CREATE TRIGGER history_is_kept_from_removal BEFORE DELETE ON history BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
    END""",
    # For people who open the file with other tools. A day without an entry has no row: it is not a zero.
    """CREATE VIEW daily AS
        WITH numbers AS (
            SELECT day, feel, mood,
                row_number() OVER (PARTITION BY day ORDER BY feel NULLS LAST) AS feel_rank,
                count(feel) OVER (PARTITION BY day) AS feel_count,
                row_number() OVER (PARTITION BY day ORDER BY mood NULLS LAST) AS mood_rank,
                count(mood) OVER (PARTITION BY day) AS mood_count
            FROM entry
        )
        SELECT day, max(feel_count) AS numbers, count(*) AS entries,
            avg(feel) FILTER (WHERE feel_rank * 2 BETWEEN feel_count AND feel_count + 2) AS feel,
            avg(mood) FILTER (WHERE mood_rank * 2 BETWEEN mood_count AND mood_count + 2) AS mood,
            (SELECT group_concat(DISTINCT entry_tag.tag) FROM entry AS same_day
                JOIN entry_tag ON entry_tag.entry = same_day.id
                WHERE same_day.day = numbers.day) AS tags
        FROM numbers GROUP BY day""",
    """CREATE VIEW tag_days AS
        SELECT tag.id AS tag, tag.kind, tag.label, entry.day, max(entry_tag.strength) AS strength,
            count(*) AS times
        FROM entry_tag JOIN entry ON entry.id = entry_tag.entry JOIN tag ON tag.id = entry_tag.tag
        GROUP BY tag.id, entry.day""",
)  # fmt: skip


@migrations()
def m001_first_form(db: Database) -> None:
    for statement in _FIRST_FORM:
        db.execute(statement)
    db.execute("INSERT INTO state (key, value) VALUES ('device', ?)", [os.urandom(8).hex()])
    db.execute("INSERT INTO state (key, value) VALUES ('last_number', 0), ('clock', '')")
    db.execute("PRAGMA user_version = 1")


# The second form: marks, scores and facts; own names for tags, tags merged into others, retired tags; what
# was purged. Everything of a person's own is recorded by the same three triggers.

_RECORDED = {
    "tag": ("tag", "id", ("id", "kind", "label", "about", "own", "called", "retired", "merged_into")),
    "tag_alias": ("alias", "name", ("name", "tag", "own")),
    "mark": ("mark", "id", ("number", "id", "day", "roughly", "kind", "name", "dose", "logged_at")),
    "score": ("score", "id", ("number", "id", "day", "instrument", "value", "logged_at")),
    "fact": ("fact", "name", ("name", "value")),
}
"""Table: what history calls it, its key, and the columns that are recorded."""

_NEW_TAG_WORDS = """(SELECT group_concat(tag.label || ' ' || tag.called || ' ' || entry_tag.typed, ' ')
    FROM entry_tag JOIN tag ON tag.id = entry_tag.tag WHERE entry_tag.entry = {row}.id)"""

_HISTORY_GUARDS = (
    """CREATE TRIGGER history_is_kept_from_change BEFORE UPDATE ON history BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
    END""",
    """CREATE TRIGGER history_is_kept_from_removal BEFORE DELETE ON history BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
    END""",
)


def _recording(table: str) -> tuple[str, ...]:
    """The three triggers that record what happens to a row of one table."""
    thing, key, columns = _RECORDED[table]

    def row(side: str) -> str:
        fields = ", ".join(f"'{column}', {side}.{column}" for column in columns)
        return f"json_object({fields})"

    is_changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return (
        f"""CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
        {_record(thing, f"NEW.{key}", "NULL", row("NEW"))};
    END""",
        f"""CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} WHEN {is_changed} BEGIN
        {_record(thing, f"NEW.{key}", row("OLD"), row("NEW"))};
    END""",
        f"""CREATE TRIGGER {table}_removed BEFORE DELETE ON {table} BEGIN
        {_record(thing, f"OLD.{key}", row("OLD"), "NULL")};
    END""",
    )


_SECOND_FORM = (
    "ALTER TABLE tag ADD COLUMN called TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tag ADD COLUMN retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))",
    "ALTER TABLE tag ADD COLUMN merged_into TEXT REFERENCES tag (id)",
    """CREATE TABLE mark (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL CHECK (day IS date(day) AND day >= '1900-01-01'),
        roughly INTEGER NOT NULL DEFAULT 0 CHECK (roughly IN (0, 1)),
        kind TEXT NOT NULL CHECK (kind IN
            ('medication-start', 'medication-change', 'medication-stop', 'therapy', 'event')),
        name TEXT NOT NULL CHECK (name <> ''),
        dose TEXT NOT NULL DEFAULT '',
        logged_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX mark_by_day ON mark (day)",
    """CREATE TABLE score (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL CHECK (day IS date(day) AND day >= '1900-01-01'),
        instrument TEXT NOT NULL,
        value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 1000),
        logged_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX score_by_day ON score (day)",
    # What a person said once about themselves: since when it has been like this, whether they have care.
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    # Without any text: it only keeps an entry that was erased from coming back by a merge or an import.
    "CREATE TABLE purged (id TEXT PRIMARY KEY, purged_at TEXT NOT NULL) STRICT",
    """CREATE TRIGGER purged_stays_purged BEFORE INSERT ON entry
        WHEN EXISTS (SELECT 1 FROM purged WHERE id = NEW.id) BEGIN
        SELECT RAISE(ABORT, 'that entry was purged');
    END""",
    "DROP TRIGGER history_is_kept_from_change",
    "DROP TRIGGER history_is_kept_from_removal",
    "DROP TRIGGER own_tag_added",
    "DROP TRIGGER own_tag_removed",
    "DROP TRIGGER own_alias_added",
    "DROP TRIGGER own_alias_removed",
    "DROP TRIGGER entry_added",
    "DROP TRIGGER entry_changed",
    "DROP TRIGGER entry_removed",
    """CREATE TABLE new_history (
        id INTEGER PRIMARY KEY,
        step INTEGER NOT NULL REFERENCES step (number),
        device TEXT NOT NULL,
        clock TEXT NOT NULL,
        thing TEXT NOT NULL CHECK (thing IN ('entry', 'tag', 'alias', 'mark', 'score', 'fact')),
        key TEXT NOT NULL,
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after))
    ) STRICT""",
    "INSERT INTO new_history SELECT * FROM history",
    "DROP TABLE history",
    "ALTER TABLE new_history RENAME TO history",
    "CREATE INDEX history_by_step ON history (step)",
    "CREATE INDEX history_by_key ON history (thing, key)",
    *_HISTORY_GUARDS,
    f"""CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
        INSERT INTO entry_search (rowid, note, got_through, tags)
        VALUES (NEW.number, NEW.note, NEW.got_through, {_NEW_TAG_WORDS.format(row="NEW")});
        {_record("entry", "NEW.id", "NULL", _ENTRY_RECORD.format(row="NEW"))};
    END""",
    f"""CREATE TRIGGER entry_changed AFTER UPDATE ON entry BEGIN
        DELETE FROM entry_search WHERE rowid = OLD.number;
        INSERT INTO entry_search (rowid, note, got_through, tags)
        VALUES (NEW.number, NEW.note, NEW.got_through, {_NEW_TAG_WORDS.format(row="NEW")});
        {_record("entry", "NEW.id", _PREVIOUS, _ENTRY_RECORD.format(row="NEW"))};
    END""",
    f"""CREATE TRIGGER entry_removed BEFORE DELETE ON entry BEGIN
        DELETE FROM entry_search WHERE rowid = OLD.number;
        {_record("entry", "OLD.id", _ENTRY_RECORD.format(row="OLD"), "NULL")};
    END""",
    f"""CREATE TRIGGER tag_words_changed AFTER UPDATE ON tag
        WHEN OLD.label <> NEW.label OR OLD.called <> NEW.called BEGIN
        DELETE FROM entry_search WHERE rowid IN (SELECT entry.number FROM entry_tag
            JOIN entry ON entry.id = entry_tag.entry WHERE entry_tag.tag = NEW.id);
        INSERT INTO entry_search (rowid, note, got_through, tags)
            SELECT number, note, got_through, {_NEW_TAG_WORDS.format(row="entry")}
            FROM entry WHERE id IN (SELECT entry FROM entry_tag WHERE tag = NEW.id);
    END""",
    *(trigger for table in _RECORDED for trigger in _recording(table)),
    "DROP VIEW tag_days",
    """CREATE VIEW tag_days AS
        SELECT tag.id AS tag, tag.kind, coalesce(nullif(tag.called, ''), tag.label) AS label, entry.day,
            max(entry_tag.strength) AS strength, count(*) AS times
        FROM entry_tag JOIN entry ON entry.id = entry_tag.entry JOIN tag ON tag.id = entry_tag.tag
        GROUP BY tag.id, entry.day""",
)  # fmt: skip


@migrations()
def m002_marks_scores_and_own_names(db: Database) -> None:
    for statement in _SECOND_FORM:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_word_index_for_older_sqlite(db: Database) -> None:
    # With `secure-delete`, the first deletion raises the format of the index, and SQLite before 3.42 then
    # reads nothing of it. Only a rebuild brings the older format back. Erased words go by `optimize` instead
    # (`purge.sweep_pages`).
    db.execute("INSERT INTO entry_search (entry_search, rank) VALUES ('secure-delete', 0)")
    db.execute("INSERT INTO entry_search (entry_search) VALUES ('rebuild')")
    db.execute("PRAGMA user_version = 3")
