"""`tag`: the vocabulary, and a person's own words in it."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.tag import KINDS, TagList
from numbjournal.options.command import command_app
from numbjournal.options.completion import complete_tags
from numbjournal.services import tags as services
from numbjournal.services.journal_place import say_where_the_journal_is

app = command_app(invoke_without_command=True, help="The words for how numbness shows, and your own.")

KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=f"One of: {', '.join(KINDS)}.")
]
TagArgument = Annotated[str, typer.Argument(metavar="TAG", help="A tag.", autocompletion=complete_tags)]


@app.callback()
def tag(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_tags(context)


@app.command("list")
def list_tags(
    context: typer.Context,
    only: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="One kind, such as body or own.")
    ] = None,
    kind: KindOption = None,
    retired: Annotated[bool, typer.Option("--retired", help="Those you retired instead.")] = False,
) -> None:
    """Show the tags, by kind. Words of your own that no entry has any more are left out."""
    run = Run.of(context)
    run.show(TagList(services.list_tags(run, kind if kind is not None else only, retired=retired)))


@app.command()
def show(context: typer.Context, tag: TagArgument) -> None:
    """Show what a tag means, and how often you used it."""
    run = Run.of(context)
    run.show(services.show_tag(run, tag))


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Your word.")],
    kind: KindOption = None,
    same_as: Annotated[
        str | None,
        typer.Option(
            "--same-as",
            metavar="TAG",
            help="Make it another word for this tag.",
            autocompletion=complete_tags,
        ),
    ] = None,
    about: Annotated[str, typer.Option("--about", metavar="TEXT", help="What it means to you.")] = "",
) -> None:
    """Add a word of your own, or another word for a tag; or bring back one that you retired."""
    run = Run.of(context)
    run.show(services.add_tag(run, name, kind=kind, same_as=same_as, about=about))
    say_where_the_journal_is(run)
    if crisis := run.vocabulary.crisis(name):
        run.output.remark(run.where_to_turn.for_near(crisis))


@app.command()
def rename(
    context: typer.Context,
    tag: TagArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")],
) -> None:
    """Call a tag by a name of your own. Entries keep it, and its other names go on meaning it."""
    run = Run.of(context)
    run.show(services.rename_tag(run, tag, name))
    say_where_the_journal_is(run)


@app.command()
def merge(
    context: typer.Context,
    tag: TagArgument,
    into: Annotated[
        str, typer.Argument(metavar="INTO", help="The tag that stays.", autocompletion=complete_tags)
    ],
) -> None:
    """Make one tag of two: entries with TAG get INTO, and TAG becomes another word for it."""
    run = Run.of(context)
    run.show(services.merge_tags(run, tag, into))
    say_where_the_journal_is(run)


@app.command()
def retire(context: typer.Context, tag: TagArgument) -> None:
    """Offer a tag no longer. Entries keep it, and `tag add` brings it back."""
    run = Run.of(context)
    run.show(services.retire_tag(run, tag))
    say_where_the_journal_is(run)


@app.command()
def delete(context: typer.Context, tag: TagArgument) -> None:
    """Take out a word of your own that no entry has; undo brings it back."""
    run = Run.of(context)
    run.show(services.delete_tag(run, tag))
