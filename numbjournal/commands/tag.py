"""`tag`: the vocabulary, and a person's own words in it."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app, complete_tags, known_tag
from numbjournal.core.query import Query
from numbjournal.core.tag import KINDS, RESERVED, Tag, name_key
from numbjournal.errors import Misuse, Refused
from numbjournal.session import Session

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
    context: typer.Context, kind: KindOption = None, json: JsonOption = False, plain: PlainOption = False
) -> None:
    """Show the tags, by kind."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    chosen = _kind(kind) if kind is not None else None
    tags = session.vocabulary.tags.values()
    session.screen.tags([tag for tag in tags if chosen in (None, tag.kind)])


@app.command()
def show(
    context: typer.Context, tag: TagArgument, json: JsonOption = False, plain: PlainOption = False
) -> None:
    """Show what a tag means, and how often you used it."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    found = session.vocabulary.tags[known_tag(session, tag)]
    days = 0
    if session.has_journal:
        days = len({entry.draft.day for entry in session.journal.list(Query(tags=(found.id,)))})
    session.screen.tag(found, days)


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
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Add a word of your own, or another word for a tag."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    key = name_key(name)
    if not key[:1].isalpha() or ":" in key:
        raise Misuse(
            "A tag starts with a letter and has no colon.", "numbjournal tag add heavy-legs --kind body"
        )
    if key in RESERVED:
        raise Misuse("That is a word of the command line and cannot be a tag.", "numbjournal log --help")
    vocabulary = session.vocabulary
    if key in vocabulary.owner:
        raise Refused("There is a tag with that name.", f"numbjournal tag show {vocabulary.owner[key]}")
    if same_as is not None:
        if kind is not None:
            raise Misuse("Another word for a tag has that tag's kind.", "numbjournal tag add --help")
        tag = vocabulary.tags[known_tag(session, same_as)]
        session.journal_or_new.add_alias(key, tag.id)
        session.voice.alias_added(key, tag)
        session.say_where_the_journal_is()
        return
    chosen = _kind(kind) if kind is not None else "own"
    if chosen == "distress":
        raise Refused(
            "Words for severe distress are added to one of the four there are.",
            "numbjournal tag add suizid --same-as suicidal-thoughts",
        )
    tag = Tag(key, chosen, name, about, own=True)
    session.journal_or_new.add_tag(tag)
    session.voice.tag_added(tag)
    session.say_where_the_journal_is()
    if crisis := vocabulary.crisis(name):
        session.voice.remark(session.where_to_turn.for_near(crisis))


def _kind(text: str) -> str:
    """Raises Misuse."""
    if text.casefold() in KINDS:
        return text.casefold()
    raise Misuse(f"A kind is one of {', '.join(KINDS)}.", "numbjournal tag list --kind body")
