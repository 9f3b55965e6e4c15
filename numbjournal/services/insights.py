"""What can be said of many days together."""

from datetime import date

from numbjournal.context import Run
from numbjournal.core.day import Axis
from numbjournal.core.insight import InsightsPage, insights_of
from numbjournal.core.when import Span
from numbjournal.errors import NotFound
from numbjournal.services.events import all_events
from numbjournal.services.facts import onset_of
from numbjournal.store.day_ranges import entries_without_notes
from numbjournal.wording.insights import insights_page


def insights_into(run: Run, first: date | None, last: date | None, axis: Axis) -> InsightsPage:
    """Insights into a range of days; None is an open end.

    Raises NotFound if it has no entry.
    """
    known = run.journal.first_and_last_day()
    if known is None:
        raise NotFound("There is no entry yet.", "numbjournal log 2 flat")
    # Before the first and after the last entry, no day is missing.
    span = Span(max(first or known[0], known[0]), min(last or run.today, known[1]))
    entries = entries_without_notes(run.journal, *span) if span.first <= span.last else []
    if not entries:
        raise NotFound("There is no entry in that time.", "numbjournal insights")
    vocabulary, starts_at = run.vocabulary, run.settings.day_starts_at
    found = insights_of(entries, span, vocabulary.kinds, all_events(run).marks, axis, starts_at)
    return insights_page(found, vocabulary, onset_of(run), run.today)
