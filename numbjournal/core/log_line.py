"""The words after `numbjournal log`: an answer, tags with strengths, and a note.

The grammar, in the order in which it is tried for each word:

1. a word with white space in it is the note, also if it starts with `-`, unless as a whole it is the
   name of a tag ("lost interest");
2. a word that starts with a digit, or with a sign and a digit, is the number or is refused;
3. the first word may be `unsure` (or `can't tell`, `?`), `tired`, `same` or `skip`;
4. every other word starts with a letter and is a tag, with `:1` to `:4` (or `=1`) for its strength; a comma
   or full stop behind it is left out; neighbours that together are exactly a name ("want to die", "lost
   interest") are one tag.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from numbjournal.core.entry import STRENGTHS, Answer, Tagging, merge_taggings, scale_number
from numbjournal.core.tag import LONGEST_NAME, RESERVED, Match, Tag, Vocabulary, name_key
from numbjournal.errors import Misuse

SAME = "same"

_PUNCTUATION = ",;.!?"
"""Signs behind a word that belong to a sentence and not to the word."""

_FIRST_WORDS = {
    "unsure": Answer.UNSURE,
    "?": Answer.UNSURE,
    "cant-tell": Answer.UNSURE,
    "can't-tell": Answer.UNSURE,
    "can’t-tell": Answer.UNSURE,
    "tired": Answer.TIRED,
    "skip": Answer.NONE,
    SAME: Answer.NONE,
}


class Phrase(NamedTuple):
    """What a line of words said.

    `same` asks for the last logged day's answer. `dropped_strength` are typed words whose tag takes no
    strength. `crisis` is the crisis tag that was named, or nearly named.
    """

    answer: Answer = Answer.NONE
    feel: int | None = None
    same: bool = False
    matches: tuple[Match, ...] = ()
    taggings: tuple[Tagging, ...] = ()
    note: str = ""
    dropped_strength: tuple[str, ...] = ()
    crisis: str | None = None

    @property
    def new_tags(self) -> list[Tag]:
        """Words that no tag had yet, as the person's own tags."""
        return [match.tag for match in self.matches if match.new]


def read_phrase(words: Sequence[str], vocabulary: Vocabulary) -> Phrase:
    """Read the words of one `log` by the grammar above.

    Raises Misuse, which never repeats a word.
    """
    words = [word if _has_space(word.strip()) else word.strip() for word in words if word.strip()]
    words = [word if _has_space(word) else bare(word) for word in words]
    answer, feel, same = Answer.NONE, None, False
    if words and _is_number(words[0]):
        answer, feel, words = Answer.RATED, scale_number(words[0], "How much you could feel"), words[1:]
    for length in (2, 1):
        first = name_key(" ".join(words[:length])) if feel is None else ""
        if first in _FIRST_WORDS:
            answer, same, words = _FIRST_WORDS[first], first == SAME, words[length:]
            break

    tag_words: list[str] = []
    notes: list[str] = []
    crisis = None
    for word in words:
        if not _has_space(word) or vocabulary.named(word):
            tag_words.append(word)
        else:
            notes.append(word)
            crisis = crisis or vocabulary.crisis(word)
    tags = read_tags(tag_words, vocabulary)
    return Phrase(
        answer=answer,
        feel=feel,
        same=same,
        matches=tags.matches,
        taggings=tags.taggings,
        note="\n".join(notes),
        dropped_strength=tags.dropped_strength,
        crisis=tags.crisis or crisis,
    )


def read_tags(words: Iterable[str], vocabulary: Vocabulary) -> Phrase:
    """Read words that can only be tags (`--add`, the tags question); the rest of the phrase is empty.

    Raises Misuse for a number, a reserved word, a sign in front, or a strength other than 1 to 4.
    """
    pairs = [_split_strength(bare(word)) for word in words]
    matches: list[Match] = []
    taggings: list[Tagging] = []
    dropped: list[str] = []
    for typed, strength in join_names(pairs, vocabulary):
        match = vocabulary.match(typed)
        if match.new and match.tag.id in _FIRST_WORDS:
            raise Misuse(
                f"{match.tag.id} is an answer of its own, and comes first.", "numbjournal log --help"
            )
        if match.new and match.tag.id in RESERVED:
            raise Misuse(
                f"{match.tag.id} cannot be a tag. A sentence goes in quotes.",
                'numbjournal log 2 "a grey day"',
            )
        if strength is not None and not match.tag.takes_strength:
            dropped.append(typed)
            strength = None
        matches.append(match)
        taggings.append(Tagging(match.tag.id, strength, typed))
    return Phrase(
        matches=tuple(matches),
        taggings=merge_taggings(taggings),
        dropped_strength=tuple(dropped),
        crisis=crisis_in([typed for typed, _ in pairs], vocabulary),
    )


def bare(word: str) -> str:
    """The word without the signs of a sentence behind it; a word of nothing else stays."""
    return word.rstrip(_PUNCTUATION) or word


def crisis_in(words: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The crisis tag named, or nearly named, by one word or by neighbouring words together."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            if crisis := vocabulary.crisis("-".join(words[start:end])):
                return crisis
    return None


def _is_number(word: str) -> bool:
    head = word[1:2] if word[0] in "+-−" else word[0]
    return head.isnumeric() and not _has_space(word)


def _has_space(word: str) -> bool:
    return any(character.isspace() for character in word)


def _split_strength(word: str) -> tuple[str, int | None]:
    if _is_number(word):
        raise Misuse("There is one number, and it comes first.", "numbjournal log 2 flat headache:3")
    if not word[0].isalpha():
        raise Misuse("A tag starts with a letter.", "numbjournal log 2 flat")
    name, colon, strength = word.replace("=", ":").rpartition(":")
    if not colon:
        return word, None
    if not (strength.isascii() and strength.isdigit() and int(strength) in STRENGTHS):
        raise Misuse("A strength is 1 to 4, from mild to very strong.", "numbjournal log 2 headache:3")
    return name, int(strength)


def join_names(
    pairs: Sequence[tuple[str, int | None]], vocabulary: Vocabulary
) -> Iterable[tuple[str, int | None]]:
    """Join neighbours that together are exactly a name, the longest first."""
    parts = [name_key(typed).split("-") for typed, _ in pairs]
    start = 0
    while start < len(pairs):
        # Only as many neighbours are tried as make a name that begins like this one.
        lengths = vocabulary.lengths_of_names(parts[start][0])
        best, length = start + 1, len(parts[start])
        for end in range(start + 2, len(pairs) + 1):
            length += len(parts[end - 1])
            if length > max(lengths, default=0) or pairs[end - 2][1] is not None:
                break
            if length in lengths and vocabulary.named(_together(pairs[start:end])):
                best = end
        yield _together(pairs[start:best]), pairs[best - 1][1]
        start = best


def _together(pairs: Sequence[tuple[str, int | None]]) -> str:
    return " ".join(typed for typed, _ in pairs)
