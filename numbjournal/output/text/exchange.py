"""What was exported, imported or merged, in sentences."""

import json
from collections.abc import Mapping, Sequence

from numbjournal.core.export_records import FileImported, JournalExported
from numbjournal.core.foreign_entry import SkippedRow
from numbjournal.core.handout import HandoutExported
from numbjournal.core.merge import JournalMerged
from numbjournal.core.text import visible
from numbjournal.effects import in_words
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.counting import counted, listed, quoted

MOST_NUMBERS = 5
"""If there are more numbers than this, the rest are counted instead of named."""

MOST_ROWS = 20
"""If more rows than this could not be read, the rest are counted; `--json` has all of them."""

_WORDS = {
    "entry": ("entry", "entries"),
    "tag": ("tag", "tags"),
    "alias": ("other word for a tag", "other words for tags"),
    "mark": ("mark", "marks"),
    "score": ("total", "totals"),
    "fact": ("fact about yourself", "facts about yourself"),
    "purged": ("id of an erased entry", "ids of erased entries"),
}
"""Singular and plural of each kind, in the order in which they are written."""


def journal_exported(exported: JournalExported, page: TextPage) -> None:
    """On standard output there is nothing but the data."""
    if exported.path is not None:
        page.result(f"Wrote {_counts(exported.counts)} to {visible(exported.path)}")


def handout_exported(exported: HandoutExported, page: TextPage) -> None:
    if exported.path is not None:
        page.result(f"Written, readable by your account only: {visible(exported.path)}")


def file_imported(imported: FileImported, page: TextPage) -> None:
    what_came_in(imported, page)
    if imported.skipped:
        page.result(f"{counted(imported.skipped_count, 'row')} could not be read:")
        for skipped in shown_rows(imported):
            page.result(f"Row {skipped.row}: {skipped.reason}.")
        if more := rows_not_shown(imported):
            page.result(more)
    unknown_moods(imported.unknown_moods, page)


def what_came_in(imported: FileImported, page: TextPage) -> None:
    """What came in, and what did not because it was there before or was erased."""
    source = f" from {imported.source}" if imported.source else ""
    if not any(imported.counts.values()):
        page.result(f"There is nothing new in the file. {in_words()}")
    elif imported.dry_run:
        page.result(f"Would come in{source}: {_counts(imported.counts)}. {in_words()}")
    else:
        page.result(f"Imported {_counts(imported.counts)}{source}. {UNDO}")
    if count := imported.already:
        it_is = "it is" if count == 1 else "they are"
        page.remark(f"{_were(count)} already there, and left as {it_is}.")
    if count := imported.erased:
        stays = "stays" if count == 1 else "stay"
        page.remark(f"{_were(count)} erased here for good, and {stays} erased.")
    if count := imported.still_here:
        page.remark(f"{_were(count)} erased where the file comes from, and still here: numbjournal purge")


def shown_rows(imported: FileImported) -> Sequence[SkippedRow]:
    """The first of the rows that could not be read."""
    return imported.skipped[:MOST_ROWS]


def rows_not_shown(imported: FileImported) -> str:
    """How many rows that could not be read are not shown; empty if all of them are."""
    more = imported.skipped_count - len(shown_rows(imported))
    return f"and {more} more {'row' if more == 1 else 'rows'}. As data: --json" if more else ""


def unknown_moods(moods: Sequence[str], page: TextPage) -> None:
    """Write moods without a number in the form of a file for `--map`."""
    if not moods:
        return
    page.result("No number is known for some moods. A file for --map gives them one from 0 to 10:")
    page.result("[moods]")
    for mood in moods:
        page.result(f"{visible(json.dumps(mood, ensure_ascii=False))} =")


def journal_merged(merged: JournalMerged, page: TextPage) -> None:
    """What the other journal brought, what was changed on both devices, and what was erased."""
    if outcome := _outcome(merged):
        page.result(outcome)
    if merged.erased:
        here = "would be erased here too" if merged.dry_run else "now here too, from the backups as well"
        were = "was" if merged.erased == 1 else "were"
        entries = counted(merged.erased, "entry")
        page.result(f"{entries} {were} erased for good on the other device, and {here}.")
    for path in merged.unreached:
        page.result(f"This file could not be read, and may still hold it: {visible(path)}")
    if merged.conflicts:
        page.result(_conflicts(merged.conflicts))
    if merged.words:
        words = listed([quoted(word) for word in merged.words])
        page.result(f"The later change counts, and the other is kept: {words}. See numbjournal history")
    if merged.stays_erased:
        stays = "stays" if merged.stays_erased == 1 else "stay"
        page.remark(f"{counted(merged.stays_erased, 'entry')} erased here for good {stays} erased.")
    if merged.to_come:
        page.result(_to_come(merged.to_come, dry_run=merged.dry_run))
    if merged.days_ahead:
        page.remark(
            f"Part of it was written by a clock that is {_rough_time(merged.days_ahead)} ahead. Where both"
            " devices changed the same thing, that version counts; what you change now comes after it."
        )


def _outcome(merged: JournalMerged) -> str:
    """What came in, in one sentence; empty if it was entries to erase alone."""
    outcomes = (("new", merged.new), ("changed", merged.changed), ("taken out", merged.gone))
    parts = [f"{said} {outcome}" for outcome, counts in outcomes if (said := _counts(counts, nothing=""))]
    if parts:
        said = "; ".join(parts)
        return f"Would be {said}. {in_words()}" if merged.dry_run else f"Merged: {said}. {UNDO}"
    if not merged.is_news and not merged.erased:
        return f"There is nothing new in that journal. {in_words()}"
    if merged.dry_run:
        return f"What you see would stay as it is. {in_words()}"
    return "" if merged.erased else "Merged. What you see is the same; the history knows more."


def _were(count: int) -> str:
    return "1 was" if count == 1 else f"{count} were"


def _counts(counts: Mapping[str, int], nothing: str = "no entries") -> str:
    """`12 entries, 2 tags and 1 mark`, without kinds that there are none of."""
    said = [f"{count} {_WORDS[kind][count != 1]}" for kind in _WORDS if (count := counts.get(kind, 0))]
    return listed(said) or nothing


def _conflicts(numbers: Sequence[int]) -> str:
    """Entries that have two versions, and where to see both."""
    were, other = ("was", "version is") if len(numbers) == 1 else ("were", "versions are")
    return (
        f"{counted(len(numbers), 'entry')} {were} changed on both devices: {_numbers(numbers)}. The"
        f" later change counts; the other {other} kept: numbjournal history {numbers[0]}"
    )


def _to_come(numbers: Sequence[int], *, dry_run: bool) -> str:
    """Entries about days to come, and how to give them another day; a dry run gives no numbers."""
    is_one = len(numbers) == 1
    what = (
        f"{counted(len(numbers), 'entry')} {'is about a day' if is_one else 'are about days'} still to come"
    )
    if dry_run:
        return f"{what}."
    named = "" if is_one else f": {_numbers(numbers)}"
    return f"{what}{named}. If that is a wrong clock's doing: numbjournal edit {numbers[0]} --on WHEN"


def _numbers(numbers: Sequence[int]) -> str:
    """The first few numbers, and how many more there are."""
    named = [str(number) for number in numbers[:MOST_NUMBERS]]
    if len(numbers) > MOST_NUMBERS:
        named.append(f"{len(numbers) - MOST_NUMBERS} more")
    return listed(named)


def _rough_time(days: int) -> str:
    """A number of days in years, months or days, whichever fits."""
    for unit, length in (("year", 365.2425), ("month", 30.44)):
        if (many := round(days / length)) >= 1:
            return counted(many, unit)
    return counted(days, "day")
