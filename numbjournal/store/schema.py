"""Making a journal, and bringing one of an older form up to date."""

import os
from functools import cache
from pathlib import Path

# The driver must be in place before sqlite_utils looks for one.
# isort: split
from numbjournal.store import driver  # noqa: F401  (imported for what it registers)

# isort: split
from sqlite_utils import Database

from numbjournal.effects import Effect
from numbjournal.errors import Refused
from numbjournal.store.driver import Connection, Row, connect
from numbjournal.store.engine import (
    SCHEMA_VERSION,
    apply_settings,
    connect_raw,
    errors_in_words,
    flush_folder,
    form_version,
    make_private_folder,
    write_transaction,
)
from numbjournal.store.key import Key
from numbjournal.store.migrations import migrations


def bring_up_to_date(connection: Connection, effect: Effect | None = None) -> None:
    """Apply the migrations that an older journal lacks: all of them, or none.

    `effect` is recorded with them.

    Raises Refused when the file cannot be written just now.
    """
    with write_transaction(connection, effect):
        # Another process may have done it while this one waited.
        if form_version(connection) < SCHEMA_VERSION:
            migrations.apply(Database(connection, execute_plugins=False))


def shape(connection: Connection) -> set[tuple[str, str, str]]:
    """Everything the schema consists of (type, name, SQL), white space aside."""
    sql = "SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_master"
    return {(row["type"], row["name"], " ".join(row["sql"].split())) for row in connection.execute(sql)}


@cache
def shape_of_form(form: int) -> frozenset[tuple[str, str, str]]:
    """The shape of a journal of a form, 1 to `SCHEMA_VERSION`; empty for any other number."""
    if not 1 <= form <= SCHEMA_VERSION:
        return frozenset()
    connection = connect(":memory:", isolation_level=None)
    try:
        connection.row_factory = Row
        later = [
            migration.name for migration in migrations.pending(Database(connection, execute_plugins=False))
        ][form:]
        migrations.apply(Database(connection, execute_plugins=False), stop_before=later)
        return frozenset(shape(connection))
    finally:
        connection.close()


def create_journal(path: Path, key: Key | None = None) -> None:
    """Make a new, empty journal at `path`, readable by its owner alone, and encrypted with a `key`.

    It is built under another name and appears under its own only when it is whole. If another process made
    one meanwhile, that one stays.

    Raises Refused where the folder or the file cannot be made.
    """
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        make_private_folder(path.parent)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _build(unfinished, key)
            name_without_replacing(unfinished, path)
            flush_folder(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"The journal cannot be made in its folder: {error.strerror}.") from error


def _build(path: Path, key: Key | None) -> None:
    connection = connect_raw(path, key, create=True)
    try:
        with errors_in_words():
            apply_settings(connection)
            migrations.apply(Database(connection, execute_plugins=False))
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != SCHEMA_VERSION:
                raise RuntimeError("the migrations and SCHEMA_VERSION disagree")
            # The schema at the front of the file: damage further on then leaves the rest readable.
            connection.execute("VACUUM")
    finally:
        connection.close()


def name_without_replacing(unfinished: Path, path: Path) -> None:
    """Give a finished file its name; where another has the name meanwhile, that one stays."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:
        # File systems without hard links (exFAT): the check and the rename are two steps there.
        if not path.exists():
            unfinished.rename(path)
