"""The person's own editor, with a draft that nobody else can read and that outlives a mistake."""

import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from numbjournal.errors import Refused
from numbjournal.screen.text import decoded

_QUIET_VIM = ("-n", "-i", "NONE", "-c", "set noswapfile noundofile nobackup nowritebackup")
"""No copy of the draft in swap, undo, viminfo or backup files."""

_HINT = "EDITOR=nano numbjournal log 2 --edit"

_VIMS = {"vi", "vim", "nvim", "view", "gvim"}


class EditorDraft:
    """A text being written in an editor, in a private folder, until `discard`."""

    def __init__(self, text: str, suffix: str, environ: Mapping[str, str]) -> None:
        self._environ = environ
        runtime = environ.get("XDG_RUNTIME_DIR")
        parent = runtime if runtime and Path(runtime).is_dir() else None
        try:
            # mkdtemp makes the folder for its owner alone (0700).
            self._folder = Path(tempfile.mkdtemp(prefix="numbjournal-", dir=parent))
            self.path = self._folder / f"draft{suffix}"
            self.path.write_bytes(text.encode("utf-8"))
            self.path.chmod(0o600)
        except OSError as error:
            raise Refused(f"There is no place for a draft: {error.strerror}.") from error

    def edit(self) -> str:
        """Open the editor and wait; returns the text as saved, without its last line end.

        Raises Refused when there is no editor, or it ends with an error; the draft stays.
        """
        open_in_editor(self.path, self._environ)
        return decoded(self.path.read_bytes()).removesuffix("\n")

    def discard(self) -> None:
        """Once the journal has the text: remove the draft."""
        shutil.rmtree(self._folder, ignore_errors=True)


def open_in_editor(path: Path, environ: Mapping[str, str]) -> None:
    """Open a file in $VISUAL, $EDITOR, or what the system has, and wait.

    Raises Refused when there is no editor, or it ends with an error.
    """
    # Nothing of the journal's own environment (a passphrase, say) reaches another program.
    environment = {name: value for name, value in environ.items() if not name.startswith("NUMBJOURNAL_")}
    try:
        ended = subprocess.run([*_command(environ), str(path)], env=environment, check=False)  # noqa: S603  (the person names it)
    except OSError:
        raise Refused("The editor could not be started.", _HINT) from None
    if ended.returncode != 0:
        raise Refused("The editor ended with an error.")


def _command(environ: Mapping[str, str]) -> list[str]:
    named = environ.get("VISUAL") or environ.get("EDITOR")
    if not named and sys.stdin.isatty():
        named = next((name for name in ("nano", "vi", "notepad") if shutil.which(name)), None)
    if not named:
        raise Refused("No editor is set.", _HINT)
    command = shlex.split(named)
    if Path(command[0]).name in _VIMS:
        command[1:1] = _QUIET_VIM
    return command
