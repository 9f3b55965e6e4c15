"""Sign 1: flat days, over two weeks, four, or twelve; and days that are hard to tell.

Without what was by choice. Days on which nothing says how much are logged, and in no share.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from numbjournal.core.day import Day, median
from numbjournal.core.entry import FLAT_AT_MOST
from numbjournal.core.rules import Rules
from numbjournal.core.signs.finding import WEEK, Lack, Result, Short, Sign, Verdict
from numbjournal.core.signs.inputs import Known
from numbjournal.core.signs.window import Lately, least


def early(lately: Lately, known: Known, rules: Rules) -> Result:
    """1a: most of the answered days of a fortnight."""
    return _flat_share(Sign.EARLY, "early", lately, known, rules, attrgetter("is_answered"))


def lasting(lately: Lately, known: Known, rules: Rules) -> Result:
    """1b: most of the answered days of four weeks, and enough of them in each half."""
    result = _flat_share(Sign.LASTING, "lasting", lately, known, rules, attrgetter("is_answered"))
    if not result.is_met:
        return result
    half = rules.whole("lasting.days") // 2
    for back in (0, half):
        answered = [day for day in lately.window(half, back) if day.is_answered]
        if sum(day.is_flat for day in answered) < least(len(answered), rules.share("lasting.in_each_half")):
            return result._replace(verdict=Verdict.NOT_MET, short_of=Short.HALVES)
    return result


def hard_to_tell(lately: Lately, known: Known, rules: Rules) -> Result:
    """1d: as 1a, with "can't tell" counted too."""
    return _flat_share(Sign.HARD_TO_TELL, "early", lately, known, rules, _says_something)


def long(lately: Lately, rules: Rules) -> Result:
    """1c: most of the weeks, of twelve, that have enough answered days."""
    length, needs = rules.whole("long.weeks"), rules.whole("long.answered_weeks")
    enough = rules.whole("long.in_each_week")
    weeks = [
        [day for day in lately.window(WEEK, WEEK * back) if day.is_answered]
        for back in reversed(range(length))
    ]
    counted = [week for week in weeks if len(week) >= enough]
    flat = [week for week in counted if _is_flat_week(week)]
    flat_days = [day for week in flat for day in week if day.is_flat]
    result = lately.with_left_out(
        Result(
            Sign.LONG,
            Verdict.NOT_MET,
            counted=len(flat),
            of=len(counted),
            needs=needs,
            days=tuple(day.day for day in flat_days),
            takes=least(len(counted), rules.share("long.share")),
        ),
        WEEK * length,
    )
    if len(counted) < needs:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.DAYS)
    return _judged(result, flat_days, rules)


def _says_something(day: Day) -> bool:
    return day.is_answered or day.is_unsure


def _flat_share(
    sign: Sign, section: str, lately: Lately, known: Known, rules: Rules, counts: Callable[[Day], bool]
) -> Result:
    """Whether most of the days that count are flat (for 1d: or can't tell), in one window."""
    length, needs = rules.whole(f"{section}.days"), rules.whole(f"{section}.answered")
    of = [day for day in lately.window(length) if counts(day)]
    flat = [day for day in of if day.is_flat or day.is_unsure]
    ready = known.began and known.began + timedelta(days=rules.whole(f"{section}.from_day") - 1)
    result = lately.with_left_out(
        Result(
            sign,
            Verdict.NOT_MET,
            counted=len(flat),
            of=len(of),
            needs=needs,
            days=tuple(day.day for day in flat),
            takes=least(len(of), rules.share(f"{section}.share")),
            ready=ready,
        ),
        length,
    )
    each = rules.whole(f"{section}.in_each_week")
    if len(of) < needs:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.DAYS)
    # Of a young journal it is no fault that its days lie close together.
    if ready is None or lately.last < ready:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.AGE)
    if any(sum(map(counts, lately.window(WEEK, back))) < each for back in range(0, length, WEEK)):
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.WEEKS)
    return _judged(result, flat, rules)


def _judged(result: Result, flat: Iterable[Day], rules: Rules) -> Result:
    """Whether it is met: by the share, and by the dates on which the flat days were written."""
    if result.counted < result.takes:
        return result
    if not _is_through_the_gate(flat, rules):
        return result._replace(short_of=Short.DATES)
    return result._replace(verdict=Verdict.MET)


def _is_through_the_gate(flat: Iterable[Day], rules: Rules) -> bool:
    """Whether the days were written on dates far enough apart: one evening cannot colour a fortnight."""
    written = [moment for day in flat for moment in day.written]
    return bool(written) and (max(written) - min(written)).days >= rules.whole("gate.days_apart")


def _is_flat_week(answered: Sequence[Day]) -> bool:
    """Whether the middle of its numbers is flat; a week of tags alone is what they say."""
    middle = median([day.feel for day in answered if day.feel is not None])
    return all(day.is_flat for day in answered) if middle is None else middle <= FLAT_AT_MOST
