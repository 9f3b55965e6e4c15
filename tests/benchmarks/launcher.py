"""Start processes one at a time and say how long each took and how much memory it held.

Run as a small program of its own (`python -I -S launcher.py FILE`), because a process is charged with the
peak memory of whoever started it, up to the moment it becomes another program. Requests are lines of JSON
on stdin (`argv`, `environ`), answers are lines of JSON on stdout; what a started process says on stderr
goes to FILE. Imports the standard library only.
"""

import json
import os
import sys
from time import perf_counter

PEAK_UNITS_IN_A_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10


def launch(argv: list[str], environ: dict[str, str], errors: str) -> dict[str, float]:
    """Run one process to its end: exit code, wall clock in seconds, peak memory in MiB."""
    streams = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    start = perf_counter()
    process = os.posix_spawn(argv[0], argv, environ, file_actions=streams)
    _, status, used = os.wait4(process, 0)
    return {
        "seconds": perf_counter() - start,
        "peak_mib": used.ru_maxrss / PEAK_UNITS_IN_A_MIB,
        "code": os.waitstatus_to_exitcode(status),
    }


def main(errors: str) -> None:
    for line in sys.stdin:
        print(json.dumps(launch(**json.loads(line), errors=errors)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
