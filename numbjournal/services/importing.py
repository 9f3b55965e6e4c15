"""Bringing in: what `export` wrote, and what other programs kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from numbjournal.errors import Misuse, Refused

if TYPE_CHECKING:
    from numbjournal.catalogue import Catalogue, Row
    from numbjournal.context import Run
    from numbjournal.core.export_records import FileImported
    from numbjournal.core.foreign_entry import ForeignProgram, MappingOptions, ParsedRow
    from numbjournal.core.foreign_mapping import ForeignMapping
    from numbjournal.core.import_plan import ImportPlan
    from numbjournal.imports.csv import Columns

EXAMPLE = "numbjournal import FILE --dry-run"

MOST_ASKED = 30
"""More moods than this are written into a file more easily."""


class ImportOptions(NamedTuple):
    """What was typed about a file; empty where nothing was. `columns` are names by kind (date, mood ...)."""

    form: str = ""
    mapping: str = ""
    scale: str = ""
    feel_from: str = ""
    columns: Mapping[str, str] = {}

    @property
    def is_about_another_program(self) -> bool:
        return any(self[1:])


class BringingIn:
    """Reads files of this program and of others into the journal."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    @property
    def formats(self) -> "Catalogue":
        """What can be imported."""
        from numbjournal.imports import IMPORTS

        return IMPORTS

    def import_file(self, file: str, asked: ImportOptions, *, dry_run: bool) -> "FileImported":
        """Bring in what a file holds and the journal does not; `dry_run` only says what that would be.

        Everything is read once before anything is written: a file that cannot be used leaves no trace.
        Raises Unreadable, NotFound, Misuse, or Refused where a mood has no number and nobody is there to ask.
        """
        from numbjournal.imports import OWN, format_of
        from numbjournal.imports.files import opened

        form = asked.form.casefold()
        if not form and asked.columns.get("date"):
            form = "csv"
        with opened(self._run.path(file)) as stream:
            row = format_of(stream, form)
            if row.section != OWN:
                return self._from_elsewhere(stream, row, asked, dry_run=dry_run)
            if asked.is_about_another_program:
                raise Misuse("That is an option for files of other programs.", EXAMPLE)
            return self._from_export(stream, row, dry_run=dry_run)

    def _from_export(self, stream: BinaryIO, row: "Row", *, dry_run: bool) -> "FileImported":
        """All of it, or nothing."""
        from numbjournal.core.export_records import FileImported, record_order, summarize
        from numbjournal.imports.records import timely
        from numbjournal.store.incoming import erased_ids, import_records, known_tags

        reader = row.load()
        erased: Collection[str] = ()
        tags: Collection[str] = self._run.shipped_vocabulary.tags.keys()
        if self._run.has_journal:
            tags, erased = known_tags(self._run.journal), erased_ids(self._run.journal)
        summary = summarize(timely(reader.read(stream, tags), self._run.today), erased)
        total = sum(summary.counts.values())
        if not total or (dry_run and not self._run.has_journal):
            return FileImported(summary.counts, dry_run=dry_run)
        journal = self._run.journal_or_new
        if not dry_run:
            self._keep_a_copy()
        stream.seek(0)
        found = reader.read(stream, tags)
        if not summary.is_in_order and journal.count():
            found = iter(sorted(found, key=lambda each: record_order(each.record)))
        watched = self._run.taking_along.watched(found, total, "Reading")
        return import_records(journal, watched, summary.lone_tags, dry_run=dry_run)

    def _from_elsewhere(
        self, stream: BinaryIO, row: "Row", asked: ImportOptions, *, dry_run: bool
    ) -> "FileImported":
        """Everything that can be read; what cannot be is named."""
        from numbjournal.core.export_records import FileImported
        from numbjournal.core.import_plan import planned_entries
        from numbjournal.imports import program_of
        from numbjournal.store.incoming import import_entries

        options, columns = _said(row, asked)
        program = program_of(row)
        plan, mapping = self._plan(stream, row, columns, program, options)
        if asked.feel_from and not mapping.found_feel:
            raise Misuse("The file has no column of the name that --feel-from says.", EXAMPLE)
        if mapping.unknown_moods and plan.new and not dry_run:
            options = options._replace(moods={**options.moods, **self._numbers(list(mapping.unknown_moods))})
            plan, mapping = self._plan(stream, row, columns, program, options)
        if plan.new and not dry_run:
            journal = self._run.journal_or_new
            self._keep_a_copy()
            entries = planned_entries(plan, _rows(stream, row, columns), mapping, self._run.clock())
            watched = self._run.taking_along.watched(entries, plan.new, "Reading")
            import_entries(journal, watched, plan.tags)
        return FileImported(
            {"entry": plan.new, "tag": len(plan.tags)},
            plan.already,
            plan.erased,
            dry_run=dry_run,
            source=program.name,
            skipped=plan.skipped,
            skipped_count=plan.skipped_count,
            unknown_moods=tuple(mapping.unknown_moods),
        )

    def _plan(
        self,
        stream: BinaryIO,
        row: "Row",
        columns: "Columns | None",
        program: "ForeignProgram",
        options: "MappingOptions",
    ) -> "tuple[ImportPlan, ForeignMapping]":
        """What a file would bring, and what its words are."""
        from numbjournal.core.foreign_mapping import ForeignMapping
        from numbjournal.core.import_plan import plan_import
        from numbjournal.store.incoming import erased_ids, source_keys

        known: Collection[str] = ()
        erased: Collection[str] = ()
        if self._run.has_journal:
            known = source_keys(self._run.journal, program.name)
            erased = erased_ids(self._run.journal)
        mapping = ForeignMapping(program, options, self._run.vocabulary, self._run.today)
        return plan_import(_rows(stream, row, columns), mapping, self._run.clock(), known, erased), mapping

    def _numbers(self, moods: Sequence[str]) -> Mapping[str, int | None]:
        """How pleasant each of these moods is, asked for.

        Raises Refused where nobody is there to answer, or there are too many.
        """
        if not self._run.can_ask or self._run.json or len(moods) > MOST_ASKED:
            if all(mood.isascii() and mood.isdigit() for mood in moods):
                raise Refused(
                    "How far its scale of moods goes does not stand in the file.",
                    "numbjournal import FILE --scale 1-5",
                    is_midway=True,
                )
            raise Refused(
                "The file has moods that no number is known for: --dry-run lists them, --map gives them one.",
                EXAMPLE,
                is_midway=True,
            )
        return {mood.casefold(): self._run.prompts.number_of_mood(mood) for mood in moods}

    def _keep_a_copy(self) -> None:
        """A verified copy, where there is something to lose."""
        from numbjournal.store.backup import make_backup_before

        journal = self._run.journal
        if journal.count():
            make_backup_before("import", journal.connection, journal.path, self._run.clock())


def _rows(stream: BinaryIO, row: "Row", columns: "Columns | None") -> "Iterator[ParsedRow]":
    """What a file tells, from its beginning."""
    stream.seek(0)
    reader = row.load()
    rows: Iterator[ParsedRow] = reader.read(stream) if columns is None else reader.read(stream, columns)
    return rows


def _said(row: "Row", asked: ImportOptions) -> "tuple[MappingOptions, Columns | None]":
    """What the person says of the words and the columns of a file; columns are those of a table alone.

    Raises Misuse, or what reading the file for `--map` raises.
    """
    from numbjournal.core.foreign_entry import MappingOptions
    from numbjournal.core.foreign_mapping import scale_of
    from numbjournal.imports import TABLES
    from numbjournal.imports.csv import Columns
    from numbjournal.imports.mapping import EMPTY_MAPPING, read_mapping
    from numbjournal.settings import absolute

    said = read_mapping(absolute(asked.mapping)) if asked.mapping else EMPTY_MAPPING
    named = {**said.columns, **asked.columns}
    if not named.keys() <= set(Columns._fields):
        raise Misuse(f"Columns are those of {', '.join(Columns._fields)}.", EXAMPLE)
    if named and row.section != TABLES:
        raise Misuse("Columns are named for a table, and this file has a format that is known.", EXAMPLE)
    scale = scale_of(asked.scale) if asked.scale else None
    options = MappingOptions(said.moods, said.words, scale, asked.feel_from)
    return options, Columns(**named) if row.section == TABLES else None
