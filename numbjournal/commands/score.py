"""`score`: totals of questionnaires that were filled in elsewhere."""

from typing import Annotated

import typer
from typer._click.core import Command, Context
from typer._click.shell_completion import CompletionItem
from typer.core import TyperGroup

from numbjournal.context import Run
from numbjournal.core.score import Score, ScoreDeleted, ScoreKept, ScoreList, find_instrument, score_value
from numbjournal.errors import NumbjournalError
from numbjournal.options.command import command_app
from numbjournal.options.completion import completing
from numbjournal.options.options import whole_number
from numbjournal.services.days import read_day
from numbjournal.services.events import add_score, all_events, delete_score, questionnaires
from numbjournal.services.journal_place import say_where_the_journal_is


def complete_scores(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of totals for the shell."""
    try:
        scores = all_events(completing(context)).scores
    except NumbjournalError:
        return []
    return [str(score.number) for score in scores if str(score.number).startswith(incomplete)]


def complete_questionnaires(incomplete: str) -> list[str]:
    """Ids of questionnaires for the shell."""
    return [id for id in questionnaires() if id.startswith(incomplete.casefold())]


class ScoreGroup(TyperGroup):
    """A first word that is not a command is a questionnaire: `score phq-9 14` is `score add phq-9 14`."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["add", *args]
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """The questionnaires beside the commands."""
        ids = complete_questionnaires(incomplete)
        return [*super().shell_complete(ctx, incomplete), *map(CompletionItem, ids)]


app = command_app(
    cls=ScoreGroup,
    invoke_without_command=True,
    help="Totals of questionnaires you filled in elsewhere: numbjournal score phq-9 14",
)


@app.callback()
def score(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_scores(context)


@app.command()
def add(
    context: typer.Context,
    questionnaire: Annotated[
        str,
        typer.Argument(
            metavar="QUESTIONNAIRE", help="Such as phq-9.", autocompletion=complete_questionnaires
        ),
    ],
    total: Annotated[str, typer.Argument(metavar="TOTAL", help="The total, as a number.")],
    on: Annotated[
        str, typer.Option("--on", metavar="WHEN", help="The day; today if it is left out.")
    ] = "today",
) -> None:
    """Keep a total. The word `add` may be left out."""
    run = Run.of(context)
    instrument = find_instrument(questionnaire, questionnaires())
    new = Score(0, "", read_day(run, on), instrument.id, score_value(total, instrument))
    run.show(ScoreKept(add_score(run, new), instrument))
    say_where_the_journal_is(run)


@app.command("list")
def list_scores(context: typer.Context) -> None:
    """Show the totals, newest first."""
    run = Run.of(context)
    run.show(ScoreList(all_events(run).scores, questionnaires()))


@app.command()
def delete(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER", help="The total's number in the list.", autocompletion=complete_scores
        ),
    ],
) -> None:
    """Delete a total; undo brings it back."""
    run = Run.of(context)
    chosen = whole_number(number, "A total is named by its number.", "numbjournal score list")
    run.show(ScoreDeleted(delete_score(run, chosen)))
