"""Marks and scores in sentences, and as data."""

from collections.abc import Mapping, Sequence
from typing import Any

from numbjournal.core.events import Beside
from numbjournal.core.mark import Mark
from numbjournal.core.score import Instrument, Score
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.events import mark_words, score_words


class BesideSentences:
    """One fact a line; `out` is the screen it is said on."""

    def __init__(self, out: TextPage, instruments: Mapping[str, Instrument]) -> None:
        self.out = out
        self._instruments = instruments

    def mark_kept(self, mark: Mark) -> None:
        self.out.result(f"Kept as mark {mark.number}: {self._mark(mark)}. {UNDO}")

    def mark_deleted(self, mark: Mark) -> None:
        self.out.result(f"Mark {mark.number} is deleted. {UNDO}")

    def marks(self, marks: Sequence[Mark]) -> None:
        if not marks:
            self.out.result(
                "There are no marks yet. To add one: numbjournal mark add sertraline --kind medication-start"
                ' --dose "50 mg"'
            )
        for mark in marks:
            self.out.result(f"{mark.number}. {self._mark(mark)}.")

    def score_kept(self, score: Score) -> None:
        self.out.result(f"Kept as total {score.number}: {self._score(score)}. {UNDO}")

    def score_deleted(self, score: Score) -> None:
        self.out.result(f"Total {score.number} is deleted. {UNDO}")

    def scores(self, scores: Sequence[Score]) -> None:
        if not scores:
            self.out.result("There are no totals yet. To add one: numbjournal score phq-9 14")
        for score in scores:
            self.out.result(f"{score.number}. {self._score(score)}.")

    def _mark(self, mark: Mark) -> str:
        about = "about " if mark.roughly else ""
        return f"{about}{full_date(mark.day, self.out.today)}, {mark_words(mark)}"

    def _score(self, score: Score) -> str:
        instrument = self._instruments.get(score.instrument)
        about = ""
        if instrument:
            about = f" of {instrument.high}" + (f" ({instrument.published})" if instrument.published else "")
        return f"{full_date(score.day, self.out.today)}, {score_words(score)}{about}"


class BesideData(BesideSentences):
    """The same as data; days as ISO dates."""

    def __init__(self, out: JsonPage, instruments: Mapping[str, Instrument]) -> None:
        super().__init__(out, instruments)
        self._data = out.data

    def mark_kept(self, mark: Mark) -> None:
        self._data("mark add", mark_data(mark))

    def mark_deleted(self, mark: Mark) -> None:
        self._data("mark delete", mark_data(mark))

    def marks(self, marks: Sequence[Mark]) -> None:
        self._data("mark list", [mark_data(mark) for mark in marks])

    def score_kept(self, score: Score) -> None:
        self._data("score add", score_data(score))

    def score_deleted(self, score: Score) -> None:
        self._data("score delete", score_data(score))

    def scores(self, scores: Sequence[Score]) -> None:
        self._data("score list", [score_data(score) for score in scores])


def beside_data(beside: Beside) -> dict[str, Any]:
    """Marks and totals for `--json`."""
    return {
        "marks": [mark_data(mark) for mark in beside.marks],
        "scores": [score_data(score) for score in beside.scores],
    }


def mark_data(mark: Mark) -> dict[str, Any]:
    return {**mark._asdict(), "day": mark.day.isoformat()}


def score_data(score: Score) -> dict[str, Any]:
    return {**score._asdict(), "day": score.day.isoformat()}
