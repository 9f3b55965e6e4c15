"""`learn`: short pages about numbness."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.topic import TopicList, find_topic
from numbjournal.options.command import command_app
from numbjournal.services.topics import topics

app = command_app()


def complete_topics(incomplete: str) -> list[str]:
    """Names of pages for the shell."""
    return [topic.id for topic in topics() if topic.id.startswith(incomplete)]


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
) -> None:
    """Read a short page about numbness; without a name, the list of them."""
    run = Run.of(context)
    if topic is None or list_them:
        run.show(TopicList(topics()))
    else:
        run.show(find_topic(topic, topics()))
