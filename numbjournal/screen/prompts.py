"""The questions of `numbjournal log` on a terminal: one key each, no escape codes, no redraw.

Questions go to stderr, so that stdout keeps to results. In plain mode every answer is a line with Enter.
Ctrl-C, Ctrl-D and the end of input stop, by raising Stopped.
"""

import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import typer

from numbjournal.core.entry import Answer, Interfered
from numbjournal.errors import Misuse, Stopped
from numbjournal.screen.text import one_line

T = TypeVar("T")

HELP_KEY = "h"
HELP_OFFER = "   (h: people to talk to)"

_UNBROKEN = "\x00"
"""Stands for a space at which no line may end."""

FEEL_KEYS: Mapping[str, tuple[Answer, int | None]] = {
    **{str(number): (Answer.RATED, number) for number in range(10)},
    "t": (Answer.RATED, 10),
    "10": (Answer.RATED, 10),
    "?": (Answer.UNSURE, None),
    "x": (Answer.TIRED, None),
    "": (Answer.NONE, None),
}

IN_THE_WAY_KEYS: Mapping[str, Interfered | None] = {
    "0": Interfered.NONE,
    "1": Interfered.LITTLE,
    "2": Interfered.LOT,
    "3": Interfered.COULDNT,
    "": None,
}


class Prompts:
    """Asks one question after the other; `where_to_turn` gives the text behind the key `h`."""

    def __init__(self, *, plain: bool, where_to_turn: Callable[[], str]) -> None:
        self._plain = plain
        self._where_to_turn = where_to_turn
        self._typed_ahead = ""

    def feel(self, day: str) -> tuple[Answer, int | None]:
        """How much could be felt on `day` ("today", or a date)."""
        return self._choice(
            f"How much could you feel {day}?",
            "0 nothing ... 9, t = 10 fully   ? can't tell   x too tired   Enter skip",
            FEEL_KEYS,
        )

    def tags(self, offered: Sequence[str]) -> list[str]:
        """Words for what fits; a number stands for the offered tag, with `:1` to `:4` for strength.

        Raises Misuse for a number that was not offered.
        """
        options = [f"{number} {one_line(tag)}" for number, tag in enumerate(offered, start=1)]
        words = self._line("Anything that fits? Numbers or names; Enter for none.", _filled(options)).split()
        return [self._offered_word(word, offered) for word in words]

    def interfered(self) -> Interfered | None:
        return self._choice(
            "Did it get in the way?", "0 no   1 a little   2 a lot   3 couldn't   Enter skip", IN_THE_WAY_KEYS
        )

    def note(self) -> str:
        return self._line("A word about it? Enter for none.")

    def say(self, text: str) -> None:
        """Something between two questions."""
        print(text, file=sys.stderr, flush=True)

    def _choice(self, question: str, keys_line: str, answers: Mapping[str, T]) -> T:
        while True:
            self._ask(f"{question}{HELP_OFFER}", keys_line)
            key = self._read_line().strip() if self._plain else self._read_key()
            key = key.casefold()
            if not self._plain:
                self.say(key)
            if key == HELP_KEY:
                self.say(self._where_to_turn())
            elif key in answers:
                return answers[key]
            else:
                self.say("That is not one of the keys. Enter skips.")

    def _line(self, question: str, *options: str) -> str:
        while True:
            self._ask(question, *options)
            line = self._read_line().strip()
            if line.casefold() != HELP_KEY:
                return line
            self.say(self._where_to_turn())

    def _ask(self, *lines: str) -> None:
        # The answer stands behind the last line; in plain mode it has a line of its own.
        print("\n".join(lines), end="\n" if self._plain else "  ", file=sys.stderr, flush=True)

    def _read_key(self) -> str:
        """One key; Enter is the empty string. What was typed ahead waits for the next question."""
        while not self._typed_ahead:
            try:
                typed = typer.getchar()
            except (KeyboardInterrupt, EOFError):
                self.say("")
                raise Stopped("") from None
            if not typed:
                raise Stopped("")
            # Arrow keys and the like arrive as one escape sequence, which is no answer.
            self._typed_ahead = "" if typed.startswith("\x1b") else typed.replace("\r", "\n")
        key, self._typed_ahead = self._typed_ahead[0], self._typed_ahead[1:]
        return key.strip()

    def _read_line(self) -> str:
        ahead, newline, rest = self._typed_ahead.partition("\n")
        if newline:
            self._typed_ahead = rest
            return ahead
        self._typed_ahead = ""
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            self.say("")
            raise Stopped("") from None
        if not line:
            self.say("")
            raise Stopped("")
        return ahead + line

    @staticmethod
    def _offered_word(word: str, offered: Sequence[str]) -> str:
        number, colon, strength = word.partition(":")
        if not (number.isascii() and number.isdigit()):
            return word
        if not 1 <= int(number) <= len(offered):
            raise Misuse(f"The numbers go from 1 to {len(offered)}.")
        return f"{offered[int(number) - 1]}{colon}{strength}"


def _filled(options: Sequence[str]) -> str:
    """The options in as many lines as the terminal needs, none of them broken."""
    width = shutil.get_terminal_size().columns - 3
    text = "   ".join(option.replace(" ", _UNBROKEN) for option in options)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(_UNBROKEN, " ")
