"""Erasing one entry for good: from the journal, its history, the word index, and every backup.

The one code path that lifts the guard of the history. Backups come first and the journal last: a program
that is stopped half-way, or finds the disk full, leaves an entry that is still listed, and the same command
finishes it. Once it is out of the journal, its pages are rewritten; until that is done, a mark in the
journal makes every later command try. What stays is the entry's id and the moment, without any text, so that
no merge and no import brings the entry back.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from numbjournal import effects
from numbjournal.core.history import Purged
from numbjournal.effects import Effect
from numbjournal.errors import NumbjournalError, Refused
from numbjournal.store import rows
from numbjournal.store.backup import backups, copy_verified, unfinished_files
from numbjournal.store.driver import Connection
from numbjournal.store.engine import (
    apply_settings,
    check_identity,
    connect_raw,
    errors_in_words,
    no_key,
    write_transaction,
)
from numbjournal.store.entry_reference import UNSWEPT, Trace, find_trace
from numbjournal.store.journal import Journal
from numbjournal.store.key import KeyOf
from numbjournal.store.rewrite_lock import alone

ERASED = Effect(
    "The entry was erased from the journal.",
    "{} entries were erased from the journal.",
    leaves="Traces of it may still be in the file; the next command that opens the journal removes them.",
)
REWRITTEN = Effect(
    "1 backup no longer holds what is to be erased.", "{} backups no longer hold what is to be erased."
)

_GUARD = "history_is_kept_from_removal"


_HAD = """SELECT EXISTS (
    SELECT 1 FROM history JOIN json_each(json_array(before, after)) AS side
        JOIN json_each(side.value, '$.tags') AS tagging
    WHERE history.thing = 'entry' AND history.key = :id AND json_extract(tagging.value, '$[0]') = :tag)"""

# That the word occurs in a record at all is quick to see; only then its tags are taken apart.
_ELSEWHERE = """SELECT EXISTS (SELECT 1 FROM entry_tag WHERE tag = :tag AND entry <> :id)
    OR EXISTS (SELECT 1 FROM tag_alias WHERE tag = :tag)
    OR EXISTS (SELECT 1 FROM history WHERE thing = 'tag' AND key = :tag AND before IS NOT NULL)
    OR EXISTS (
        SELECT 1 FROM history JOIN json_each(json_array(before, after)) AS side
            JOIN json_each(side.value, '$.tags') AS tagging
        WHERE history.thing = 'entry' AND history.key <> :id
            AND instr(coalesce(before, '') || coalesce(after, ''), :tag)
            AND json_extract(tagging.value, '$[0]') = :tag)"""


def purge(journal: Journal, number: int, now: datetime, key_of: KeyOf = no_key) -> Purged:
    """Erase an entry for good, also one that was deleted: its text, its history, and the backups' copies.
    `key_of` finds the keys of the backups.

    Raises NotFound; Refused when a backup cannot be rewritten, and the entry is then still in the journal; or
    when the journal's pages cannot be, and the entry is then erased, but for traces that the next command
    that opens the journal sweeps up.
    """
    trace = find_trace(journal.read, number)
    effects.leave(f"To finish: numbjournal purge {number} --yes")
    rewritten, unreached = purge_backups(journal.path, trace, now, key_of)
    with journal.transaction(ERASED):
        words = erase(journal.connection, trace, now)
    finish(journal)
    # A backup that another process made meanwhile. The entry is gone by now, so no failure stops the rest.
    late, missed = purge_backups(journal.path, trace, now, key_of, goes_on=True)
    files = (str(path) for path in {*unreached, *missed})
    return Purged(number, tuple(words), rewritten + late, tuple(sorted(files)))


def finish(journal: Journal) -> None:
    """What follows once entries are erased from the journal: no trace of them stays in its pages.

    Raises Refused; the next command that opens the journal tries again then.
    """
    sweep_pages(journal.connection)
    effects.leave("")
    sweep(journal.path)


def purge_backups(
    journal: Path, trace: Trace, now: datetime, key_of: KeyOf = no_key, *, goes_on: bool = False
) -> tuple[int, tuple[Path, ...]]:
    """Rewrite every backup that holds the entry; returns how many, and the files that could not be reached.

    Raises Refused when a backup cannot be replaced; those before it have been. With `goes_on` such a file
    counts as not reached.
    """
    rewritten, unreached = 0, list[Path]()
    with alone(journal):
        for backup in backups(journal):
            try:
                rewritten += _rewrite(backup.path, trace, now, key_of)
            except NumbjournalError as error:
                if isinstance(error, Refused) and not goes_on:
                    raise
                unreached.append(backup.path)
    return rewritten, tuple(unreached)


def sweep(journal: Path) -> None:
    """Take away unfinished copies: they hold what the journal held."""
    for path in unfinished_files(journal):
        path.unlink(missing_ok=True)


def erase(connection: Connection, trace: Trace, now: datetime) -> list[str]:
    """Take the entry out of an open file, within a transaction; returns the own words that went with it."""
    execute = connection.execute
    (guard,) = execute("SELECT sql FROM sqlite_master WHERE name = ?", (_GUARD,)).fetchone()
    execute(f"DROP TRIGGER {_GUARD}")
    of_entry = "thing = 'entry' AND key = ?"
    steps = [step for (step,) in execute(f"SELECT DISTINCT step FROM history WHERE {of_entry}", (trace.id,))]
    words = words_born_with(connection, trace.id)
    execute("DELETE FROM entry WHERE id = ?", (trace.id,))
    execute(f"DELETE FROM history WHERE {of_entry}", (trace.id,))
    for word in words:
        execute("DELETE FROM tag WHERE id = ?", (word,))
        execute("DELETE FROM history WHERE thing = 'tag' AND key = ?", (word,))
    numbers = ", ".join(str(step) for step in _emptied(connection, steps))
    execute(f"DELETE FROM step WHERE number IN ({numbers})")
    execute("DELETE FROM state WHERE key IN ('before', 'open_step')")
    if _has_table(connection, "purged"):
        execute("INSERT OR REPLACE INTO purged VALUES (?, ?)", (trace.id, rows.instant(now)))
    execute("INSERT OR REPLACE INTO state VALUES (?, 1)", (UNSWEPT,))
    execute(guard)
    return words


def _emptied(connection: Connection, steps: Iterable[int]) -> set[int]:
    """Those of some steps that changed nothing else, with what took them back and changed nothing either.

    An undo of a merge that only the history shows has no rows. A step and what takes it back go together or
    stay together: without its undo, a merge that was taken back would count again.
    """
    filled = {step for (step,) in connection.execute("SELECT DISTINCT step FROM history")}
    reverting = connection.execute(
        "SELECT number, reverts FROM step WHERE reverts IS NOT NULL ORDER BY number"
    ).fetchall()
    going = set(steps) - filled
    # What takes a step back comes after it: forward each pass reaches all that follows, backward all before.
    for number, reverts in reverting:
        if reverts in going and number not in filled:
            going.add(number)
    for number, reverts in reversed(reverting):
        if number not in going:
            going.discard(reverts)
    for number, reverts in reverting:
        if reverts not in going:
            going.discard(number)
    return going


def sweep_pages(connection: Connection) -> None:
    """Write the word index and then every page again.

    The index only marks erased words as deleted until its segments are merged, and rows that moved while
    others were erased leave their bytes in the gaps.
    """
    with errors_in_words():
        connection.execute("INSERT INTO entry_search (entry_search) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("DELETE FROM state WHERE key = ?", (UNSWEPT,))


def words_born_with(connection: Connection, id: str) -> list[str]:
    """Own tags that were made by writing this entry, and that no other entry has or ever had."""
    steps = "SELECT step FROM history WHERE thing = 'entry' AND key = ?"
    born = f"SELECT key FROM history WHERE thing = 'tag' AND before IS NULL AND step IN ({steps})"
    only_here = []
    for (tag,) in connection.execute(f"SELECT id FROM tag WHERE own AND id IN ({born})", (id,)).fetchall():
        # Where many things came in one step, not every word of it came with this entry.
        had, elsewhere = (
            connection.execute(question, {"tag": tag, "id": id}).fetchone()[0]
            for question in (_HAD, _ELSEWHERE)
        )
        if had and not elsewhere:
            only_here.append(tag)
    return only_here


def _rewrite(path: Path, trace: Trace, now: datetime, key_of: KeyOf) -> bool:
    connection = connect_raw(path, key_of(path))
    try:
        with errors_in_words():
            check_identity(connection)
            held = connection.execute(
                """SELECT EXISTS (SELECT 1 FROM entry WHERE id = :id)
                OR EXISTS (SELECT 1 FROM history WHERE thing = 'entry' AND key = :id)""",
                {"id": trace.id},
            ).fetchone()[0]
        if not held:
            return False

        def without_entry(copy: Connection) -> None:
            apply_settings(copy)
            with write_transaction(copy):
                erase(copy, trace, now)
            sweep_pages(copy)

        copy_verified(connection, path, without_entry, effect=REWRITTEN)
    except OSError as error:
        raise Refused(
            f"The backup {path.name} was not rewritten: {error.strerror}.", is_midway=True
        ) from error
    except Refused as error:
        raise Refused(f"The backup {path.name} was not rewritten. {error.message}", is_midway=True) from error
    finally:
        connection.close()
    return True


def _has_table(connection: Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone())
