"""Pages drawn with Rich."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from numbjournal.output.glyphs import STROKES, in_ascii
from numbjournal.output.text.page import TextPage

PIPED_WIDTH = 80
LEAST_WIDTH = 40


class DrawnPage(TextPage):
    """Calm pages: no boxes, colour only on the numbers, nothing essential in colour alone."""

    def __init__(self, today: date, again: Callable[[str], str] = str) -> None:
        super().__init__(today, again)
        piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
        self.console = Console(
            file=sys.stdout, width=PIPED_WIDTH if piped else None, highlight=False, markup=False, emoji=False
        )
        # Narrower than this, the columns would have no room for a word.
        self.console.width = max(self.console.width, LEAST_WIDTH)

    def draws(self, signs: str) -> bool:
        """Whether the terminal can show these signs."""
        return _can_encode(signs, self.console.encoding)

    def drawn(self, text: str) -> str:
        """The text, in ASCII where the terminal cannot show strokes."""
        return text if self.draws(STROKES) else in_ascii(text)

    def heading(self, title: str, beside: str) -> None:
        table = Table.grid(expand=True, padding=(0, 2))
        table.add_column()
        table.add_column(justify="right")
        table.add_row(Text(title, style="bold"), Text(beside, style="dim"))
        self.print_table(table, above=1)
        self.console.print()

    def colour(self, ink: int, ground: int | None = None) -> str:
        """The style of 256-colour indices; none on a terminal with fewer."""
        if self.console.color_system not in ("256", "truecolor"):
            return ""
        return f"color({ink})" + (f" on color({ground})" if ground is not None else "")

    def pairs(self, pairs: Sequence[tuple[str, str | Text]]) -> None:
        table = Table.grid(padding=(0, 3))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for name, value in pairs:
            table.add_row(Text(name), Text(value) if isinstance(value, str) else value)
        self.print_table(table)

    def print_table(self, page: RenderableType, above: int = 0) -> None:
        with self.console.capture() as captured:
            self.console.print(Padding(page, (above, 2, 0, 2)))
        # Rich fills every line up to the width; nobody needs the blanks.
        self.console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
