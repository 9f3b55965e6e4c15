"""The questions of `numbjournal log` on a terminal: one key each, no escape codes, no redraw.

Questions go to stderr, so that stdout keeps to results. In plain mode every answer is a line with Enter.
Ctrl-C, Ctrl-D and the end of input stop, by raising Stopped.
"""

import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from getpass import getpass

from numbjournal.core.entry import Answer, Interfered
from numbjournal.core.text import one_line
from numbjournal.errors import Misuse, Stopped
from numbjournal.screen.keys import forget_waiting, line_is_waiting, read_keys

HELP_KEY = "h"
HELP_OFFER = "   (h: people to talk to)"

ANOTHER_KEY_WITHIN = 0.7
"""Seconds: after a key that can begin something longer (10, a word), so long for the next key."""

ENTER_WITHIN = 0.3
"""Seconds: after any other key, so long for an Enter out of habit."""

_UNBROKEN = "\x00"
"""Stands for a space at which no line may end."""

FEEL_KEYS: Mapping[str, tuple[Answer, int | None]] = {
    **{str(number): (Answer.RATED, number) for number in range(11)},
    "t": (Answer.RATED, 10),
    "?": (Answer.UNSURE, None),
    "unsure": (Answer.UNSURE, None),
    "x": (Answer.TIRED, None),
    "tired": (Answer.TIRED, None),
    "": (Answer.NONE, None),
    "skip": (Answer.NONE, None),
}

NUMBERS = frozenset(str(number) for number in range(11))

IN_THE_WAY_KEYS: Mapping[str, Interfered | None] = {
    "0": Interfered.NONE,
    "no": Interfered.NONE,
    "1": Interfered.LITTLE,
    "2": Interfered.LOT,
    "3": Interfered.COULDNT,
    "": None,
}


HELPING_KEYS: Mapping[str, str] = {"1": "helps", "2": "neutral", "3": "worse", "": ""}


class Prompts:
    """Asks one question after the other; `where_to_turn` gives the text behind the key `h`."""

    def __init__(self, *, plain: bool, where_to_turn: Callable[[], str]) -> None:
        self._plain = plain
        self._where_to_turn = where_to_turn
        self._typed_ahead = ""

    def feel(self, day: str) -> tuple[Answer, int | None] | str:
        """How much could be felt on `day` ("today", or a date); other words come back as typed."""
        keys = "0 nothing ... 9, t = 10 fully   ? can't tell   x too tired   Enter skip"
        if self._plain:
            keys = "Type 0, nothing, to 10, fully; or unsure; or tired. Enter skips."
        typed = self._typed(
            f"How much could you feel {day}?", keys, lambda typed: typed in FEEL_KEYS or typed[0].isalpha()
        )
        return FEEL_KEYS.get(typed, typed)

    def tags(self, offered: Sequence[str]) -> list[str]:
        """Words for what fits; a number stands for the offered tag, with `:1` to `:4` for strength."""
        options = [f"{number} {one_line(tag)}" for number, tag in enumerate(offered, start=1)]
        words = self._line("Anything that fits? Numbers or names; Enter for none.", _filled(options)).split()
        return [_offered_word(word, offered) for word in words]

    def new_password(self) -> str:
        """A password, typed twice and never shown.

        Raises Misuse where the two differ or nothing was typed, Stopped at the end of input.
        """
        try:
            first = getpass("Password for the file (nothing is shown while you type): ", sys.stderr)
            again = getpass("The same once more: ", sys.stderr)
        except (EOFError, KeyboardInterrupt):
            raise Stopped("Nothing was written.") from None
        if not first or first != again:
            raise Misuse("The two were not the same, or empty. Nothing was written.")
        return first

    def interfered(self) -> Interfered | None:
        keys = "0 no   1 a little   2 a lot   3 couldn't   Enter skip"
        if self._plain:
            keys = "Type 0 for no, 1 for a little, 2 for a lot, 3 for couldn't do things. Enter skips."
        return IN_THE_WAY_KEYS[self._typed("Did it get in the way?", keys, IN_THE_WAY_KEYS.__contains__)]

    def helping(self) -> str:
        """Whether logging `helps`, is `neutral` or makes it `worse`; empty if that is skipped."""
        keys = "1 it helps   2 no difference   3 it makes things worse   Enter skip"
        if self._plain:
            keys = "Type 1 for it helps, 2 for no difference, 3 for it makes things worse. Enter skips."
        question = "Does logging help you so far? Asked only this once."
        return HELPING_KEYS[self._typed(question, keys, HELPING_KEYS.__contains__)]

    def note(self) -> str:
        """A note; lines that were pasted with it belong to it."""
        lines = [self._line("A word about it? Enter for none.")]
        while lines[0] and (self._typed_ahead or line_is_waiting()):
            lines.append(self._read_line().rstrip("\n"))
        return "\n".join(lines).strip()

    def number_of_mood(self, mood: str) -> int | None:
        """How pleasant a mood of another program is, 0 to 10; None leaves it without a number."""
        while True:
            typed = self._line(f"How pleasant is “{one_line(mood)}”? 0 to 10; Enter for no number.")
            if not typed:
                return None
            if typed in NUMBERS:
                return int(typed)
            self.say("That is no number from 0 to 10.")

    def yes(self, question: str) -> bool:
        """A line that has to say yes; everything else is a no."""
        self._ask(f"{question} Type yes or no.")
        return self._read_line().strip().casefold() in ("y", "yes")

    def say(self, text: str) -> None:
        """Something between two questions."""
        print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """No question follows; what is typed for one does not reach the shell."""
        self.say("No more questions.")
        forget_waiting()

    def _typed(self, question: str, keys: str, accepts: Callable[[str], bool]) -> str:
        """A key, or a word, that is accepted; help and slips are answered meanwhile."""
        while True:
            self._ask(f"{question}{HELP_OFFER}", keys)
            typed = self._key_or_word()
            if typed in (HELP_KEY, "help"):
                self.say(self._where_to_turn())
            elif accepts(typed):
                return typed
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

    def _key_or_word(self) -> str:
        """One key, or a word with Enter where a key that can begin a word is followed by another soon."""
        if self._plain:
            return self._read_line().strip().casefold()
        key = self._read_key()
        self._show(key)
        begins_more = key == "1" or key.isalpha()
        if key and not self._typed_ahead:
            self._typed_ahead = self._keys(ANOTHER_KEY_WITHIN if begins_more else ENTER_WITHIN)
        if key == "1" and self._typed_ahead.startswith("0"):
            self._typed_ahead = self._typed_ahead[1:]
            self.say("0")
            return "10"
        if key.isalpha() and (self._typed_ahead[:1].strip() or (key not in FEEL_KEYS and key != HELP_KEY)):
            return (key + self._read_line()).strip().casefold()
        # An Enter right behind the key belongs to it.
        self._typed_ahead = self._typed_ahead.removeprefix("\n")
        self.say("")
        return key.casefold()

    def _read_key(self) -> str:
        """One key; Enter is the empty string. What was typed ahead waits for the next question."""
        while not self._typed_ahead:
            self._typed_ahead = self._keys(None)
        key, self._typed_ahead = self._typed_ahead[0], self._typed_ahead[1:]
        return key.strip()

    def _keys(self, seconds: float | None) -> str:
        try:
            typed = read_keys(seconds)
        except (KeyboardInterrupt, EOFError):
            self.say("")
            raise Stopped("") from None
        # Arrow keys and the like arrive as one escape sequence, which is no answer.
        return "" if typed.startswith("\x1b") else typed.replace("\r", "\n")

    def _read_line(self) -> str:
        ahead, newline, rest = self._typed_ahead.partition("\n")
        self._typed_ahead = rest
        self._show(ahead + newline)
        if newline:
            return ahead
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            self.say("")
            raise Stopped("") from None
        if not line:
            self.say("")
            raise Stopped("")
        return ahead + line

    def _show(self, typed: str) -> None:
        """Keys are not shown by the terminal while they are read one by one."""
        if not self._plain:
            print(one_line(typed) if typed.strip() else typed, end="", file=sys.stderr, flush=True)


def _offered_word(word: str, offered: Sequence[str]) -> str:
    number, colon, strength = word.partition(":")
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(offered):
        return f"{offered[int(number) - 1]}{colon}{strength}"
    return word


def _filled(options: Sequence[str]) -> str:
    """The options in as many lines as the terminal needs, none of them broken."""
    width = shutil.get_terminal_size().columns - 3
    text = "   ".join(option.replace(" ", _UNBROKEN) for option in options)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(_UNBROKEN, " ")
