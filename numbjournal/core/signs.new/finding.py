"""The help signs: what was counted, over which days, and what is shown of it.

Everything here is a pure function of days. A window ends at the last logged day, never at today, so a gap
changes nothing by itself; days without an entry are in no share. Nothing here is a score, a risk or a
diagnosis. The numbers are in data/rules/signs.toml, with where they come from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from numbjournal.core.day import Day, middle_of, written_on
from numbjournal.core.entry import FLAT_AT_MOST, Entry, Interfered
from numbjournal.core.memory import Memory
from numbjournal.core.rules import Rules
from numbjournal.core.tag import CRISIS_TAGS

WEEK = 7
FORTNIGHT = 14
BOUNDARY = "boundary"
"""The tag for stepping back on purpose."""

DISTRESS_TAGS = frozenset({"panic", "anxiety"})

LOOKS_BACK = timedelta(days=91)
"""So far before the last logged day lies all that signs 1 to 3 count."""

LOOKS_BACK_FOR_MEDICINE = timedelta(days=300)
"""So far back lies what was before an episode."""


class Sign(StrEnum):
    """The signs, by the names under which the documentation explains them."""

    EARLY = "1a"
    LASTING = "1b"
    LONG = "1c"
    HARD_TO_TELL = "1d"
    INTERFERING = "2"
    DISTRESS = "3a"
    CRISIS = "3b"


NAMES = {
    Sign.EARLY: "Flat on most days for two weeks",
    Sign.LASTING: "Flat on most days for four weeks",
    Sign.LONG: "Flat in most weeks for twelve weeks",
    Sign.HARD_TO_TELL: "Flat or hard to tell on most days for two weeks",
    Sign.INTERFERING: "In the way of life",
    Sign.DISTRESS: "Panic or strong anxiety",
    Sign.CRISIS: "Thoughts of suicide, or self-harm",
}
"""What each sign is called."""


class Verdict(StrEnum):
    """Whether a rule is met; too few days are neither."""

    MET = "met"
    NOT_MET = "not met"
    NOT_ENOUGH = "not enough days"


class ScoreHelp(NamedTuple):
    """A questionnaire's total that by its published cut-off speaks for a sign, or is worth showing."""

    day: date
    instrument: str
    value: int
    sign: Sign | None


class Lack(StrEnum):
    """Why there are not enough days."""

    DAYS = "days"
    WEEKS = "days in each week"
    AGE = "the journal is young"
    STALE = "the last day is long ago"


class Result(NamedTuple):
    """What one rule found: `counted` of `of` days (weeks for 1c) in a window.

    `needs` is the least `of` the rule wants, `lacks` what there is too little of; `unlogged` how many days of
    the window have no entry, `too_late` how many have only such that were written too late to count; `days`
    are those that were counted. `tags` (3b) are what was tagged; `scores` are totals that spoke for it.
    """

    sign: Sign
    verdict: Verdict
    counted: int = 0
    of: int = 0
    needs: int = 0
    lacks: Lack | None = None
    unlogged: int = 0
    too_late: int = 0
    first: date | None = None
    last: date | None = None
    days: tuple[date, ...] = ()
    tags: tuple[str, ...] = ()
    scores: tuple[ScoreHelp, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.verdict is Verdict.MET


class Known(NamedTuple):
    """What the rules are asked about.

    `days` are the days that count; `entries` every entry of the last weeks, also late ones (for 3b); `kinds`
    is tag id to kind; `began` the journal's first day; `onset` since when it has been like this, if that was
    said; `medicines` are the days of starts and changes.
    """

    today: date
    days: Mapping[date, Day]
    entries: Sequence[Entry] = ()
    kinds: Mapping[str, str] = {}
    began: date | None = None
    onset: date | None = None
    medicines: Sequence[date] = ()
    scores: Sequence[ScoreHelp] = ()


class Reading(NamedTuple):
    """Every rule's result on a day (`today`), and what belongs to them.

    `medicine` is the day of the start or change that lies before the flat days, where the remark applies;
    `worth_showing` are totals to take along.
    """

    results: Mapping[Sign, Result]
    today: date = date.min
    is_since_long: bool = False
    medicine: date | None = None
    worth_showing: tuple[ScoreHelp, ...] = ()

    @property
    def met(self) -> tuple[Sign, ...]:
        return tuple(sign for sign, result in self.results.items() if result.is_met)

    @property
    def met_without_crisis(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.met if sign is not Sign.CRISIS)

    @property
    def crisis_tags(self) -> tuple[str, ...]:
        """The crisis tags of the last fortnight; empty without one."""
        return self.results[Sign.CRISIS].tags if Sign.CRISIS in self.results else ()

    @property
    def rung(self) -> int:
        """0 to 3: nothing, named, consider talking to somebody, where to turn now."""
        met = set(self.met)
        if Sign.CRISIS in met:
            return 3
        return self.rung_without_crisis

    @property
    def rung_without_crisis(self) -> int:
        met = set(self.met)
        if met & {Sign.LASTING, Sign.LONG, Sign.INTERFERING, Sign.DISTRESS} or self.worth_showing:
            return 2
        if Sign.EARLY in met:
            return 2 if self.is_since_long else 1
        return 1 if Sign.HARD_TO_TELL in met else 0


def read_signs(known: Known, rules: Rules) -> Reading:
    """Every rule, over the days up to the last logged one."""
    last = max(known.days, default=None)
    is_stale = last is None or (known.today - last).days > rules.whole("stale.days")
    feeling = _without_choice(known.days)
    results = {
        Sign.EARLY: _early(feeling, known, last, rules),
        Sign.LASTING: _lasting(feeling, known, last, rules),
        Sign.LONG: _long(feeling, known, last, rules),
        Sign.HARD_TO_TELL: _hard_to_tell(feeling, known, last, rules),
        Sign.INTERFERING: _interfering(known, last, rules),
        Sign.DISTRESS: _distress(known, last, rules),
    }
    if is_stale:
        results = {
            sign: result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.STALE)
            if not result.scores
            else result
            for sign, result in results.items()
        }
    if results[Sign.EARLY].is_met:
        results[Sign.HARD_TO_TELL] = results[Sign.HARD_TO_TELL]._replace(verdict=Verdict.NOT_MET)
    results[Sign.CRISIS] = _crisis(known)
    is_flat = any(results[sign].is_met for sign in (Sign.EARLY, Sign.LASTING, Sign.LONG))
    return Reading(
        results,
        known.today,
        is_since_long=_is_since_long(known.onset, last, rules),
        medicine=_medicine(feeling, known, last, rules) if is_flat else None,
        worth_showing=tuple(score for score in _recent(known, rules) if score.sign is None),
    )


# Sign 1


def _without_choice(days: Mapping[date, Day]) -> dict[date, Day]:
    """The days without the entries of stepping back on purpose; a day of nothing else is left out."""
    kept: dict[date, Day] = {}
    for day in days.values():
        entries = tuple(entry for entry in day.entries if not _is_by_choice(entry))
        if entries:
            kept[day.day] = day if len(entries) == len(day.entries) else Day(day.day, entries)
    return kept


def _is_by_choice(entry: Entry) -> bool:
    return entry.draft.by_choice or any(tagging.tag == BOUNDARY for tagging in entry.draft.tags)


def _is_answered(day: Day) -> bool:
    return day.is_answered


def _early(days: Mapping[date, Day], known: Known, last: date | None, rules: Rules) -> Result:
    return _flat_share(Sign.EARLY, "early", days, known, last, rules, _is_answered)


def _lasting(days: Mapping[date, Day], known: Known, last: date | None, rules: Rules) -> Result:
    result = _flat_share(Sign.LASTING, "lasting", days, known, last, rules, _is_answered)
    if not result.is_met or last is None:
        return result
    length = rules.whole("lasting.days")
    for newest in (last, last - timedelta(days=length // 2)):
        half = _window(days, newest, length // 2)
        answered = [day for day in half if day.is_answered]
        if not _is_share(
            [day for day in answered if day.is_flat], answered, rules.share("lasting.in_each_half")
        ):
            return result._replace(verdict=Verdict.NOT_MET)
    return result


def _hard_to_tell(days: Mapping[date, Day], known: Known, last: date | None, rules: Rules) -> Result:
    return _flat_share(
        Sign.HARD_TO_TELL, "early", days, known, last, rules, lambda day: day.is_answered or day.is_unsure
    )


def _flat_share(
    sign: Sign,
    section: str,
    days: Mapping[date, Day],
    known: Known,
    last: date | None,
    rules: Rules,
    counts: Callable[[Day], bool],
) -> Result:
    """Whether most of the days that count are flat (for 1d: or can't tell), in one window."""
    length, needs = rules.whole(f"{section}.days"), rules.whole(f"{section}.answered")
    if last is None:
        return Result(sign, Verdict.NOT_ENOUGH, needs=needs)
    window = _window(days, last, length)
    of = [day for day in window if counts(day)]
    flat = [day for day in of if day.is_flat or day.is_unsure]
    result = _with_left_out(
        Result(
            sign,
            Verdict.NOT_MET,
            counted=len(flat),
            of=len(of),
            needs=needs,
            first=last - timedelta(days=length - 1),
            last=last,
            days=tuple(day.day for day in flat),
        ),
        known,
        last,
        length,
    )
    begun = known.began is not None and (last - known.began).days + 1 >= rules.whole(f"{section}.from_day")
    weeks = [
        sum(counts(day) for day in _window(days, last - timedelta(days=WEEK * week), WEEK))
        for week in range(length // WEEK)
    ]
    lacks = [
        (Lack.DAYS, len(of) < needs),
        (Lack.WEEKS, min(weeks) < rules.whole(f"{section}.in_each_week")),
        (Lack.AGE, not begun),
    ]
    for lack, is_lacking in lacks:
        if is_lacking:
            return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=lack)
    if _is_share(flat, of, rules.share(f"{section}.share")) and _is_through_the_gate(flat, rules):
        return result._replace(verdict=Verdict.MET)
    return result


def _long(days: Mapping[date, Day], known: Known, last: date | None, rules: Rules) -> Result:
    length, needs = rules.whole("long.weeks"), rules.whole("long.answered_weeks")
    if last is None:
        return Result(Sign.LONG, Verdict.NOT_ENOUGH, needs=needs)
    counted: list[list[Day]] = []
    for week in range(length):
        members = _window(days, last - timedelta(days=WEEK * week), WEEK)
        answered = [day for day in members if day.is_answered]
        if len(answered) >= rules.whole("long.in_each_week"):
            counted.append(answered)
    flat = [week for week in counted if _is_flat_week(week)]
    flat_days = [day for week in flat for day in week if day.is_flat]
    result = _with_left_out(
        Result(
            Sign.LONG,
            Verdict.NOT_MET,
            counted=len(flat),
            of=len(counted),
            needs=needs,
            first=last - timedelta(days=WEEK * length - 1),
            last=last,
            days=tuple(sorted(day.day for day in flat_days)),
        ),
        known,
        last,
        WEEK * length,
    )
    if len(counted) < needs:
        return result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.DAYS)
    if _is_share(flat, counted, rules.share("long.share")) and _is_through_the_gate(flat_days, rules):
        return result._replace(verdict=Verdict.MET)
    return result


def _is_flat_week(answered: Sequence[Day]) -> bool:
    """Whether the middle of its numbers is flat; a week of tags alone is what they say."""
    middle = middle_of(answered)
    return all(day.is_flat for day in answered) if middle is None else middle <= FLAT_AT_MOST


def _is_through_the_gate(flat: Iterable[Day], rules: Rules) -> bool:
    """Whether the days were written on dates far enough apart."""
    written = sorted(moment for day in flat for moment in day.written)
    return bool(written) and (written[-1] - written[0]).days >= rules.whole("gate.days_apart")


def _is_since_long(onset: date | None, last: date | None, rules: Rules) -> bool:
    return onset is not None and last is not None and (last - onset).days >= rules.whole("onset.days")


def _medicine(days: Mapping[date, Day], known: Known, last: date | None, rules: Rules) -> date | None:
    """The start or change of a medicine that lies shortly before the flat days began, if one does."""
    if last is None or not known.medicines:
        return None
    quiet = timedelta(days=rules.whole("medication.quiet_before"))
    met = [
        end
        for end in sorted(known.days)
        if end <= last and _early({day: days[day] for day in days if day <= end}, known, end, rules).is_met
    ]
    before = [None, *met[:-1]]
    begins = [
        end for end, last_met in zip(met, before, strict=True) if not last_met or end - last_met > quiet
    ]
    if not begins:
        return None
    window = _window(days, begins[-1], rules.whole("early.days"))
    first_flat = next(day.day for day in window if day.is_flat)
    reach = rules.whole("medication.days_after")
    return max((day for day in known.medicines if 0 <= (first_flat - day).days <= reach), default=None)


# Signs 2 and 3


def _interfering(known: Known, last: date | None, rules: Rules) -> Result:
    scores = tuple(score for score in _recent(known, rules) if score.sign is Sign.INTERFERING)
    if last is None:
        verdict = Verdict.MET if scores else Verdict.NOT_ENOUGH
        return Result(Sign.INTERFERING, verdict, scores=scores)

    def is_in_the_way(day: Day) -> bool:
        return any(_gets_in_the_way(entry, known, rules) for entry in day.entries)

    week, fortnight = _window(known.days, last, WEEK), _window(known.days, last, FORTNIGHT)
    days = [day for day in fortnight if is_in_the_way(day)]
    is_met = (
        sum(map(is_in_the_way, week)) >= rules.whole("interfering.in_a_week")
        or len(days) >= rules.whole("interfering.in_a_fortnight")
        or (
            len(fortnight) >= rules.whole("interfering.few_from")
            and _is_share(days, fortnight, rules.share("interfering.of_few"))
        )
        or bool(scores)
    )
    return _with_left_out(
        Result(
            Sign.INTERFERING,
            Verdict.MET if is_met else Verdict.NOT_MET,
            counted=len(days),
            of=len(fortnight),
            first=last - timedelta(days=FORTNIGHT - 1),
            last=last,
            days=tuple(day.day for day in days),
            scores=scores,
        ),
        known,
        last,
        FORTNIGHT,
    )


def _gets_in_the_way(entry: Entry, known: Known, rules: Rules) -> bool:
    if entry.draft.interfered in (Interfered.LOT, Interfered.COULDNT):
        return True
    return any(
        known.kinds.get(tagging.tag) == "effect"
        and (tagging.strength or 0) >= rules.whole("interfering.strength")
        for tagging in entry.draft.tags
    )


def _distress(known: Known, last: date | None, rules: Rules) -> Result:
    scores = tuple(score for score in _recent(known, rules) if score.sign is Sign.DISTRESS)
    if last is None:
        return Result(Sign.DISTRESS, Verdict.MET if scores else Verdict.NOT_ENOUGH, scores=scores)
    week = _window(known.days, last, WEEK)
    days = [day for day in week if any(_is_distress(entry, rules) for entry in day.entries)]
    is_met = len(days) >= rules.whole("distress.in_a_week") or bool(scores)
    return _with_left_out(
        Result(
            Sign.DISTRESS,
            Verdict.MET if is_met else Verdict.NOT_MET,
            counted=len(days),
            of=len(week),
            first=last - timedelta(days=WEEK - 1),
            last=last,
            days=tuple(day.day for day in days),
            scores=scores,
        ),
        known,
        last,
        WEEK,
    )


def _is_distress(entry: Entry, rules: Rules) -> bool:
    return any(
        tagging.tag in DISTRESS_TAGS
        and (tagging.strength is None or tagging.strength >= rules.whole("distress.strength"))
        for tagging in entry.draft.tags
    )


def _crisis(known: Known) -> Result:
    """Tagged in the last fortnight, by the day it is about or was written on; no number can change that."""
    since = known.today - timedelta(days=FORTNIGHT - 1)
    found = [
        entry
        for entry in known.entries
        if max(entry.draft.day, written_on(entry)) >= since
        and any(tagging.tag in CRISIS_TAGS for tagging in entry.draft.tags)
    ]
    tags = {tagging.tag for entry in found for tagging in entry.draft.tags} & CRISIS_TAGS
    return Result(
        Sign.CRISIS,
        Verdict.MET if found else Verdict.NOT_MET,
        counted=len({entry.draft.day for entry in found}),
        first=since,
        last=known.today,
        days=tuple(sorted({entry.draft.day for entry in found})),
        tags=tuple(sorted(tags, reverse=True)),
    )


def _with_left_out(result: Result, known: Known, last: date, length: int) -> Result:
    """The result with how many days of its window have no entry, or only such that came too late."""
    counting = {day.day for day in _window(known.days, last, length)}
    begin = last - timedelta(days=length - 1)
    story = {entry.draft.day for entry in known.entries if begin <= entry.draft.day <= last}
    too_late = len(story - counting)
    return result._replace(unlogged=length - len(counting) - too_late, too_late=too_late)


def _recent(known: Known, rules: Rules) -> list[ScoreHelp]:
    """The totals of the last weeks that say something: of each questionnaire the newest for each sign.

    One that only is worth showing is left out beside one of the same questionnaire that speaks for a sign.
    """
    newest: dict[tuple[str, Sign | None], ScoreHelp] = {}
    for score in sorted(known.scores, key=lambda score: score.day):
        if 0 <= (known.today - score.day).days < rules.whole("score.days"):
            newest[score.instrument, score.sign] = score
    speaking = {instrument for instrument, sign in newest if sign is not None}
    return [score for (name, sign), score in newest.items() if sign is not None or name not in speaking]


def _window(days: Mapping[date, Day], last: date, length: int) -> list[Day]:
    """The logged days of a window, the oldest first."""
    wanted = (last - timedelta(days=back) for back in range(length - 1, -1, -1))
    return [days[day] for day in wanted if day in days]


def _is_share(part: Sequence[object], whole: Sequence[object], share: float) -> bool:
    return bool(whole) and len(part) >= share * len(whole)


# What is shown of it


class Advice(NamedTuple):
    """What a report says of the signs.

    `rung` is what is shown (3 stands first, whatever else); `signs` are those to name; `held_since` is the
    day when rungs 1 and 2 were last shown, where they are held back now.
    """

    rung: int
    signs: tuple[Sign, ...] = ()
    held_since: date | None = None
    in_care: bool = False


def advise(reading: Reading, memory: Memory, today: date, rules: Rules, *, in_care: bool = False) -> Advice:
    """What to show: rungs 1 and 2 no more often than the ladder says, unless it is worse; rung 3 always."""
    every = rules.whole("ladder.every_in_care" if in_care else "ladder.every")
    rung = reading.rung_without_crisis
    signs = reading.met_without_crisis
    held = _held_since(rung, signs, memory, today, every)
    shown = 3 if Sign.CRISIS in reading.met else 0 if held else rung
    return Advice(shown, () if held else signs, held if rung else None, in_care)


def remember(advice: Advice, reading: Reading, memory: Memory, today: date) -> Memory:
    """The memory once the advice has reached a person."""
    if advice.held_since or not reading.rung_without_crisis:
        return memory
    return memory._replace(day=today, rung=reading.rung_without_crisis, signs=tuple(advice.signs))


def is_worth_a_line(reading: Reading, advice: Advice, memory: Memory, today: date, rules: Rules) -> bool:
    """Whether somebody who only ever logs is told that the report has something to read."""
    if advice.held_since or not reading.rung_without_crisis:
        return False
    return memory.hinted is None or (today - memory.hinted).days >= rules.whole("ladder.every")


def _held_since(rung: int, signs: Sequence[Sign], memory: Memory, today: date, every: int) -> date | None:
    is_worse = rung > memory.rung or bool(set(signs) - set(memory.signs))
    if memory.day is None or is_worse:
        return None
    is_snoozed = memory.snoozed_until is not None and today < memory.snoozed_until
    is_soon = 0 < (today - memory.day).days < every
    return memory.day if is_snoozed or is_soon else None
