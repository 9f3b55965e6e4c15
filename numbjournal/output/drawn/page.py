"""Pages drawn with Rich."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from numbjournal.core.entry import Entry
from numbjournal.core.history import Change
from numbjournal.core.maintenance import Kept
from numbjournal.core.tag import KINDS, Tag, Vocabulary
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import short_date
from numbjournal.output.glyphs import STROKES, in_ascii
from numbjournal.output.text.page import TextPage, kept_words, setting_text
from numbjournal.wording.entries import changed
from numbjournal.wording.tags import by_kind, tag_details, tag_words

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

    def entry(self, entry: Entry, vocabulary: Vocabulary) -> None:
        details = self.details(entry, vocabulary)
        self.heading(f"Entry {entry.number}", details[1][1])
        self.pairs(details[2:])

    def tags(self, tags: Sequence[Tag]) -> None:
        for kind, members in by_kind(tags).items():
            self.heading(KINDS[kind], "")
            self.pairs([(one_line(tag.name), tag_words(tag)) for tag in members])

    def tag(self, tag: Tag, days: int) -> None:
        details = tag_details(tag, days)
        self.heading(details[0][1], details[2][1])
        self.pairs([details[1], *details[3:]])

    def history(self, changes: Sequence[Change], vocabulary: Vocabulary) -> None:
        self.heading("What was changed", "newest first")
        table = Table.grid(padding=(0, 3))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for change in changes:
            local = change.at.astimezone()
            when = f"{short_date(local.date(), self.today)}, {local:%H:%M}"
            table.add_row(Text(when), Text(change.command), Text(changed(change, vocabulary)))
        self.print_table(table)

    def backups(self, found: Sequence[Kept]) -> None:
        if not found:
            super().backups(found)
            return
        self.heading("Your backups", "newest first")
        self.pairs([(kept.name, kept_words(kept)) for kept in found])

    def settings(self, values: Mapping[str, Any], abouts: Mapping[str, str], path: str) -> None:
        self.heading("Your settings", "")
        table = Table.grid(padding=(0, 3))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in values.items():
            table.add_row(Text(name), Text(setting_text(value)))
            table.add_row("", Text(abouts[name], style="dim"))
        self.print_table(table)
        self.console.print(Text(f"\n  These are kept in {visible(path)}", overflow="fold"))

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
