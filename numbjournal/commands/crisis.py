"""`crisis`: people to turn to now. It needs no journal, asks nothing, refuses nothing and keeps nothing."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.helpline import SupportPage
from numbjournal.core.tag import name_key
from numbjournal.options.command import command_app
from numbjournal.options.completion import completing

app = command_app()


def complete_countries(context: typer.Context, incomplete: str) -> list[str]:
    """Names (with hyphens for spaces) and codes of countries for the shell, in the case that is typed."""
    countries = completing(context).where_to_turn.countries
    names = [name_key(country.name).removeprefix("the-") for country in countries]
    words = [*(country.code.casefold() for country in countries), *names]
    begun = [word for word in words if word.startswith(incomplete.casefold())]
    return [word.upper() if incomplete.isupper() else word for word in begun]


@app.command(context_settings={"ignore_unknown_options": True})
def crisis(
    context: typer.Context,
    country: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COUNTRY",
            help="A country, by its name or two letters.",
            autocompletion=complete_countries,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every country there is a number for.")] = False,
) -> None:
    """Show people to talk to now: the emergency number, your own contacts, helplines.

    It works without a journal and without a network, and it is never logged.
    """
    run = Run.of(context)
    run.forgive_settings()
    # A mistake in an option is no reason to show less.
    typed = " ".join(word for word in country or () if not word.startswith("-"))
    support = run.where_to_turn.support(typed, everything=everything)
    run.show(SupportPage(support, run.clock(), run.where_to_turn.page(support)))
