"""Making a journal, and bringing one of an older form up to date."""

import os
from collections.abc import Collection, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

# The driver must be in place before sqlite_utils looks for one.
# isort: split
from numbjournal.store import driver  # noqa: F401  (imported for what it registers)

# isort: split
from sqlite_utils import Database

from numbjournal.effects import Effect
from numbjournal.errors import Refused, Unusable
from numbjournal.files import flush_folder, make_private_folder, new_file
from numbjournal.store.driver import Connection, Row, connect
from numbjournal.store.engine import (
    SCHEMA_VERSION,
    apply_settings,
    connect_raw,
    errors_in_words,
    form_version,
    write_transaction,
)
from numbjournal.store.key import Key, KeyOf
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
            # Where only the mark was wrong, no migration is left to set it.
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def shape(connection: Connection) -> set[tuple[str, str, str]]:
    """Everything the schema consists of (type, name, SQL), white space aside."""
    sql = "SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_master"
    return {(row["type"], row["name"], " ".join(row["sql"].split())) for row in connection.execute(sql)}


_OF_LIBRARIES = ("sqlite_", "_sqlite_migrations", "idx__sqlite_migrations")
"""How names begin that SQLite and sqlite-utils give."""


class Difference(NamedTuple):
    """How the schema of a file differs from that of a journal of its form.

    `missing` is what is not there, or not so (type and name). `foreign` are triggers that no journal has:
    with them, writing a row can do anything. More tables, views and indexes, of the person's own, do no harm.
    """

    missing: Sequence[tuple[str, str]]
    foreign: Sequence[str]


def difference(connection: Connection, form: int) -> Difference:
    """How the schema differs from that of a form, 1 to `SCHEMA_VERSION`."""
    found, expected = _own_words(shape(connection)), _own_words(shape_of_form(form))
    known = {name for _, name, _ in expected}
    missing = sorted((sort, name) for sort, name, _ in expected - found)
    foreign = sorted(name for sort, name, _ in found - expected if sort == "trigger" and name not in known)
    return Difference(missing, foreign)


def _own_words(shape: Collection[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The same, with only the names of what SQLite and sqlite-utils make: other versions differ."""
    return {
        (sort, name, "" if name.startswith(_OF_LIBRARIES) else sql)
        for sort, name, sql in shape
        if not (sort == "index" and name.startswith(_OF_LIBRARIES))
    }


def check_schema(connection: Connection, hint: str) -> None:
    """Raises Unusable, with the hint, unless the schema is that of the form the file is marked with."""
    form = form_version(connection)
    if not 1 <= form <= SCHEMA_VERSION or any(difference(connection, form)):
        raise Unusable("The tables of that file are not those of a journal.", hint)


def check_schema_of(path: Path, key_of: KeyOf, hint: str) -> None:
    """The same for a file; errors of opening it besides (`backup.entries_in`)."""
    with closing(connect_raw(path, key_of(path))) as connection, errors_in_words():
        check_schema(connection, hint)


def recorded_form(connection: Connection) -> int | None:
    """The form that the migrations recorded in a file have made; None for one of no or another program."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return None
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name"
    applied = [name for (name,) in connection.execute(sql, (migrations.name,))]
    return len(applied) if applied == _names()[: len(applied)] and applied else None


@cache
def _names() -> Sequence[str]:
    """The names of all migrations, in order."""
    connection = connect(":memory:", isolation_level=None)
    try:
        return [each.name for each in migrations.pending(Database(connection, execute_plugins=False))]
    finally:
        connection.close()


@cache
def shape_of_form(form: int) -> frozenset[tuple[str, str, str]]:
    """The shape of a journal of a form, 1 to `SCHEMA_VERSION`; empty for any other number."""
    if not 1 <= form <= SCHEMA_VERSION:
        return frozenset()
    connection = connect(":memory:", isolation_level=None)
    try:
        connection.row_factory = Row
        migrations.apply(Database(connection, execute_plugins=False), stop_before=_names()[form:])
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
        with new_file(unfinished):
            _build(unfinished, key)
            name_without_replacing(unfinished, path)
            flush_folder(path.parent)
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
