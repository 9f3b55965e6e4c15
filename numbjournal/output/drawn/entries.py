"""Several entries drawn with Rich, a row each, with marks and totals between them."""

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from numbjournal.core.entry import Answer, Entry
from numbjournal.core.events import NOTHING, Beside
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.palette import feel_colours
from numbjournal.output.text.entries import EntriesSentences
from numbjournal.wording.counting import counted, shortened
from numbjournal.wording.entries import said
from numbjournal.wording.events import beside_words

_SIGNS = {Answer.UNSURE: "?", Answer.TIRED: "~"}
_ASCII = str.maketrans({"“": '"', "”": '"', "–": "-", "◆": "*"})


class DrawnEntries(EntriesSentences):
    """The page of `list` and `search`."""

    def __init__(self, out: DrawnPage) -> None:
        super().__init__(out)
        self._screen = out

    def entries(self, entries: Sequence[Entry], vocabulary: Vocabulary, beside: Beside | None = None) -> None:
        if not entries and not any(beside or ()):
            super().entries(entries, vocabulary, beside)
            return
        self._screen.heading("Your entries", f"{counted(len(entries), 'entry')}, newest first")
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        rows = [(entry.draft.day, 1, self._row(entry, vocabulary)) for entry in entries]
        rows += [
            (day, 0, (Text(), self._day(day), Text(self._drawn(" ◆  ")), Text(words)))
            for day, words in beside_words(beside or NOTHING)
        ]
        for _, _, row in sorted(rows, key=lambda row: row[:2], reverse=True):
            table.add_row(*row)
        self._screen.print_table(table)

    def _row(self, entry: Entry, vocabulary: Vocabulary) -> tuple[Text, Text, Text, Text]:
        return (
            Text(str(entry.number)),
            self._day(entry.draft.day),
            self._feel_cell(entry),
            self._said(entry, vocabulary),
        )

    def _day(self, day: date) -> Text:
        return Text(short_date(day, self.out.today))

    def _feel_cell(self, entry: Entry) -> Text:
        feel = entry.draft.feel
        if feel is None:
            return Text(f"{_SIGNS.get(entry.draft.answer, self._drawn('–')):^4}")
        ground, ink = feel_colours(feel)
        return Text(f"{feel:^4}", style=self._screen.colour(ink, ground))

    def _said(self, entry: Entry, vocabulary: Vocabulary) -> Text:
        draft = entry.draft
        quotes = [self._quoted(text) for text in (draft.note, draft.got_through) if text.strip()]
        return Text("\n".join(line for line in (", ".join(said(draft, vocabulary)), *quotes) if line))

    def _quoted(self, text: str) -> str:
        return self._drawn(f"“{shortened(one_line(text), max(20, self._screen.console.width - 34))}”")

    def _drawn(self, text: str) -> str:
        return text if self._screen.draws("“”–◆") else text.translate(_ASCII)
