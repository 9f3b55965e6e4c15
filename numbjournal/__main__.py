"""How the program starts; `python -m numbjournal` is the same as `numbjournal`."""

import gc
import sys

# Loading makes many objects that all stay. Looking for garbage among them meanwhile, and once more at the
# end, was a twentieth of the work of keeping an entry (docs/decisions/0030).
gc.set_threshold(50_000)

from numbjournal.cli import main  # noqa: E402  (loaded under that setting)


def run() -> None:
    """The installed command."""
    code = main()
    gc.disable()
    sys.exit(code)


if __name__ == "__main__":
    run()
