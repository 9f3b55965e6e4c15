"""`merge`: the journal of another device, brought into this one."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, YesOption, command_app
from numbjournal.errors import Misuse, Stopped
from numbjournal.session import Session

app = command_app()


@app.command()
def merge(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The other journal; it is only read.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    yes: YesOption = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Bring another device's journal into this one, in one step of undo: both ways, in any order, repeatedly.

    Where both changed the same entry, the later change counts, and the other version is kept in the history.
    What was erased for good on one device is erased on the other too; that asks first.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)

    def ask(count: int) -> None:
        if yes:
            return
        entries = "1 entry was" if count == 1 else f"{count} entries were"
        if not session.can_ask:
            raise Misuse(
                f"{entries} erased for good on the other device; say that you mean it here too.",
                "numbjournal merge FILE --yes",
            )
        if not session.prompts.yes(
            f"{entries} erased for good on the other device. Erase here too? Undo will not bring that back."
        ):
            raise Stopped("Nothing was changed.")

    session.pages.exchange.merged(session.keeping.merge(file, tries=dry_run, ask=ask))
