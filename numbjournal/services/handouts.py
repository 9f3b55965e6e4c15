"""`export` of a hand-out: what goes in, the question, and the file."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from numbjournal.catalogue import Row
from numbjournal.context import Run
from numbjournal.core.handout import NOTES, Handout, HandoutExported, HandoutOptions, handout_of
from numbjournal.core.query import Query
from numbjournal.core.report import needed_from
from numbjournal.core.text import check_size, size_of
from numbjournal.core.when import Span
from numbjournal.errors import Misuse, Refused, Stopped
from numbjournal.exports import PDF_PASSWORD, RenderedHandout
from numbjournal.services.events import all_events, questionnaires
from numbjournal.services.exporting import EXAMPLE, export_target, write_export
from numbjournal.services.facts import onset_of
from numbjournal.services.future_entries import remark_on_future_days
from numbjournal.services.help_signs import help_rules, read_handout_signs
from numbjournal.services.logged_days import LoggedDays
from numbjournal.store.remembered import last_handout, remember_handout
from numbjournal.wording.handout_preview import preview_paragraphs

INCLUDED = ("causes", "safety", "insights")
"""What `--with` can name."""


def days_since_last_handout(run: Run) -> Span:
    """The days from the end of the last hand-out up to today.

    Raises Refused if there are none.
    """
    before = last_handout(run.journal)
    if before is None:
        raise Refused("There was no hand-out before this one.", EXAMPLE)
    if before.last >= run.today:
        raise Refused("The last hand-out was about the days up to today.", EXAMPLE)
    return Span(before.last + timedelta(days=1), run.today)


def handout_options(
    notes: str, with_: Sequence[str], focus: Sequence[str], *, name: str, private: bool
) -> HandoutOptions:
    """The typed choices; each of `with_` may name several of `INCLUDED`.

    Raises Misuse, or TooLong.
    """
    if notes not in NOTES:
        raise Misuse(f"Notes are {', '.join(NOTES)}.", f"{EXAMPLE} --notes none")
    included = {each.strip().casefold() for names in with_ for each in names.split(",")}
    if not included <= set(INCLUDED):
        raise Misuse(
            f"With can be {', '.join(INCLUDED)}, or several of them.", f"{EXAMPLE} --with causes,safety"
        )
    options = HandoutOptions(
        notes=notes,
        private=private,
        name=name,
        focus=tuple(text for text in focus if text.strip()),
        **dict.fromkeys(included, True),
    )
    check_size("A hand-out", size_of(name, *options.focus))
    return options


def export_handout(
    run: Run,
    form: Row,
    span: Span,
    options: HandoutOptions,
    file: str,
    *,
    password: bool,
    yes: bool,
    replace: bool,
) -> HandoutExported:
    """Say what goes into a hand-out, ask, and write it.

    Raises Misuse or Refused if it cannot be written there; Misuse if nobody can be asked; Stopped for a no.
    """
    if password and form.name != "pdf":
        raise Misuse("Only a PDF can have a password.", "numbjournal export handout.pdf --password")
    if password and not run.can_ask:
        raise Misuse(
            "A password is typed on a terminal, and there is none here.", "numbjournal export --help"
        )
    target = export_target(run, file, replace=replace)
    handout = _handout(run, span, options)
    for paragraph in preview_paragraphs(handout, str(target) if target else "standard output"):
        run.output.remark(paragraph)
    remark_on_future_days(run, *span)
    if not yes:
        _ask(run)
    _write(run, handout, form, target, run.prompts.new_password() if password else "", replace=replace)
    path = str(target) if target else None
    return HandoutExported(path, handout.span, handout.report.logged, handout.left_out)


def _handout(run: Run, span: Span, options: HandoutOptions) -> Handout:
    """The hand-out about some days."""
    known = run.journal.first_and_last_day(private=options.private)
    if known and span.first < known[0] <= span.last:
        # Days before the journal began are not missing.
        span = Span(known[0], span.last)
    needed, before = needed_from(*span), last_handout(run.journal)
    days = LoggedDays(run)
    entries = days.entries_between(min(needed, before.first) if before else needed, span.last)
    with_texts = {entry.id: entry for entry in run.journal.list(Query(*span, with_notes=True))}
    return handout_of(
        [with_texts.get(entry.id, entry) for entry in entries],
        span,
        run.vocabulary,
        read_handout_signs(run, days, help_rules(run), span.last, private=options.private),
        options,
        beside=all_events(run),
        onset=onset_of(run),
        before=before,
        starts_at=run.settings.day_starts_at,
    )


def _ask(run: Run) -> None:
    if not run.can_ask:
        raise Misuse("Somebody has to agree to what goes in, or --yes says so.", run.with_options("--yes"))
    if not run.prompts.yes("Write it?"):
        raise Stopped("")


def _write(
    run: Run, handout: Handout, form: Row, target: Path | None, password: str, *, replace: bool
) -> None:
    """Render the hand-out, write it, and remember which days it is about."""
    try:
        render, lock = form.load().render, PDF_PASSWORD.load().locked if password else None
    except ModuleNotFoundError as error:
        raise Refused(
            f"A PDF needs {error.name}, which is not installed here: pip install 'numbjournal[pdf]'."
            " The same hand-out as a page that can be printed:",
            EXAMPLE,
        ) from None
    rendered: RenderedHandout = render(handout, run.vocabulary, questionnaires())
    content = lock(rendered.content, password) if lock else rendered.content
    write_export([content], target, replace=replace)
    if rendered.remark:
        run.output.remark(rendered.remark)
    with suppress(Refused):
        remember_handout(run.journal, handout.span)
