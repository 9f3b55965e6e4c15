"""Sign 1: flat days, over two weeks, four, or twelve; and days that are hard to tell.

What was by choice is left out. Days on which nothing says how much are logged, and in no share.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from numbjournal.core.day import Day, median
from numbjournal.core.entry import FLAT_AT_MOST
from numbjournal.core.rules import Rules
from numbjournal.core.signs.inputs import SignInputs
from numbjournal.core.signs.result import WEEK, Lack, Short, Sign, SignResult, Verdict
from numbjournal.core.signs.window import RecentDays, smallest_count


def early(recent: RecentDays, inputs: SignInputs, rules: Rules) -> SignResult:
    """1a: most of the answered days of a fortnight."""
    return _flat_share(Sign.EARLY, "early", recent.not_by_choice, inputs, rules, attrgetter("is_answered"))


def lasting(recent: RecentDays, inputs: SignInputs, rules: Rules) -> SignResult:
    """1b: most of the answered days of four weeks, and enough of them in each half."""
    felt = recent.not_by_choice
    result = _flat_share(Sign.LASTING, "lasting", felt, inputs, rules, attrgetter("is_answered"))
    if not result.is_met:
        return result
    half, share = rules.whole("lasting.days") // 2, rules.share("lasting.in_each_half")
    for back in (0, half):
        answered = [day for day in felt.window(half, back) if day.is_answered]
        if sum(day.is_flat for day in answered) < smallest_count(len(answered), share):
            return result._replace(verdict=Verdict.NOT_MET, short_of=Short.HALVES)
    return result


def hard_to_tell(recent: RecentDays, inputs: SignInputs, rules: Rules) -> SignResult:
    """1d: as 1a, with "can't tell" counted too."""
    return _flat_share(
        Sign.HARD_TO_TELL,
        "early",
        recent.not_by_choice,
        inputs,
        rules,
        lambda day: day.is_answered or day.is_unsure,
    )


def long(recent: RecentDays, _: SignInputs, rules: Rules) -> SignResult:
    """1c: most of the weeks, of twelve, that have enough answered days."""
    felt = recent.not_by_choice
    length, needs = rules.whole("long.weeks"), rules.whole("long.answered_weeks")
    weeks = [
        [day for day in felt.window(WEEK, WEEK * back) if day.is_answered] for back in reversed(range(length))
    ]
    counted = [week for week in weeks if len(week) >= rules.whole("long.in_each_week")]
    flat = [week for week in counted if _is_flat_week(week)]
    flat_days = [day for week in flat for day in week if day.is_flat]
    result = SignResult(
        Sign.LONG,
        Verdict.NOT_MET,
        counted=len(flat),
        of=len(counted),
        needs=needs,
        days=tuple(day.day for day in flat_days),
        takes=smallest_count(len(counted), rules.share("long.share")),
    )
    result = recent.with_window(result, WEEK * length)
    if len(counted) < needs:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.DAYS)
    return _judged(result, flat_days, rules)


def _flat_share(
    sign: Sign,
    section: str,
    felt: RecentDays,
    inputs: SignInputs,
    rules: Rules,
    counts: Callable[[Day], bool],
) -> SignResult:
    """Whether most of the days that count are flat (for 1d: or can't tell), in one window."""
    length, needs = rules.whole(f"{section}.days"), rules.whole(f"{section}.answered")
    of = [day for day in felt.window(length) if counts(day)]
    flat = [day for day in of if day.is_flat or day.is_unsure]
    ready = inputs.began and inputs.began + timedelta(days=rules.whole(f"{section}.from_day") - 1)
    result = SignResult(
        sign,
        Verdict.NOT_MET,
        counted=len(flat),
        of=len(of),
        needs=needs,
        days=tuple(day.day for day in flat),
        takes=smallest_count(len(of), rules.share(f"{section}.share")),
        ready=ready,
    )
    result = felt.with_window(result, length)
    each = rules.whole(f"{section}.in_each_week")
    if len(of) < needs:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.DAYS)
    # Checked first: in a young journal the days are bound to lie close together.
    if ready is None or felt.last < ready:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.AGE)
    if any(sum(map(counts, felt.window(WEEK, back))) < each for back in range(0, length, WEEK)):
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.WEEKS)
    return _judged(result, flat, rules)


def _judged(result: SignResult, flat: Iterable[Day], rules: Rules) -> SignResult:
    """Whether it is met: by the share, and by the dates on which the flat days were written.

    Those have to be far enough apart, so that one bad evening cannot colour a fortnight.
    """
    if result.counted < result.takes:
        return result
    written = [moment for day in flat for moment in day.written]
    if not written or (max(written) - min(written)).days < rules.whole("gate.days_apart"):
        return result._replace(short_of=Short.DATES)
    return result._replace(verdict=Verdict.MET)


def _is_flat_week(answered: Sequence[Day]) -> bool:
    """Whether the middle of its numbers is flat; without numbers, whether all its tags say so."""
    middle = median([day.feel for day in answered if day.feel is not None])
    return all(day.is_flat for day in answered) if middle is None else middle <= FLAT_AT_MOST
