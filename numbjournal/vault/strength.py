"""How soon a passphrase is guessed. Loaded only where a new one is chosen."""

from zxcvbn import zxcvbn

_MOST = 72
"""Characters that are looked at: zxcvbn takes no more, and the rest only makes it harder to guess."""

_ENOUGH = 3
"""Of zxcvbn's scores, 0 to 4, the first at which guessing takes years for somebody who has the file."""

_RATE = "offline_slow_hashing_1e4_per_second"
"""Ten thousand a second: with so many rounds of a key, what a strong graphics card can do."""


def weakness(passphrase: str) -> str:
    """One sentence about a passphrase that is soon guessed; empty for any other."""
    found = zxcvbn(passphrase[:_MOST])
    if found["score"] >= _ENOUGH:
        return ""
    seconds = found["crack_times_display"][_RATE]
    return f"A program that tries 10,000 passphrases a second finds this one in {seconds}."
