"""`insights`: what many days say together, with how far it can be trusted."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.day import Axis
from numbjournal.errors import Misuse
from numbjournal.options.command import command_app
from numbjournal.options.days import FromOption, LastOption, ToOption, read_range
from numbjournal.services.future_entries import remark_on_future_days
from numbjournal.services.insights import insights_into

app = command_app()


@app.command()
def insights(
    context: typer.Context,
    of: Annotated[
        str, typer.Option("--of", metavar="feel|mood", help="How much you could feel, or how pleasant.")
    ] = Axis.FEEL.value,
    first: FromOption = None,
    last: ToOption = None,
    span: LastOption = None,
) -> None:
    """Show how flat the days were, whether they changed, and what goes with a better next day.

    It looks at all days there are, unless a time is said. What has too few days for an answer says so.
    """
    run = Run.of(context)
    axis = _axis(of)
    days = read_range(run, first=first, last=last, span=span)
    run.show(insights_into(run, *days, axis))
    remark_on_future_days(run, *days)


def _axis(typed: str) -> Axis:
    """A typed axis.

    Raises Misuse.
    """
    try:
        return Axis(typed.strip().casefold())
    except ValueError:
        raise Misuse("Insights are of feel or of mood.", "numbjournal insights --of mood") from None
