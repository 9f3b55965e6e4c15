"""The page about `--json`: what each command writes, found by running it in a made-up home."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import Any

import pytest

from numbjournal.core.record import FIELDS, TAGGING, FieldShape
from numbjournal.output.show import SCHEMA
from numbjournal.vault import kernel, passphrase
from tests.conftest import Home, home_at
from tests.house.export_format import about, values, wrapped

LINES = """\
log 2 flat "a grey day"
log 4 nebel --on yesterday
list
show 1
search grey
edit 1 --feel 3
history
calendar
calendar --month
report
report --why
report --snooze
insights
crisis
learn
learn treatment
onset "last spring"
mark add sertraline --kind medication-start
mark list
mark delete 1
score add phq-9 14
score list
score delete 1
tag list
tag add dusk
tag rename dusk gloaming
tag merge gloaming foggy
tag show flat
tag retire tension
tag add mist
tag delete mist
delete 2
undo
redo
backup
backup list
doctor
export journal.jsonl
import journal.jsonl
demo demo.db
merge demo.db
purge 1 --yes
remind at 21:00
remind show
remind off
pause 14d
config
config get country
config set country DE
restore --yes
encrypt
unlock --for 1h
lock
passphrase
decrypt
erase --yes
""".splitlines()
"""A line for each command that knows `--json`, in an order in which each finds what it needs; lines of a
command that come later show what an option of it changes."""

_SECRET = "six words that nobody knows here"

_SHAPES = {
    "a tag": "tag list",
    "a mark": "mark list",
    "a total": "score list",
    "a backup": "backup list",
    "a reminder": "remind at",
}
"""What several commands answer, and one of those that do."""


_NAMED = dict.fromkeys(("config get", "config set"), "the setting's name, with its value")

_ABOUT = {"id": "the same everywhere", "label": "what is shown for it"}
"""Where an export says more than is so here."""

_FORM = f"""\
`--json` stands behind a command: `numbjournal list --json`. What would be shown is written to standard \
output as one line of JSON, in ASCII; remarks still go to standard error. A command that fails says why \
there as well, and leaves standard output empty; the [exit code](exit-codes.md) tells what kind of \
failure it was. `doctor` alone answers with both: what it found is the answer.

```json
{{"schema": "{SCHEMA}", "command": "list", "data": [], "marks": [], "scores": []}}
```

- `schema` is the name and the version of this form.
- `command` is the command that answered, without its options.
- `data` is the answer: see below.
- `help` stands beside it where there may be occasion to say where to turn: null, or the text that a \
person would have read. Whoever shows the data to a person shows it too.
- Dates are `YYYY-MM-DD`, moments are ISO 8601 with the offset, and what was not said is null or an \
empty text.

`numbjournal export journal.json` is another form, made for reading back: [the form of an \
export](export-format.md). `search` answers as `list`.
"""


def json_form(made: str) -> str:
    """The envelope, an entry field by field, and what each command answers."""
    answers = dict(written())
    entry = answers["show"]["data"]
    shapes = {frozenset(entry): "an entry"}
    lines = ["# What --json writes", "", made, wrapped(_FORM), "## An entry", ""]
    lines += _table(entry, FIELDS["entry"], "entry")
    lines += ["Each of its `tags`:", "", *_table(entry["tags"][0], TAGGING, "tag on an entry")]
    lines += ["## What several commands answer", ""]
    for words, command in _SHAPES.items():
        record = _one(answers[command]["data"])
        shapes[frozenset(record)] = words
        lines.append(f"- {words}: {_names(record)}")
    lines += ["", "## Command by command", "", "| command | data | beside it |", "|---|---|---|"]
    rows = {}
    for command, answer in answers.items():
        beside = _names(name for name in answer if name not in ("schema", "command", "data"))
        rows.setdefault(
            (answer["command"], _NAMED.get(command) or _words(answer["data"], shapes), beside), command
        )
    lines += [f"| {command} | {words} | {beside} |" for (_, words, beside), command in rows.items()]
    return "\n".join([*lines, ""])


def _table(record: Mapping[str, Any], fields: Mapping[str, FieldShape], kind: str) -> list[str]:
    rows = [
        f"| {name} | {values(fields[name])} | {_ABOUT.get(name) or about(kind, name)} |" for name in record
    ]
    return ["| field | values | what it is |", "|---|---|---|", *rows, ""]


def _one(data: Any) -> Any:
    """What there is, or the first of several; a list that is empty would show nothing."""
    return data[0] if isinstance(data, list) else data


def _words(data: Any, shapes: Mapping[frozenset[str], str]) -> str:
    one = _one(data)
    many = "a list; each is " if isinstance(data, list) else ""
    if not isinstance(one, dict):
        return f"{many}a number"
    return many + (shapes.get(frozenset(one)) or _names(one))


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def written() -> Iterator[tuple[str, Any]]:
    """The envelope that each line leads to, under the name of its command (later ones under the line)."""
    seen = set()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder).resolve() / "home"
        path.mkdir()
        for home in home_at(path, patch):
            patch.chdir(path)
            _make_quick(patch)
            for line in LINES:
                answer = _answer(home, line)
                command = answer["command"]
                yield (line if command in seen else command), answer
                seen.add(command)
            patch.chdir(folder)


def _answer(home: Home, line: str) -> Any:
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", _SECRET)
    if line != "passphrase":
        return json.loads(home.run(f"{line} --json").out)
    (home.path / "new").write_text(f"{_SECRET}\n")
    with (home.path / "new").open() as new:
        return json.loads(home.run(f"{line} --json --new-fd {new.fileno()}").out)


def _make_quick(patch: pytest.MonkeyPatch) -> None:
    """One round for a passphrase, and a place for keys also where the kernel keeps none."""

    def derived(name: str, text: bytes, salt: bytes, rounds: int, size: int) -> bytes:
        return pbkdf2_hmac(name, text, salt, 1, size)

    kept: dict[str, bytes] = {}
    patch.setattr(passphrase, "pbkdf2_hmac", derived)
    patch.setattr(kernel, "is_available", lambda: True)
    patch.setattr(kernel, "keep", lambda name, raw, seconds: kept.update({name: raw}) is None)
    patch.setattr(kernel, "find", kept.get)
    patch.setattr(kernel, "forget", lambda name: kept.pop(name, None) is not None)
