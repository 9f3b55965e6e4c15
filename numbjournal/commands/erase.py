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

    It shows first what that is. With --journal only that journal goes, with what belongs to it.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)
    everything = session.keeping.everything()
    if everything and not yes:
        session.voice.about_to_erase(everything)
        if not session.can_ask:
            raise Misuse("Erasing cannot be undone; say that you mean it.", "numbjournal erase --yes")
        if not session.prompts.yes("Erase all of this for good? Nothing brings it back.", whole=True):
            raise Stopped("")
    erased = session.keeping.erase_everything()
    session.voice.erased(erased)
    if erased.left:
        raise Refused("Not everything could be erased.")
