"""`erase`: everything there is of this program on the disk, gone for good."""

import typer

from numbjournal.context import Run
from numbjournal.errors import Misuse, Refused, Stopped
from numbjournal.options.command import command_app
from numbjournal.options.options import YesOption
from numbjournal.services import erasing

app = command_app()


@app.command()
def erase(context: typer.Context, yes: YesOption = False) -> None:
    """Erase everything there is of numbjournal here, for good: journal, backups, settings, reminders, drafts.

    It shows first what that is, and what else lies there and stays. With --journal only that journal goes,
    with what belongs to it. The name of a journal that is locked or damaged has to be typed back.
    """
    run = Run.of(context)
    name = erasing.check(run)
    if name and not run.can_ask:
        raise erasing.not_recognised(run)
    everything = erasing.everything(run)
    if everything.goes and (name or not yes):
        erasing.say_what_goes(run, everything)
        _ask(run, name)
    erased = erasing.erase(run, everything)
    run.show(erased)
    if erased.left:
        raise Refused("Not everything could be erased.")


def _ask(run: Run, name: str) -> None:
    """Raises Stopped, or Misuse where nobody can be asked."""
    if not run.can_ask:
        raise Misuse("Erasing cannot be undone; say that you mean it.", "numbjournal erase --yes")
    question = "Erase all of this for good? Nothing brings it back."
    if name:
        means_it = run.prompts.types_back(
            f"{question} The journal is locked or damaged, so only its name tells that it is the one.", name
        )
    else:
        means_it = run.prompts.yes(question, whole=True)
    if not means_it:
        raise Stopped("")
