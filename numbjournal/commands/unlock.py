"""`unlock`: the passphrase once, for a while."""

import re
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import JournalUnlocked
from numbjournal.errors import Misuse
from numbjournal.options.command import command_app
from numbjournal.services import encryption

UNITS = {"m": 60, "h": 3600, "d": 86400}
LONGEST = 30 * UNITS["d"]

app = command_app()


@app.command()
def unlock(
    context: typer.Context,
    time: Annotated[
        str, typer.Option("--for", metavar="15m|12h|3d", help="How long, at most 30 days.")
    ] = "15m",
) -> None:
    """Type the passphrase once for a while. Linux keeps the key in its memory, other systems in a keyring.

    It is of no use any more when the time is up, or after `numbjournal lock`.
    """
    run = Run.of(context)
    seconds = read_time(time)
    encryption.unlock(run, seconds)
    run.show(JournalUnlocked(seconds))


def read_time(typed: str) -> int:
    """A typed time in seconds.

    Raises Misuse.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,5})([mhd])", typed.casefold(), re.ASCII)
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < seconds <= LONGEST:
        raise Misuse("A time is 15m, 12h or 3d, and at most 30d.", "numbjournal unlock --for 15m")
    return seconds
