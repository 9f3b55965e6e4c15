"""The command line: root options, commands loaded only when typed, and the parser's complaints in words."""

from typing import Annotated, Any

import typer

# Typer carries its parser inside; the exceptions of it are not re-exported, and the version is pinned.
from typer._click.core import Command, Context
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

from numbjournal import __version__
from numbjournal.commands import COMMANDS
from numbjournal.context import Run


class LazyGroup(TyperGroup):
    """The root command: stubs with a name and a summary; the one that is typed is loaded."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for row in COMMANDS:
            self.add_command(TyperCommand(name=row.name, help=row.summary, rich_markup_mode=None))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        # Also for what is said when nothing runs, because the line could not be understood.
        run = ctx.obj if isinstance(ctx.obj, Run) else Run()
        run.use(journal=ctx.params.get("journal"))
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and name in COMMANDS:
            run.command = f"{ctx.command_path} {name}"
            command = typer.main.get_command(COMMANDS[name].load().app)
            command.name = name
        return name, command, rest

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002  (Typer's signature)
        width = max(len(row.name) for row in COMMANDS)
        for section, rows in COMMANDS.sections().items():
            with formatter.section(section):
                formatter.write_dl([(f"{row.name:<{width}}", row.summary) for row in rows])


app = typer.Typer(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    help="A journal for mood and numbness. Start with: numbjournal log 2 flat",
    epilog="Not safe, or thinking of suicide? People to talk to: numbjournal crisis",
)


@app.callback()
def root(
    context: typer.Context,
    journal: Annotated[
        str | None,
        typer.Option("--journal", metavar="FILE", help="Use this journal (or NUMBJOURNAL_FILE)."),
    ] = None,
    passphrase_fd: Annotated[
        str | None,
        typer.Option("--passphrase-fd", metavar="N", help="Read the passphrase from this file descriptor."),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Sentences only, for screen readers.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Say the version.")] = False,
) -> None:
    run: Run = context.obj
    run.use(journal=journal, plain=plain)
    if passphrase_fd is not None:
        run.keys.use(passphrase_fd)
    if version:
        typer.echo(f"numbjournal {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from numbjournal.services.status import status

        run = Run.of(context)
        run.show(status(run, context.command.epilog or ""), in_words=True)


def usage_sentence(error: UsageError, typed: str) -> str:
    """The parser's complaint without the words it complains about: they may be somebody's entry."""
    path = error.ctx.command_path if error.ctx else typed
    hint = f" Try: {path} --help"
    if isinstance(error, NoSuchOption):
        if error.option_name == "--journal":
            stands = path.replace("numbjournal", "numbjournal --journal FILE", 1)
            return f"--journal stands before the command: {stands}"
        if error.option_name == "--json" and error.ctx and isinstance(error.ctx.command, TyperGroup):
            return f"--json stands behind the command: {path} COMMAND --json"
        near = f" Did you mean {' or '.join(error.possibilities)}?" if error.possibilities else ""
        return f"There is no such option.{near}{hint}"
    if isinstance(error, MissingParameter) and error.param and error.ctx:
        return f"Something is missing: {error.param.make_metavar(error.ctx).rstrip('.')}.{hint}"
    if isinstance(error, BadOptionUsage):
        return f"{error.option_name} needs a value.{hint}"
    _, did_you_mean, names = error.message.partition(" Did you mean ")
    if error.message.startswith("No such command"):
        return f"There is no such command.{did_you_mean}{names}{hint} or: numbjournal log 2 flat"
    return f"That could not be understood.{hint}"
