"""What an entry says, in words."""

from numbjournal.core.entry import STRENGTHS, Answer, Draft, Interfered, Tagging
from numbjournal.core.history import Change
from numbjournal.core.tag import Vocabulary, name_key
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.wording.counting import quoted

ANSWERS = {
    Answer.UNSURE: "can't tell",
    Answer.TIRED: "too tired to rate",
}


INTERFERED = {
    Interfered.NONE: "not at all",
    Interfered.LITTLE: "a little",
    Interfered.LOT: "a lot",
    Interfered.COULDNT: "couldn't do things",
}


def felt(draft: Draft) -> str:
    """`2 of 10`, `can't tell`, `too tired to rate` or `no number`."""
    if draft.feel is not None:
        return f"{draft.feel} of 10"
    return ANSWERS.get(draft.answer, "no number")


def summary(draft: Draft, vocabulary: Vocabulary) -> str:
    """All that was said, in one line, without the texts themselves."""
    number = [f"feel {draft.feel}"] if draft.feel is not None else []
    texts = {"a note": draft.note, "something got through": draft.got_through}
    return ", ".join((*number, *said(draft, vocabulary), *(name for name, text in texts.items() if text)))


def said(draft: Draft, vocabulary: Vocabulary) -> list[str]:
    """All that was said beside the number and the texts, as short phrases."""
    return [
        *([ANSWERS[draft.answer]] if draft.answer in ANSWERS else []),
        *([f"mood {draft.mood}"] if draft.mood is not None else []),
        *(tagged(tagging, vocabulary) for tagging in draft.tags),
        *([f"in the way {INTERFERED[draft.interfered]}"] if draft.interfered else []),
        *flags(draft),
    ]


def flags(draft: Draft) -> list[str]:
    """What was said with a yes, and where it comes from."""
    said = {
        "by choice": draft.by_choice,
        "private": draft.private,
        "for your session": draft.for_session,
    }
    source = [f"from {one_line(draft.source)}"] if draft.source else []
    return [*(name for name, is_said in said.items() if is_said), *source]


def tagged(tagging: Tagging, vocabulary: Vocabulary) -> str:
    """`headache strong`, `movement (walk)`; the typed word only where it is an alias that may be shown."""
    tag = vocabulary.tags.get(tagging.tag)
    text = one_line(tag.shown if tag else tagging.tag)
    if tag and name_key(tagging.typed) in tag.aliases:
        text += f" ({one_line(tagging.typed)})"
    return strong(text, tagging.strength)


def strong(text: str, strength: int | None) -> str:
    """A tag with its strength: `headache strong`, `work suffers (strong)`, `movement (walk, mild)`."""
    if strength is None:
        return text
    if text.endswith(")"):
        return f"{text[:-1]}, {STRENGTHS[strength]})"
    return f"{text} ({STRENGTHS[strength]})" if " " in text else f"{text} {STRENGTHS[strength]}"


def labelled(tagging: Tagging, vocabulary: Vocabulary) -> str:
    """The tag's label, for a sentence."""
    tag = vocabulary.tags.get(tagging.tag)
    label = one_line(tag.shown if tag else tagging.tag)
    return f"{label} ({STRENGTHS[tagging.strength]})" if tagging.strength else label


def changed(change: Change, vocabulary: Vocabulary) -> str:
    """What a change made of an entry or a word, in one line."""
    passed = " (kept in the history; another version counts)" if change.is_passed else ""
    if change.word is not None:
        return f"{quoted(change.word)}{'' if change.is_there else ', taken out'}{passed}"
    if change.after is None:
        return f"entry {change.number}, deleted{passed}"
    day = full_date(change.after.day)
    return f"entry {change.number}, {day}: {summary(change.after, vocabulary) or 'nothing said'}{passed}"
