"""The front door: root options, commands loaded only when typed, and errors turned into words."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, TextIO, cast

import typer

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# Typer carries its parser inside; the exceptions of it are not re-exported, and the version is pinned.
from typer._click.core import Command, Context
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

from numbjournal import __version__, effects
from numbjournal.commands import COMMANDS
from numbjournal.context import Clock, Run, system_clock
from numbjournal.core.text import visible
from numbjournal.errors import Misuse, NumbjournalError, Refused, Unheard
from numbjournal.output.encoding import raw_words, repaired
from numbjournal.output.stream import Stream
from numbjournal.output.wrapping import fitted, settle_size

INTERRUPTED = 130

SIGNALLED = 128
"""A signal's number is added to it."""

STOPPED = NumbjournalError("Stopped.", is_midway=True)


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
        run.vault.use(descriptor=passphrase_fd)
    if version:
        typer.echo(f"numbjournal {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from numbjournal.services.status import status

        run = Run.of(context)
        standing = status(run)
        where_to_turn = context.command.epilog or ""
        run.pages.standing.standing(standing, lambda: run.vocabulary, where_to_turn)


def main(argv: Sequence[str] | None = None, clock: Clock = system_clock) -> int:
    """Run one command line; returns the exit code (see `errors`; 128 and its number for a signal)."""
    effects.begin()
    _keep_to_oneself()
    output = _make_streams_safe()
    settle_size(os.environ)
    typed = sys.argv[1:] if argv is None else argv
    words = [repaired(word) for word in typed]
    # Taken out at once, so that no other program inherits it.
    passphrase = os.environ.pop("NUMBJOURNAL_PASSPHRASE", None)
    run = Run(clock, passphrase=passphrase, commands=[row.name for row in COMMANDS], raw=raw_words(typed))
    run.settle_zone()
    say = _sayer(run)
    code, sentence = _guarded(lambda: _run(words, run), run)
    if not code and output.trouble:
        code, sentence = _unheard(output.trouble)
    if code:
        # A crisis word in a command that failed is answered all the same, and first.
        _guarded(lambda: _answer_crisis(words, run, is_heard=not output.trouble), run)
    if sentence:
        say(sentence)
    # Back up only after answering; a failed backup is a remark.
    closed, sentence = _guarded(lambda: _close(run, code), run)
    if sentence and code <= SIGNALLED:
        say(sentence)
    return max(code, closed)


def _keep_to_oneself() -> None:
    """Files for their owner alone, and no memory left behind on the disk by a crash."""
    os.umask(0o077)
    if resource:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _make_streams_safe() -> Stream:
    """Streams that no command has to care about; returns standard output."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Started with the stream closed: there is nobody to talk to, and the entry is kept all the same.
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123  (open until the end)
        # A terminal that cannot show a letter gets an escape instead of a crash.
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    output, remarks = Stream(sys.stdout), Stream(sys.stderr)
    # They are written to as the streams they stand for.
    sys.stdout, sys.stderr = cast("TextIO", output), cast("TextIO", remarks)
    return output


def _run(words: list[str], run: Run) -> int:
    run.words = words
    command = typer.main.get_command(app)
    try:
        ended = command.main(words, prog_name="numbjournal", standalone_mode=False, obj=run)
    except Misuse as error:
        raise Misuse(error.message, run.hint_here(error.hint)) from error
    finally:
        sys.stdout.flush()
    if ended == INTERRUPTED:
        # What Typer makes of Ctrl-C.
        raise KeyboardInterrupt
    return ended if isinstance(ended, int) else 0


def _close(run: Run, code: int) -> int:
    changed = run.changed
    say = _sayer(run)
    for slip in run.slips:
        say(slip)
    if not code:
        run.remark_on_unsaved()
    try:
        run.close(at_once=code > SIGNALLED)
    except NumbjournalError as error:
        say(f"What you did is saved. {error}" if changed else str(error))
    finally:
        sys.stdout.flush()
    return 0


def _guarded(action: Callable[[], int], run: Run) -> tuple[int, str]:
    """Run; whatever goes wrong becomes an exit code and a sentence (empty if there is nothing to say)."""
    try:
        with effects.stoppable():
            return _unwrapped(action), ""
    except Unheard as error:
        return (0, "") if error.is_gone else (error.exit_code, _and_changes(error))
    except NumbjournalError as error:
        return error.exit_code, _and_changes(error)
    except UsageError as error:
        return error.exit_code, _usage_sentence(error, run.command or "numbjournal")
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED, _and_changes(STOPPED)
    except effects.Ended as ended:
        return SIGNALLED + ended.number, _and_changes(STOPPED)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0, ""
    except OSError as error:
        # What no room foresaw: the system said no, and where.
        _debug()
        return Refused.exit_code, _and_changes(Refused(_refused_by_system(error), is_midway=True))
    except Exception as error:
        _debug()
        return 1, _and_changes(NumbjournalError(_unexpected(error), is_midway=True))


def _unwrapped(action: Callable[[], int]) -> int:
    """Run; Python 3.11 wraps what a signal raises while a class is being made (`__set_name__`)."""
    try:
        return action()
    except RuntimeError as error:
        if isinstance(error.__cause__, KeyboardInterrupt | effects.Ended):
            raise error.__cause__ from None
        raise


def _and_changes(error: NumbjournalError) -> str:
    """The error, and what this run has changed by now: looked up, so that no error has to know."""
    changes = effects.in_words() if error.is_midway or effects.are_there() else ""
    return _in_a_row(error.message, changes, f"Try: {error.hint}" if error.hint else "")


def _in_a_row(*sentences: str) -> str:
    """In one line, but for what follows a command that a sentence ends with."""
    said = ""
    for sentence in filter(None, sentences):
        said += (" " if said.endswith((".", "?", ":")) else "\n") + sentence if said else sentence
    return said


def _unheard(trouble: OSError) -> tuple[int, str]:
    """The command ran to its end, and its answer did not arrive. A reader that has gone has heard enough."""
    error = Unheard(trouble)
    return (0, "") if error.is_gone else (error.exit_code, _and_changes(error))


def _usage_sentence(error: UsageError, typed: str) -> str:
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


def _unexpected(error: Exception) -> str:
    """Where it happened, never what was in hand."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    file = Path(trace.tb_frame.f_code.co_filename).name if trace else "?"
    place = f"{type(error).__name__} in {file}, line {trace.tb_lineno if trace else 0}"
    return f"Something went wrong inside numbjournal ({place}). NUMBJOURNAL_DEBUG=1 shows more."


def _refused_by_system(error: OSError) -> str:
    what = visible(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else "A file"
    return f"{what} cannot be used: {error.strerror or 'the system refuses it'}."


def _debug() -> None:
    if os.environ.get("NUMBJOURNAL_DEBUG") == "1":
        sys.excepthook(*sys.exc_info())


def _answer_crisis(words: list[str], run: Run, *, is_heard: bool) -> int:
    support = run.where_to_turn
    answer_for = support.for_failed if is_heard else support.for_unheard
    if answer := answer_for(words, lambda: run.shipped_vocabulary):
        _sayer(run)(answer)
    return 0


def _sayer(run: Run) -> Callable[[str], None]:
    """To a person: broken between words, its commands ones to type as they stand."""
    return lambda sentence: print(fitted(run.again(sentence), sys.stderr), file=sys.stderr)
