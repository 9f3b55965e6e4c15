"""`erase`: everything there is of this program on the disk, gone for good."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, YesOption, command_app
from numbjournal.errors import Misuse, Refused, Stopped
from numbjournal.session import Session

app = command_app()


@app.command()
def erase(
    context: typer.Context, yes: YesOption = False, json: JsonOption = False, plain: PlainOption = False
) -> None:
    """Erase everything there is of numbjournal here, for good: journal, backups, settings, reminders, drafts.

    It shows first what that is, and what else lies there and stays. With --journal only that journal goes,
    with what belongs to it. The name of a journal that is locked or damaged has to be typed back.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)
    name = session.erasing.check()
    if name and not session.can_ask:
        raise session.erasing.not_recognised()
    everything = session.erasing.everything()
    if everything.goes and (name or not yes):
        session.voice.about_to_erase(everything)
        _ask(session, name)
    erased = session.erasing.erase(everything)
    session.voice.erased(erased)
    if erased.left:
        raise Refused("Not everything could be erased.")


def _ask(session: Session, name: str) -> None:
    """Raises Stopped, or Misuse where nobody can be asked."""
    if not session.can_ask:
        raise Misuse("Erasing cannot be undone; say that you mean it.", "numbjournal erase --yes")
    question = "Erase all of this for good? Nothing brings it back."
    if name:
        means_it = session.prompts.types_back(
            f"{question} The journal is locked or damaged, so only its name tells that it is the one.", name
        )
    else:
        means_it = session.prompts.yes(question, whole=True)
    if not means_it:
        raise Stopped("")
