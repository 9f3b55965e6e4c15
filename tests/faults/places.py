"""Every command, and every way in which the place of a file can be wrong.

`COMMANDS` has lines for each command, `FAULTS` ways to spoil a home that has a journal, backups, settings and
everything else in their usual places. A new command gets a line, a new kind of fault a row.
"""

import os
import pwd
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.conftest import Home

OTHER = 65534
"""An account that every Linux has, and that does not run the tests."""

WORD = "kingfisher-by-the-weir"
"""What is typed, so that it can be looked for in errors and in files that are not encrypted."""

COMMANDS: Sequence[str] = (
    "",
    "--version",
    "log 3 flat",
    f"log 3 --note {WORD} newword:2",
    "log 3 --note -",
    "log 3 --edit",
    "log same",
    "log",
    "log --unsaved",
    "list",
    "list --json",
    "show 1",
    "search grey",
    "edit 1 --feel 4",
    "edit 1 --note -",
    "edit 1",
    "delete 1",
    "undo",
    "redo",
    "history",
    "purge 1 --yes",
    "erase --yes",
    "report",
    "report --snooze 14d",
    "insights",
    "calendar",
    "mark add medication a new one",
    "mark list",
    "mark delete 1",
    "score add phq-9 14",
    "score list",
    "score delete 1",
    "onset",
    "onset March",
    "pause",
    "pause 14d",
    "pause off",
    "remind show",
    "remind at 21:00",
    "remind at 21:00 --ics {home}/new.ics",
    "remind off",
    "remind now",
    "tag list",
    "tag show flat",
    "tag add gloom",
    "tag rename flat grey",
    "tag merge own empty",
    "tag retire own",
    "tag delete own",
    "export {home}/new.json",
    "export {home}/new.csv",
    "export {home}/new.md --yes",
    "export - --format jsonl",
    "import {home}/moods.csv --date date --mood mood",
    "import {home}/whole.jsonl",
    "merge {home}/other.db",
    "backup",
    "backup list",
    "restore",
    "restore 2026-11-21",
    "restore {home}/other.db",
    "restore --salvage",
    "doctor",
    "doctor --accept",
    "encrypt",
    "decrypt",
    "passphrase",
    "unlock",
    "lock",
    "demo {home}/demo.db",
    "config",
    "config path",
    "config get country",
    "config set country AT",
    "config unset country",
    "config edit",
    "crisis",
    "crisis DE",
    "learn",
)


class Fault(NamedTuple):
    """A way in which a place is wrong.

    `spoil` does it to a whole home; `kind` is what it is counted under. `needs_root`: only root can do it.
    """

    name: str
    kind: str
    spoil: Callable[[Home], None]
    needs_root: bool = False


def whole_home(home: Home) -> None:
    """A journal with entries, backups of yesterday and of today, settings, helplines, and files to read."""
    home.run(["--journal", str(home.path / "other.db"), "log", "5", "walk", "--note", "from elsewhere"])
    shutil.rmtree(home.settings_path.parent, ignore_errors=True)
    home.later(days=-1)
    home.run(["log", "2", "flat", "own", "--note", "grey"])
    home.run("mark add medication one")
    home.run("score add phq-9 12")
    home.later(days=1)
    home.run("log 4 fatigue")
    home.run("config set country DE")
    home.run(["export", str(home.path / "whole.jsonl")])
    (home.path / "moods.csv").write_text("date,mood\n2026-10-01,3\n")
    helplines(home).write_text('[[line]]\ncountry = "DE"\nname = "One"\nnumber = "1"\nhours = "24/7"\n')
    editor = home.path / "editor.py"
    editor.write_text(f"import sys\nwith open(sys.argv[1], 'a') as draft: draft.write('{WORD}')\n")
    for name in (".config/systemd/user", "state", "runtime", "here"):
        (home.path / name).mkdir(parents=True)


def moved_template(template: Path, home: Home) -> None:
    """Make `home` a copy of a whole home, and the one that is in force."""
    shutil.copytree(template, home.path, symlinks=True, dirs_exist_ok=True)
    settings = home.settings_path
    settings.write_text(settings.read_text().replace(str(template), str(home.path)))
    setenv = home.monkeypatch.setenv
    setenv("HOME", str(home.path))
    setenv("VISUAL", f"{sys.executable} {home.path / 'editor.py'}")
    setenv("XDG_RUNTIME_DIR", str(home.path / "runtime"))
    setenv("XDG_STATE_HOME", str(home.path / "state"))
    home.monkeypatch.chdir(home.path / "here")


# Where things are


def journal(home: Home) -> Path:
    return home.journal_path


def backups(home: Home) -> Path:
    return home.journal_path.with_name("journal.db-backups")


def a_backup(home: Home) -> Path:
    return backups(home) / "2026-11-21.db"


def drafts(home: Home) -> Path:
    return home.journal_path.with_name("journal.db-unsaved")


def settings(home: Home) -> Path:
    return home.settings_path


def helplines(home: Home) -> Path:
    return home.settings_path.with_name("helplines.toml")


# Closed, or somebody else's


def closed(place: Callable[[Home], Path], mode: int) -> Callable[[Home], None]:
    return lambda home: place(home).chmod(mode)


def of_another(place: Callable[[Home], Path], mode: int) -> Callable[[Home], None]:
    def spoil(home: Home) -> None:
        place(home).chmod(mode)
        os.chown(place(home), OTHER, OTHER)

    return spoil


def made_closed(place: Callable[[Home], Path]) -> Callable[[Home], None]:
    def spoil(home: Home) -> None:
        place(home).mkdir()
        place(home).chmod(0)

    return spoil


# Something else in its place


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def full_folder(path: Path) -> None:
    path.mkdir()
    (path / "a file of one's own").write_text("mine")


def a_socket(path: Path) -> None:
    # The name of a socket has to be short; that of an open folder is.
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with closing(socket.socket(socket.AF_UNIX)) as made:
            made.bind(f"/proc/self/fd/{here}/{path.name}")
    finally:
        os.close(here)


def endless(path: Path) -> None:
    """A device like /dev/zero, and not that one itself: a program may replace the file that it finds."""
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(path.parent / target)


def loop(path: Path) -> None:
    path.symlink_to(path)


def holding(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def instead(place: Callable[[Home], Path], make: Callable[[Path], None]) -> Callable[[Home], None]:
    def spoil(home: Home) -> None:
        path = place(home)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        make(path)

    return spoil


# Names


def named(value: str, *, variable: str = "NUMBJOURNAL_FILE") -> Callable[[Home], None]:
    return lambda home: home.monkeypatch.setenv(variable, value.replace("{home}", str(home.path)))


def in_settings(line: str) -> Callable[[Home], None]:
    def spoil(home: Home) -> None:
        home.settings_path.write_text(line.replace("{home}", str(home.path)))

    return spoil


def moved_home(name: str) -> Callable[[Home], None]:
    """The same home under another name."""

    def spoil(home: Home) -> None:
        moved = home.path.with_name(f"{home.path.name}{name}")
        home.path.rename(moved)
        home.path = moved
        home.monkeypatch.setenv("HOME", str(moved))
        home.settings_path.unlink()

    return spoil


def homeless(home: Home) -> None:
    """No variable names the home folder, and the list of accounts does not either."""

    def unknown(_: object) -> None:
        raise KeyError

    home.monkeypatch.delenv("HOME")
    for name in ("getpwuid", "getpwnam"):
        home.monkeypatch.setattr(pwd, name, unknown)


LATIN = os.fsdecode(b"caf\xe9")
LONG = "x" * 300
VERY_LONG = "/".join(["y" * 200] * 30)

_PLACES: Sequence[tuple[str, Callable[[Home], Path], tuple[int, ...], tuple[int, ...]]] = (
    ("journal", journal, (0o000, 0o400), (0o600, 0o644)),
    ("folder of the journal", lambda home: journal(home).parent, (0o000, 0o500, 0o300), (0o700, 0o755)),
    ("folder above that", lambda home: journal(home).parent.parent, (0o000, 0o500), (0o700, 0o755)),
    ("backups", backups, (0o000, 0o500, 0o300), (0o700, 0o755)),
    ("a backup", a_backup, (0o000, 0o400), (0o600, 0o644)),
    ("settings", settings, (0o000, 0o400), (0o600, 0o644)),
    ("folder of the settings", lambda home: settings(home).parent, (0o000, 0o500), (0o700, 0o755)),
    ("own helplines", helplines, (0o000,), (0o600,)),
    ("folder of systemd", lambda home: home.path / ".config/systemd/user", (0o000, 0o500), (0o700,)),
    ("home", lambda home: home.path, (0o000, 0o500), (0o700, 0o755)),
    ("temporary folder", lambda home: Path(os.environ["TMPDIR"]), (0o000, 0o500), (0o700, 0o1777)),
    ("runtime folder", lambda home: home.path / "runtime", (0o000, 0o500), (0o700, 0o1777)),
    ("folder of states", lambda home: home.path / "state", (0o000, 0o500), (0o700, 0o1777)),
)

_OTHERS: Sequence[tuple[str, Callable[[Path], None]]] = (
    ("pipe", pipe),
    ("folder", folder),
    ("full folder", full_folder),
    ("socket", a_socket),
    ("endless device", endless),
    ("link to nothing", link_to("nowhere/at/all")),
    ("link to itself", loop),
    ("text", holding(b"= not what it should be \xff\xfe [\n")),
    ("nothing in it", holding(b"")),
)

_NAMES: Sequence[tuple[str, str]] = (
    ("of 300 letters", f"{{home}}/{LONG}.db"),
    ("in a folder of 300 letters", f"{{home}}/{LONG}/journal.db"),
    ("of 6,000 letters", f"{{home}}/{VERY_LONG}/journal.db"),
    ("/", "/"),
    (".", "."),
    ("in a file", "{home}/moods.csv/journal.db"),
    ("in /proc", "/proc/journal.db"),
    ("with a blank", "{home}/a b ?#%.db"),
    ("with a line end", "{home}/a\nb.db"),
    ("of nobody's home", "~nobody-here/journal.db"),
    ("not in UTF-8", f"{{home}}/{LATIN}.db"),
)

FAULTS: Sequence[Fault] = (
    *(
        Fault(f"{name} closed {mode:03o}", "permission", closed(place, mode))
        for name, place, modes, _ in _PLACES
        for mode in modes
    ),
    Fault("folder of drafts closed", "permission", made_closed(drafts)),
    *(
        Fault(f"{name} of another {mode:03o}", "another account", of_another(place, mode), needs_root=True)
        for name, place, _, modes in _PLACES
        for mode in modes
    ),
    *(
        Fault(f"{name}: {what}", "kind of file", instead(place, make), needs_root=make is endless)
        for name, place in (
            ("journal", journal),
            ("backups", backups),
            ("a backup", a_backup),
            ("folder of drafts", drafts),
            ("settings", settings),
            ("own helplines", helplines),
        )
        for what, make in _OTHERS
    ),
    *(Fault(f"journal {what}, in the environment", "name", named(name)) for what, name in _NAMES),
    *(
        Fault(f"journal {what}, set", "name", in_settings(f'journal = "{name}"\n'.replace("a\nb", "a\\nb")))
        for what, name in _NAMES
        if LATIN not in name
    ),
    Fault("journal with NUL, set", "name", in_settings('journal = "{home}/a\\u0000b.db"\n')),
    Fault("home not in UTF-8", "name", moved_home(LATIN)),
    Fault("home with a line end", "name", moved_home("a\nb")),
    Fault("home of 300 letters", "name", named(f"/{LONG}", variable="HOME")),
    Fault("home is not a whole path", "name", named("x", variable="HOME")),
    Fault("no home", "name", homeless),
    Fault("current folder gone", "name", lambda home: (home.path / "here").rmdir()),
    *(
        Fault(f"{variable} {what}", "name", named(name, variable=variable))
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR")
        for what, name in (
            ("not there", "{home}/nowhere"),
            ("not a whole path", "x"),
            ("not in UTF-8", f"{{home}}/{LATIN}"),
            ("of 300 letters", f"{{home}}/{LONG}"),
        )
    ),
    Fault("settings are not TOML", "settings", in_settings('country = "DE\n[')),
    Fault("settings have other values", "settings", in_settings("journal = 3\ncountry = 4\ncontacts = 5\n")),
    Fault("settings name a country as a table", "settings", in_settings("[country]\nname = 'DE'\n")),
    *(
        Fault(f"editor {what}", "editor", named(name, variable="VISUAL"))
        for what, name in (
            ("is a blank", " "),
            ("with an open quote", "'vi"),
            ("is not there", "no-such-editor"),
            ("is a folder", "/tmp"),
            ("fails", "false"),
            ("is killed", "sh -c 'kill -9 $$'"),
            ("removes the draft", "rm -f"),
            ("of 300 letters", LONG),
            ("not in UTF-8", LATIN),
        )
    ),
)
