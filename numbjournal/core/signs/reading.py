"""Every rule applied, and what belongs to the results."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.rules import Changed, Rules
from numbjournal.core.signs.crisis import crisis, notes_in
from numbjournal.core.signs.inputs import SignInputs, recent_medicines
from numbjournal.core.signs.medicine import medicine_before
from numbjournal.core.signs.registry import COUNTED, CRISIS, SIGNS, TALK, longest_window
from numbjournal.core.signs.result import Lack, ScoreHelp, Sign, SignResult, Verdict
from numbjournal.core.signs.totals import recent_totals
from numbjournal.core.signs.window import RecentDays


class Reading(NamedTuple):
    """Every rule's result on one day, and what belongs to them."""

    results: Mapping[Sign, SignResult]
    today: date = date.min
    """The day on which the signs were read."""
    is_since_long: bool = False
    """Whether the person said that it has been like this for a month or longer."""
    medicine: date | None = None
    """The day of a start or change shortly before the flat days, where the remark on medicines applies."""
    worth_showing: tuple[ScoreHelp, ...] = ()
    """Totals that speak for no sign and are worth taking along."""
    changed: tuple[Changed, ...] = ()
    """Numbers of the rules that the person set."""

    @property
    def met(self) -> tuple[Sign, ...]:
        return tuple(sign for sign, result in self.results.items() if result.is_met)

    @property
    def met_without_crisis(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.met if sign is not Sign.CRISIS)

    @property
    def totals(self) -> tuple[ScoreHelp, ...]:
        """Every total that speaks for a sign or is worth showing."""
        speaking = (score for result in self.results.values() for score in result.scores)
        return (*speaking, *self.worth_showing)

    @property
    def level(self) -> int:
        """0 where there is nothing; otherwise the highest level of `registry`."""
        return CRISIS if Sign.CRISIS in self.met else self.level_without_crisis

    @property
    def level_without_crisis(self) -> int:
        records = [SIGNS[sign] for sign in self.met_without_crisis]
        return max(
            0,
            TALK if self.worth_showing else 0,
            *(record.level for record in records),
            *(record.level_since_long for record in records if self.is_since_long),
        )


def read_signs(inputs: SignInputs, rules: Rules) -> Reading:
    """Apply every rule to the days up to the last logged one."""
    last = max(inputs.days, default=None)
    totals = recent_totals(inputs.scores, inputs.today, rules)
    recent = RecentDays(inputs.days, last, longest_window(rules), inputs.entries) if last else None
    results = _results(recent, inputs, totals, rules)
    if last and (inputs.today - last).days > rules.whole("stale.days"):
        # A total is about its own day, not about the last logged one.
        results |= {
            sign: result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.STALE, short_of=None)
            for sign, result in results.items()
            if not result.scores
        }
    is_flat = any(record.is_about_flat_days and results[record.sign].is_met for record in COUNTED)
    notes = {*notes_in(inputs.entries, inputs.stands_for), *inputs.noted}
    results[Sign.CRISIS] = crisis(notes, inputs.today)
    return Reading(
        results,
        inputs.today,
        is_since_long=_is_since_long(inputs.onset, last, rules),
        medicine=medicine_before(inputs, last, rules) if last and is_flat else None,
        worth_showing=tuple(score for score in totals if score.sign is None),
        changed=rules.changed,
    )


def first_needed(rules: Rules, last: date, medicines: Sequence[date] = ()) -> date:
    """The first day that the rules need if `last` is the last logged one.

    For each recent medicine this includes the time before it: otherwise an episode that began earlier would
    seem to begin with the first day that was read.
    """
    before = timedelta(days=rules.whole("medication.quiet_before") + rules.whole("early.days"))
    begin = last - timedelta(days=longest_window(rules) - 1)
    return min([begin, *(day - before for day in recent_medicines(medicines, last))])


def _results(
    recent: RecentDays | None, inputs: SignInputs, totals: tuple[ScoreHelp, ...], rules: Rules
) -> dict[Sign, SignResult]:
    """What numbers decide; without a logged day, only totals can meet a sign."""
    results: dict[Sign, SignResult] = {}
    for record in COUNTED:
        if recent and record.rule:
            result = record.rule(recent, inputs, rules)
        else:
            needs = rules.whole(record.minimum) if record.minimum else 0
            result = SignResult(record.sign, Verdict.NOT_ENOUGH, needs=needs)
        if record.unless and results[record.unless].is_met:
            result = result._replace(verdict=Verdict.NOT_MET)
        results[record.sign] = result.with_totals(totals)
    return results


def _is_since_long(onset: date | None, last: date | None, rules: Rules) -> bool:
    return onset is not None and last is not None and (last - onset).days >= rules.whole("onset.days")
