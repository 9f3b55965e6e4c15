"""Tags, drawn."""

from numbjournal.core.tag import KINDS, TagList, TagPage
from numbjournal.core.text import one_line
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.wording.tags import by_kind, tag_details, tag_words


def tag_list(found: TagList, page: DrawnPage) -> None:
    for kind, members in by_kind(found.tags).items():
        page.heading(KINDS[kind], "")
        page.pairs([(one_line(tag.name), tag_words(tag)) for tag in members])


def tag_page(shown: TagPage, page: DrawnPage) -> None:
    details = tag_details(shown.tag, shown.days)
    page.heading(details[0][1], details[2][1])
    page.pairs([details[1], *details[3:]])
