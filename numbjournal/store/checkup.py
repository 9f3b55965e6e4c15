"""What is fine about a journal, what is not, and the one command that helps.

Nothing is changed. Every fault ends in a command that brings the journal back, or says which program can.
"""

import os
import shlex
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from shlex import quote

from numbjournal.core.maintenance import Finding, State
from numbjournal.core.when import distance, full_date
from numbjournal.errors import (
    Damaged,
    DoesNotOpen,
    Locked,
    NotFound,
    NumbjournalError,
    Refused,
    Unusable,
)
from numbjournal.store.backup import (
    Backup,
    backups_in_order,
    check,
    count_entries,
    entries_in,
    unfinished_files,
)
from numbjournal.store.clock_jumps import clock_findings
from numbjournal.store.closed import closed_places, may
from numbjournal.store.cloud_folders import carried_sentence, syncing_program
from numbjournal.store.consistency import inconsistencies
from numbjournal.store.daily import backup_folder
from numbjournal.store.encryption import encrypted_files, plain_files, unknown_plain_files
from numbjournal.store.engine import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    UNLOCK,
    FileKind,
    connect_raw,
    errors_in_words,
    file_kind,
    form_version,
    missing_locks_in_words,
    no_key,
)
from numbjournal.store.external_changes import Outside, changed_outside
from numbjournal.store.key import Key, KeyOf
from numbjournal.store.salvage import holds_something
from numbjournal.store.schema import check_schema_of, recorded_form
from numbjournal.store.unsaved import unsaved_files

ENCRYPT = "numbjournal encrypt"
DECRYPT = "numbjournal decrypt"
RESTORE = "numbjournal restore"
SALVAGE = "numbjournal restore --salvage"


def examine(
    journal: Path,
    today: date,
    key_of: KeyOf = no_key,
    *,
    is_configured: bool,
    drafts: Sequence[Path] = (),
) -> list[Finding]:
    """Everything about the file, its folder and its backups, the gravest first.

    `is_configured`: somebody said that the journal is there, so a missing one is a fault and not a first run.
    `drafts`: texts that were kept because the journal did not take them.
    """
    closed = list(closed_places(journal))
    copies = list(_examine_backups(journal, today, key_of))
    # One that is locked may be whole; restoring it says so.
    has_backup = any(
        finding.state is State.FINE or finding.command in (UNLOCK, DECRYPT) for finding in copies
    )
    findings = [
        *closed,
        *_examine_file(journal, key_of, is_configured=is_configured, has_backup=has_backup),
        *copies,
        *_surroundings(journal),
        *clock_findings(journal, today, key_of),
        *(
            Finding(State.NOTE, f"A text from the editor is kept here, and is not encrypted: {draft}")
            for draft in drafts
        ),
    ]
    order = [State.FAULT, State.NOTE, State.FINE]
    return sorted(findings, key=lambda finding: order.index(finding.state))


def _examine_file(
    journal: Path, key_of: KeyOf, *, is_configured: bool, has_backup: bool
) -> Iterator[Finding]:
    way_back = RESTORE if has_backup else SALVAGE
    try:
        kind = file_kind(journal)
    except NumbjournalError as error:
        if not any(closed_places(journal)):
            yield Finding(State.FAULT, error.message, "numbjournal config get journal", error.exit_code)
        return
    if kind is FileKind.MISSING and journal.is_symlink():
        sentence = "The journal is a link to a file that is not there (is a drive missing?)."
        yield Finding(State.FAULT, sentence, RESTORE if has_backup else f"ls -l {quote(str(journal))}", 3)
        return
    if kind is FileKind.MISSING:
        yield _missing(is_configured=is_configured, has_backup=has_backup)
        return
    if kind not in (FileKind.SQLITE, FileKind.ENCRYPTED):
        is_empty = kind is FileKind.EMPTY
        what = (
            "The journal file is empty." if is_empty else "The file at the journal's place is not a journal."
        )
        yield Finding(State.FAULT, what, RESTORE if has_backup else f"{RESTORE} FILE", Damaged.exit_code)
        return
    try:
        key = key_of(journal)
    except DoesNotOpen as error:
        # Where a backup was opened, the passphrase is the right one.
        yield Finding(State.FAULT, error.message, RESTORE, error.exit_code)
    except Locked as error:
        sentence = "The journal is encrypted and locked; what it holds was not looked at."
        yield Finding(State.NOTE, sentence, UNLOCK, error.exit_code)
    else:
        yield from _examine_contents(journal, key, way_back)
        yield from _examine_secrecy(journal) if key else _examine_what_is_shut(journal)


def _examine_secrecy(journal: Path) -> Iterator[Finding]:
    """What is readable beside an encrypted journal."""
    with suppress(NumbjournalError):
        if plain := plain_files(journal):
            files = _counted(len(plain), "file among the backups is", "files among the backups are")
            yield Finding(State.NOTE, f"{files} not encrypted: {plain[0].name}.", ENCRYPT)
        if unfinished := [path for path in unfinished_files(journal) if file_kind(path) is FileKind.SQLITE]:
            files = _counted(len(unfinished), "unfinished file is", "unfinished files are")
            yield Finding(State.NOTE, f"{files} not encrypted: {unfinished[0]}", ENCRYPT)
        for path in unknown_plain_files(journal):
            yield Finding(State.NOTE, f"A file among the backups is not encrypted, and stays so: {path}")


def _examine_what_is_shut(journal: Path) -> Iterator[Finding]:
    """Backups that a `decrypt` did not come to."""
    with suppress(NumbjournalError):
        if shut := encrypted_files(journal):
            files = _counted(len(shut), "file among the backups is", "files among the backups are")
            yield Finding(State.NOTE, f"{files} still encrypted, and the journal is not.", DECRYPT)


def _missing(*, is_configured: bool, has_backup: bool) -> Finding:
    if has_backup:
        sentence = "The journal is not there; its backups are."
        return Finding(State.FAULT, sentence, RESTORE, NotFound.exit_code)
    if is_configured:
        sentence = "The journal is not where your settings say. Is a drive missing?"
        return Finding(State.FAULT, sentence, "numbjournal config get journal", NotFound.exit_code)
    return Finding(State.NOTE, "There is no journal yet.", "numbjournal log 2 flat")


def _examine_contents(journal: Path, key: Key | None, way_back: str) -> Iterator[Finding]:
    try:
        with (
            missing_locks_in_words(journal),
            closing(connect_raw(journal, key)) as connection,
            errors_in_words(),
        ):
            connection.execute("PRAGMA cipher_log = off")
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                yield Finding(
                    State.FAULT,
                    "The file at the journal's place belongs to another program.",
                    way_back if way_back == RESTORE else "numbjournal config set journal FILE",
                    Damaged.exit_code,
                )
                return
            version = form_version(connection)
            # A newer program records a migration that this one does not know; else only the mark is wrong.
            if version > SCHEMA_VERSION and recorded_form(connection) is None:
                forms = f"form {version}; this one knows {SCHEMA_VERSION}"
                sentence = f"A newer numbjournal wrote this journal ({forms})."
                yield Finding(State.FAULT, sentence, "pip install --upgrade numbjournal", Damaged.exit_code)
                return
            check(connection, "integrity_check")
            if sentences := list(inconsistencies(connection)):
                for sentence in sentences:
                    yield Finding(State.FAULT, sentence, SALVAGE, Damaged.exit_code)
                return
            entries = count_entries(connection)
            changed = changed_outside(connection) if version == SCHEMA_VERSION else ()
        whole = "whole, and encrypted" if key else "whole"
        yield Finding(State.FINE, f"The journal is {whole}: {_counted(entries, 'entry', 'entries')}.")
        yield from _changes(changed)
    except Damaged:
        yield _damaged(journal, key, way_back)
    except NumbjournalError as error:
        yield Finding(State.FAULT, error.message, error.hint, error.exit_code)


def _damaged(journal: Path, key: Key | None, way_back: str) -> Finding:
    sentence = "The journal file is damaged."
    is_readable = holds_something(journal, key)
    if way_back == RESTORE and is_readable:
        sentence += f" What it still holds, instead of the newest backup: {SALVAGE}"
    elif not is_readable and way_back == SALVAGE:
        sentence += " Nothing in it can be read, and there is no whole backup. If you have a copy elsewhere:"
        way_back = f"{RESTORE} FILE"
    return Finding(State.FAULT, sentence, way_back, Damaged.exit_code)


def _changes(changed: Sequence[Outside]) -> Iterator[Finding]:
    entries = [str(change.number) for change in changed if change.thing == "entry"]
    others = [change.word for change in changed if change.thing != "entry"]
    for names, one, many in (
        (entries, "entry was", "entries were"),
        (others, "other thing was", "other things were"),
    ):
        if names:
            shown = ", ".join(names[:10]) + (" ..." if len(names) > 10 else "")
            sentence = f"{_counted(len(names), one, many)} changed by another program: {shown}."
            yield Finding(State.NOTE, sentence, "numbjournal doctor --accept")


def _examine_backups(journal: Path, today: date, key_of: KeyOf) -> Iterator[Finding]:
    folder = backup_folder(journal)
    if os.path.isdir(folder) and not may(folder, os.R_OK | os.X_OK):  # noqa: PTH112
        return
    try:
        found = [backup for backup in backups_in_order(journal, key_of) if backup.is_copy]
    except NumbjournalError as error:
        yield Finding(State.FAULT, error.message, "numbjournal backup", error.exit_code)
        return
    if os.path.exists(folder) and not os.path.isdir(folder):  # noqa: PTH110, PTH112
        yield Finding(
            State.FAULT,
            "A file is where the folder of backups should be.",
            f"rm {shlex.quote(str(folder))}",
            1,
        )
        return
    whole, damaged, locked, foreign = list[Backup](), list[Backup](), list[Backup](), list[Backup]()
    unread = list[tuple[Backup, NumbjournalError]]()
    entries = 0
    for backup in found:
        try:
            count = entries_in(backup.path, key_of)
            check_schema_of(backup.path, key_of, f"{SALVAGE} {shlex.quote(backup.path.name)}")
        except DoesNotOpen:
            foreign.append(backup)
        except Locked:
            locked.append(backup)
        except (Refused, Unusable) as error:
            unread.append((backup, error))
        except NumbjournalError:
            damaged.append(backup)
        else:
            entries = entries if whole else count
            whole.append(backup)
    if whole:
        day = whole[0].day
        days = distance(day, today) if day <= today else full_date(day)
        count_words = _counted(len(whole), "backup is", "backups are")
        held = _counted(entries, "entry", "entries")
        yield Finding(State.FINE, f"{count_words} whole; the newest, of {days}, holds {held}.")
    elif os.path.exists(journal) and not locked and not unread:  # noqa: PTH110  (raises in a closed folder)
        yield Finding(State.NOTE, "There is no whole backup.", "numbjournal backup")
    if locked:
        count_words = _counted(len(locked), "backup is", "backups are")
        way_in = DECRYPT if _is_plain(journal) else UNLOCK
        yield Finding(
            State.NOTE, f"{count_words} encrypted and locked; not looked into.", way_in, Locked.exit_code
        )
    for backup in foreign:
        sentence = f"The backup {backup.path.name} opens with another passphrase, or is damaged."
        yield Finding(State.NOTE, sentence, DECRYPT if _is_plain(journal) else ENCRYPT)
    for backup, why in unread:
        # Said by `closed_places` already where it is a matter of permission.
        if may(backup.path, os.R_OK | os.W_OK):
            yield Finding(
                State.NOTE, f"The backup {backup.path.name} cannot be used. {why.message}", why.hint
            )
    for backup in damaged:
        yield Finding(
            State.NOTE, f"The backup {backup.path.name} is damaged.", f"rm {shlex.quote(str(backup.path))}"
        )
    yield from _dated_ahead(found, today)


def _dated_ahead(copies: Sequence[Backup], today: date) -> Iterator[Finding]:
    """Copies that were made under a wrong clock, unless today's is the one that is wrong."""
    if ahead := [backup.path.name for backup in copies if backup.is_ahead(today)]:
        are = _counted(len(ahead), "backup is", "backups are")
        sentence = f"{are} dated after today, {today}; a clock was or is wrong. The last: {ahead[0]}."
        yield Finding(State.NOTE, f"{sentence} Which copy is the newest does not depend on that.")


def _surroundings(journal: Path) -> Iterator[Finding]:
    try:
        yield from _examine_surroundings(journal)
    except OSError:
        # A folder that is closed; `closed_places` names it.
        return


def _examine_surroundings(journal: Path) -> Iterator[Finding]:
    if os.name == "posix" and journal.exists() and stat.S_IMODE(journal.stat().st_mode) & 0o077:
        sentence = "Other accounts of this computer may open the journal."
        yield Finding(State.NOTE, sentence, f"chmod 600 '{journal}'")
    if program := syncing_program(journal):
        yield Finding(State.NOTE, carried_sentence(program))
    if unsaved_files(journal):
        yield Finding(State.NOTE, "An entry that could not be saved is kept.", "numbjournal log --unsaved")
    if journal.exists():
        needed = 2 * journal.stat().st_size
        if shutil.disk_usage(journal.parent).free < needed:
            yield Finding(State.NOTE, "The disk is nearly full: there is no room for a backup.")


def _is_plain(journal: Path) -> bool:
    with suppress(NumbjournalError):
        return file_kind(journal) is FileKind.SQLITE
    return False


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
