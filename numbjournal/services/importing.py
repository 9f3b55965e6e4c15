"""Bringing in: what `export` wrote, and what other programs kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from numbjournal.errors import Misuse, Refused

if TYPE_CHECKING:
    from numbjournal.catalogue import Catalogue, Row
    from numbjournal.context import Run
    from numbjournal.core.export_records import Imported
    from numbjournal.core.foreign_entry import Heard, Program, Wishes
    from numbjournal.core.foreign_mapping import Meaning
    from numbjournal.core.import_plan import Plan
    from numbjournal.imports.csv import Columns

EXAMPLE = "numbjournal import FILE --dry-run"

MOST_ASKED = 30
"""More moods than this are written into a file more easily."""


class Asked(NamedTuple):
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

    def import_file(self, file: str, asked: Asked, *, tries: bool) -> "Imported":
        """Bring in what a file holds and the journal does not; `tries` only says what that would be.

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
                return self._from_elsewhere(stream, row, asked, tries=tries)
            if asked.is_about_another_program:
                raise Misuse("That is an option for files of other programs.", EXAMPLE)
            return self._from_export(stream, row, tries=tries)

    def _from_export(self, stream: BinaryIO, row: "Row", *, tries: bool) -> "Imported":
        """All of it, or nothing."""
        from numbjournal.core.export_records import Imported, placing, survey_of
        from numbjournal.imports.records import timely
        from numbjournal.store.incoming import erased_ids, known_tags, take_in

        reader = row.load()
        erased: Collection[str] = ()
        tags: Collection[str] = self._run.shipped_vocabulary.tags.keys()
        if self._run.has_journal:
            tags, erased = known_tags(self._run.journal), erased_ids(self._run.journal)
        survey = survey_of(timely(reader.read(stream, tags), self._run.today), erased)
        total = sum(survey.counts.values())
        if not total or (tries and not self._run.has_journal):
            return Imported(survey.counts, tried=tries)
        journal = self._run.journal_or_new
        if not tries:
            self._keep_a_copy()
        stream.seek(0)
        found = reader.read(stream, tags)
        if not survey.is_in_order and journal.count():
            found = iter(sorted(found, key=lambda each: placing(each.piece)))
        watched = self._run.taking_along.watched(found, total, "Reading")
        return take_in(journal, watched, survey.lone_tags, tries=tries)

    def _from_elsewhere(self, stream: BinaryIO, row: "Row", asked: Asked, *, tries: bool) -> "Imported":
        """Everything that can be read; what cannot be is named."""
        from numbjournal.core.export_records import Imported
        from numbjournal.core.import_plan import entries_of
        from numbjournal.imports import program_of
        from numbjournal.store.incoming import take_in_entries

        wishes, columns = _said(row, asked)
        program = program_of(row)
        plan, meaning = self._plan(stream, row, columns, program, wishes)
        if asked.feel_from and not meaning.found_feel:
            raise Misuse("The file has no column of the name that --feel-from says.", EXAMPLE)
        if meaning.unknown_moods and plan.new and not tries:
            wishes = wishes._replace(moods={**wishes.moods, **self._numbers(list(meaning.unknown_moods))})
            plan, meaning = self._plan(stream, row, columns, program, wishes)
        if plan.new and not tries:
            journal = self._run.journal_or_new
            self._keep_a_copy()
            entries = entries_of(plan, _heard(stream, row, columns), meaning, self._run.clock())
            watched = self._run.taking_along.watched(entries, plan.new, "Reading")
            take_in_entries(journal, watched, plan.tags)
        return Imported(
            {"entry": plan.new, "tag": len(plan.tags)},
            plan.already,
            plan.erased,
            tried=tries,
            source=program.name,
            skipped=plan.skipped,
            skipped_count=plan.skipped_count,
            unknown_moods=tuple(meaning.unknown_moods),
        )

    def _plan(
        self, stream: BinaryIO, row: "Row", columns: "Columns | None", program: "Program", wishes: "Wishes"
    ) -> "tuple[Plan, Meaning]":
        """What a file would bring, and what its words are."""
        from numbjournal.core.foreign_mapping import Meaning
        from numbjournal.core.import_plan import plan_of
        from numbjournal.store.incoming import erased_ids, source_keys

        known: Collection[str] = ()
        erased: Collection[str] = ()
        if self._run.has_journal:
            known = source_keys(self._run.journal, program.name)
            erased = erased_ids(self._run.journal)
        meaning = Meaning(program, wishes, self._run.vocabulary, self._run.today)
        return plan_of(_heard(stream, row, columns), meaning, self._run.clock(), known, erased), meaning

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


def _heard(stream: BinaryIO, row: "Row", columns: "Columns | None") -> "Iterator[Heard]":
    """What a file tells, from its beginning."""
    stream.seek(0)
    reader = row.load()
    heard: Iterator[Heard] = reader.read(stream) if columns is None else reader.read(stream, columns)
    return heard


def _said(row: "Row", asked: Asked) -> "tuple[Wishes, Columns | None]":
    """What the person says of the words and the columns of a file; columns are those of a table alone.

    Raises Misuse, or what reading the file for `--map` raises.
    """
    from numbjournal.core.foreign_entry import Wishes
    from numbjournal.core.foreign_mapping import scale_of
    from numbjournal.imports import TABLES
    from numbjournal.imports.csv import Columns
    from numbjournal.imports.mapping import NOTHING_SAID, read_mapping
    from numbjournal.settings import absolute

    said = read_mapping(absolute(asked.mapping)) if asked.mapping else NOTHING_SAID
    named = {**said.columns, **asked.columns}
    if not named.keys() <= set(Columns._fields):
        raise Misuse(f"Columns are those of {', '.join(Columns._fields)}.", EXAMPLE)
    if named and row.section != TABLES:
        raise Misuse("Columns are named for a table, and this file has a format that is known.", EXAMPLE)
    scale = scale_of(asked.scale) if asked.scale else None
    wishes = Wishes(said.moods, said.words, scale, asked.feel_from)
    return wishes, Columns(**named) if row.section == TABLES else None
