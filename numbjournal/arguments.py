"""What commands share on the command line: options, an entry's words, filters, how an app is set up."""

import errno
import sys
from collections.abc import Mapping
from datetime import date
from itertools import zip_longest
from typing import Annotated, Any, ClassVar

import typer
from typer._click.core import Context
from typer.core import TyperCommand, TyperOption

from numbjournal.core.entry import Draft, Interfered, check_length, scale_number
from numbjournal.core.phrase import Phrase
from numbjournal.core.query import Query, feel_range
from numbjournal.core.tag import CRISIS_TAGS, name_key
from numbjournal.core.text import LONGEST_READ, LONGEST_TEXT, MEGABYTE
from numbjournal.core.when import clock_time, resolve_span
from numbjournal.errors import Misuse, NotFound, NumbjournalError, Refused, TooLong
from numbjournal.screen.text import decoded
from numbjournal.screen.unsaved import kept_nowhere
from numbjournal.session import Session


def command_app(**options: Any) -> typer.Typer:
    """The Typer app of one command or group: plain help, no drawn tracebacks, no completion of its own."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        **options,
    )


class WordsCommand(TyperCommand):
    """A command whose words may look like options: `-3 felt bad` is a note, `-3` a number that is refused.

    What has white space in it and is not a known `--option=value`, and what is a sign and a digit, is a
    word; options keep their values.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        takes_value = {
            name: not parameter.is_flag
            for parameter in self.params
            if isinstance(parameter, TyperOption)
            for name in (*parameter.opts, *parameter.secondary_opts)
        }
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                words.extend(rest)
            elif not argument.startswith("-") or _is_word(argument, takes_value):
                words.append(argument)
            else:
                options.append(argument)
                if not takes_value.get(argument):
                    continue
                value = next(rest, None)
                if value is None:
                    # The parser says that it is missing; a `--` behind it would be taken for the value.
                    return super().parse_args(ctx, options)
                options.append(value)
        return super().parse_args(ctx, [*options, "--", *words] if words else options)


class OptionsAloneCommand(TyperCommand):
    """A command with options that may stand without their value, which is then the one in `alone`."""

    alone: ClassVar[Mapping[str, str]] = {}

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        given: list[str] = []
        for argument, following in zip_longest(args, args[1:]):
            given.append(argument)
            # A day may begin with a sign, as in `--week -3`.
            is_alone = following is None or (following.startswith("-") and not following[1:2].isdigit())
            if argument in self.alone and is_alone:
                given.append(self.alone[argument])
        return super().parse_args(ctx, given)


def _is_word(argument: str, known: dict[str, bool]) -> bool:
    name, equals, _ = argument.partition("=")
    if equals and name in known:
        return False
    return any(character.isspace() for character in argument) or argument[1:2].isnumeric()


# Completion. Nothing is asked or printed there; a journal that cannot be read offers no words.


def complete_tags(context: typer.Context, incomplete: str) -> list[str]:
    """Tags for the shell; the crisis tags and retired ones are left out."""
    try:
        tags = completing(context).vocabulary.tags
    except NumbjournalError:
        return []
    offered = [tag.name for tag in tags.values() if tag.id not in CRISIS_TAGS and not tag.retired]
    return [name for name in offered if name.startswith(incomplete)]


def complete_entry_numbers(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of the newest entries for the shell."""
    try:
        entries = completing(context).journal.list(Query(limit=20))
    except NumbjournalError:
        return []
    return [str(entry.number) for entry in entries if str(entry.number).startswith(incomplete)]


def complete_countries(context: typer.Context, incomplete: str) -> list[str]:
    """Names (with hyphens for spaces) and codes of countries for the shell, in the case that is typed."""
    countries = completing(context).where_to_turn.countries
    names = [name_key(country.name).removeprefix("the-") for country in countries]
    words = [*(country.code.casefold() for country in countries), *names]
    begun = [word for word in words if word.startswith(incomplete.casefold())]
    return [word.upper() if incomplete.isupper() else word for word in begun]


def complete_settings(context: typer.Context, incomplete: str) -> list[str]:
    """Names of settings for the shell."""
    return [name for name in completing(context).settings.known if name.startswith(incomplete)]


def complete_topics(context: typer.Context, incomplete: str) -> list[str]:
    """Names of pages for the shell."""
    return [topic.id for topic in completing(context).topics if topic.id.startswith(incomplete)]


def complete_marks(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of marks for the shell."""
    try:
        marks = completing(context).events.all.marks
    except NumbjournalError:
        return []
    return [str(mark.number) for mark in marks if str(mark.number).startswith(incomplete)]


def complete_scores(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of totals for the shell."""
    try:
        scores = completing(context).events.all.scores
    except NumbjournalError:
        return []
    return [str(score.number) for score in scores if str(score.number).startswith(incomplete)]


def complete_questionnaires(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of questionnaires for the shell."""
    return [id for id in completing(context).events.instruments if id.startswith(incomplete.casefold())]


def completing(context: typer.Context) -> Session:
    """The session while the shell waits for words: it asks nobody anything."""
    session = Session.of(context)
    # The root command does not run while completing, so its options are taken from the parser.
    session.use(journal=context.find_root().params.get("journal"))
    session.vault.stay_quiet()
    return session


JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for other programs.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Sentences only, for screen readers.")]
NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The entry's number.", autocompletion=complete_entry_numbers)
]

# What an entry says beside its words. On `edit`, an empty value ("") takes something back.

OnOption = Annotated[
    str | None, typer.Option("--on", metavar="WHEN", help="The day: yesterday, -3, monday, 2026-11-22 ...")
]
AtOption = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="The time of day it is about.")]
MoodOption = Annotated[
    str | None, typer.Option("--mood", metavar="0-10", help="How pleasant, apart from how much.")
]
InterferedOption = Annotated[
    str | None,
    typer.Option("--interfered", metavar="none|little|lot|couldnt", help="How much it got in the way."),
]
ByChoiceOption = Annotated[
    bool | None, typer.Option("--by-choice/--no-by-choice", help="You stepped back on purpose.")
]
GotThroughOption = Annotated[
    str | None, typer.Option("--got-through", metavar="TEXT", help="A moment that did get through.")
]
PrivateOption = Annotated[
    bool | None, typer.Option("--private/--no-private", help="Keep it out of every export.")
]
ForSessionOption = Annotated[
    bool | None, typer.Option("--for-session/--no-for-session", help="Bring it to your next session.")
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="A note; - reads it from standard input.")
]
EditOption = Annotated[bool, typer.Option("--edit", help="Write the note in your editor.")]


def with_details(
    draft: Draft,
    session: Session,
    *,
    on: str | None,
    at: str | None,
    mood: str | None,
    interfered: str | None,
    by_choice: bool | None,
    got_through: str | None,
    private: bool | None,
    for_session: bool | None,
) -> Draft:
    """The draft with the options that were given; None leaves a field, and an empty text clears it.

    Raises Misuse.
    """
    changes: dict[str, Any] = {
        "day": session.day(on) if on is not None else None,
        "by_choice": by_choice,
        "private": private,
        "for_session": for_session,
        "got_through": got_through,
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    if at is not None:
        changes["time"] = clock_time(at) if at else None
    if mood is not None:
        changes["mood"] = scale_number(mood, "Mood", "numbjournal log 2 --mood 5") if mood else None
    if interfered is not None:
        changes["interfered"] = _interfered(interfered) if interfered else None
    return draft._replace(**changes)


def _interfered(text: str) -> Interfered:
    try:
        return Interfered(text.casefold())
    except ValueError:
        raise Misuse(
            "How much it got in the way is none, little, lot or couldnt.",
            "numbjournal log 2 --interfered lot",
        ) from None


def kept_for_later(
    session: Session, error: NumbjournalError, draft: Draft, phrase: Phrase, number: int | None = None
) -> NumbjournalError:
    """The error that kept an entry, or a change of entry `number`, from being saved; it waits elsewhere.

    Beside an encrypted journal it does not: that would be a plain file.
    """
    if number is None:
        try:
            check_length(draft)
        except TooLong as too_long:
            error = too_long
    if isinstance(error, TooLong):
        # Waiting would not help; the text alone is kept, to be shortened.
        return session.keeping.too_long(error, draft)
    if not session.keeping.may_keep_unsaved:
        said = kept_nowhere(session.words, sys.stderr)
        # A command that is repeated stands alone on its line, at the end.
        return (
            type(error)(f"{error} {said}")
            if "\n" in said
            else type(error)(f"{error.message} {said}", error.hint)
        )
    kept = session.keeping.keep_unsaved(draft, phrase, number)
    if kept is None:
        return type(error)(f"{error.message} It could not be kept elsewhere either.", error.hint)
    until = "" if session.keeping.is_lasting(kept) else " until this computer restarts"
    # On a line of its own behind a command, which would otherwise run on into the sentence.
    between = "\n" if error.hint else " "
    return type(error)(
        f"{error}{between}What you wrote is kept{until}; to save it once this is mended:"
        " numbjournal log --unsaved"
    )


def note_from_input() -> str:
    """All of standard input as a note, without the line end that closes it.

    Raises Refused where it cannot be read; TooLong for more than could ever be held, so that input without an
    end comes to one.
    """
    try:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        data = sys.stdin.buffer.read(LONGEST_READ + 1)
    except OSError as error:
        raise Refused(f"The note could not be read from standard input: {error.strerror}.") from error
    if len(data) > LONGEST_READ:
        raise TooLong(
            f"Standard input has more than {LONGEST_READ // MEGABYTE} MB, and an entry holds at most"
            f" {LONGEST_TEXT // MEGABYTE} MB of text.",
            "numbjournal log --note - < PART",
        )
    text = decoded(data)
    return text.removesuffix("\n").removesuffix("\r")


YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
StepsOption = Annotated[str, typer.Option("--steps", metavar="N", help="How many steps.")]


def step_count(text: str) -> int:
    """A typed number of steps.

    Raises Misuse.
    """
    return whole_number(text, "A number of steps is a whole number from 1.", "numbjournal undo --steps 2")


def entry_number(text: str) -> int:
    """A typed entry number.

    Raises Misuse.
    """
    return whole_number(text, "An entry is named by its number.", "numbjournal list")


def whole_number(text: str, otherwise: str, hint: str) -> int:
    """1 up to what the journal can hold, in ASCII digits."""
    if text.isascii() and text.isdigit() and len(text) < 19 and int(text) > 0:
        return int(text)
    raise Misuse(otherwise, hint)


SHOWN = 20
"""Entries on a page without `--limit`."""

# Which entries: the filters of `list`, and of every command that looks through entries.

FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day.")]
LastOption = Annotated[
    str | None,
    typer.Option("--last", metavar="14d|4w|3m", help="The time up to today; a bare number is weeks."),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="With this tag (repeatable).", autocompletion=complete_tags),
]
FeelOption = Annotated[str | None, typer.Option("--feel", metavar="0-3", help="With a number in this range.")]
FlatOption = Annotated[
    bool, typer.Option("--flat", help="A number up to 3, or none and tagged flat or empty.")
]
WithNotesOption = Annotated[
    bool, typer.Option("--with-notes", help="With a note, or something that got through.")
]
LimitOption = Annotated[str | None, typer.Option("--limit", metavar="N", help="At most so many, or all.")]


def read_query(
    session: Session,
    *,
    first: str | None,
    last: str | None,
    span: str | None,
    tags: list[str] | None,
    feel: str | None,
    flat: bool,
    with_notes: bool,
    limit: str | None,
) -> Query:
    """The filters as a query.

    Raises Misuse, or NotFound for a tag nobody has.
    """
    first_day, last_day = read_range(session, first=first, last=last, span=span)
    return Query(
        first=first_day,
        last=last_day,
        tags=tuple(known_tag(session, word) for word in tags or ()),
        feel=feel_range(feel) if feel is not None else None,
        flat=flat,
        with_notes=with_notes,
        limit=read_limit(limit),
    )


def read_range(
    session: Session, *, first: str | None, last: str | None, span: str | None
) -> tuple[date | None, date | None]:
    """A typed stretch of days, both ends included; None is an open end.

    Raises Misuse.
    """
    if span is not None and (first is not None or last is not None):
        raise Misuse("--last and --from/--to are two ways to say the same.", "numbjournal list --last 14d")
    first_day, last_day = resolve_span(span, session.today) if span else (None, None)
    first_day = session.day(first) if first is not None else first_day
    last_day = session.day(last) if last is not None else last_day
    if first_day and last_day and first_day > last_day:
        raise Misuse("The first day is after the last.", "numbjournal list --from monday --to today")
    return first_day, last_day


def read_limit(text: str | None) -> int | None:
    """A typed limit; None means all.

    Raises Misuse.
    """
    if text is None or text.casefold() == "all":
        return None
    return whole_number(text, "A limit is a whole number from 1, or all.", "numbjournal list --limit 7")


def show_entries(session: Session, query: Query, *, is_limited: bool) -> None:
    """Show what a query finds: all of it as data, otherwise the newest that fit a screen, and say so."""
    limit = query.limit if is_limited or session.json else SHOWN + 1
    found = session.journal.list(query._replace(limit=limit))
    is_cut = limit == SHOWN + 1 and len(found) == limit and not is_limited
    shown = found[:SHOWN] if is_cut else found
    beside = None
    if not query.is_about_entries:
        # Of a list that is cut, what lies before its oldest entry would stand there without its days.
        ends_early = (shown and len(shown) == query.limit) or is_cut
        beside = session.events.all.between(shown[-1].draft.day if ends_early else query.first, query.last)
    session.pages.entries.entries(shown, session.vocabulary, beside)
    session.looking_back.say_what_is_ahead_of(shown)
    if query.last is not None and not query.is_about_entries:
        session.looking_back.say_what_is_ahead(query.first, query.last)
    if is_cut:
        session.voice.remark("There are more; all of them with: --limit all")


def known_tag(session: Session, word: str) -> str:
    """The id of a tag that exists.

    Raises NotFound.
    """
    match = session.vocabulary.match(word)
    if match.new:
        raise NotFound("There is no such tag.", "numbjournal tag list")
    return match.tag.id
