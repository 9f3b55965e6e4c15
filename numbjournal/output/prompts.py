"""The questions of `numbjournal log` on a terminal: one key each, no escape codes, no redraw.

Questions go to stderr, so that stdout keeps to results. In plain mode every answer is a line with Enter.
Ctrl-C, Ctrl-D and the end of input stop, by raising Stopped.
"""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from getpass import getpass

from numbjournal.core.entry import Answer, Interfered
from numbjournal.core.text import one_line
from numbjournal.errors import Misuse, Stopped
from numbjournal.output.keyboard import forget_waiting, line_is_waiting, read_keys
from numbjournal.output.wrapping import filled, fitted

HELP_KEY = "h"
STOP_KEY = "q"
OFFER = "   (h: people to talk to, q: stop)"

_ALL_WORDS = "?"
_ANSWER = "> "
"""Stands before what is typed, on a line of its own."""

ANOTHER_KEY_WITHIN = 0.7
"""Seconds: after a key that can begin something longer (10, a word), so long for the next key."""

ENTER_WITHIN = 0.3
"""Seconds: after any other key, so long for an Enter out of habit."""

PASSWORD_TRIES = 3

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

    def tags(self, offered: Sequence[str], known: Sequence[str]) -> list[str]:
        """Words for what fits, as they were typed; `known` are all there are, for who asks for them."""
        options = [f"{number} {one_line(tag)}" for number, tag in enumerate(offered, start=1)]
        question = "Anything that fits? Numbers or names; ? for all words; Enter for none."
        while (line := self._line(question, self._filled(options))) == _ALL_WORDS:
            self.say(self._filled([one_line(word) for word in known]))
        return line.split()

    def new_password(self) -> str:
        """A password, typed twice and never shown; asked for again where the two differ.

        Raises Misuse after some tries, Stopped at the end of input.
        """
        for tries_left in range(PASSWORD_TRIES - 1, -1, -1):
            try:
                first = getpass("Password for the file (nothing is shown while you type): ", sys.stderr)
                again = getpass("The same once more: ", sys.stderr)
            except (EOFError, KeyboardInterrupt):
                raise Stopped("") from None
            if first and first == again:
                return first
            if tries_left:
                self.say("The two were not the same, or empty. Once more:")
        raise Misuse("The two were not the same, or empty.")

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
            self.say("That is not a number from 0 to 10.")

    def yes(self, question: str, *, whole: bool = False) -> bool:
        """A line that has to say yes (the `whole` word, where nothing brings it back); all else is a no."""
        self._ask(f"{question} Type yes or no.")
        return self._read_line().strip().casefold() in (("yes",) if whole else ("y", "yes"))

    def types_back(self, question: str, name: str) -> bool:
        """Whether a file's name is typed as it is, or as it is shown."""
        self._ask(f"{question} Type its name, {one_line(name)}, or Enter for no.")
        return self._read_line().rstrip("\n") in (name, one_line(name))

    def say(self, text: str) -> None:
        """Something between two questions."""
        print(fitted(text, sys.stderr), file=sys.stderr, flush=True)

    def end(self) -> None:
        """No question follows; what is typed for one does not reach the shell."""
        self._typed_ahead = ""
        forget_waiting()

    def _typed(self, question: str, keys: str, accepts: Callable[[str], bool]) -> str:
        """A key, or a word, that is accepted; help and mistakes are answered meanwhile."""
        while True:
            self._ask(f"{question}{OFFER}", keys)
            typed = self._key_or_word()
            if typed in (HELP_KEY, "help"):
                self.say(self._where_to_turn())
            elif typed in (STOP_KEY, "quit"):
                raise Stopped("")
            elif accepts(typed):
                return typed
            else:
                self.say("That is not one of the keys. Enter skips.")

    def _line(self, question: str, *options: str) -> str:
        while True:
            self._ask(question, *options)
            line = self._read_line().strip()
            if line.casefold() in (STOP_KEY, "quit"):
                raise Stopped("")
            if line.casefold() != HELP_KEY:
                return line
            self.say(self._where_to_turn())

    def _ask(self, *lines: str) -> None:
        self.say("\n".join(lines))
        if not self._plain:
            print(_ANSWER, end="", file=sys.stderr, flush=True)

    @staticmethod
    def _filled(options: Sequence[str]) -> str:
        return filled(options, shutil.get_terminal_size().columns - 1)

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
        is_whole = key in FEEL_KEYS or key in (HELP_KEY, STOP_KEY)
        if key.isalpha() and (self._typed_ahead[:1].strip() or not is_whole):
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
        # Arrow keys and the like arrive as one escape sequence, which is not an answer.
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
