"""How the program starts; `python -m numbjournal` is the same as `numbjournal`."""

import gc
import signal
import sys

from numbjournal.effects import end_by, hear_signals

# From here on a signal waits until there is somebody to say what was changed.
hear_signals()

# Loading makes many objects that all stay. Looking for garbage among them meanwhile, and once more at the
# end, was a twentieth of the work of keeping an entry (docs/decisions/0030).
gc.set_threshold(50_000)

from numbjournal.run import SIGNALLED, main  # noqa: E402  (loaded under those settings)


def run() -> None:
    """The installed command."""
    code = main()
    if code > SIGNALLED and code != SIGNALLED + signal.SIGINT:
        end_by(code - SIGNALLED)
    gc.disable()
    sys.exit(code)


if __name__ == "__main__":
    run()
