"""Writes docs/reference/ from the program itself: `python -m tests.house.reference`."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer
from typer._click.core import Command, Context
from typer.core import TyperGroup

from numbjournal import errors
from numbjournal.cli import app
from numbjournal.core.entry import STRENGTHS
from numbjournal.core.record import FIELDS, HEADER, HEADER_OPTIONAL, LISTS, object_schema
from numbjournal.core.tag import KINDS, RESERVED
from numbjournal.data import shipped_tags
from numbjournal.data.questionnaires import instruments
from numbjournal.screen.plain import by_kind
from tests.house.environment import environment
from tests.house.export_format import export_format
from tests.house.import_formats import import_formats
from tests.house.journal_tables import journal_tables
from tests.house.json_form import json_form
from tests.house.settings_page import settings_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
MADE = "<!-- Made from the program by `python -m tests.house.reference`; a test compares the two. -->\n"
WIDTH = 78
"""What Typer writes on a terminal of 80 columns."""


def commands() -> str:
    """The help of every command."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    lines = ["# Commands", "", MADE]
    for title, text in _helps(root, _context(root, "numbjournal")):
        lines += [f"## {title}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def _context(command: Command, name: str, parent: Context | None = None) -> Context:
    """What a command runs in, with its own settings: `-h` among them."""
    settings: dict[str, Any] = {**command.context_settings, "terminal_width": WIDTH}
    return Context(command, info_name=name, parent=parent, **settings)


def _helps(group: TyperGroup, context: Context) -> list[tuple[str, str]]:
    found = [(context.command_path, context.get_help())]
    for name in group.list_commands(context):
        _, command, _ = group.resolve_command(context, [name])
        assert command is not None
        inner = _context(command, name, context)
        if isinstance(command, TyperGroup):
            found += _helps(command, inner)
        else:
            found.append((inner.command_path, command.get_help(inner)))
    return found


def tags() -> str:
    """The shipped vocabulary; names that are never shown are left out."""
    strengths = ", ".join(f"{number} {name}" for number, name in STRENGTHS.items())
    lines = ["# Tags", "", MADE]
    lines += [f"Strengths: {strengths}. Only the kinds marked with \\* take one.", ""]
    lines += [f"These words cannot become your own tags: {', '.join(sorted(RESERVED))}.", ""]
    for kind, members in by_kind(shipped_tags()).items():
        mark = " \\*" if members[0].takes_strength else ""
        lines += [f"## {KINDS[kind]}{mark}", "", "| tag | also typed as | meaning |", "|---|---|---|"]
        lines += [f"| {tag.id} | {', '.join(tag.aliases)} | {tag.about} |" for tag in members]
        lines += [""]
    return "\n".join(lines)


def questionnaires() -> str:
    """Whose totals can be kept, and their published cut-offs."""
    lines = [
        "# Questionnaires",
        "",
        MADE,
        "| name | total | published cut-offs | higher is |",
        "|---|---|---|---|",
    ]
    for found in instruments().values():
        cut_offs = ", ".join(str(number) for number in found.cut_offs)
        better = "better" if found.higher_is_better else "worse"
        lines.append(f"| {found.id} | {found.low} to {found.high} | {cut_offs} | {better} |")
    return "\n".join([*lines, ""])


HOW_IT_ENDS = """\
A command that ends early, by an error or a signal, says what it has changed by then and how to finish it,
or that nothing was changed. That is looked up, not assumed. It is about entries and everything else that
you wrote, the backups, the settings, and files that were written; what the journal notes for itself (which
help sign was shown last, say) is not counted. After an error that comes before anything is begun, there is
no such sentence.

`SIGTERM` and `SIGHUP` (a window that is closed) end the program by that signal, after the same sentence: a
shell shows 143 or 129. The third signal ends it at once, should it be waiting for a disk that does not
answer.

Where its output cannot be written (a full disk, say), a command runs to its end all the same; then the code
is 1, and what was changed is said. A reader that has gone (`| head`), and output that was closed (`>&-`),
change no code. Remarks that cannot be written change none either. If the note of `log 3 --note -` cannot be
read, the rest is saved, and the code is 1.\
""".splitlines()


def exit_codes() -> str:
    """The numbers a script can rely on."""
    lines = ["# Exit codes", "", MADE, "| code | when |", "|---|---|", "| 0 | Done. |"]
    kinds = sorted(errors.NumbjournalError.__subclasses__(), key=lambda kind: kind.exit_code)
    lines += [f"| {kind.exit_code} | {kind.__doc__} |" for kind in kinds]
    lines += ["", *HOW_IT_ENDS]
    return "\n".join([*lines, ""])


def journal_schema() -> str:
    """The JSON Schema of an export: of a JSON file as it stands, of a line of JSON Lines as `line`."""
    head = object_schema(HEADER, frozenset(HEADER_OPTIONAL))
    records = {kind: object_schema(fields) for kind, fields in FIELDS.items()}
    lists = {LISTS[kind]: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}} for kind in FIELDS}
    lines = {
        kind: {
            **record,
            "properties": {"kind": {"const": kind}, **record["properties"]},
            "required": ["kind", *record["required"]],
        }
        for kind, record in records.items()
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A journal, as numbjournal export writes it",
        "$comment": "Made from the program by `python -m tests.house.reference`; a test compares the two.",
        **head,
        "properties": {**head["properties"], **lists},
        "$defs": {**records, "head": head, "line": {"anyOf": [{"$ref": "#/$defs/head"}, *lines.values()]}},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "tags.md": tags,
    "settings.md": lambda: settings_page(MADE),
    "environment.md": lambda: environment(MADE),
    "questionnaires.md": questionnaires,
    "exit-codes.md": exit_codes,
    "json.md": lambda: json_form(MADE),
    "export-format.md": lambda: export_format(MADE),
    "import-formats.md": lambda: import_formats(MADE),
    "journal-schema.md": lambda: journal_tables(MADE),
    "journal.schema.json": journal_schema,
}
"""Every page of the reference, by file name."""


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
