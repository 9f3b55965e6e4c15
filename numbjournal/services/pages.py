"""Pages: for each kind of result, the screen that shows it as this run was asked to."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.output.drawn.page import DrawnPage
    from numbjournal.output.text.entries import EntriesSentences
    from numbjournal.output.text.page import TextPage
    from numbjournal.output.text.status import StandingSentences


class Pages:
    """Drawn on a terminal, sentences in plain mode, data with `--json`."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    @cached_property
    def entries(self) -> "EntriesSentences":
        """For several entries: drawn, in sentences, or as data."""
        from numbjournal.output.text.entries import EntriesData, EntriesSentences

        if self._run.json:
            return EntriesData(self._run.envelope)
        if self._run.plain:
            return EntriesSentences(self._run.sentences)
        from numbjournal.output.drawn.entries import DrawnEntries

        return DrawnEntries(self._terminal_screen)

    @cached_property
    def standing(self) -> "StandingSentences":
        """For how things stand today, in sentences."""
        from numbjournal.output.text.status import StandingSentences

        return StandingSentences(self._run.sentences)

    @property
    def screen(self) -> "TextPage":
        """For pages: drawn on a terminal, sentences in plain mode, an envelope with `--json`."""
        if self._run.json or self._run.plain:
            return self._run.voice
        return self._terminal_screen

    @cached_property
    def _terminal_screen(self) -> "DrawnPage":
        from numbjournal.output.drawn.page import DrawnPage

        return DrawnPage(self._run.today, self._run.again)
