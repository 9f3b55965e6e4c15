"""`doctor`: what is fine about the journal, what is not, and the one command that helps."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import ChangesAccepted, Findings
from numbjournal.options.command import command_app
from numbjournal.services.doctor import accept_changes, examine

app = command_app()


@app.command()
def doctor(
    context: typer.Context,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take changes by another program into the history.")
    ] = False,
) -> None:
    """Look at the journal, its backups and its folder. Nothing is changed."""
    run = Run.of(context)
    if accept:
        run.show(ChangesAccepted(*accept_changes(run)))
        return
    findings = examine(run)
    run.show(Findings(findings))
    raise typer.Exit(max((finding.exit_code for finding in findings), default=0))
