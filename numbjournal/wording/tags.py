"""Tags in words, and how typed words were understood."""

from collections.abc import Iterable

from numbjournal.core.log_line import Phrase
from numbjournal.core.tag import KINDS, Tag, Vocabulary, name_key
from numbjournal.core.text import one_line
from numbjournal.wording.counting import NUMBER_WORDS, capitalized, counted, listed

MANY_NEW_WORDS = 3
"""This many new words at once were probably meant as a sentence."""


def tag_remarks(phrase: Phrase) -> list[str]:
    """What is worth saying about how words were understood; crisis words are answered elsewhere."""
    remarks = [
        f"{one_line(match.tag.shown)}, from {one_line(match.typed)}."
        for match in phrase.matches
        if match.by_prefix
    ]
    new = [match for match in phrase.matches if match.new]
    if len(new) >= MANY_NEW_WORDS:
        words = listed([one_line(match.typed) for match in new])
        remarks.append(f"{words} are kept as your own tags. A sentence in quotes is kept as a note.")
    else:
        for match in new:
            near = match.did_you_mean if not phrase.crisis else ()
            question = f" Did you mean {listed(near, 'or')}?" if near else ""
            if match.tag.id in NUMBER_WORDS and phrase.feel is None:
                question = f" A number is typed in digits: numbjournal log {NUMBER_WORDS.index(match.tag.id)}"
            remarks.append(f"{one_line(match.typed)} is kept as your own tag.{question}")
    remarks += [
        f"{one_line(typed)} takes no strength; it is saved without." for typed in phrase.dropped_strength
    ]
    if phrase.note[:1].isdigit() and phrase.feel is None:
        remarks.append("That is kept as a note. A number stands alone: numbjournal log 2 flat")
    return remarks


def tag_label(id: str, vocabulary: Vocabulary) -> str:
    """What is shown for a tag; its id where the vocabulary does not have it."""
    tag = vocabulary.tags.get(id)
    return one_line(tag.shown if tag else id)


def by_kind(tags: Iterable[Tag]) -> dict[str, list[Tag]]:
    """Tags by kind, the kinds in their order."""
    members: dict[str, list[Tag]] = {kind: [] for kind in KINDS}
    for tag in tags:
        members[tag.kind].append(tag)
    return {kind: found for kind, found in members.items() if found}


def tag_words(tag: Tag) -> str:
    """What a tag is shown as, where that is not the word that is typed, and what it means."""
    shown, about = one_line(tag.shown), one_line(tag.about)
    is_typed_so = name_key(shown) == tag.name
    if is_typed_so:
        return about or shown
    return f"{capitalized(shown)}. {about}".rstrip()


def tag_details(tag: Tag, days: int) -> list[tuple[str, str]]:
    """What there is to say about a tag, as names and visible texts."""
    return [
        pair
        for pair in (
            ("Tag", one_line(tag.name)),
            ("Shown as", one_line(tag.shown)),
            ("Kind", KINDS[tag.kind]),
            ("About", one_line(tag.about)),
            ("Also typed as", ", ".join(one_line(name) for name in tag.names if name != tag.name)),
            ("Strength", "1 mild, 2 moderate, 3 strong, 4 very strong" if tag.takes_strength else "none"),
            ("On", f"{counted(days, 'day')} of your journal"),
        )
        if pair[1]
    ]
