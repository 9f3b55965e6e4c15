"""What was changed, drawn."""

from rich.table import Table
from rich.text import Text

from numbjournal.core.history import HistoryPage
from numbjournal.core.when import short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.wording.entries import changed


def history_page(shown: HistoryPage, page: DrawnPage) -> None:
    page.heading("What was changed", "newest first")
    table = Table.grid(padding=(0, 3))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for change in shown.changes:
        local = change.at.astimezone()
        when = f"{short_date(local.date(), page.today)}, {local:%H:%M}"
        table.add_row(Text(when), Text(change.command), Text(changed(change, shown.vocabulary)))
    page.print_table(table)
