"""Printed commands, made ones to type as they stand: about the same journal as the run that prints them.

Sentences everywhere name commands plainly (`numbjournal undo`). What they need beside that is put in where a
sentence leaves the program, so that no sentence has to know of it.
"""

import os
import re
import shlex
from collections.abc import Collection

from numbjournal.core.text import one_line

WITHOUT_JOURNAL = frozenset({"crisis", "learn", "config", "demo"})
"""Commands that are about no journal, or about the settings; they stay short."""


def about_journal(text: str, journal: str, commands: Collection[str]) -> str:
    """A sentence with `--journal FILE` in each command that is about one; `commands` are all there are."""
    names = "|".join(re.escape(name) for name in commands if name not in WITHOUT_JOURNAL)
    # A leading ~ is expanded by the shell, and otherwise here.
    home = "~/" if journal.startswith("~/") else ""
    option = f"numbjournal --journal {home}{_quoted(journal.removeprefix(home))} "
    return re.sub(rf"(?<![\w/.-])numbjournal (?=(?:{names})(?![\w-]))", lambda _: option, text)


def _quoted(path: str) -> str:
    """As a shell reads it; bytes that are not UTF-8 as escapes within $'...', which most shells know."""
    try:
        path.encode()
    except UnicodeEncodeError:
        escaped = "".join(
            chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in "'\\" else f"\\x{byte:02x}"
            for byte in os.fsencode(path)
        )
        return f"$'{escaped}'"
    return one_line(shlex.quote(path))
