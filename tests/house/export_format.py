"""The page about the form of an export, made from the form itself."""

from textwrap import fill

from numbjournal.core.record import FIELDS, HEADER, LISTS, TAGGING, VERSION, FieldShape
from numbjournal.core.text import LONGEST_READ, MEGABYTE
from numbjournal.exports.csv import COLUMNS


def export_format(made: str) -> str:
    """The form of the data exports: its records field by field, and what is true of all of them."""
    lines = ["# The form of an export", "", made, wrapped(_FORM)]
    tables = {"head": HEADER, **FIELDS, "tag on an entry": TAGGING}
    for kind, fields in tables.items():
        lines += [f"## {_HEADINGS[kind]}", "", "| field | values | what it is |", "|---|---|---|"]
        lines += [f"| {name} | {values(shape)} | {about(kind, name)} |" for name, shape in fields.items()]
        lines += [""]
    return "\n".join([*lines, wrapped(_CSV)])


def about(kind: str, name: str) -> str:
    """What a field of a kind of record is."""
    return _ABOUT.get((kind, name)) or _ABOUT[name]


def wrapped(text: str) -> str:
    """Paragraphs and lists with lines that are not too long."""
    return "\n".join(
        fill(line, 105, subsequent_indent="  " if line.startswith("- ") else "", break_on_hyphens=False)
        for line in text.split("\n")
    )


def values(shape: FieldShape) -> str:
    """The values of a field, in a few words."""
    schema = shape.schema
    if "anyOf" in schema:
        return f"{values(FieldShape(schema['anyOf'][0], shape.fits))}, or null"
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        return str(low) if low == high else f"{low} to {high}" if high <= 1000 else f"a number from {low}"
    if "pattern" in schema:
        return "HH:MM" if schema["pattern"].endswith("[0-5][0-9]$") else _moment(schema["pattern"])
    if "contentMediaType" in schema:
        return "JSON, as text"
    return {"string": "text", "boolean": "true or false", "array": "a list", "object": "an object"}[
        schema["type"]
    ]


def _moment(pattern: str) -> str:
    return "a date and time with the offset" if "T" in pattern else "a date"


_HEADINGS = {
    "head": "The head",
    "purged": "purged: what was erased for good",
    "tag": "tag: own words, and what was changed of shipped ones",
    "entry": "entry",
    "tag on an entry": "tags of an entry",
    "mark": "mark: a dated event",
    "score": "score: the total of a questionnaire",
    "fact": "fact: said once about oneself",
}

_ABOUT: dict[str | tuple[str, str], str] = {
    "format": "says whose form it is",
    "version": "of the form; a program refuses a file of a later one",
    "exported_at": "when it was written",
    "from": "the first day, where some were chosen",
    "to": "the last day, where some were chosen",
    "includes_private": "whether private entries are in it",
    "counts": "how many there are of each list; an import holds it against what it finds",
    "id": "the same everywhere, and what an import knows a record by",
    "purged_at": "when it was erased",
    ("tag", "id"): "what entries refer to",
    "own": "whether it is the person's own",
    "kind_of_tag": "what the word is about",
    "label": "what is shown for it; not needed when a file is read back",
    "about": "a sentence about it",
    "called": "the person's own name for it",
    "retired": "no longer offered",
    "merged_into": "the tag that it became another word for",
    "aliases": "the person's own other words for it",
    "number": "the short handle in its file",
    "logged_at": "when it was written",
    "day": "the day it is about",
    "time": "the time of day it is about",
    "answer": "what was said to how much could be felt; unsure is can't tell, tired is too tired to rate",
    "feel": "how much could be felt; a number exactly where the answer is rated",
    "mood": "how pleasant it was, apart from how much",
    "interfered": "how much it got in the way",
    "by_choice": "stepped back on purpose",
    "note": "in the person's words",
    "got_through": "what did get through",
    "private": "stays out of exports unless they are to include it",
    "for_session": "to bring along to the next session",
    "tags": "in their order",
    "source": "the program an entry was first kept in",
    "source_key": "what that program knew it by",
    "extra": "what that program kept and no field here holds",
    "tag": "the id of a tag",
    "strength": "1 mild, 2 moderate, 3 strong, 4 very strong",
    "typed": "the word as it was typed",
    "roughly": "the day is about right",
    "kind_of_mark": "what happened",
    "name": "what it was",
    ("fact", "name"): (
        "onset (since when it has been like this), care (whether there is any) or helping (whether "
        "logging helps, asked once)"
    ),
    "dose": "of a medicine",
    "instrument": "the questionnaire",
    "value": "the total",
    ("fact", "value"): "a date for onset, yes or no for care; helps, neutral or worse for helping",
}

_KINDS, _LISTS, _COLUMNS = (", ".join(words) for words in (LISTS, LISTS.values(), COLUMNS))
_READ_MB = LONGEST_READ // MEGABYTE

_FORM = f"""\
`numbjournal export journal.jsonl` and `journal.json` write everything that a journal holds except \
its history, and `numbjournal import` reads it back. This is version {VERSION} of their form. A JSON \
Schema (draft 2020-12) is [journal.schema.json](journal.schema.json): a JSON file as it stands, a \
line of JSON Lines under `$defs`, `line`.

- **JSON Lines**: the head in the first line; then one record a line, whose `kind` is {_KINDS}.
- **JSON**: one object with the fields of the head and the lists {_LISTS}. \
Records in them have no `kind`.

Every field is written, in this order, also where it is null or empty. Records come in the order of \
the kinds; entries, marks and scores by day, then by when they were written, then by id. What others \
refer to stands above them: the tags of an entry come before it.

The file is UTF-8. Letters are themselves; control characters, marks that turn the direction of \
writing and invisible characters are written as escapes, which mean the same to whatever reads JSON, \
and cannot steer a terminal on which the file is shown.

**What is read** is exactly this form. Refused, with the line, are: a field that is missing or not \
known, a value of another type or out of range, a name that an object has twice, numbers with a \
point, NaN, a tag that is neither in the journal nor above the entry, a line of more than \
{_READ_MB} MB, a JSON file of more than {_READ_MB} MB (which is not written either: JSON Lines have no \
such limit), a later version, and a file that does not hold as many records as its head says. If you \
take records out by hand, take `counts` out of the head too: of the head, only `format` and `version` \
have to be there.
"""

_CSV = f"""\
## CSV

`journal.csv` is a table of the entries (RFC 4180, UTF-8, every cell in quotes), to look at or to \
compute with. It has no marks, scores and words of your own in it, and cannot be imported again. The \
columns are {_COLUMNS}. A cell is empty where nothing was said: that is not a zero. Tags \
are joined, with their strength: `flat; headache:3`. Line ends within a cell are line feeds, and \
control characters are spelled out (`\\x1b`).

With `--for-spreadsheet` the file begins with a byte order mark, and a cell that starts with `=`, \
`+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front, so that no spreadsheet takes \
it for a formula. That changes what was written: such a file is for looking only.
"""
