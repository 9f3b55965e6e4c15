"""What could not be saved: kept in a plain file, and saved later."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from numbjournal.context import Run
from numbjournal.core.entry import Draft, check_length, merge_taggings
from numbjournal.core.log_line import Phrase, read_tags
from numbjournal.core.tag import name_key
from numbjournal.errors import Busy, NumbjournalError, Refused, TooLong
from numbjournal.output.unsaved import kept_nowhere
from numbjournal.services.entries import tell
from numbjournal.store import unsaved as store
from numbjournal.store.rewrite_lock import alone


def kept_for_later(
    run: Run, error: NumbjournalError, draft: Draft, phrase: Phrase, number: int | None = None
) -> NumbjournalError:
    """The error that kept an entry, or a change of entry `number`, from being saved; it waits elsewhere.

    Beside an encrypted journal it does not: that would be a plain file.
    """
    if number is None:
        try:
            check_length(draft)
        except TooLong as too_long:
            error = too_long
    if isinstance(error, TooLong):
        # Waiting would not help; the text alone is kept, to be shortened.
        return _too_long(run, error, draft)
    if not _may_keep(run):
        said = kept_nowhere(run.words, sys.stderr)
        # A command that is repeated stands alone on its line, at the end.
        return (
            type(error)(f"{error} {said}")
            if "\n" in said
            else type(error)(f"{error.message} {said}", error.hint)
        )
    kept = _kept(run, draft, phrase, number)
    if kept is None:
        return type(error)(f"{error.message} It could not be kept elsewhere either.", error.hint)
    until = "" if store.is_lasting(run.journal_path, kept) else " until this computer restarts"
    # On a line of its own behind a command, which would otherwise run on into the sentence.
    between = "\n" if error.hint else " "
    return type(error)(
        f"{error}{between}What you wrote is kept{until}; to save it once this is mended:"
        " numbjournal log --unsaved"
    )


def _too_long(run: Run, error: TooLong, draft: Draft) -> TooLong:
    """The error for an entry with more text than one can hold; the text is kept as a draft.

    Beside an encrypted journal it is not: that would be a plain file.
    """
    hint = "numbjournal log --note - < PART"
    if not _may_keep(run):
        return TooLong(f"{error.message} The journal is encrypted, so the text is kept nowhere else.", hint)
    try:
        kept = run.editor.keep("\n\n".join(filter(None, (draft.note, draft.got_through))))
    except Refused:
        return TooLong(f"{error.message} It could not be kept elsewhere either.", hint)
    return TooLong(f"{error.message} Your text is kept in {kept}, which is not encrypted.", hint)


def _kept(run: Run, draft: Draft, phrase: Phrase, number: int | None = None) -> Path | None:
    """Keep what the journal could not take; the file, or None where there is no place for it.

    Meanwhile the journal does not become an encrypted one, beside which nothing is kept.
    """
    words = tuple(tag.label for tag in phrase.new_tags)
    unsaved = store.Unsaved(run.clock(), draft, words, number)
    with suppress(Busy), alone(run.journal_path):
        if _may_keep(run):
            return store.keep_unsaved(run.journal_path, unsaved)
    return None


def _may_keep(run: Run) -> bool:
    """Whether a plain file may hold what the journal could not take: never beside an encrypted one."""
    path = run.journal_path
    if (journal := run.opened(path)) is not None:
        return not journal.is_encrypted
    found = store.is_encrypted(path)
    if found is None:
        # A drive may be missing, with the backups on it.
        found = run.is_configured(path) and run.settings.get("encrypted")
    return not found


def save_unsaved(run: Run) -> None:
    """Save what could not be saved before, the oldest first."""
    waiting = _unsaved(run)
    if not waiting:
        run.output.result("There is nothing that waits to be saved.")
    for unsaved in waiting:
        # A word that was new then may be a tag of the journal's own.
        phrase = read_tags(unsaved.words, run.vocabulary)
        known = dict(zip((name_key(word) for word in unsaved.words), phrase.matches, strict=True))
        tags = merge_taggings(
            tagging._replace(tag=known[tagging.tag].tag.id) if tagging.tag in known else tagging
            for tagging in unsaved.draft.tags
        )
        draft = unsaved.draft._replace(tags=tags)

        def as_kept(_: Draft, draft: Draft = draft) -> Draft:
            return draft

        if unsaved.number is None:
            entry = run.journal_or_new.log(draft, phrase.new_tags, unsaved.at)
        else:
            _, entry = run.journal.edit(unsaved.number, as_kept, phrase.new_tags)
        if unsaved.path:
            unsaved.path.unlink(missing_ok=True)
        del run.vocabulary
        tell(run, entry, phrase)


def _unsaved(run: Run) -> Sequence[store.Unsaved]:
    """What waits to be saved, the oldest first; what cannot be read is left out."""
    found = []
    for path in store.unsaved_files(run.journal_path):
        with suppress(OSError, ValueError, KeyError, TypeError):
            found.append(store.read_unsaved(path))
    return found
