"""Questions about secrets: typed without being shown, but for the recovery code, which is on paper."""

import sys
from collections.abc import Callable
from getpass import getpass

from numbjournal.errors import Misuse, Stopped


class SecretPrompts:
    """Questions go to stderr, answers come from the terminal, also while standard input is a pipe.

    Ctrl-C, Ctrl-D and the end of input raise KeyboardInterrupt, which no handling of a file's own errors
    takes for one; while the code is typed back, Stopped.
    """

    def passphrase(self, whose: str) -> str:
        """The passphrase or recovery code of a file; `whose` names it, empty for the journal."""
        return self._hidden(f"Passphrase{whose} (nothing is shown while you type): ")

    def rest_of_code(self) -> str:
        """What follows the first line of a recovery code; empty if it was not one."""
        return self._hidden("If that was the beginning of a recovery code, its next line; or Enter: ")

    def new(self, generated: Callable[[], str], weakness: Callable[[str], str]) -> str:
        """A new passphrase, typed twice; with Enter alone, one that is `generated` and shown.

        `weakness` says how soon it is guessed, or nothing. Raises Misuse where the two are not the same.
        """
        self.say("Without the passphrase or the recovery code nobody can open the journal.")
        typed = self._hidden("A passphrase (nothing is shown), or Enter for six words made up for you: ")
        if typed and (sentence := weakness(typed)):
            self.say(f"{sentence} Six words made up for you take far longer.")
            again = self._hidden("The same once more, or Enter for six words made up for you: ")
            if again == typed:
                return typed
            if again:
                raise Misuse("The two were not the same.", is_midway=True)
            typed = ""
        if not typed:
            typed = generated()
            self.say(f"Your passphrase: {typed}\nKeep it where you keep such things.")
        if self._hidden("The same once more: ") != typed:
            raise Misuse("The two were not the same.", is_midway=True)
        return typed

    def code_back(self, code: str, mistake: Callable[[str], str], is_begun: Callable[[str], bool]) -> None:
        """Show a recovery code and have it typed back, as often as it takes; `mistake` says where one is.

        It may be typed in several lines: `is_begun` tells a first one. Raises Stopped.
        """
        self.say(
            "\nYour recovery code opens the journal without the passphrase. Write it on paper. Once it is"
            f" typed back, the journal is encrypted with it; Ctrl-C stops.\n\n  {code}\n"
        )
        typed = self._line("Type it back from the paper: ")
        while found := mistake(typed):
            if is_begun(typed) and (more := self._line("And on: ")).strip():
                typed += more
                continue
            self.say(f"Not yet: {found}. It is still\n\n  {code}\n")
            typed = self._line("Type it back from the paper: ")

    def _line(self, question: str) -> str:
        """A line that is shown while it is typed.

        Raises Stopped.
        """
        print(question, end="", file=sys.stderr, flush=True)
        try:
            typed = sys.stdin.readline()
        except KeyboardInterrupt:
            typed = ""
        if not typed:
            print(file=sys.stderr)
            raise Stopped("The code was not typed back.")
        return typed

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _hidden(self, question: str) -> str:
        try:
            return getpass(question, sys.stderr)
        except (EOFError, KeyboardInterrupt):
            print(file=sys.stderr)
            # Not an error of this program: where one file that cannot be read is passed over, this is not.
            raise KeyboardInterrupt from None
