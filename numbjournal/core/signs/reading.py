"""Every rule asked, and what belongs to the results."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from numbjournal.core.rules import Changed, Rules
from numbjournal.core.signs.crisis import crisis, crisis_since, notes_in
from numbjournal.core.signs.distress import distress
from numbjournal.core.signs.finding import FLAT_SIGNS, Lack, Result, ScoreHelp, Sign, Verdict
from numbjournal.core.signs.flat import early, hard_to_tell, lasting, long
from numbjournal.core.signs.inputs import Known, longest_window
from numbjournal.core.signs.interfering import interfering
from numbjournal.core.signs.medicine import medicine_before
from numbjournal.core.signs.totals import recent_totals
from numbjournal.core.signs.window import Lately


class Reading(NamedTuple):
    """Every rule's result on a day (`today`), and what belongs to them.

    `medicine` is the day of the start or change that lies before the flat days, where the remark applies;
    `worth_showing` are totals to take along; `changed` the numbers that are a person's own. Of the last
    fortnight, `crisis_about` are the days with a crisis tag, and `crisis_written` the days on which one was
    written or changed, whatever day it is about.
    """

    results: Mapping[Sign, Result]
    today: date = date.min
    is_since_long: bool = False
    medicine: date | None = None
    worth_showing: tuple[ScoreHelp, ...] = ()
    changed: tuple[Changed, ...] = ()
    crisis_about: tuple[date, ...] = ()
    crisis_written: tuple[date, ...] = ()

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
    def totals(self) -> tuple[ScoreHelp, ...]:
        """Every total that speaks for a sign or is worth showing."""
        speaking = (score for result in self.results.values() for score in result.scores)
        return (*speaking, *self.worth_showing)

    @property
    def rung(self) -> int:
        """0 to 3: nothing, named, consider talking to somebody, where to turn now."""
        return 3 if Sign.CRISIS in self.met else self.rung_without_crisis

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
    totals = recent_totals(known.scores, known.today, rules)
    if last is None:
        results = _without_days(totals, rules)
    else:
        results = _with_days(
            Lately(known.days, last, longest_window(rules), known.entries), known, totals, rules
        )
        if (known.today - last).days > rules.whole("stale.days"):
            # A total is about its own day, not about the last logged one.
            results = {
                sign: result
                if result.scores
                else result._replace(verdict=Verdict.NOT_ENOUGH, lacks=Lack.STALE, short_of=None)
                for sign, result in results.items()
            }
    notes = {*notes_in(known.entries, known.stands_for), *known.noted}
    results[Sign.CRISIS] = crisis(notes, known.today)
    is_flat = last and any(results[sign].is_met for sign in FLAT_SIGNS)
    since = crisis_since(known.today)
    return Reading(
        results,
        known.today,
        is_since_long=_is_since_long(known.onset, last, rules),
        medicine=medicine_before(known, last, rules) if last and is_flat else None,
        worth_showing=tuple(score for score in totals if score.sign is None),
        changed=rules.changed,
        crisis_about=tuple(sorted({note.day for note in notes if note.day >= since})),
        crisis_written=tuple(sorted({note.written for note in notes if note.written >= since})),
    )


def _with_days(
    lately: Lately, known: Known, totals: tuple[ScoreHelp, ...], rules: Rules
) -> dict[Sign, Result]:
    feeling = lately.not_by_choice
    results = {
        Sign.EARLY: early(feeling, known, rules),
        Sign.LASTING: lasting(feeling, known, rules),
        Sign.LONG: long(feeling, rules),
        Sign.HARD_TO_TELL: hard_to_tell(feeling, known, rules),
        Sign.INTERFERING: interfering(lately, known, _for(Sign.INTERFERING, totals), rules),
        Sign.DISTRESS: distress(lately, _for(Sign.DISTRESS, totals), rules),
    }
    if results[Sign.EARLY].is_met:
        results[Sign.HARD_TO_TELL] = results[Sign.HARD_TO_TELL]._replace(verdict=Verdict.NOT_MET)
    return results


def _without_days(totals: tuple[ScoreHelp, ...], rules: Rules) -> dict[Sign, Result]:
    """Without a logged day only totals can speak."""
    needs = {
        Sign.EARLY: rules.whole("early.answered"),
        Sign.LASTING: rules.whole("lasting.answered"),
        Sign.LONG: rules.whole("long.answered_weeks"),
        Sign.HARD_TO_TELL: rules.whole("early.answered"),
        Sign.INTERFERING: 0,
        Sign.DISTRESS: 0,
    }
    found = {sign: _for(sign, totals) for sign in needs}
    return {
        sign: Result(
            sign,
            Verdict.MET if found[sign] else Verdict.NOT_ENOUGH,
            needs=least,
            scores=found[sign],
            by_total=bool(found[sign]),
        )
        for sign, least in needs.items()
    }


def _for(sign: Sign, totals: tuple[ScoreHelp, ...]) -> tuple[ScoreHelp, ...]:
    return tuple(score for score in totals if score.sign is sign)


def _is_since_long(onset: date | None, last: date | None, rules: Rules) -> bool:
    return onset is not None and last is not None and (last - onset).days >= rules.whole("onset.days")
