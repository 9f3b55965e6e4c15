"""Everything that can go wrong in words: a sentence, a command that helps, an exit code.

Core and store raise these; only `cli.main` catches them. A message never repeats what a person wrote
in an entry, because error text ends up in scroll-back, logs and bug reports.
"""


class NumbjournalError(Exception):
    """One clear sentence, and the command that helps (may be empty)."""

    exit_code = 1

    is_midway = False
    """Raised where something may have been begun: what is changed is said (`effects`), also if nothing is."""

    def __init__(self, message: str, hint: str = "", *, is_midway: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.is_midway = self.is_midway or is_midway

    def __str__(self) -> str:
        return f"{self.message} Try: {self.hint}" if self.hint else self.message


class Refused(NumbjournalError):
    """Understood, and not done."""


class TooLong(Refused):
    """A text is longer than the journal takes."""


class Busy(Refused):
    """Another program is using the file; later it would be done."""


class Replaced(Refused):
    """Another file has taken the journal's place."""


class Misuse(NumbjournalError):
    """The command line could not be understood."""

    exit_code = 2


class NotFound(NumbjournalError):
    """No such entry, tag, setting, backup, file or journal."""

    exit_code = 3


class Locked(NumbjournalError):
    """The journal needs a passphrase that was not given."""

    exit_code = 4


class DoesNotOpen(Locked):
    """A passphrase was given and opens nothing: it is another one, or the file is damaged."""


class DamagedAtStart(DoesNotOpen):
    """The passphrase opens a copy under the same key, and not the file: its beginning is damaged."""

    exit_code = 5


class Damaged(NumbjournalError):
    """The file is damaged, is not a journal, or was written by a newer numbjournal."""

    exit_code = 5


class Unusable(Damaged):
    """The file is whole, and not a journal that this program can use: another program's, or a newer one's."""


class Unreadable(NumbjournalError):
    """The file to import could not be read."""

    exit_code = 6
    is_midway = True


class Stopped(NumbjournalError):
    """The person stopped on purpose (Ctrl-C, Ctrl-D)."""

    exit_code = 130
    is_midway = True


class Unheard(Refused):
    """The output could not be written; `is_gone` if its reader has gone away."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(f"The output could not be written: {cause.strerror}.")
        self.is_gone = isinstance(cause, BrokenPipeError)
