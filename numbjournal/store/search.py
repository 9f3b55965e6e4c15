"""Words as somebody types them, for the full-text index of notes, moments that got through, and tag words."""

MATCHES = "number IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ?)"
"""A condition on entries; its value is a `match_expression`."""


def match_expression(text: str) -> str:
    """All of the words, in any order and any case, each as the beginning of a word.

    Every word is quoted, so that nothing in it is taken for the index's own query language. The result is
    empty where the text has no words.
    """
    words = text.replace("\x00", " ").split()
    return " ".join(f'"{quoted}"*' for word in words if (quoted := word.replace('"', '""')))
