"""What is fine about the journal and what is not, and changes that another program made."""

from collections.abc import Sequence

from numbjournal.context import Run
from numbjournal.core.maintenance import Finding, State
from numbjournal.errors import Damaged, Misuse, Refused
from numbjournal.output.editor import left_drafts
from numbjournal.services.journal_place import check_place
from numbjournal.store import checkup, external_changes


def examine(run: Run) -> Sequence[Finding]:
    """What is fine about the journal and what is not."""
    path = run.journal_path
    try:
        check_place(run, path, may_be_empty=True)
    except Refused:
        # Said below, with the rest.
        pass
    except (Misuse, Damaged) as error:
        way_out = error.hint if isinstance(error, Misuse) else "numbjournal config set journal FILE"
        return [Finding(State.FAULT, error.message, way_out, error.exit_code)]
    is_configured = run.is_configured(path)
    drafts = left_drafts(run.environ)
    return checkup.examine(path, run.today, run.keys.key_of, is_configured=is_configured, drafts=drafts)


def accept_changes(run: Run) -> tuple[Sequence[int], Sequence[str]]:
    """Take what another program changed into the history: numbers of entries, and names of the rest."""
    changes = external_changes.accept_changes(run.journal)
    numbers = [change.number for change in changes if change.thing == "entry"]
    return numbers, [change.word for change in changes if change.thing != "entry"]
