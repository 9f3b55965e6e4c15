"""Opens a journal as its file is now, brought up to date."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from numbjournal.data import shipped_tags, tags_digest
from numbjournal.effects import Effect
from numbjournal.errors import Busy, Damaged, Locked, Refused, Replaced
from numbjournal.store.driver import Connection
from numbjournal.store.engine import SCHEMA_VERSION, file_identity
from numbjournal.store.journal import Journal
from numbjournal.store.key import KeyOf
from numbjournal.store.rewrite_lock import wait_for_others
from numbjournal.store.tags import keep_vocabulary

BROUGHT_UP_TO_DATE = Effect(
    "The journal was brought up to date with this version of numbjournal.",
    "{} journals were brought up to date with this version of numbjournal.",
)


def open_up_to_date(path: Path, clock: Callable[[], datetime], key_of: KeyOf) -> Journal:
    """The journal in a file, in today's form and with today's shipped tags.

    `key_of` is asked for its key where it is encrypted.

    Raises Damaged, Locked, or Busy.
    """
    journal = _opened(path, clock, key_of)
    if journal.vocabulary_digest != (digest := tags_digest()):
        # Reading goes on without it where the journal cannot be written just now.
        with suppress(Refused):
            keep_vocabulary(journal, shipped_tags(), digest)
    if journal.is_half_purged:
        from numbjournal.store.purge import sweep_pages

        with suppress(Refused):
            sweep_pages(journal.connection)
    return journal


def _opened(path: Path, clock: Callable[[], datetime], key_of: KeyOf) -> Journal:
    """Open the file as it is now: `encrypt` can put another in its place between two looks at it."""

    def upgrade(connection: Connection) -> None:
        from numbjournal.store import backup, schema

        backup.make_backup_before(f"form-{SCHEMA_VERSION}", connection, path, clock())
        schema.bring_up_to_date(connection, BROUGHT_UP_TO_DATE)

    def again() -> Journal:
        return _opened(path, clock, key_of)

    while True:
        found = file_identity(path)
        try:
            try:
                return Journal(path, clock, upgrade, again=again)
            except Locked:
                return Journal(path, clock, upgrade, key_of(path), again)
        except Busy:
            if not wait_for_others(path) and file_identity(path) == found:
                raise
        except (Damaged, Locked, Replaced):
            if file_identity(path) == found:
                raise
