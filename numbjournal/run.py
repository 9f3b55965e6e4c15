"""One run of the program: streams, the single catch, and what follows the answer."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

import typer

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from typer._click.exceptions import UsageError

from numbjournal import effects
from numbjournal.cli import app, usage_sentence
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
        raise Misuse(error.message, _hint_here(error.hint, run.command)) from error
    finally:
        sys.stdout.flush()
    if ended == INTERRUPTED:
        # What Typer makes of Ctrl-C.
        raise KeyboardInterrupt
    return ended if isinstance(ended, int) else 0


def _hint_here(hint: str, command: str) -> str:
    """A hint for the command that was typed: what reads days and words does not know for whom it does."""
    is_elsewhere = hint.startswith(("numbjournal log ", "numbjournal list "))
    if is_elsewhere and command and not hint.startswith(f"{command} "):
        return f"{command} --help"
    return hint


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
        return error.exit_code, usage_sentence(error, run.command or "numbjournal")
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


def _answer_crisis(words: list[str], run: Run, *, is_heard: bool) -> int:
    support = run.where_to_turn
    answer_for = support.for_failed if is_heard else support.for_unheard
    if answer := answer_for(words, lambda: run.shipped_vocabulary):
        _sayer(run)(answer)
    return 0


def _close(run: Run, code: int) -> int:
    changed = run.changed
    say = _sayer(run)
    for warning in _warnings(run):
        say(warning)
    if run.open_journal is None:
        return 0
    from numbjournal.services.closing import close, offer_unsaved

    if not code:
        offer_unsaved(run)
    try:
        close(run, at_once=code > SIGNALLED)
    except NumbjournalError as error:
        say(f"What you did is saved. {error}" if changed else str(error))
    finally:
        sys.stdout.flush()
    return 0


def _warnings(run: Run) -> list[str]:
    """What could not be used of the person's own files that were asked for, a sentence each."""
    found = [f"{warning} Try: numbjournal config edit" for warning in run.settings_warnings]
    if "where_to_turn" in vars(run):
        found += run.where_to_turn.warnings
    if run.changed and not run.knows_zone:
        found.append("TZ names no time zone that is known here; what is saved has UTC. Try: unset TZ")
    return found


def _sayer(run: Run) -> Callable[[str], None]:
    """To a person: broken between words, its commands ones to type as they stand."""
    return lambda sentence: print(fitted(run.again(sentence), sys.stderr), file=sys.stderr)


def _and_changes(error: NumbjournalError) -> str:
    """The error, and what this run has changed so far: looked up, so that no error has to know."""
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


def _unexpected(error: Exception) -> str:
    """Where it happened, never what it was working on."""
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
