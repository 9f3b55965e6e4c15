"""Every state in which a power cut can leave the disk, from the system calls of one command.

The disk is modelled as what fsync promises and no more: a write counts once its file was synced; before that
any part of the waiting writes may have arrived, also half of one; a file's name, also a new one for a file
there is, counts once its folder was synced.
"""

import itertools
import random
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
ALL_SUBSETS_UP_TO = 6
SAMPLES = 24

_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^-?\w+<((?:\\x[0-9a-f]{2})*)>")


class Call(NamedTuple):
    """A call on a file that matters: create, write, cut, sync, remove, move `to`; or `say`, on stdout."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""
    to: str = ""


class Disk(NamedTuple):
    """What is on the disk after a cut: the bytes of each file, None where there is none."""

    files: Mapping[str, bytes | None]
    is_acknowledged: bool


def record(command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> list[Call]:
    """Run a command under strace; what it did to the files in one folder, and when it spoke, in order."""
    traced = "openat,write,pwrite64,fsync,fdatasync,unlink,unlinkat,rename,renameat2,ftruncate"
    strace = ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={traced}", "-o", str(log)]
    subprocess.run([*strace, *command], env=environment, check=True, stdout=subprocess.PIPE)
    calls = (_read(line) for line in log.read_text().splitlines())
    return [
        call
        for call in calls
        if call and (call.kind == "say" or Path(call.path) == folder or Path(call.path).parent == folder)
    ]


def states(calls: Sequence[Call], start: Mapping[str, bytes], folder: Path, seed: int = 1) -> Iterator[Disk]:
    """Every disk (or, where there are too many, a seeded sample with all the extremes) after every call."""
    chance = random.Random(seed)
    seen: set[tuple[object, ...]] = set()
    for end in range(len(calls) + 1):
        done = calls[:end]
        is_acknowledged = any(call.kind == "say" for call in done)
        for files in _after(done, start, folder, chance):
            key = (is_acknowledged, *sorted((name, hash(data)) for name, data in files.items()))
            if key not in seen:
                seen.add(key)
                yield Disk(files, is_acknowledged)


def with_long_writes(calls: Sequence[Call]) -> list[Call]:
    """The same, with writes that follow one another in a file as one: fewer states, and no new ones."""
    joined: list[Call] = []
    for call in calls:
        last = joined[-1] if joined else None
        follows = (
            last
            and (last.kind, last.path) == (call.kind, call.path) == ("write", call.path)
            and last.offset + len(last.data) == call.offset
        )
        if last and follows:
            joined[-1] = last._replace(data=last.data + call.data)
        else:
            joined.append(call)
    return joined


def _after(
    done: Sequence[Call], start: Mapping[str, bytes], folder: Path, chance: random.Random
) -> Iterator[dict[str, bytes | None]]:
    settled: dict[str, bytes | None] = dict(start)
    waiting: list[Call] = []
    for call in done:
        if call.kind == "sync" and Path(call.path) == folder:
            settled, waiting = _apply(settled, waiting, lambda one: one.kind in ("create", "remove", "move"))
        elif call.kind == "sync":
            settled, waiting = _apply(
                settled,
                waiting,
                lambda one, path=call.path: one.path == path and one.kind in ("write", "cut"),
            )
        elif call.kind != "say":
            waiting.append(call)
    for arrived in _subsets(len(waiting), chance):
        yield _with(settled, [waiting[index] for index in sorted(arrived)])
    # A write that was cut in its middle.
    for index, call in enumerate(waiting):
        if call.kind == "write" and len(call.data) > SECTOR:
            half = call._replace(data=call.data[: len(call.data) // SECTOR // 2 * SECTOR])
            yield _with(settled, [*waiting[:index], half])


def _apply(
    settled: Mapping[str, bytes | None], waiting: Sequence[Call], is_meant: Callable[[Call], bool]
) -> tuple[dict[str, bytes | None], list[Call]]:
    """The calls that a sync makes durable become settled; the others go on waiting."""
    meant = [call for call in waiting if is_meant(call)]
    return _with(settled, meant), [call for call in waiting if call not in meant]


def _with(settled: Mapping[str, bytes | None], calls: Sequence[Call]) -> dict[str, bytes | None]:
    files = dict(settled)
    for call in calls:
        content = files.get(call.path)
        if call.kind == "create":
            files[call.path] = content if content is not None else b""
        elif call.kind == "remove":
            files[call.path] = None
        elif call.kind == "move":
            files[call.to], files[call.path] = content if content is not None else b"", None
        elif call.kind == "cut":
            files[call.path] = (content or b"")[: call.offset].ljust(call.offset, b"\0")
        else:
            whole = bytearray((content or b"").ljust(call.offset + len(call.data), b"\0"))
            whole[call.offset : call.offset + len(call.data)] = call.data
            files[call.path] = bytes(whole)
    return files


def _subsets(count: int, chance: random.Random) -> Iterator[frozenset[int]]:
    everything = frozenset(range(count))
    if count <= ALL_SUBSETS_UP_TO:
        for size in range(count + 1):
            yield from map(frozenset, itertools.combinations(range(count), size))
        return
    yield from (frozenset(), everything)
    yield from (frozenset(range(size)) for size in range(count))
    yield from (everything - {index} for index in range(count))
    yield from (frozenset({index}) for index in range(count))
    yield from (frozenset(chance.sample(range(count), chance.randrange(count + 1))) for _ in range(SAMPLES))


def _read(line: str) -> Call | None:
    found = _CALL.search(line)
    if not found or int(found["result"]) < 0:
        return None
    name, arguments = found["name"], found["arguments"]
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    handle = _FILE.match(arguments)
    path = bytes.fromhex(handle[1].replace("\\x", "")).decode() if handle else ""
    if name == "write" and arguments.startswith("1<"):
        return Call("say", "") if texts[0].strip() else None
    if name == "openat":
        return Call("create", texts[0].decode()) if "O_CREAT" in arguments else None
    if name in ("rename", "renameat2"):
        return Call("move", texts[0].decode(), to=texts[-1].decode())
    if name in ("unlink", "unlinkat"):
        return Call("remove", texts[0].decode())
    if name == "pwrite64":
        return Call("write", path, int(arguments.rpartition(", ")[2]), texts[0])
    if name == "ftruncate":
        return Call("cut", path, int(arguments.rpartition(", ")[2]))
    return Call("sync", path) if name in ("fsync", "fdatasync") else None
