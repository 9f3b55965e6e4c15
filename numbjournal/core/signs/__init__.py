"""The help signs: what was counted, over which days, and what is shown of it.

Everything here is a pure function of days. A window ends at the last logged day, never at today, so days that
pass change nothing by themselves; days without an entry are in no share. Nothing here is a score, a risk or a
diagnosis. The numbers are in data/rules/signs.toml, with where they come from.

`flat` (sign 1, with `medicine`), `interfering` (2), `distress` (3a) and `crisis` (3b) have a rule each;
`reading` asks them all, `ladder` says what is shown of it and when.
"""

from numbjournal.core.signs.crisis import CrisisNote, crisis_since, crisis_tags, lately_noted
from numbjournal.core.signs.escalation import Advice, advise, is_worth_a_line, remember, snoozed
from numbjournal.core.signs.finding import (
    FORTNIGHT,
    NAMES,
    WEEK,
    Lack,
    Result,
    ScoreHelp,
    Short,
    Sign,
    Verdict,
    stretch_words,
)
from numbjournal.core.signs.inputs import Known, first_needed, shipped_crisis
from numbjournal.core.signs.reading import Reading, read_signs

__all__ = [
    "FORTNIGHT",
    "NAMES",
    "WEEK",
    "Advice",
    "CrisisNote",
    "Known",
    "Lack",
    "Reading",
    "Result",
    "ScoreHelp",
    "Short",
    "Sign",
    "Verdict",
    "advise",
    "crisis_since",
    "crisis_tags",
    "first_needed",
    "is_worth_a_line",
    "lately_noted",
    "read_signs",
    "remember",
    "shipped_crisis",
    "snoozed",
    "stretch_words",
]
