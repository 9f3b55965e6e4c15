"""The formats of `import`, as data. The module of a format is loaded when a file is compared with it.

Each module has `recognises(head)`, which looks at the first bytes of a file.

Files that `export` wrote are read strictly: `read(stream, tags)` yields `ParsedRecord`, where `tags` are the
ids of known tags, and raises Unreadable at the first record that cannot be used.

For files of other programs, `read(stream)` yields a `ForeignEntry` for each row, or a `SkippedRow` with the
reason if it cannot be read, and raises Unreadable if nothing can be. SOURCE is the name of the program as it
is shown. MOOD names the column that holds the mood, and UNKNOWN_MOOD says what to do with a mood that has no
number. `csv` is also given the columns.
"""

from types import ModuleType
from typing import BinaryIO, Final

from numbjournal.catalogue import Catalogue, Row
from numbjournal.core.foreign_entry import ForeignProgram, UnknownMood
from numbjournal.data.foreign import moods_of, words_of
from numbjournal.errors import Misuse, Unreadable
from numbjournal.imports.files import HINT

DATABASE: Final = b"SQLite format 3\x00"
"""How a database begins."""

HEAD: Final = 64 * 1024
"""Bytes that the format of a file is recognised from."""

OWN: Final = "Written by export"
PROGRAMS: Final = "Other programs"
TABLES: Final = "Any table"


def _row(name: str, summary: str, section: str) -> Row:
    return Row(name, summary, f"{__name__}.{name.replace('-', '_')}", section)


IMPORTS = Catalogue(
    (
        _row("jsonl", "A journal as JSON Lines.", OWN),
        _row("json", "A journal as JSON.", OWN),
        _row("daylio", "Daylio, CSV.", PROGRAMS),
        _row("daylio-backup", "Daylio, a backup (.daylio).", PROGRAMS),
        _row("bearable", "Bearable, CSV.", PROGRAMS),
        _row("how-we-feel", "How We Feel, CSV.", PROGRAMS),
        _row("apple", "Apple's State of Mind, CSV of the app Health Auto Export.", PROGRAMS),
        _row("jrnl", "jrnl, JSON or text.", PROGRAMS),
        _row("feels", "feels, JSON or CSV.", PROGRAMS),
        _row("day-one", "Day One, JSON.", PROGRAMS),
        _row("pixels", "Pixels, JSON.", PROGRAMS),
        _row("csv", "Any table, with --date and the columns you want.", TABLES),
    )
)


def format_of(stream: BinaryIO, named: str = "") -> Row:
    """The format of a file: the named one, or recognised from the beginning. The stream is rewound.

    Raises Unreadable, or Misuse for an unknown name.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    if named and named not in IMPORTS:
        raise Misuse(f"A format is one of {', '.join(row.name for row in IMPORTS)}.", HINT)
    if not head.strip():
        raise Unreadable("The file is empty.", HINT)
    if named:
        return IMPORTS[named]
    if head.startswith(DATABASE):
        raise Unreadable("That is a journal itself, or another database.", "numbjournal merge FILE")
    for row in IMPORTS:
        if row.load().recognises(head):
            return row
    raise Unreadable(
        "The format of the file is not known. If it is a table, say which column has the day.",
        "numbjournal import FILE --date COLUMN --mood COLUMN",
    )


def program_of(row: Row) -> ForeignProgram:
    """The program behind a format, and how its moods and words are read."""
    module: ModuleType = row.load()
    return ForeignProgram(
        module.SOURCE,
        moods_of(row.name),
        words_of(row.name),
        getattr(module, "UNKNOWN_MOOD", UnknownMood.LEAVE),
        getattr(module, "MOOD", ""),
    )
