"""What came in from a file, with a table of what could not be read."""

from rich.table import Table
from rich.text import Text

from numbjournal.core.export_records import FileImported
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.text.exchange import ExchangeSentences, not_shown, shown_of, skipped_words


class DrawnExchange(ExchangeSentences):
    """The page of `import`."""

    def __init__(self, out: DrawnPage) -> None:
        super().__init__(out)
        self._screen = out

    def skipped(self, imported: FileImported) -> None:
        self._screen.heading("Not read", skipped_words(imported))
        table = Table.grid(padding=(0, 3))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
        table.add_row(Text("Row", style="dim"), Text("Why", style="dim"))
        for skipped in shown_of(imported):
            table.add_row(Text(str(skipped.row)), Text(skipped.reason))
        self._screen.print_table(table)
        if more := not_shown(imported):
            self.out.result(f"\n  {more}")
