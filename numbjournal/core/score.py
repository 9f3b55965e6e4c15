"""Scores: totals of questionnaires that somebody got elsewhere, typed in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from numbjournal.core.signs import ScoreHelp, Sign
from numbjournal.errors import Misuse, NotFound

DROP_WITHIN = timedelta(days=183)
"""A drop is from a total of at most half a year before; one from longer ago is about another time of life."""


class Instrument(NamedTuple):
    """A questionnaire: its range, its published cut-offs, and from where on its total speaks for a sign.

    `helps` are (at least, sign); where a high total is the better one, (at most, sign). A sign of None is
    "worth showing". `change` is the published change that counts, 0 where there is none.
    """

    id: str
    name: str
    low: int
    high: int
    cut_offs: tuple[int, ...] = ()
    higher_is_better: bool = False
    change: int = 0
    helps: tuple[tuple[int, Sign | None], ...] = ()
    loinc: str = ""

    @property
    def published(self) -> str:
        """Its cut-offs, and which way is better, in words; empty where there are none."""
        cut_offs = f"published cut-offs: {', '.join(map(str, self.cut_offs))}" if self.cut_offs else ""
        better = "more is better" if self.higher_is_better else ""
        return "; ".join(part for part in (cut_offs, better) if part)

    def sign_of(self, value: int) -> tuple[Sign | None] | None:
        """What a total speaks for: a sign, or worth showing, in a tuple; None for nothing."""
        for limit, sign in self.helps:
            if value <= limit if self.higher_is_better else value >= limit:
                return (sign,)
        return None


class Score(NamedTuple):
    """One total on a day. Its repr holds nothing of it."""

    number: int
    id: str
    day: date
    instrument: str
    value: int

    @property
    def name(self) -> str:
        """The questionnaire's name, which is its id in capitals, also of one that is not known here."""
        return self.instrument.upper()

    def __repr__(self) -> str:
        return f"Score({self.number})"


class ScoreKept(NamedTuple):
    """A total that was added, and the questionnaire it is of."""

    score: Score
    instrument: Instrument | None


class ScoreDeleted(NamedTuple):
    """A total that was deleted."""

    score: Score


class ScoreList(NamedTuple):
    """The totals, newest first; `instruments` are the questionnaires known, by id."""

    scores: Sequence[Score]
    instruments: Mapping[str, Instrument]


def find_instrument(typed: str, instruments: Mapping[str, Instrument]) -> Instrument:
    """The questionnaire of that name, in any spelling of case, spaces and hyphens.

    Raises NotFound.
    """
    letters = {_letters(id): found for id, found in instruments.items()}
    if _letters(typed) in letters:
        return letters[_letters(typed)]
    near = get_close_matches(_letters(typed), letters, n=2, cutoff=0.6)
    question = f" Did you mean {' or '.join(letters[key].id for key in near)}?" if near else ""
    names = f" There are {', '.join(instruments)}." if not near else ""
    raise NotFound(f"There is no such questionnaire here.{question}{names}", "numbjournal score --help")


def score_value(text: str, instrument: Instrument) -> int:
    """A typed total within the questionnaire's range, in ASCII digits.

    Raises Misuse.
    """
    if text.isascii() and text.isdigit() and len(text) < 5 and instrument.low <= int(text) <= instrument.high:
        return int(text)
    span = f"{instrument.low} to {instrument.high}"
    raise Misuse(f"A total of the {instrument.name} is {span}.", "numbjournal score --help")


def helps_of(scores: Sequence[Score], instruments: Mapping[str, Instrument]) -> list[ScoreHelp]:
    """What the totals speak for; a drop of one where more is better counts as well."""
    found = []
    before: dict[str, Score] = {}
    for score in sorted(scores, key=lambda score: (score.day, score.number)):
        instrument = instruments.get(score.instrument)
        if instrument is None:
            continue
        speaks = instrument.sign_of(score.value)
        if speaks is None and _is_drop(before.get(score.instrument), score, instrument):
            speaks = (None,)
        if speaks is not None:
            found.append(ScoreHelp(score.day, instrument.name, score.value, speaks[0]))
        before[score.instrument] = score
    return found


def _is_drop(last: Score | None, score: Score, instrument: Instrument) -> bool:
    if last is None or not instrument.higher_is_better or not instrument.change:
        return False
    return score.day - last.day <= DROP_WITHIN and last.value - score.value >= instrument.change


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
