"""`import`: what an export holds, brought in."""  # noqa: N999  (the verb that is typed)

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app()


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `export` wrote as JSON or JSON Lines.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Bring in what is not there yet, in one step of undo; what is there stays as it is.

    All of the file comes in or nothing. An entry that was erased for good does not come back.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.pages.exchange.imported(session.taking_along.import_file(file, tries=dry_run))
    session.say_where_the_journal_is()
