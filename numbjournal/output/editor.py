"""The person's own editor, with a draft that nobody else can read and that outlives a mistake."""

import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from numbjournal.effects import Effect, left_to_child, note
from numbjournal.errors import NumbjournalError, Refused
from numbjournal.output.encoding import decoded

_QUIET_VIM = ("-n", "-i", "NONE", "-c", "set noswapfile noundofile nobackup nowritebackup")
"""No copy of the draft in swap, undo, viminfo or backup files."""

SYSTEM_TEMPORARY = "/tmp"  # noqa: S108  (mkdtemp makes a folder of its own in it)

_HINT = "export EDITOR=nano"

_VIMS = {"vi", "vim", "nvim", "view", "gvim"}


_FOLDER = re.compile(r"numbjournal-[a-z0-9_]{8}")
_DRAFT = re.compile(r"[.#]*draft\.(?:txt|toml)(?:~|#|\.bak|\.save(?:\.\d+)?|\.sw[a-p])?")
"""The names of a draft's folder, and of a draft and what editors leave beside it (nano, vi, Emacs)."""


class Editor:
    """The editor that `environ` names (VISUAL, EDITOR), or one that the system has."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    @contextmanager
    def written(self, text: str, suffix: str = ".txt") -> Iterator[str]:
        """The text as the editor left it, without its last line end.

        The draft is removed when the block ends well, or if nothing was written. Else the error says where
        the text is kept: also where the editor saved it and then came to a bad end.
        """
        draft = self._draft(text, suffix)
        try:
            self.open(draft)
            yield _read(draft)
        except NumbjournalError as error:
            if _discard_unchanged(draft, text):
                raise
            raise type(error)(
                f"{error.message} Your text is kept in {draft}, which is not encrypted.", error.hint
            ) from None
        except BaseException:
            if not _discard_unchanged(draft, text):
                kept = f"Your text is kept in {draft}, which is not encrypted."
                note(Effect(kept, kept))
            raise
        _discard(draft)

    def keep(self, text: str) -> Path:
        """Keep a text that was not written here, as a draft; its file.

        Raises Refused.
        """
        return self._draft(text, ".txt")

    def open(self, path: Path) -> None:
        """Open a file and wait.

        Raises Refused when there is no editor, or it ends with an error.
        """
        # Nothing of the journal's own environment (a passphrase, say) reaches another program.
        environment = {
            name: value for name, value in self._environ.items() if not name.startswith("NUMBJOURNAL_")
        }
        try:
            command = [*_command(self._environ), str(path)]
            # Ctrl-C is the editor's while it runs: in many it is a key like any other.
            with left_to_child():
                ended = subprocess.run(command, env=environment, check=False)  # noqa: S603  (the person names it)
        except (OSError, ValueError):
            raise Refused("The editor could not be started.", _HINT) from None
        if ended.returncode == -signal.SIGINT:
            raise KeyboardInterrupt
        if ended.returncode != 0:
            raise Refused("The editor ended with an error.")

    def _draft(self, text: str, suffix: str) -> Path:
        refused = "no folder is named"
        for parent in _folders(self._environ):
            try:
                # mkdtemp makes the folder for its owner alone (0700).
                draft = Path(tempfile.mkdtemp(prefix="numbjournal-", dir=parent)) / f"draft{suffix}"
                draft.write_bytes(text.encode("utf-8"))
            except OSError as error:
                refused = error.strerror or refused
            else:
                return draft
        raise Refused(f"There is no place for a draft: {refused}.")


def left_drafts(environ: Mapping[str, str]) -> list[Path]:
    """Folders of drafts that were kept because something went wrong."""
    parents = _folders(environ)
    found = set[Path]()
    for parent in parents:
        with suppress(OSError):
            found |= {folder for folder in parent.glob("numbjournal-*") if _is_own(folder)}
    return sorted(folder for folder in found if any(drafts_in(folder)))


def drafts_in(folder: Path) -> list[Path]:
    """The drafts in a folder made for one, with the copies that an editor made of them."""
    with suppress(OSError):
        return sorted(
            path
            for path in folder.iterdir()
            if _DRAFT.fullmatch(path.name) and path.is_file() and not path.is_symlink()
        )
    return []


def _folders(environ: Mapping[str, str]) -> list[Path]:
    """Where a draft can be: the folder for this login, then the first for temporary files that takes one."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    temporary = [environ[name] for name in ("TMPDIR", "TEMP", "TMP") if environ.get(name)]
    mode, effective = os.W_OK | os.X_OK, os.access in os.supports_effective_ids
    usable = [
        name for name in (*temporary, SYSTEM_TEMPORARY) if os.access(name, mode, effective_ids=effective)
    ]
    return [Path(name) for name in (runtime, *usable[:1]) if os.path.isabs(name)]  # noqa: PTH117


def _read(draft: Path) -> str:
    try:
        return decoded(draft.read_bytes()).removesuffix("\n")
    except OSError as error:
        raise Refused(f"The text cannot be read: {error.strerror}.") from error


def _discard_unchanged(draft: Path, text: str) -> bool:
    """Whether it was; what cannot be read is kept, if it is there."""
    try:
        is_unchanged = _read(draft) == text.removesuffix("\n")
    except Refused:
        is_unchanged = not draft.exists()
    if is_unchanged:
        _discard(draft)
    return is_unchanged


def _is_own(folder: Path) -> bool:
    """Whether it is a folder such as `_draft` makes, of this account."""
    if not _FOLDER.fullmatch(folder.name):
        return False
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "geteuid") or found.st_uid == os.geteuid())


def _discard(draft: Path) -> None:
    """Remove a draft, what the editor left beside it in the folder made for it, and the folder."""
    with suppress(OSError):
        for path in draft.parent.iterdir():
            if path.is_symlink() or not path.is_dir():
                path.unlink()
        draft.parent.rmdir()


def _command(environ: Mapping[str, str]) -> list[str]:
    variable = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), "")
    named = environ.get(variable)
    if not named and sys.stdin.isatty():
        named = next((name for name in ("nano", "vi", "notepad") if shutil.which(name)), None)
    if not named:
        raise Refused("No editor is set.", _HINT)
    try:
        command = shlex.split(named)
    except ValueError:
        raise Refused(f"A quote in {variable} is not closed.", _HINT) from None
    if not command or not command[0]:
        raise Refused("No editor is set.", _HINT)
    if Path(command[0]).name in _VIMS:
        command[1:1] = _QUIET_VIM
    return command
