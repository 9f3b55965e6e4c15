"""Marks and scores in words."""

from datetime import date

from numbjournal.core.events import Beside
from numbjournal.core.mark import KINDS, Mark
from numbjournal.core.score import Score
from numbjournal.core.text import one_line


def beside_words(beside: Beside) -> list[tuple[date, str]]:
    """Day and words of each mark and total, the newest day first."""
    marks = [
        (mark.day, mark_words(mark) + (" (the day is about right)" if mark.roughly else ""))
        for mark in beside.marks
    ]
    scores = [(score.day, score_words(score)) for score in beside.scores]
    return sorted(marks + scores, key=lambda found: found[0], reverse=True)


def mark_words(mark: Mark) -> str:
    """`medicine started: medicine A 10 mg`."""
    dose = f" {one_line(mark.dose)}" if mark.dose else ""
    return f"{KINDS[mark.kind]}: {one_line(mark.name)}{dose}"


def score_words(score: Score) -> str:
    """`PHQ-9 14`."""
    return f"{one_line(score.name)} {score.value}"
