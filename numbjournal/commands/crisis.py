"""`crisis`: people to talk to, whatever else does not work. Nothing is asked, and nothing is kept."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app()


def complete_countries(context: typer.Context, incomplete: str) -> list[str]:
    """Countries for the shell, by code."""
    return [code for code in Session.of(context).countries if code.startswith(incomplete.upper())]


@app.command()
def crisis(
    context: typer.Context,
    country: Annotated[
        str | None,
        typer.Argument(
            metavar="[COUNTRY]", help="A code like DE, or a name.", autocompletion=complete_countries
        ),
    ] = None,
    everywhere: Annotated[bool, typer.Option("--all", help="Every country.")] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show people to talk to now. Works without a journal, and without a network."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.say_who_to_turn_to(country, everywhere=everywhere)
