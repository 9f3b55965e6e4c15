"""`import`: files of this program, and of others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from numbjournal.catalogue import Row
from numbjournal.context import Run
from numbjournal.core.export_records import FileImported, record_order, summarize
from numbjournal.core.foreign_entry import MappingOptions, ParsedRow
from numbjournal.core.foreign_mapping import ForeignMapping, scale_of
from numbjournal.core.import_plan import ImportPlan, plan_import, planned_entries
from numbjournal.errors import Misuse, Refused
from numbjournal.imports import OWN, TABLES, format_of, program_of
from numbjournal.imports.csv import Columns
from numbjournal.imports.files import opened
from numbjournal.imports.mapping import EMPTY_MAPPING, read_mapping
from numbjournal.imports.records import timely
from numbjournal.output.progress import watched
from numbjournal.settings import absolute
from numbjournal.store.backup import make_backup_before
from numbjournal.store.incoming import erased_ids, import_entries, import_records, known_tags, source_keys

EXAMPLE = "numbjournal import FILE --dry-run"

MOST_ASKED = 30
"""More moods than this are easier to write into a file."""


class ImportOptions(NamedTuple):
    """What was typed about a file; empty if nothing was."""

    form: str = ""
    mapping: str = ""
    """A file for `--map`."""
    scale: str = ""
    feel_from: str = ""
    columns: Mapping[str, str] = {}
    """Names of columns by kind: date, mood, feel, note."""

    @property
    def is_about_another_program(self) -> bool:
        return any(self[1:])


def import_file(run: Run, file: str, options: ImportOptions, *, dry_run: bool) -> FileImported:
    """Import what the journal does not have yet.

    The whole file is read before anything is written, so a file that cannot be used leaves no trace. Raises
    Unreadable, NotFound, Misuse, or Refused if a mood has no number and nobody can be asked.
    """
    form = options.form.casefold()
    if not form and options.columns.get("date"):
        form = "csv"
    with opened(run.path(file)) as stream:
        row = format_of(stream, form)
        if row.section != OWN:
            return _ForeignFile(run, stream, row, options).imported(dry_run=dry_run)
        if options.is_about_another_program:
            raise Misuse("That is an option for files of other programs.", EXAMPLE)
        return _import_export(run, stream, row, dry_run=dry_run)


def _import_export(run: Run, stream: BinaryIO, row: Row, *, dry_run: bool) -> FileImported:
    """Import a file that `export` wrote: all of it, or nothing."""
    reader = row.load()
    erased: Collection[str] = ()
    tags: Collection[str] = run.shipped_vocabulary.tags.keys()
    if run.has_journal:
        tags, erased = known_tags(run.journal), erased_ids(run.journal)
    summary = summarize(timely(reader.read(stream, tags), run.today), erased)
    total = sum(summary.counts.values())
    if not total or (dry_run and not run.has_journal):
        return FileImported(summary.counts, dry_run=dry_run)
    journal = run.journal_or_new
    if not dry_run:
        _back_up(run)
    stream.seek(0)
    records = reader.read(stream, tags)
    if not summary.is_in_order and journal.count():
        records = iter(sorted(records, key=lambda each: record_order(each.record)))
    records = watched(records, total, "Reading", plain=run.plain)
    return import_records(journal, records, summary.lone_tags, dry_run=dry_run)


class _ForeignFile:
    """A file of another program. All rows that can be read are imported; the others are reported."""

    def __init__(self, run: Run, stream: BinaryIO, row: Row, options: ImportOptions) -> None:
        self._run = run
        self._stream = stream
        self._reader = row.load()
        self._program = program_of(row)
        self._asked = options
        self._options, self._columns = _mapping_options(row, options)

    def imported(self, *, dry_run: bool) -> FileImported:
        run = self._run
        plan, mapping = self._plan()
        if self._asked.feel_from and not mapping.found_feel:
            raise Misuse("The file has no column of the name that --feel-from says.", EXAMPLE)
        if mapping.unknown_moods and plan.new and not dry_run:
            numbers = _ask_for_moods(run, list(mapping.unknown_moods))
            self._options = self._options._replace(moods={**self._options.moods, **numbers})
            plan, mapping = self._plan()
        if plan.new and not dry_run:
            journal = run.journal_or_new
            _back_up(run)
            entries = planned_entries(plan, self._rows(), mapping, run.clock())
            import_entries(journal, watched(entries, plan.new, "Reading", plain=run.plain), plan.tags)
        return FileImported(
            {"entry": plan.new, "tag": len(plan.tags)},
            plan.already,
            plan.erased,
            dry_run=dry_run,
            source=self._program.name,
            skipped=plan.skipped,
            skipped_count=plan.skipped_count,
            unknown_moods=tuple(mapping.unknown_moods),
        )

    def _plan(self) -> tuple[ImportPlan, ForeignMapping]:
        """What the file would bring, and what its words mean."""
        run = self._run
        known: Collection[str] = ()
        erased: Collection[str] = ()
        if run.has_journal:
            known, erased = source_keys(run.journal, self._program.name), erased_ids(run.journal)
        mapping = ForeignMapping(self._program, self._options, run.vocabulary, run.today)
        return plan_import(self._rows(), mapping, run.clock(), known, erased), mapping

    def _rows(self) -> Iterator[ParsedRow]:
        """The rows of the file, from its beginning."""
        self._stream.seek(0)
        columns = () if self._columns is None else (self._columns,)
        rows: Iterator[ParsedRow] = self._reader.read(self._stream, *columns)
        return rows


def _mapping_options(row: Row, options: ImportOptions) -> tuple[MappingOptions, Columns | None]:
    """What the person says about the words of a file, and about the columns of a table.

    Raises Misuse, and whatever reading the file for `--map` raises.
    """
    file = read_mapping(absolute(options.mapping)) if options.mapping else EMPTY_MAPPING
    columns = {**file.columns, **options.columns}
    if not columns.keys() <= set(Columns._fields):
        raise Misuse(f"Columns are those of {', '.join(Columns._fields)}.", EXAMPLE)
    if columns and row.section != TABLES:
        raise Misuse("Columns are named for a table, and this file has a format that is known.", EXAMPLE)
    scale = scale_of(options.scale) if options.scale else None
    mapping = MappingOptions(file.moods, file.words, scale, options.feel_from)
    return mapping, Columns(**columns) if row.section == TABLES else None


def _ask_for_moods(run: Run, moods: Sequence[str]) -> Mapping[str, int | None]:
    """Ask how pleasant each mood is.

    Raises Refused if nobody can be asked, or there are too many.
    """
    if run.can_ask and not run.json and len(moods) <= MOST_ASKED:
        return {mood.casefold(): run.prompts.number_of_mood(mood) for mood in moods}
    if all(mood.isascii() and mood.isdigit() for mood in moods):
        raise Refused(
            "The file does not say how far its scale of moods goes.",
            "numbjournal import FILE --scale 1-5",
            is_midway=True,
        )
    raise Refused(
        "The file has moods that no number is known for: --dry-run lists them, --map gives them one.",
        EXAMPLE,
        is_midway=True,
    )


def _back_up(run: Run) -> None:
    """Make a verified copy, if there is something to lose."""
    if run.journal.count():
        make_backup_before("import", run.journal.connection, run.journal.path, run.clock())
