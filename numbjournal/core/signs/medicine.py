"""A medicine that was started or changed shortly before flat days began."""

from collections.abc import Iterator
from datetime import date, timedelta

from numbjournal.core.rules import Rules
from numbjournal.core.signs.flat import early
from numbjournal.core.signs.inputs import SignInputs, recent_medicines
from numbjournal.core.signs.window import RecentDays


def medicine_before(inputs: SignInputs, last: date, rules: Rules) -> date | None:
    """The newest start or change shortly before the flat days of this episode began, if there is one.

    An episode begins with the first flat day of the window that first met 1a. If 1a was never met (as for
    somebody who writes twice a week), nobody can tell when it began, and nothing is said.
    """
    medicines = recent_medicines(inputs.medicines, last)
    if not medicines:
        return None
    begins = list(_begins(inputs, last, rules))
    reach = rules.whole("medication.days_after")
    return max((day for day in medicines if begins and 0 <= (begins[-1] - day).days <= reach), default=None)


def _begins(inputs: SignInputs, last: date, rules: Rules) -> Iterator[date]:
    """The first flat day of each time in which 1a was met, with no such time shortly before."""
    quiet = timedelta(days=rules.whole("medication.quiet_before"))
    before: date | None = None
    for end in sorted(day for day in inputs.days if day <= last):
        result = early(RecentDays(inputs.days, end, rules.whole("early.days")), inputs, rules)
        if result.is_met:
            if before is None or end - before > quiet:
                yield result.days[0]
            before = end
