"""`python -m numbjournal` is the same as `numbjournal`."""

from numbjournal.cli import run

if __name__ == "__main__":
    run()
