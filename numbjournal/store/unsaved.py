"""What somebody wrote and the journal could not take: kept in a file of its own until it can.

Beside the journal; where that folder takes nothing (a full disk, a missing drive, no permission), in the
folder where programs keep their state, and only then in the one for this login or for temporary files, which
are emptied. Readable by its owner alone.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from numbjournal.core.entry import Draft, Entry
from numbjournal.errors import NumbjournalError
from numbjournal.files import make_private_folder
from numbjournal.store import rows
from numbjournal.store.daily import backup_folder
from numbjournal.store.engine import (
    FileKind,
    file_kind,
)

_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}\.json")
SYSTEM_TEMPORARY = "/tmp"  # noqa: S108  (a folder of its own, known to be one's own, in it)


class Unsaved(NamedTuple):
    """A draft that waits.

    `words` are those typed for tags that nobody had yet; `number` is set for a change of that entry.
    """

    at: datetime
    draft: Draft
    words: tuple[str, ...] = ()
    number: int | None = None
    path: Path | None = None


class _Place(NamedTuple):
    """A folder for what waits; the folder `beneath` it has to be there already."""

    folder: Path
    beneath: Path
    is_lasting: bool = True


def keep_unsaved(journal: Path, unsaved: Unsaved) -> Path | None:
    """Write it to the first place that takes it; None where none does."""
    text = json.dumps(
        {
            "journal": str(journal),
            "at": unsaved.at.isoformat(),
            "entry": rows.record(Entry("", 0, unsaved.at, unsaved.draft)),
            "words": unsaved.words,
            "number": unsaved.number,
        }
    )
    for place in _places(journal):
        folder = place.folder
        with suppress(OSError):
            if place.beneath.is_dir():
                make_private_folder(folder)
                if not _is_own(folder):
                    continue
                return _write(folder / f"{unsaved.at:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}.json", text)
    return None


def is_encrypted(journal: Path) -> bool | None:
    """Whether the journal is; where that can no longer be told, whether a backup is; None without either."""
    with suppress(NumbjournalError):
        if (kind := file_kind(journal)) in (FileKind.SQLITE, FileKind.ENCRYPTED):
            return kind is FileKind.ENCRYPTED
    kinds = []
    with suppress(OSError):
        for path in backup_folder(journal).glob("*.db"):
            with suppress(NumbjournalError):
                kinds.append(file_kind(path))
    return FileKind.ENCRYPTED in kinds if kinds else None


def unsaved_files(journal: Path) -> list[Path]:
    """Everything that waits for this journal, the oldest first."""
    files = (path for place in _places(journal) for path in _own_files(place.folder, journal))
    return sorted(files, key=_name)


def is_lasting(journal: Path, kept: Path) -> bool:
    """Whether the file is in a place that the system does not empty."""
    return any(place.is_lasting for place in _places(journal) if place.folder == kept.parent)


def unsaved_folders(journal: Path) -> list[Path]:
    """The folders of this account in which something may wait: the journal's own, then those it shares."""
    folders = (place.folder for place in _places(journal))
    return [folder for folder in folders if os.path.lexists(folder) and _is_own(folder)]


def is_unsaved_of(path: Path, journal: Path) -> bool:
    """Whether a file has the name and the beginning of what is kept for this journal, also if it was cut off.

    Raises OSError where it cannot be read.
    """
    if not _NAME.fullmatch(path.name):
        return False
    beginning = json.dumps({"journal": str(journal)})[:-1].encode()
    with path.open("rb") as file:
        return beginning.startswith(file.read(len(beginning)))


def read_unsaved(path: Path) -> Unsaved:
    """Raises OSError or ValueError where the file cannot be read."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    entry = rows.entry_from_record(json.dumps(fields["entry"]))
    return Unsaved(
        datetime.fromisoformat(fields["at"]), entry.draft, tuple(fields["words"]), fields["number"], path
    )


def _own_files(folder: Path, journal: Path) -> Iterator[Path]:
    with suppress(OSError):
        for path in folder.iterdir() if folder.is_dir() and _is_own(folder) else ():
            # Any other file is somebody's, and a pipe of such a name would be waited for.
            if not _NAME.fullmatch(path.name) or path.is_symlink() or not path.is_file():
                continue
            with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
                if json.loads(path.read_text(encoding="utf-8"))["journal"] == str(journal):
                    yield path


def _places(journal: Path, environ: Mapping[str, str] = os.environ) -> Sequence[_Place]:
    own = f"numbjournal-unsaved-{os.getuid() if hasattr(os, 'getuid') else 'own'}"
    # The folder for states is made where there is a home; the home itself never is.
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  (pathlib raises where there is no home)
    named = environ.get("XDG_STATE_HOME", "")
    state = Path(named) if os.path.isabs(named) else home / ".local/state"  # noqa: PTH117
    beneath = state if os.path.isabs(named) else home  # noqa: PTH117
    # What tempfile.gettempdir() looks for; the module is slow to load, and every command comes by.
    emptied = [environ.get(name, "") for name in ("XDG_RUNTIME_DIR", "TMPDIR", "TEMP", "TMP")]
    return (
        _Place(journal.with_name(f"{journal.name}-unsaved"), journal.parent),
        *([_Place(state / "numbjournal" / "unsaved", beneath)] if state.is_absolute() else []),
        *(
            _Place(Path(name) / own, Path(name), is_lasting=False)
            for name in dict.fromkeys((*emptied, SYSTEM_TEMPORARY))
            if os.path.isabs(name)  # noqa: PTH117
        ),
    )


def _is_own(folder: Path) -> bool:
    """Whether it is this account's; where everybody may write, somebody else may have made it."""
    return not hasattr(os, "geteuid") or folder.lstat().st_uid == os.geteuid()


def _write(path: Path, text: str) -> Path:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _name(path: Path) -> str:
    return path.name
