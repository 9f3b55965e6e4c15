"""Questions about secrets: typed without being shown, but for the recovery code, which is on paper."""

import sys
from collections.abc import Callable
from getpass import getpass

from numbjournal.errors import Misuse, Stopped

TRIES = 3


class SecretPrompts:
    """Questions go to stderr, answers come from the terminal, also while standard input is a pipe.

    Ctrl-C, Ctrl-D and the end of input raise Stopped.
    """

    def passphrase(self, whose: str) -> str:
        """The passphrase or recovery code of a file; `whose` names it, empty for the journal."""
        return self._hidden(f"Passphrase{whose} (nothing is shown while you type): ")

    def new(self, generated: Callable[[], str]) -> str:
        """A new passphrase, typed twice; with Enter alone, one that is `generated` and shown.

        Raises Misuse where the two are not the same.
        """
        self.say("Without the passphrase or the recovery code nobody can open the journal.")
        typed = self._hidden("A passphrase (nothing is shown), or Enter for six words made up for you: ")
        if not typed:
            typed = generated()
            self.say(f"Your passphrase: {typed}\nKeep it where you keep such things.")
        if self._hidden("The same once more: ") != typed:
            raise Misuse("The two were not the same.")
        return typed

    def code_back(self, code: str, fits: Callable[[str], bool]) -> bool:
        """Show a recovery code and have it typed back; whether it was."""
        self.say(
            "\nYour recovery code opens the journal without the passphrase. Write it on paper; it is shown"
            f" this once.\n\n  {code}\n"
        )
        for _ in range(TRIES):
            print("Type it back from the paper: ", end="", file=sys.stderr, flush=True)
            try:
                typed = sys.stdin.readline()
            except KeyboardInterrupt:
                typed = ""
            if not typed:
                raise Stopped("")
            if fits(typed):
                return True
            self.say("That is not the code as it stands above.")
        return False

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _hidden(self, question: str) -> str:
        try:
            return getpass(question, sys.stderr)
        except (EOFError, KeyboardInterrupt):
            print(file=sys.stderr)
            raise Stopped("") from None
