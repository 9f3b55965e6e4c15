"""Questionnaires' totals that speak for a sign, or are worth showing."""

from collections.abc import Sequence
from datetime import date

from numbjournal.core.rules import Rules
from numbjournal.core.signs.result import ScoreHelp, Sign


def recent_totals(scores: Sequence[ScoreHelp], today: date, rules: Rules) -> tuple[ScoreHelp, ...]:
    """The recent totals that say something: for each questionnaire and sign the newest one.

    A total that is only worth showing is left out if another of its questionnaire speaks for a sign.
    """
    newest: dict[tuple[str, Sign | None], ScoreHelp] = {}
    for score in sorted(scores, key=lambda score: score.day):
        if 0 <= (today - score.day).days < rules.whole("score.days"):
            newest[score.instrument, score.sign] = score
    speaking = {instrument for instrument, sign in newest if sign is not None}
    return tuple(score for (name, sign), score in newest.items() if sign is not None or name not in speaking)
