"""What this run has changed on the disk so far, for the sentence that says it when the run ends early.

Each change is recorded in the moment it is made, and a signal waits until both are done. No error claims that
nothing was changed: `cli.main` asks here. One record a process, as there is one set of signal handlers.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

NOTHING = "Nothing was changed."

_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

_AT_ONCE = 3
"""This many signals while none can be answered end the program without a word."""


class Effect(NamedTuple):
    """A change in a sentence, made once and made `{}` times; `leaves` replaces what was left to do before."""

    once: str
    often: str
    leaves: str | None = None


class Ended(BaseException):
    """SIGTERM or SIGHUP asks the program to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Record:
    def __init__(self) -> None:
        self.made: dict[Effect, int] = {}
        self.is_recording = True
        self.is_told = False
        self.left_to_do = ""
        self.may_stop = False
        self.waiting: list[int] = []


_record = _Record()


def begin() -> None:
    """A new run: nothing is changed yet."""
    _record.made.clear()
    _record.is_told = False
    _record.left_to_do = ""


def note(effect: Effect) -> None:
    """Record a change that was made. Within `held`, no signal comes between the two."""
    if not _record.is_recording:
        return
    _record.made[effect] = _record.made.get(effect, 0) + 1
    if effect.leaves is not None:
        _record.left_to_do = effect.leaves


def told() -> None:
    """The answer has said what was changed up to here; from now on only what follows is news."""
    _record.made.clear()
    _record.is_told = True


def leave(sentence: str) -> None:
    """What to say, if the run ends early from here on, about how to finish it; empty once it is finished."""
    _record.left_to_do = sentence


def are_there() -> bool:
    """Whether anything was changed that was not told yet."""
    return bool(_record.made)


def in_words() -> str:
    """What was changed so far and not told yet, and that nothing else was; empty if all of it was told."""
    if not _record.made:
        return "" if _record.is_told else NOTHING
    said = [
        effect.once if count == 1 else effect.often.format(count) for effect, count in _record.made.items()
    ]
    return " ".join(filter(None, (*said, "Nothing else was changed.", _record.left_to_do)))


@contextmanager
def made(effect: Effect | None) -> Iterator[None]:
    """Make a change within the block; it is recorded if the block ends well. None: nothing to record."""
    with held():
        yield
        if effect:
            note(effect)


@contextmanager
def nothing_recorded() -> Iterator[None]:
    """Within the block, what is changed is a file that has no name yet: nothing of it is recorded."""
    _record.is_recording = False
    try:
        yield
    finally:
        _record.is_recording = True


# Signals


def hear_signals() -> None:
    """Until the process ends, Ctrl-C, SIGTERM and SIGHUP are answered where `stoppable` allows it.

    A signal that is ignored (`nohup`, a shell's background job) stays ignored.
    """
    for number in _STOPPING:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _arrived)


@contextmanager
def stoppable() -> Iterator[None]:
    """Within the block a signal stops the work: Ctrl-C raises KeyboardInterrupt, the others Ended."""
    _record.may_stop = True
    try:
        _raise_waiting()
        yield
    finally:
        _record.may_stop = False


@contextmanager
def held() -> Iterator[None]:
    """Within the block no signal stops the work; one that arrived does so at its end."""
    before, _record.may_stop = _record.may_stop, False
    try:
        yield
    finally:
        _record.may_stop = before
    if before:
        _raise_waiting()


@contextmanager
def left_to_child() -> Iterator[None]:
    """Within the block Ctrl-C is another program's to answer, which runs in the same terminal."""
    before = signal.getsignal(signal.SIGINT)
    if before is not _arrived and before is not signal.default_int_handler:
        yield
        return
    # Not SIG_IGN, which the other program would inherit.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def end_by(number: int) -> None:
    """End the process as the signal would have done by itself."""
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def _arrived(number: int, _: FrameType | None) -> None:
    _record.waiting.append(number)
    if _record.may_stop:
        _raise_waiting()
    elif len(_record.waiting) >= _AT_ONCE:
        end_by(number)


def _raise_waiting() -> None:
    if _record.waiting:
        number = _record.waiting[0]
        _record.waiting.clear()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise Ended(number)
