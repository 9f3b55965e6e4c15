"""Settings, drawn."""

from rich.table import Table
from rich.text import Text

from numbjournal.core.setting import SettingsPage
from numbjournal.core.text import visible
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.text.settings import setting_text


def settings_page(found: SettingsPage, page: DrawnPage) -> None:
    page.heading("Your settings", "")
    table = Table.grid(padding=(0, 3))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in found.settings.items():
        table.add_row(Text(name), Text(setting_text(value)))
        table.add_row("", Text(found.abouts[name], style="dim"))
    page.print_table(table)
    page.console.print(Text(f"\n  These are kept in {visible(found.path)}", overflow="fold"))
