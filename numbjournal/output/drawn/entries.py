"""Several entries drawn with Rich, a row each, with marks and totals between them."""

from datetime import date

from rich.table import Table
from rich.text import Text

from numbjournal.core.entry import Answer, Entry
from numbjournal.core.events import EntryList
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.palette import feel_colours
from numbjournal.output.text import entries as text
from numbjournal.wording.counting import counted, shortened
from numbjournal.wording.entries import said
from numbjournal.wording.events import beside_words

_SIGNS = {Answer.UNSURE: "?", Answer.TIRED: "~"}
_ASCII = str.maketrans({"“": '"', "”": '"', "–": "-", "◆": "*"})


def entry_list(found: EntryList, page: DrawnPage) -> None:
    """The page of `list` and `search`."""
    if not found.entries and not any(found.events):
        text.entry_list(found, page)
        return
    page.heading("Your entries", f"{counted(len(found.entries), 'entry')}, newest first")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    rows = [(entry.draft.day, 1, _row(entry, found.vocabulary, page)) for entry in found.entries]
    rows += [
        (day, 0, (Text(), _day(day, page), Text(_drawn(" ◆  ", page)), Text(words)))
        for day, words in beside_words(found.events)
    ]
    for _, _, row in sorted(rows, key=lambda row: row[:2], reverse=True):
        table.add_row(*row)
    page.print_table(table)


def _row(entry: Entry, vocabulary: Vocabulary, page: DrawnPage) -> tuple[Text, Text, Text, Text]:
    return (
        Text(str(entry.number)),
        _day(entry.draft.day, page),
        _feel_cell(entry, page),
        _said(entry, vocabulary, page),
    )


def _day(day: date, page: DrawnPage) -> Text:
    return Text(short_date(day, page.today))


def _feel_cell(entry: Entry, page: DrawnPage) -> Text:
    feel = entry.draft.feel
    if feel is None:
        return Text(f"{_SIGNS.get(entry.draft.answer, _drawn('–', page)):^4}")
    ground, ink = feel_colours(feel)
    return Text(f"{feel:^4}", style=page.colour(ink, ground))


def _said(entry: Entry, vocabulary: Vocabulary, page: DrawnPage) -> Text:
    draft = entry.draft
    quotes = [_quoted(text, page) for text in (draft.note, draft.got_through) if text.strip()]
    return Text("\n".join(line for line in (", ".join(said(draft, vocabulary)), *quotes) if line))


def _quoted(text: str, page: DrawnPage) -> str:
    return _drawn(f"“{shortened(one_line(text), max(20, page.console.width - 34))}”", page)


def _drawn(text: str, page: DrawnPage) -> str:
    return text if page.draws("“”–◆") else text.translate(_ASCII)
