"""`merge`: the journal of another device, brought into this one."""

from functools import partial
from shlex import quote

from numbjournal.context import Run
from numbjournal.core.merge import JournalMerged
from numbjournal.errors import Misuse, NotFound, Stopped
from numbjournal.output.progress import watched
from numbjournal.store.merge import merge_file


def merge_journal(run: Run, file: str, *, dry_run: bool, yes: bool) -> JournalMerged:
    """Merge the journal in a file into this one; `yes` answers every question.

    Raises NotFound, Refused, Locked, Damaged, or Unreadable; Misuse or Stopped if nobody agrees. Then nothing
    is changed.
    """
    if not run.has_journal and not run.is_configured(run.journal_path):
        raise NotFound(
            "There is no journal here yet; a copy of the other one can begin it.",
            f"numbjournal restore {quote(file)}",
        )

    return merge_file(
        run.journal,
        run.path(file),
        run.clock(),
        dry_run=dry_run,
        consent=_Consent(run, is_given=yes),
        watch=partial(watched, words="Merging", plain=run.plain),
        key_of=run.keys.key_of,
    )


class _Consent:
    """Asks on the terminal, unless the answer was given on the command line."""

    def __init__(self, run: Run, *, is_given: bool) -> None:
        self._run = run
        self._is_given = is_given

    def to_erase(self, count: int) -> None:
        entries = "1 entry was" if count == 1 else f"{count} entries were"
        self._ask(
            f"{entries} erased for good on the other device",
            "say that you mean it here too",
            "Erase here too? Undo will not bring that back.",
        )

    def to_plain(self) -> None:
        self._ask(
            "The other journal is encrypted, and this one is not",
            "what comes in can be read here without a passphrase",
            "Bring it in anyway? It can then be read here without a passphrase.",
        )

    def _ask(self, fact: str, consequence: str, question: str) -> None:
        if self._is_given:
            return
        if not self._run.can_ask:
            raise Misuse(f"{fact}; {consequence}.", "numbjournal merge FILE --yes")
        if not self._run.prompts.yes(f"{fact}. {question}"):
            raise Stopped("")
