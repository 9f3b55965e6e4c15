"""What belongs to a journal on the disk, and its removal: file by file, by name, never a tree.

A file is this program's by its header, or, where an encrypted or damaged one has none, by its exact name in
the folder where only this program gives such names. Everything else found there is named, and stays.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from numbjournal.core.maintenance import Belongings, Place
from numbjournal.effects import Effect, made
from numbjournal.errors import NumbjournalError
from numbjournal.files import real_path
from numbjournal.store.backup import is_copy_name
from numbjournal.store.daily import backup_folder
from numbjournal.store.engine import (
    FileKind,
    file_kind,
    is_plain_journal,
)
from numbjournal.store.unsaved import is_unsaved_of, unsaved_folders

NOT_RECOGNISED = "not recognised as numbjournal's"

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite writes beside a database."""

_UNFINISHED_COPY = re.compile(r"\.[0-9a-f]{8}\.new(?:-journal)?")
_UNFINISHED_BACKUP = re.compile(r"\.(.+)\.[0-9a-f]{8}\.new(?:-journal)?")
"""What this program calls a file until it is whole."""

ERASED = Effect(
    "1 file or folder was erased.",
    "{} files and folders were erased.",
    leaves="To finish: numbjournal erase --yes",
)


class Found:
    """Collects what goes and what stays; each path is named once."""

    def __init__(self) -> None:
        self._goes: dict[Path, str] = {}
        self._stays: dict[Path, str] = {}
        self._unreached: dict[Path, tuple[str, str]] = {}
        self._not_empty = set[Path]()

    def goes(self, what: str, *paths: Path) -> None:
        for path in paths:
            self._goes.setdefault(path, what)

    def stays(self, path: Path, what: str = NOT_RECOGNISED) -> None:
        self._stays.setdefault(path, what)

    def is_not_reached(self, what: str, path: Path, why: str) -> None:
        self._unreached.setdefault(path, (what, why))

    def look_into(self, folder: Path, what: str, each: str, own: Callable[[Path], Iterable[Path]]) -> None:
        """Take what is this program's in a folder, and the folder where nothing else is in it.

        `own` says what goes for a file: nothing where it is not this program's. Where the folder is a link,
        the link goes, and the folder that it leads to stays.
        """
        if not folder.is_dir():
            self._look_at_what_is_no_folder(folder, what)
            return
        place = folder.resolve() if folder.is_symlink() else folder
        try:
            names = sorted(place.iterdir())
        except OSError as error:
            self.is_not_reached(what, folder, error.strerror or "it cannot be read")
            return
        # Backwards, so that what SQLite left beside a file goes before it: alone, it would not be recognised.
        for path in reversed(names):
            self.goes(each, *own(path))
        others = [path for path in names if path not in self._goes]
        for path in others:
            # A folder of this program that is not empty has been looked into.
            if path not in self._not_empty and path not in self._unreached:
                self.stays(path, _named(path))
        if folder.is_symlink():
            self.goes(f"the link to {what}", folder)
        elif others:
            self._not_empty.add(folder)
        else:
            self.goes(what, folder)

    def look_over(self, folder: Path, what: str) -> None:
        """Take a folder in which each file is taken by itself, where nothing else is in it."""
        if folder.is_dir() and not folder.is_symlink():
            self.look_into(folder, what, "", lambda _: ())

    def take_file(self, what: str, path: Path) -> None:
        """A file with a name of this program. Where it is a link, what it leads to may be kept elsewhere by
        the person themselves, and stays."""
        if path.is_symlink():
            self.goes(f"the link to {what}", path)
            if path.exists():
                self.stays(path.resolve(), what)
        elif _is_file(path):
            self.goes(what, path)

    def take_unfinished(self, file: Path) -> None:
        """What programs that were stopped left of a file, in its folder."""
        self.goes("an unfinished file", *_unfinished(file))

    def _look_at_what_is_no_folder(self, folder: Path, what: str) -> None:
        if not os.path.lexists(folder):
            return
        if folder.is_symlink() and not folder.exists():
            self.is_not_reached(what, folder, "what it leads to is not there now")
        else:
            self.stays(folder)

    @property
    def all(self) -> Belongings:
        unreached = [(Place(what, str(path)), why) for path, (what, why) in self._unreached.items()]
        stays = [(what, path) for path, what in self._stays.items() if path not in self._goes]
        return Belongings(
            [Place(what, str(path)) for path, what in self._goes.items()],
            [Place(what, str(path)) for what, path in stays],
            unreached,
        )


def look_for_journal(found: Found, journal: Path) -> None:
    """What there is of a journal, in the order in which it is erased; the journal itself is last.

    That the file is the journal was found out before, or it is not there. Nothing is opened.
    """

    def waiting(path: Path) -> list[Path]:
        return [path] if _is_file(path) and _reads(is_unsaved_of, path, journal) else []

    for folder in unsaved_folders(journal):
        # Other journals keep theirs in those that are not beside this one.
        if folder.parent == journal.parent or any(waiting(path) for path in folder.glob("*.json")):
            found.look_into(folder, "the folder for those", "an entry that was not saved", waiting)
    found.look_into(backup_folder(journal), "the folder of the backups", "a backup", _copies)
    # Where the name is a link, the file it leads to is the journal.
    names = [real_path(journal), journal] if journal.is_symlink() else [journal]
    for name in names:
        found.take_unfinished(name)
    if journal.exists():
        sides = [name.with_name(f"{name.name}{ending}") for name in names for ending in _BESIDE]
        found.goes("a file beside the journal", *filter(_is_file, sides))
        found.goes("the journal", names[0])
        found.goes("the link to the journal", *names[1:])
    elif journal.is_symlink():
        found.is_not_reached("the journal", journal, "what it leads to is not there now")


def erase(place: Place) -> str:
    """Remove a file, a link, or a folder that is empty; returns why it is still there, if it is."""
    path = Path(place.path)
    try:
        with made(ERASED):
            if stat.S_ISDIR(path.lstat().st_mode):
                path.rmdir()
            else:
                path.unlink()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or "it cannot be removed"
    return ""


def _copies(path: Path) -> list[Path]:
    """What goes for a path among the backups. No link does: it may lead to a journal that is used."""
    name = path.name.removesuffix("-journal")
    rewritten = _UNFINISHED_BACKUP.fullmatch(path.name)
    is_unfinished = bool(_UNFINISHED_COPY.fullmatch(path.name) or (rewritten and is_copy_name(rewritten[1])))
    if is_unfinished or is_copy_name(path.name):
        return [path] if _is_file(path) and not _is_of_another_program(path) else []
    is_beside = is_copy_name(name) and _is_file(path) and bool(_copies(path.with_name(name)))
    return [path] if is_beside else []


def _unfinished(journal: Path) -> Iterator[Path]:
    """What programs that were stopped left in the journal's folder."""
    own = re.compile(rf"\.+{re.escape(journal.name)}(?:\.[0-9a-f]{{8}}\.new)+(?:-journal)?")
    for path in sorted(journal.parent.glob(".*.new*")):
        if not _is_file(path):
            continue
        if own.fullmatch(path.name):
            is_own = not _is_of_another_program(path)
        else:
            # A copy for a restore is not named after the journal while it is written; its header tells.
            is_own = bool(_UNFINISHED_COPY.fullmatch(path.name)) and _reads(is_plain_journal, path)
        if is_own:
            yield path


def _is_file(path: Path) -> bool:
    """Whether it is an ordinary file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _is_of_another_program(path: Path) -> bool:
    """Whether it is a database with another mark, or cannot be read."""
    try:
        return file_kind(path) is FileKind.SQLITE and not is_plain_journal(path)
    except (OSError, NumbjournalError):
        return True


def _reads(look: Callable[..., bool], *paths: Path) -> bool:
    """The answer; no where the file cannot be read."""
    try:
        return look(*paths)
    except OSError:
        return False


def _named(path: Path) -> str:
    is_journal = _is_file(path) and _reads(is_plain_journal, path)
    return "another journal" if is_journal else NOT_RECOGNISED
