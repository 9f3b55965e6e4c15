"""The vocabulary, and a person's own words in it."""

from collections.abc import Sequence

from numbjournal.context import Run
from numbjournal.core.entry import FLAT_TAGS
from numbjournal.core.query import Query
from numbjournal.core.tag import (
    CRISIS_TAGS,
    KINDS,
    RESERVED,
    AliasAdded,
    Tag,
    TagAdded,
    TagDeleted,
    TagPage,
    TagRenamed,
    TagRetired,
    TagsMerged,
    name_key,
)
from numbjournal.errors import Misuse, NotFound, Refused
from numbjournal.store import tags as store


def known_tag(run: Run, word: str) -> str:
    """The id of a tag that exists.

    Raises NotFound.
    """
    match = run.vocabulary.match(word)
    if match.new:
        raise NotFound("There is no such tag.", "numbjournal tag list")
    return match.tag.id


def list_tags(run: Run, wanted: str | None, *, retired: bool) -> Sequence[Tag]:
    """The tags of a kind, or all; words of one's own that no entry has any more are left out.

    Raises Misuse.
    """
    chosen = _kind(wanted) if wanted is not None else None
    left_over = store.left_over_tags(run.journal) if run.has_journal else ()
    tags = [tag for tag in run.vocabulary.tags.values() if tag.retired == retired and tag.id not in left_over]
    return [tag for tag in tags if chosen in (None, tag.kind)]


def show_tag(run: Run, word: str) -> TagPage:
    """Raises NotFound."""
    found = run.vocabulary.tags[known_tag(run, word)]
    days = 0
    if run.has_journal:
        days = len({entry.draft.day for entry in run.journal.list(Query(tags=(found.id,)))})
    return TagPage(found, days)


def add_tag(
    run: Run, name: str, *, kind: str | None, same_as: str | None, about: str
) -> TagAdded | AliasAdded:
    """Add a word of one's own, or another word for a tag; or bring back one that was retired.

    Raises Misuse, NotFound, Refused.
    """
    vocabulary = run.vocabulary
    known = vocabulary.named(name)
    if known and known.retired and same_as is None and kind is None:
        store.retire_tag(run.journal, known.id, retired=False)
        return TagAdded(known._replace(retired=False))
    key = _new_name(run, name)
    if same_as is not None:
        if kind is not None:
            raise Misuse("Another word for a tag has that tag's kind.", "numbjournal tag add --help")
        tag = vocabulary.tags[known_tag(run, same_as)]
        store.add_alias(run.journal_or_new, key, tag.id)
        return AliasAdded(key, tag)
    chosen = _kind(kind) if kind is not None else "own"
    if chosen == "distress":
        raise Refused(
            "Words for severe distress are added to one of the four there are.",
            "numbjournal tag add lebensmüde --same-as suicidal-thoughts",
        )
    tag = Tag(key, chosen, name, about, own=True)
    store.add_tag(run.journal_or_new, tag)
    return TagAdded(tag)


def rename_tag(run: Run, word: str, name: str) -> TagRenamed:
    """Raises Misuse, NotFound, Refused."""
    before = _changeable(run, word)
    if name_key(name) not in (before.id, before.name):
        _new_name(run, name)
    called = "" if name_key(name) == before.id and not before.own else name
    if called == before.called:
        raise Refused("That is its name already.", f"numbjournal tag show {before.name}")
    store.rename_tag(run.journal_or_new, before.id, called)
    return TagRenamed(before, before._replace(called=called))


def merge_tags(run: Run, word: str, into: str) -> TagsMerged:
    """Make one tag of two; raises NotFound, Refused."""
    source = _changeable(run, word)
    if source.id in FLAT_TAGS:
        raise Refused("What the help signs count as flat stays a tag of its own.", "numbjournal learn")
    target = run.vocabulary.tags[known_tag(run, into)]
    if source.id == target.id:
        raise Refused("Those are the same tag already.", f"numbjournal tag show {target.name}")
    return TagsMerged(source, target, store.merge_tags(run.journal_or_new, source.id, target.id))


def retire_tag(run: Run, word: str) -> TagRetired:
    """Raises NotFound, Refused."""
    found = _changeable(run, word)
    if found.retired:
        raise Refused("That tag is retired already.", "numbjournal tag list --retired")
    store.retire_tag(run.journal_or_new, found.id)
    return TagRetired(found)


def delete_tag(run: Run, word: str) -> TagDeleted:
    """Raises NotFound, Refused."""
    found = _changeable(run, word)
    if not found.own:
        raise Refused("Only words of your own can be taken out.", f"numbjournal tag retire {found.name}")
    store.delete_tag(run.journal, found.id)
    return TagDeleted(found)


def _changeable(run: Run, word: str) -> Tag:
    """The tag, exactly named, if it is one that a person may change.

    Raises NotFound, or Refused for severe distress: those have to be found under any name, at any time.
    """
    tag = run.vocabulary.named(word) or run.vocabulary.tags[known_tag(run, word)]
    if tag.kind == "distress" and not tag.own:
        hint = "numbjournal tag list" if tag.id in CRISIS_TAGS else f"numbjournal tag show {tag.id}"
        raise Refused("Words for severe distress stay as they are; --same-as adds one.", hint)
    return tag


def _new_name(run: Run, name: str) -> str:
    """The key of a name that a tag may get.

    Raises Misuse, or Refused where there is one already.
    """
    key = name_key(name)
    if not key[:1].isalpha() or ":" in key:
        raise Misuse(
            "A tag starts with a letter and has no colon.", "numbjournal tag add heavy-legs --kind body"
        )
    if key in RESERVED:
        raise Misuse("That is a word of the command line and cannot be a tag.", "numbjournal log --help")
    if owner := run.vocabulary.named(name):
        raise Refused("There is a tag with that name.", f"numbjournal tag show {owner.name}")
    return key


def _kind(text: str) -> str:
    """Raises Misuse."""
    if text.casefold() in KINDS:
        return text.casefold()
    raise Misuse(f"A kind is one of {', '.join(KINDS)}.", "numbjournal tag list --kind body")
