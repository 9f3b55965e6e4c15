"""Taking along: hand-outs, and exports of the whole journal."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from numbjournal.errors import Misuse, Refused, Unheard

if TYPE_CHECKING:
    from numbjournal.catalogue import Catalogue
    from numbjournal.context import Run
    from numbjournal.core.export_records import ExportOptions, ExportRecord, JournalExported
    from numbjournal.core.handout import Handout, HandoutOptions
    from numbjournal.core.when import Span
    from numbjournal.exports import RenderedHandout

Each = TypeVar("Each")

MANY = 1000
"""More things than this take long enough for a bar."""


class TakingAlong:
    """Writes what is chosen to a file or to standard output."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    def handout(self, span: "Span", options: "HandoutOptions") -> "Handout":
        """The hand-out about a stretch of days."""
        from numbjournal.core.handout import handout_of
        from numbjournal.core.query import Query
        from numbjournal.core.report import needed_from
        from numbjournal.core.when import Span

        known = self._run.journal.first_and_last_day(private=options.private)
        if known and span.first < known[0] <= span.last:
            # Before the journal began, no day is missing.
            span = Span(known[0], span.last)
        needed, before = needed_from(*span), self._run.journal.last_handout
        entries = self._run.looking_back.entries_between(
            min(needed, before.first) if before else needed, span.last
        )
        with_texts = self._run.journal.list(Query(*span, with_notes=True))
        texts = {entry.id: entry for entry in with_texts}
        return handout_of(
            [texts.get(entry.id, entry) for entry in entries],
            span,
            self._run.vocabulary,
            self._run.looking_back.signs(span.last, options),
            options,
            beside=self._run.events.all,
            onset=self._run.looking_back.onset,
            before=before,
            starts_at=self._run.settings.day_starts_at,
        )

    def write_handout(
        self, handout: "Handout", form: str, target: Path | None, password: str, *, replace: bool
    ) -> None:
        """Draw a hand-out and write it, to standard output without a target; remember its time.

        Raises Refused.
        """
        try:
            module = self.formats[form].load()
            if password:
                from numbjournal.exports.pdf_password import locked
        except ModuleNotFoundError as error:
            raise Refused(
                f"A PDF needs {error.name}, which is not installed here: pip install 'numbjournal[pdf]'."
                " The same hand-out as a page that can be printed:",
                "numbjournal export handout.html",
            ) from None
        drawn: RenderedHandout = module.render(handout, self._run.vocabulary, self._run.events.instruments)
        content = locked(drawn.content, password) if password else drawn.content
        self._write_export([content], target, replace=replace)
        if drawn.remark:
            self._run.voice.remark(drawn.remark)
        with suppress(Refused):
            self._run.journal.remember_handout(handout.span)

    @property
    def formats(self) -> "Catalogue":
        """What can be exported."""
        from numbjournal.exports import EXPORTS

        return EXPORTS

    def is_whole_journal(self, form: str) -> bool:
        """Whether a format holds the whole journal; the others are hand-outs."""
        from numbjournal.exports import WHOLE

        return self.formats[form].section == WHOLE

    def export_target(self, typed: str, *, replace: bool) -> Path:
        """Where an export goes.

        Raises Misuse or Refused where it could not be written.
        """
        from numbjournal.files import check_target

        path = self._run.path(typed)
        if self._is_the_journals(path):
            raise Refused(
                "That file is a journal, or belongs to one, and stays as it is.",
                "numbjournal export handout.html",
            )
        check_target(path, replace=replace, over=self._run.with_options("--force"))
        return path

    def export_whole(
        self, form: str, options: "ExportOptions", target: Path | None, *, replace: bool
    ) -> "JournalExported":
        """Write what is chosen of the journal, to standard output without a target.

        Raises Refused.
        """
        from numbjournal.core.export_records import JournalExported
        from numbjournal.store.outgoing import export_contents

        module = self.formats[form].load()
        with export_contents(self._run.journal, options, self._run.clock()) as whole:

            def records(kind: str) -> "Iterable[ExportRecord]":
                return self.watched(whole.records(kind), whole.counts[kind], "Writing")

            self._write_export(module.parts(whole._replace(records=records)), target, replace=replace)
            counts = {kind: whole.counts[kind] for kind in module.HOLDS}
            return JournalExported(str(target) if target else None, form, counts, whole.left_out)

    def _write_export(self, parts: "Iterable[bytes]", target: Path | None, *, replace: bool) -> None:
        """To a file that is there whole or not at all, or to standard output."""
        from numbjournal.files import write_whole

        if target is not None:
            write_whole(target, parts, replace=replace)
            return
        try:
            for part in parts:
                sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
        except OSError as error:
            raise Unheard(error) from error

    def _is_the_journals(self, path: Path) -> bool:
        """Whether a path is the settings', or of this journal, the usual one or any that is not encrypted."""
        from numbjournal.settings.places import default_journal
        from numbjournal.store.daily import backup_folder
        from numbjournal.store.engine import file_identity, is_plain_journal, real_path

        settings, found = self._run.settings, real_path(path)
        journals = [self._run.journal_path, default_journal()]
        with suppress(Misuse):
            journals += [Path(settings.get("journal"))] if settings.is_set("journal") else []
        if found == real_path(settings.path):
            return True
        for journal in journals:
            # By identity too: a second name of a journal that is held open must not be read below.
            is_same = found == real_path(journal) or file_identity(path) == file_identity(journal) != (0, 0)
            if is_same or real_path(backup_folder(journal)) in found.parents:
                return True
        with suppress(OSError):
            return path.is_file() and is_plain_journal(path)
        return False

    def watched(self, each: "Iterable[Each]", total: int, words: str) -> "Iterable[Each]":
        """The same things; on a terminal, for many of them, with a bar that shows how far it is."""
        if total <= MANY or self._run.plain or not sys.stderr.isatty():
            return each
        from numbjournal.output.progress import watched

        return watched(each, total, words)
