"""Backups of the journal: made, listed, and brought back."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from numbjournal.context import Run, is_folder, is_there
from numbjournal.core.maintenance import Kept, Restored, RestorePlan
from numbjournal.errors import DamagedAtStart, DoesNotOpen, Replaced
from numbjournal.store import restore as store
from numbjournal.store import restore_plan
from numbjournal.store.backup import Backup, backups_in_order, described, make_daily_backup
from numbjournal.store.engine import FileKind, file_kind
from numbjournal.store.key import Key
from numbjournal.store.rewrite_lock import alone
from numbjournal.wording.restore_plan import plan_sentences, question


def back_up(run: Run) -> Kept:
    """A verified copy now, in the place of today's."""
    journal, today = run.journal, run.today
    try:
        made = make_daily_backup(journal.connection, journal.path, today)
    except Replaced:
        journal.follow()
        made = make_daily_backup(journal.connection, journal.path, today)
    return described(Backup(made, today), today, run.keys.key_of)


def backups(run: Run) -> Sequence[Kept]:
    """Every file among the backups, the newest first; what cannot be read comes last."""
    key_of = run.keys.key_of
    found = backups_in_order(run.journal_path, key_of)
    return [described(backup, run.today, key_of) for backup in found]


def plan_restore(run: Run, named: str | None, *, salvages: bool) -> RestorePlan:
    """What `restore` would do; a passphrase it needs is asked for here.

    Raises NotFound, Refused, Damaged, or Locked.
    """
    path = run.journal_path
    if not is_there(path.parent) and run.is_configured(path):
        raise run.missing(path)
    if is_folder(path):
        raise run.is_a_folder(path)
    key_of = run.keys.key_of
    named = run.as_typed(named) if named else named
    plan = restore_plan.plan_restore(path, named, run.today, key_of, salvages=salvages)
    if file_kind(Path(plan.source)) is not FileKind.ENCRYPTED:
        with suppress(DoesNotOpen):
            key_of(path)
    return plan


def agreed(run: Run, plan: RestorePlan) -> bool:
    """Whether somebody on the terminal says yes to a restore."""
    return run.prompts.yes(question(plan))


def say_plan(run: Run, plan: RestorePlan) -> None:
    """Say which copy it is and what only the journal has, before anybody is asked."""
    for sentence in plan_sentences(plan, run.today):
        run.output.remark(sentence)


def restore(run: Run, plan: RestorePlan) -> Restored:
    """Bring the journal back from a backup, or from what a damaged file still holds."""
    path, source = run.journal_path, Path(plan.source)
    was_there = is_there(path)
    bring_back = store.salvage_journal if plan.salvages else store.restore
    wanted, lost_key = _key_for_plain(run, source)
    with alone(path):
        done = bring_back(path, source, run.clock(), run.keys.key_of, wanted)
    if lost_key:
        run.output.remark("The journal is not encrypted now, as that file was not: numbjournal encrypt")
    if not was_there:
        run.made_journal = path
    # What an older form lacks is made up for now, and not at the next entry.
    run.journal.count()
    return done


def _key_for_plain(run: Run, source: Path) -> tuple[Key | None, bool]:
    """The key for a journal that comes from a plain file and takes the place of an encrypted one, and
    whether there was one that is lost: the journal is damaged at its beginning, so that no key fits.

    Raises Locked where nobody gives it, or another one: a wrong passphrase makes no journal a plain one.
    """
    if file_kind(source) is FileKind.ENCRYPTED:
        return None, False
    try:
        return run.keys.key_of(run.journal_path), False
    except DamagedAtStart:
        return None, True
