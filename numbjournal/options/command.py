"""How a command is set up: its options for JSON and plain sentences, and words that look like options."""

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any, ClassVar, TypeVar

import typer
from typer._click.core import Command, Context, Parameter
from typer.core import TyperCommand, TyperGroup, TyperOption

from numbjournal.context import Run

Handler = TypeVar("Handler", bound=Callable[..., Any])


class CommandApp(typer.Typer):
    """The app of one command or group; its commands are `JournalCommand` unless they say otherwise."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Handler], Handler]:
        return super().command(name, **{"cls": JournalCommand, **options})


def command_app(**options: Any) -> CommandApp:
    """An app with plain help, no drawn tracebacks, and no completion of its own."""
    return CommandApp(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        **options,
    )


class _ShowsResults(Command):
    """Takes `--json` and `--plain`, which the run hears of before the command itself is called."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params += [
            _output_option("json", "Write JSON, for other programs."),
            _output_option("plain", "Sentences only, for screen readers."),
        ]


class JournalCommand(_ShowsResults, TyperCommand):
    """A command that shows a result."""


class JournalGroup(_ShowsResults, TyperGroup):
    """A group that shows a result where none of its commands is named."""


def _output_option(name: str, about: str) -> TyperOption:
    def take_over(ctx: Context, _: Parameter, is_given: bool) -> None:
        # The reference has the help of a command without a run.
        if isinstance(ctx.obj, Run):
            ctx.obj.use(json=is_given and name == "json", plain=is_given and name == "plain")

    return TyperOption(
        param_decls=[f"--{name}"],
        help=about,
        is_flag=True,
        default=False,
        expose_value=False,
        callback=take_over,
    )


class WordsCommand(JournalCommand):
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


class OptionsAloneCommand(JournalCommand):
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
