"""What came in from a file, with a table of the rows that could not be read."""

from rich.table import Table
from rich.text import Text

from numbjournal.core.export_records import FileImported
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.text.exchange import rows_not_shown, shown_rows, unknown_moods, what_came_in
from numbjournal.wording.counting import counted


def file_imported(imported: FileImported, page: DrawnPage) -> None:
    what_came_in(imported, page)
    if imported.skipped:
        page.heading("Not read", counted(imported.skipped_count, "row"))
        table = Table.grid(padding=(0, 3))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
        table.add_row(Text("Row", style="dim"), Text("Why", style="dim"))
        for skipped in shown_rows(imported):
            table.add_row(Text(str(skipped.row)), Text(skipped.reason))
        page.print_table(table)
        if more := rows_not_shown(imported):
            page.result(f"\n  {more}")
    unknown_moods(imported.unknown_moods, page)
