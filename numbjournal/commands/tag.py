"""`tag`: the vocabulary, and a person's own words in it."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry import FLAT_TAGS
from numbjournal.core.query import Query
from numbjournal.core.tag import CRISIS_TAGS, KINDS, RESERVED, Tag, name_key
from numbjournal.errors import Misuse, Refused
from numbjournal.options.command import command_app
from numbjournal.options.completion import complete_tags
from numbjournal.options.filters import known_tag
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
    wanted = kind if kind is not None else only
    chosen = _kind(wanted) if wanted is not None else None
    left_over = run.journal.left_over_tags() if run.has_journal else ()
    tags = [tag for tag in run.vocabulary.tags.values() if tag.retired == retired and tag.id not in left_over]
    run.pages.screen.tags([tag for tag in tags if chosen in (None, tag.kind)])


@app.command()
def show(context: typer.Context, tag: TagArgument) -> None:
    """Show what a tag means, and how often you used it."""
    run = Run.of(context)
    found = run.vocabulary.tags[known_tag(run, tag)]
    days = 0
    if run.has_journal:
        days = len({entry.draft.day for entry in run.journal.list(Query(tags=(found.id,)))})
    run.pages.screen.tag(found, days)


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
    vocabulary = run.vocabulary
    known = vocabulary.named(name)
    if known and known.retired and same_as is None and kind is None:
        run.journal.retire_tag(known.id, retired=False)
        run.voice.tag_added(known._replace(retired=False))
        return
    key = _new_name(run, name)
    if same_as is not None:
        if kind is not None:
            raise Misuse("Another word for a tag has that tag's kind.", "numbjournal tag add --help")
        tag = vocabulary.tags[known_tag(run, same_as)]
        run.journal_or_new.add_alias(key, tag.id)
        run.voice.alias_added(key, tag)
        say_where_the_journal_is(run)
        return
    chosen = _kind(kind) if kind is not None else "own"
    if chosen == "distress":
        raise Refused(
            "Words for severe distress are added to one of the four there are.",
            "numbjournal tag add lebensmüde --same-as suicidal-thoughts",
        )
    tag = Tag(key, chosen, name, about, own=True)
    run.journal_or_new.add_tag(tag)
    run.voice.tag_added(tag)
    say_where_the_journal_is(run)
    if crisis := vocabulary.crisis(name):
        run.voice.remark(run.where_to_turn.for_near(crisis))


@app.command()
def rename(
    context: typer.Context,
    tag: TagArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")],
) -> None:
    """Call a tag by a name of your own. Entries keep it, and its other names go on meaning it."""
    run = Run.of(context)
    before = _changeable(run, tag)
    if name_key(name) not in (before.id, before.name):
        _new_name(run, name)
    called = "" if name_key(name) == before.id and not before.own else name
    if called == before.called:
        raise Refused("That is its name already.", f"numbjournal tag show {before.name}")
    run.journal_or_new.rename_tag(before.id, called)
    run.voice.tag_renamed(before, before._replace(called=called))
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
    source = _changeable(run, tag)
    if source.id in FLAT_TAGS:
        raise Refused("What the help signs count as flat stays a tag of its own.", "numbjournal learn")
    target = run.vocabulary.tags[known_tag(run, into)]
    if source.id == target.id:
        raise Refused("Those are the same tag already.", f"numbjournal tag show {target.name}")
    run.voice.tags_merged(source, target, run.journal_or_new.merge_tags(source.id, target.id))
    say_where_the_journal_is(run)


@app.command()
def retire(context: typer.Context, tag: TagArgument) -> None:
    """Offer a tag no longer. Entries keep it, and `tag add` brings it back."""
    run = Run.of(context)
    found = _changeable(run, tag)
    if found.retired:
        raise Refused("That tag is retired already.", "numbjournal tag list --retired")
    run.journal_or_new.retire_tag(found.id)
    run.voice.tag_retired(found)
    say_where_the_journal_is(run)


@app.command()
def delete(context: typer.Context, tag: TagArgument) -> None:
    """Take out a word of your own that no entry has; undo brings it back."""
    run = Run.of(context)
    found = _changeable(run, tag)
    if not found.own:
        raise Refused("Only words of your own can be taken out.", f"numbjournal tag retire {found.name}")
    run.journal.delete_tag(found.id)
    run.voice.tag_deleted(found)


def _changeable(run: Run, word: str) -> Tag:
    """The tag, exactly named, if it is one that a person may change.

    Raises NotFound, or Refused for severe distress: those have to be found under any name, at any time.
    """
    tag = run.vocabulary.named(word) or run.vocabulary.tags[known_tag(run, word)]
    if tag.kind == "distress" and not tag.own:
        hint = "numbjournal tag list" if tag.id in CRISIS_TAGS else f"numbjournal tag show {tag.id}"
        raise Refused("Words for severe distress stay as they are; --same-as adds one.", hint)
    return tag


def _new_name(run: Run, name: str) -> str:
    """The key of a name that a tag may get.

    Raises Misuse, or Refused where there is one already.
    """
    key = name_key(name)
    if not key[:1].isalpha() or ":" in key:
        raise Misuse(
            "A tag starts with a letter and has no colon.", "numbjournal tag add heavy-legs --kind body"
        )
    if key in RESERVED:
        raise Misuse("That is a word of the command line and cannot be a tag.", "numbjournal log --help")
    if owner := run.vocabulary.named(name):
        raise Refused("There is a tag with that name.", f"numbjournal tag show {owner.name}")
    return key


def _kind(text: str) -> str:
    """Raises Misuse."""
    if text.casefold() in KINDS:
        return text.casefold()
    raise Misuse(f"A kind is one of {', '.join(KINDS)}.", "numbjournal tag list --kind body")
