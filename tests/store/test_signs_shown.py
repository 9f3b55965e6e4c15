"""What was shown, as the journal keeps it."""

import json
import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numbjournal.core.signs_shown import Memory, Sign
from numbjournal.store.remembered import last_look, memory_of, remember
from tests.conftest import Home

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
SIGNS = st.lists(st.sampled_from([sign.value for sign in Sign]), max_size=3).map(tuple)
WORDS = st.lists(st.text(), max_size=3).map(tuple)


@given(st.builds(Memory, DAYS, st.integers(0, 2), SIGNS, DAYS, DAYS, DAYS, WORDS))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_kept_whole(crowded_home: Home, memory: Memory) -> None:
    journal = crowded_home.journal
    remember(journal, memory)
    assert memory_of(journal) == memory


def test_one_that_was_kept_before_there_were_totals(home: Home) -> None:
    home.run("log 2")
    home.run("report")
    assert (memory_of(home.journal), last_look(home.journal)) == (Memory(), date(2026, 11, 22))
    remember(home.journal, Memory())
    before = {"day": "2026-11-20", "rung": 1, "signs": ["1a"], "snoozed_until": None, "hinted": None}
    with closing(sqlite3.connect(home.journal_path, isolation_level=None)) as journal:
        journal.execute("UPDATE state SET value = ? WHERE key = 'shown'", [json.dumps(before)])
    assert memory_of(home.journal) == Memory(date(2026, 11, 20), 1, ("1a",))
