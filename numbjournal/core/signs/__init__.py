"""The help signs: what is counted, over which days, and what is shown of it.

Everything here is a pure function of days. A window ends at the last logged day, never at today, so days that
pass change nothing by themselves; days without an entry are in no share. Nothing here is a score, a risk or a
diagnosis. The numbers are in data/rules/signs.toml, with where they come from.

`registry` has a record for each sign. The rules are in `flat` (sign 1, with `medicine`), `interfering` (2),
`distress` (3a) and `crisis` (3b). `reading` applies them all; `escalation` decides what is shown, and when.
"""

from numbjournal.core.signs.crisis import CrisisHelp, CrisisNote, crisis_since, crisis_tags, recent_notes
from numbjournal.core.signs.escalation import (
    Advice,
    advise,
    is_worth_a_line,
    memory_after,
    snoozed_memory,
)
from numbjournal.core.signs.inputs import SignInputs, shipped_crisis
from numbjournal.core.signs.reading import Reading, first_needed, read_signs
from numbjournal.core.signs.registry import SIGNS, HelpSign
from numbjournal.core.signs.result import Lack, ScoreHelp, Short, Sign, SignResult, Verdict

__all__ = [
    "SIGNS",
    "Advice",
    "CrisisHelp",
    "CrisisNote",
    "HelpSign",
    "Lack",
    "Reading",
    "ScoreHelp",
    "Short",
    "Sign",
    "SignInputs",
    "SignResult",
    "Verdict",
    "advise",
    "crisis_since",
    "crisis_tags",
    "first_needed",
    "is_worth_a_line",
    "memory_after",
    "read_signs",
    "recent_notes",
    "shipped_crisis",
    "snoozed_memory",
]
