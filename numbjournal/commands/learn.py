"""`learn`: short pages about numbness."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app, complete_topics
from numbjournal.context import Run
from numbjournal.core.topic import TopicList, find_topic

app = command_app()


@app.command()
def learn(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC", help="A page; the beginning of its name will do.", autocompletion=complete_topics
        ),
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="The names of all pages.")] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Read a short page about numbness; without a name, the list of them."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    if topic is None or list_them:
        run.show(TopicList(run.topics))
    else:
        run.show(find_topic(topic, run.topics))
