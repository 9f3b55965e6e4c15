"""A medicine that was started or changed shortly before flat days began."""

from collections.abc import Iterator
from datetime import date, timedelta

from numbjournal.core.rules import Rules
from numbjournal.core.signs.flat import early
from numbjournal.core.signs.inputs import Known, recent_medicines
from numbjournal.core.signs.window import Lately


def medicine_before(known: Known, last: date, rules: Rules) -> date | None:
    """The newest start or change that lies shortly before the flat days of this episode began, if one does.

    An episode begins with the first flat day of the window that first met 1a. Where 1a was never met (by
    somebody who writes twice a week, say), nobody can tell when it began, and nothing is said.
    """
    medicines = recent_medicines(known.medicines, last)
    if not medicines:
        return None
    begins = list(_begins(known, last, rules))
    reach = rules.whole("medication.days_after")
    return max((day for day in medicines if begins and 0 <= (begins[-1] - day).days <= reach), default=None)


def _begins(known: Known, last: date, rules: Rules) -> Iterator[date]:
    """The first flat day of each time in which 1a was met, with no such time shortly before."""
    quiet = timedelta(days=rules.whole("medication.quiet_before"))
    before: date | None = None
    for end in sorted(day for day in known.days if day <= last):
        result = early(Lately(known.days, end, rules.whole("early.days")).not_by_choice, known, rules)
        if result.is_met:
            if before is None or end - before > quiet:
                yield result.days[0]
            before = end
