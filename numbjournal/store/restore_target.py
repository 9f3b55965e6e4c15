"""Whether the file at a journal's place is, or was, a journal: another file of a person's is not replaced."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from numbjournal.errors import Damaged, DoesNotOpen, Refused
from numbjournal.store.backup import backups
from numbjournal.store.engine import APPLICATION_ID, FileKind, file_kind
from numbjournal.store.key import KeyOf

_ID_AT = 68
"""Where SQLite's header holds the application id, in 4 bytes."""

_SIGNS = (b"CREATE TRIGGER history_is_kept_from_change", b"CREATE TRIGGER entry_added")
"""Text of the schema of every plain journal, on pages that may be whole where the first one is not."""

_CHUNK = 2**20


def check_place(journal: Path, key_of: KeyOf) -> None:
    """Only ever called with no connection held.

    Raises Damaged where another file has the journal's place; Locked where that cannot be told without a key.
    """
    if not _may_be_replaced(journal, key_of):
        away = f"mv {quote(str(journal))} {quote(f'{journal}.other')}"
        raise Damaged(
            "The file at that place is not a journal, so it is not replaced. To move it away first:", away
        )


def _may_be_replaced(journal: Path, key_of: KeyOf) -> bool:
    kind = file_kind(journal)
    # Where a journal's backups lie beside it, whatever is left there was a journal.
    if kind in (FileKind.MISSING, FileKind.EMPTY) or backups(journal):
        return True
    if kind is FileKind.ENCRYPTED:
        try:
            key_of(journal)
        except DoesNotOpen:
            return False
        return True
    return _was_plain_journal(journal)


def _was_plain_journal(path: Path) -> bool:
    """By its mark, or by what is left of it. A file of zeros is what a crash of the system can leave."""
    try:
        is_blank, before = True, b""
        for chunk in _chunks(path):
            if not before and int.from_bytes(chunk[_ID_AT : _ID_AT + 4]) == APPLICATION_ID:
                return True
            if any(sign in before + chunk for sign in _SIGNS):
                return True
            is_blank = is_blank and not chunk.strip(b"\0")
            before = chunk[-max(map(len, _SIGNS)) :]
    except OSError as error:
        raise Refused(f"The file at the journal's place cannot be read: {error.strerror}.") from error
    return is_blank


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
