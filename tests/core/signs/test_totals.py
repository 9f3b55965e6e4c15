"""Questionnaires' totals among the signs."""

from datetime import timedelta

from numbjournal.core.signs import (
    ScoreHelp,
    Sign,
)
from tests.core.signs.asking import read
from tests.simulation.lives import START, written_daily


def test_totals_speak_for_four_weeks() -> None:
    entries = written_daily([6] * 3)
    today = entries[-1].draft.day
    score = ScoreHelp(today - timedelta(days=27), "gad-7", 16, Sign.DISTRESS)
    assert read(entries, scores=[score]).results[Sign.DISTRESS].scores == (score,)
    assert read(entries, scores=[score]).level == 2
    assert read(entries, scores=[score._replace(day=today - timedelta(days=28))]).level == 0
    showing = read(entries, scores=[score._replace(sign=None)])
    assert (showing.level, showing.met, len(showing.worth_showing)) == (2, (), 1)


def test_of_a_questionnaire_the_newest_total_speaks() -> None:
    entries = written_daily([6] * 3)
    today = entries[-1].draft.day
    totals = [
        ScoreHelp(today - timedelta(days=back), name, value, sign)
        for back, name, value, sign in (
            (20, "PHQ-9", 16, Sign.DISTRESS),
            (10, "PHQ-9", 20, Sign.DISTRESS),
            (5, "PHQ-9", 14, None),
            (9, "GAD-7", 12, None),
            (3, "GAD-7", 11, None),
        )
    ]
    reading = read(entries, scores=totals)
    assert [score.value for score in reading.results[Sign.DISTRESS].scores] == [20]
    assert [score.value for score in reading.worth_showing] == [11]


def test_a_total_is_about_its_own_day() -> None:
    """Also where the last logged day is too long ago to say something of now, or where there is none."""
    today = START + timedelta(days=60)
    total = ScoreHelp(today, "PHQ-9", 16, Sign.DISTRESS)
    for entries in (written_daily([2] * 30), []):
        reading = read(entries, today=today, scores=[total])
        assert (reading.met, reading.level) == ((Sign.DISTRESS,), 2)
    assert read([], today=today - timedelta(days=1), scores=[total]).level == 0
