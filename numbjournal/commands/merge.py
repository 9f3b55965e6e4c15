"""`merge`: the journal of another device, brought into this one."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.errors import Misuse, Stopped
from numbjournal.options.command import command_app
from numbjournal.options.options import YesOption

app = command_app()


@app.command()
def merge(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The other journal; it is only read.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    yes: YesOption = False,
) -> None:
    """Bring another device's journal into this one, in one step of undo: both ways, in any order, repeatedly.

    Where both changed the same entry, the later change counts, and the other version is kept in the history.
    What was erased for good on one device is erased on the other too; that asks first. Bringing an encrypted
    journal into one that is not asks too.
    """
    run = Run.of(context)

    consent = _Given() if yes else _Asked(run)
    run.pages.exchange.merged(run.keeping.merge(file, dry_run=dry_run, consent=consent))


class _Given:
    """`--yes`."""

    def to_erase(self, count: int) -> None:
        pass

    def to_plain(self) -> None:
        pass


class _Asked:
    """Somebody on a terminal; without one it is refused."""

    def __init__(self, run: Run) -> None:
        self._session = run

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
            "Bring it in all the same? It can then be read here without a passphrase.",
        )

    def _ask(self, what: str, without: str, question: str) -> None:
        if not self._session.can_ask:
            raise Misuse(f"{what}; {without}.", "numbjournal merge FILE --yes")
        if not self._session.prompts.yes(f"{what}. {question}"):
            raise Stopped("")
