"""Tags in sentences."""

from numbjournal.core.tag import (
    KINDS,
    AliasAdded,
    TagAdded,
    TagDeleted,
    TagList,
    TagPage,
    TagRenamed,
    TagRetired,
    TagsMerged,
)
from numbjournal.core.text import one_line
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.counting import counted
from numbjournal.wording.tags import by_kind, tag_details, tag_words


def tag_added(added: TagAdded, page: TextPage) -> None:
    page.result(f"{one_line(added.tag.shown)} is your tag now ({KINDS[added.tag.kind].casefold()}). {UNDO}")


def alias_added(added: AliasAdded, page: TextPage) -> None:
    page.result(f"{one_line(added.name)} now means {one_line(added.tag.name)}. {UNDO}")


def tag_renamed(renamed: TagRenamed, page: TextPage) -> None:
    page.result(f"{one_line(renamed.before.name)} is called {one_line(renamed.tag.name)} now. {UNDO}")


def tags_merged(merged: TagsMerged, page: TextPage) -> None:
    changed = f"{counted(merged.entries, 'entry')} changed" if merged.entries else "no entry had it"
    page.result(f"{one_line(merged.tag.name)} means {one_line(merged.into.name)} now; {changed}. {UNDO}")


def tag_retired(retired: TagRetired, page: TextPage) -> None:
    name = one_line(retired.tag.name)
    page.result(f"{name} is retired: entries keep it, and it is not offered any more. {UNDO}")


def tag_deleted(deleted: TagDeleted, page: TextPage) -> None:
    page.result(f"{one_line(deleted.tag.name)} is taken out. {UNDO}")


def tag_list(found: TagList, page: TextPage) -> None:
    for kind, members in by_kind(found.tags).items():
        page.result(f"{KINDS[kind]}:")
        for tag in members:
            page.result(f"  {one_line(tag.name)}. {tag_words(tag)}")


def tag_page(shown: TagPage, page: TextPage) -> None:
    for name, value in tag_details(shown.tag, shown.days):
        page.result(f"{name}: {value}")
