"""Merges the journal of another device into this one, in one transaction and one step of undo.

Entries that were erased for good on the other device are erased here too, from the backups first
(`store.purge`). That is the only part that undo does not bring back.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shlex import quote

from numbjournal import effects
from numbjournal.core.history import MERGE
from numbjournal.core.merge import Consent, JournalMerged
from numbjournal.core.record import InvalidRecord, from_json
from numbjournal.errors import Unreadable
from numbjournal.store import rows
from numbjournal.store.backup import make_backup_before
from numbjournal.store.driver import Connection, RollBack, constraints_as
from numbjournal.store.engine import errors_in_words, no_key
from numbjournal.store.entry_reference import Trace
from numbjournal.store.journal import Journal
from numbjournal.store.key import KeyOf
from numbjournal.store.merge_source import HINT, opened_other
from numbjournal.store.merge_writer import MergeWriter, OtherJournal, Watch, shipped_ids
from numbjournal.store.purge import erase, finish, purge_backups
from numbjournal.store.versions import read_versions


def merge_file(
    journal: Journal,
    path: Path,
    now: datetime,
    *,
    dry_run: bool,
    consent: Consent,
    watch: Watch,
    key_of: KeyOf = no_key,
) -> JournalMerged:
    """Merge the journal at a path, after a verified backup; a dry run only finds out what would change.

    `key_of` finds the keys of the other file and of backups. Raises NotFound, Refused, Locked, Damaged, or
    Unreadable, or what `consent` raises; then nothing is changed.
    """
    with errors_in_words():
        rows.read_state(journal.connection)
    with opened_other(path, journal.path, key_of) as connection:
        other = read_other(journal, connection)
        if not has_news(journal, other, now):
            return JournalMerged({}, {}, {}, dry_run=dry_run)
        if dry_run:
            return merge(journal, other, now, watch, dry_run=True)
        if connection.key and not journal.connection.key:
            consent.to_plain()
        erased = entries_to_erase(journal, other)
        if erased:
            consent.to_erase(len(erased))
        if journal.count():
            make_backup_before(MERGE, journal.connection, journal.path, now)
        if erased:
            effects.leave(f"To finish: numbjournal merge {quote(str(path))}")
        unreached = [file for trace in erased for file in purge_backups(journal.path, trace, now, key_of)[1]]
        done = merge(journal, other, now, watch, dry_run=False)
    if erased:
        finish(journal)
        for trace in erased:
            unreached += purge_backups(journal.path, trace, now, key_of, goes_on=True)[1]
    return done._replace(unreached=tuple(sorted({str(file) for file in unreached})))


def read_other(journal: Journal, connection: Connection) -> OtherJournal:
    """Read all that another journal knows, and check every record.

    Raises Unreadable.
    """
    try:
        with errors_in_words():
            purged = dict(connection.execute("SELECT id, purged_at FROM purged").fetchall())
            for id, purged_at in purged.items():
                from_json("purged", {"id": id, "purged_at": purged_at})
            found = read_versions(connection, shipped_ids(journal.connection), strictly=True)
    except InvalidRecord as invalid:
        raise Unreadable(f"That journal {invalid}.", HINT) from None
    return OtherJournal(connection, found, purged)


def entries_to_erase(journal: Journal, other: OtherJournal) -> list[Trace]:
    """Entries that are here, if only in the history, and were erased for good on the other device."""
    if not other.purged:
        return []
    found = journal.read(
        """SELECT id, number FROM entry UNION
        SELECT key, json_extract(coalesce(after, before), '$.number') FROM history WHERE thing = 'entry'"""
    )
    traces = {id: Trace(id, number or 0) for id, number in found if id in other.purged}
    return list(traces.values())


def has_news(journal: Journal, other: OtherJournal, now: datetime) -> bool:
    """Whether a merge would change anything."""
    with errors_in_words():
        writer = MergeWriter(journal.connection, other)
    return bool(writer.decisions or writer.new_purged or writer.new_state(now.date()))


def merge(
    journal: Journal, other: OtherJournal, now: datetime, watch: Watch, *, dry_run: bool
) -> JournalMerged:
    """Write everything in one step; a dry run finds out what that is, and writes nothing.

    Raises Unreadable if something cannot be stored; then nothing is changed.
    """
    with suppress(RollBack), journal.step(MERGE):
        step = _take_step(journal.connection)
        erased = entries_to_erase(journal, other)
        for trace in erased:
            erase(journal.connection, trace, datetime.fromisoformat(other.purged[trace.id]))
        done = _write(journal, other, step, now, watch)._replace(erased=len(erased), dry_run=dry_run)
        if dry_run:
            raise RollBack
    return done


def _take_step(connection: Connection) -> int:
    """Close the open step, so that triggers record nothing: history is written by hand. Return its number."""
    (step,) = connection.execute("SELECT value FROM state WHERE key = 'open_step'").fetchone()
    connection.execute("DELETE FROM state WHERE key = 'open_step'")
    return int(step)


def _write(journal: Journal, other: OtherJournal, step: int, now: datetime, watch: Watch) -> JournalMerged:
    writer = MergeWriter(journal.connection, other)
    with constraints_as(Unreadable("Something in that journal does not fit the rest.", HINT)):
        done = writer.write(step, now, watch)
    if not writer.rows:
        journal.connection.execute("DELETE FROM step WHERE number = ?", (step,))
    return done
