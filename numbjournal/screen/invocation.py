"""How the program was called, so that a printed command, typed as it stands, is about the same journal.

Sentences everywhere name commands plainly (`numbjournal undo`). What they need beside that is put in where a
sentence leaves the program, so that no sentence has to know of it.
"""

import re
import shlex
from collections.abc import Collection

from numbjournal.core.text import visible

WITHOUT_JOURNAL = frozenset({"crisis", "learn", "config", "demo"})
"""Commands that are about no journal, or about the settings; they stay short."""


class Invocation:
    """The root options that were given. `commands` are the names of all there are."""

    def __init__(self, commands: Collection[str] = ()) -> None:
        self.journal: str | None = None
        self._commands = commands

    def again(self, text: str) -> str:
        """A sentence, with `--journal FILE` in each command that has to repeat it."""
        if self.journal is None:
            # NUMBJOURNAL_FILE and the settings stay in force for the next command.
            return text
        names = "|".join(re.escape(name) for name in self._commands if name not in WITHOUT_JOURNAL)
        option = f"numbjournal --journal {visible(shlex.quote(self.journal))} "
        return re.sub(rf"(?<![\w/.-])numbjournal (?=(?:{names})(?![\w-]))", lambda _: option, text)
