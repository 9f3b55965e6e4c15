"""The page about the formats of `import`, made from the catalogue and the data."""

from textwrap import fill

from numbjournal.core.text import LONGEST_TEXT, MEGABYTE
from numbjournal.data.foreign import moods_of, words_of
from numbjournal.imports import IMPORTS, OWN, TABLES
from numbjournal.imports.document import DEEPEST
from numbjournal.imports.document import LARGEST as LARGEST_DOCUMENT
from numbjournal.imports.files import LARGEST
from numbjournal.imports.table import MOST_ROWS


def import_formats(made: str) -> str:
    """Every format with what becomes of it."""
    lines = ["# The formats of `import`", "", made, _INTRODUCTION]
    for section, rows in IMPORTS.sections().items():
        lines += [
            f"## {section}",
            "",
            "| format | file | how pleasant | what it becomes |",
            "|---|---|---|---|",
        ]
        lines += [f"| {row.name} | {row.summary} | {_moods(row.name)} | {_ABOUT[row.name]} |" for row in rows]
        lines += [""]
    words = ", ".join(f"{word} ({tag})" for word, tag in sorted(words_of("").items()))
    words = fill(f"Besides the words of the vocabulary: {words}.", 105, break_on_hyphens=False)
    lines += ["## Words", "", words, ""]
    return "\n".join(lines)


def _moods(name: str) -> str:
    row = IMPORTS[name]
    if row.section == OWN:
        return "as it was"
    if row.section == TABLES:
        return "the column that `--mood` names"
    if moods := moods_of(name):
        return ", ".join(f"{mood}: {number}" for mood, number in moods.items())
    return {"bearable": "`--scale`", "apple": "valence, -1 to 1"}.get(name, "no number")


_ABOUT = {
    "jsonl": "everything but the history",
    "json": "the same",
    "daylio": "a row is an entry; activities are words; title and note, without HTML, are the note",
    "daylio-backup": "the same from a backup; a mood of one's own has the number of its group",
    "bearable": "readings of a part of a day are an entry; symptoms, with strength, and factors are words",
    "how-we-feel": "a row is an entry; mood, people, places and events are words; all texts are the note",
    "apple": "a row is an entry; labels and associations are words; a daily mood has no time",
    "jrnl": "title and text are the note, tags are words; dates as jrnl writes them by itself",
    "feels": "a log is an entry; tags are words",
    "day-one": "the text is the note, tags are words; the day is that of the place of writing",
    "pixels": "a pixel is an entry, with the score in the middle; tags are words",
    "csv": "a row is an entry; `--date`, `--mood`, `--feel` and `--note` name columns",
}

_SIZES = (
    f"A table of another program has at most {MOST_ROWS:,} rows and {LARGEST // MEGABYTE} MB; JSON"
    f" {LARGEST_DOCUMENT // MEGABYTE} MB and {DEEPEST} levels a record."
)

_INTRODUCTION = f"""\
The format is told from the content; `--format` names it where that is not enough. [Come from another
program](../how-to/come-from-another-program.md) says how an import goes.

Of files of other programs, everything else that stands there is kept in `extra`, by its own names. A text is
UTF-8, or UTF-16 with its mark; columns are found by name.

{_SIZES}

Rows are skipped, with the reason, where the day cannot be read, is before 1900 or still to come, where a
number is none (NaN, infinity, `true`, digits that are not ASCII), where an object has a name twice, where
cells are missing, and where there is more than {LONGEST_TEXT // MEGABYTE} MB of text, which is what an entry
holds.
"""
