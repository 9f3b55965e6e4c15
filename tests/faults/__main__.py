"""Runs the tests of faults in their full sizes and writes the table: `python -m tests.faults`."""

import sys

import pytest

from tests.faults.table import PAGE

if __name__ == "__main__":
    sys.exit(pytest.main(["tests/faults", "--full", f"--write-faults={PAGE}", *sys.argv[1:]]))
