"""Marks and scores in sentences."""

from numbjournal.core.mark import Mark, MarkDeleted, MarkKept, MarkList
from numbjournal.core.score import Instrument, Score, ScoreDeleted, ScoreKept, ScoreList
from numbjournal.core.when import full_date
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.events import mark_words, score_words


def mark_kept(kept: MarkKept, page: TextPage) -> None:
    page.result(f"Kept as mark {kept.mark.number}: {_mark(kept.mark, page)}. {UNDO}")


def mark_deleted(deleted: MarkDeleted, page: TextPage) -> None:
    page.result(f"Mark {deleted.mark.number} is deleted. {UNDO}")


def mark_list(found: MarkList, page: TextPage) -> None:
    if not found.marks:
        page.result(
            "There are no marks yet. To add one: numbjournal mark add sertraline --kind medication-start"
            ' --dose "50 mg"'
        )
    for mark in found.marks:
        page.result(f"{mark.number}. {_mark(mark, page)}.")


def score_kept(kept: ScoreKept, page: TextPage) -> None:
    page.result(f"Kept as total {kept.score.number}: {_score(kept.score, kept.instrument, page)}. {UNDO}")


def score_deleted(deleted: ScoreDeleted, page: TextPage) -> None:
    page.result(f"Total {deleted.score.number} is deleted. {UNDO}")


def score_list(found: ScoreList, page: TextPage) -> None:
    if not found.scores:
        page.result("There are no totals yet. To add one: numbjournal score phq-9 14")
    for score in found.scores:
        page.result(f"{score.number}. {_score(score, found.instruments.get(score.instrument), page)}.")


def _mark(mark: Mark, page: TextPage) -> str:
    about = "about " if mark.roughly else ""
    return f"{about}{full_date(mark.day, page.today)}, {mark_words(mark)}"


def _score(score: Score, instrument: Instrument | None, page: TextPage) -> str:
    about = ""
    if instrument:
        about = f" of {instrument.high}" + (f" ({instrument.published})" if instrument.published else "")
    return f"{full_date(score.day, page.today)}, {score_words(score)}{about}"
