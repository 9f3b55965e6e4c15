"""Many days looked at together: what is said, what is not said yet, and what is never said."""

import json
import random
import re
from datetime import UTC, datetime, time, timedelta

import pytest

from numbjournal.core.entry import Answer, Draft, Tagging
from tests.conftest import SUNDAY, Home, few

TODAY = SUNDAY.date()
PARTS = ("How flat", "Gradually or suddenly", "The day after", "Before and after")


def keep(home: Home, drafts: list[Draft], *, late: int = 0) -> None:
    """Write drafts, each at noon so many days after its day."""
    if not home.journal_path.exists():
        home.run("log tired")
        home.run("delete 1")
    journal = home.journal
    for draft in drafts:
        journal.log(draft, at=datetime.combine(draft.day + timedelta(days=late), time(12), tzinfo=UTC))


def ago(back: int) -> str:
    return (TODAY - timedelta(days=back)).isoformat()


def rated(back: int, feel: int, *tags: str, mood: int | None = None) -> Draft:
    taggings = tuple(Tagging(tag) for tag in tags)
    return Draft(TODAY - timedelta(days=back), answer=Answer.RATED, feel=feel, mood=mood, tags=taggings)


def walks(days: int, lift: int) -> list[Draft]:
    """A walk on every third day; the day after it, so much more."""
    chance = random.Random(1)
    return [
        rated(
            days - number,
            chance.choice((3, 4, 5)) + (lift if number % 3 == 1 else 0),
            *(["movement"] if number % 3 == 0 else []),
            *(["rest"] if number % 10 == 2 else []),
        )
        for number in range(days)
    ]


def test_a_walk_that_goes_with_a_better_next_day(home: Home) -> None:
    keep(home, walks(90, 2))
    page = home.run("insights").out
    assert all(part in page for part in PARTS)
    assert "Goes with a better next day: movement." in page
    assert "Not enough days yet: rest (9 of 10 with it)." in page
    plain = home.run("insights --plain").out
    assert re.search(
        r"Movement: goes with a better next day\. The day after was higher in about \d+ of 10", plain
    )
    assert "30 days with it, 59 without; p 0.001" in plain
    assert "Rest: not enough days yet (9 of 10 with it)." in plain
    assert "could be chance, or you may do it on days that would go on like that anyway" in plain
    data = json.loads(home.run("insights --json").out)
    assert (data["schema"], data["command"]) == ("numbjournal/1", "insights")
    movement, rest = data["data"]["tomorrow"]["strategies"]
    assert (movement["with_it"], movement["without"], movement["goes_with"]) == (30, 59, True)
    assert movement["pairs"]["low"] > 0.5
    assert (rest["tag"], rest["p"], rest["pairs"]) == ("rest", None, None)
    assert data["data"]["said"] == [line for line in plain.splitlines()[1:] if not line.endswith(":")]


def test_nothing_is_said_to_lead_to_anything(home: Home) -> None:
    keep(home, walks(90, 2))
    home.run(f"mark add 'medicine A' --kind medication-start --on {ago(40)}")
    for line in ("insights", "insights --plain", "insights --json", "insights --of mood"):
        out = home.run(line).out
        assert not re.search(
            r"\b(helps?|helped|causes?|caused|because|effect|works|acute)\b", out, re.IGNORECASE
        )
        assert "medicine A" in out or "mood" in line


def test_what_has_too_few_days_says_how_many(home: Home) -> None:
    keep(home, walks(31, 2))
    home.run(f"mark add 'a move' --kind event --on {ago(5)}")
    home.run(f"mark add 'first talk' --kind therapy --on {ago(28)}")
    plain = home.run("insights --plain").out
    assert "Not enough days yet (31 of 42 days with a number)." in plain
    assert "Not enough days yet (31 of 42 days with a number, written on time)." in plain
    assert "a move: too early to say (4 of 14 days with a number after)." in plain
    assert "first talk: not enough days to say (3 of 14 days with a number before)." in plain
    assert "p 0" not in plain


def test_a_change_and_what_was_said_of_it(home: Home) -> None:
    keep(home, [rated(back, 7 - back % 2 if back > 40 else back % 3) for back in range(1, 90)])
    home.run("insights").says("numbjournal onset").says("most like one step: about 6.5 before")
    home.run("onset 'since October'")
    home.run("insights --plain").says(
        "You said that it has been like this since about Thursday 1 October 2026."
    )
    home.run("insights --last 5w --plain").says("Not enough days yet (34 of 42 days with a number).")


def test_before_and_after_a_medicine(home: Home) -> None:
    keep(home, [rated(back, 6 if back > 30 else 3) for back in range(1, 60)])
    home.run(f"mark add 'medicine A' --dose '10 mg' --kind medication-start --on {ago(30)}")
    said = home.run("insights --plain").out
    assert "medicine A 10 mg: the middle is 6 on 29 days before and 3 on 29 days after." in said
    assert "The later day is higher in about 0 of 10 pairs" in said
    assert "Before it, the numbers kept their level." in said
    assert "whoever prescribes it" in said
    around = json.loads(home.run("insights --json").out)["data"]["around"][0]
    assert (around["slope"], around["pairs"]["value"], "p" in around) == (0, 0, False)


def test_late_entries_and_private_ones(home: Home) -> None:
    keep(home, walks(60, 0), late=3)
    home.run("log 0 --private")
    plain = home.run("insights --plain").out
    assert "Not enough days yet (1 of 42 days with a number, written on time)." in plain
    assert "60 days were written days later, and left out of this." not in plain
    assert "61 days you answered" in plain
    assert "0 to" in plain
    data = json.loads(home.run("insights --json").out)["data"]
    assert (data["late"], data["logged"], data["spread"]["low"]) == (60, 61, 0)


def test_a_hand_out_gains_only_what_passes_and_only_when_asked(home: Home) -> None:
    keep(home, walks(84, 2))
    keep(home, [rated(20, 3, "movement")._replace(private=True)])

    def handed(*words: str) -> str:
        made = home.run(["export", "-", "--format", "md", "--yes", *words])
        return made.err + made.out

    assert "What many days say together" not in handed()
    made = handed("--with", "insights")
    assert "- 1 sentence of what many days say together" in made
    assert "| movement | Comparing days after it with other days in pairs" in made
    assert "27 days with it, 55 without; one of 1 compared" in made
    assert "rest |" not in made.split("What many days say together")[-1].split("##")[0]
    assert "28 days with it, 54 without" in handed("--with", "insights", "--include-private")
    few = handed("--with", "insights", "--last", "30d")
    assert "nothing of what many days say together (too few days, or nothing stands out)" in few


# What comes in


def test_no_journal_and_no_entries(home: Home) -> None:
    home.run("insights", code=3).silent().remarks("There is no journal yet.")
    home.run("log 2")
    home.run("delete 1")
    home.run("insights", code=3).remarks("There is no entry yet. Try: numbjournal log 2 flat")


def test_one_entry(home: Home) -> None:
    home.run("log 2 flat walk")
    plain = home.run("insights --plain").out
    assert "1 of 1 day you answered was flat; not enough days yet for a share (1 of 14)." in plain
    assert "1 day with a number, each of them 2." in plain
    assert "Not enough days yet (1 of 42 days with a number)." in plain
    home.run("insights")


def test_only_cannot_tell(home: Home) -> None:
    drafts = [Draft(TODAY - timedelta(days=back), answer=Answer.UNSURE) for back in range(1, 60)]
    keep(home, drafts)
    plain = home.run("insights --plain").out
    assert "No day says how much you could feel." in plain
    assert "No day has a number." in plain
    assert "Not enough days yet (0 of 42 days with a number)." in plain
    assert home.run("insights").out
    assert json.loads(home.run("insights --json").out)["data"]["flatness"]["share"] is None


@pytest.mark.full
def test_a_strategy_on_every_day_and_thirty_of_them(home: Home) -> None:
    names = [f"own-{number}" for number in range(30)]
    for name in names:
        home.run(["tag", "add", name, "--kind", "strategy"])
    chance = random.Random(4)
    keep(
        home, [rated(back, chance.randint(2, 8), "rest", *chance.sample(names, 12)) for back in range(1, 100)]
    )
    data = json.loads(home.run("insights --json").out)["data"]["tomorrow"]
    assert (data["compared"], len(data["strategies"])) == (30, 31)
    home.run("insights --plain").says("Rest: not enough days yet (0 of 10 without).")
    for width in (20, 60, 80):
        home.width = width
        assert "own-7" in home.run("insights").out.casefold()


def test_many_entries_on_one_day(home: Home) -> None:
    keep(home, [rated(1, number % 11, "rest") for number in range(500)])
    home.run("insights --plain").says("1 day with a number, each of them 5.")


def test_marks_after_the_entries_are_left_out(home: Home) -> None:
    keep(home, [rated(back, 5) for back in range(40, 100)])
    home.run(f"mark add 'a move' --kind event --on {ago(10)}")
    home.run("insights --plain").says("No medicine or event is marked in this time")


def test_mood_that_was_never_given(home: Home) -> None:
    keep(home, [rated(back, 5) for back in range(1, 60)])
    plain = home.run("insights --of mood --plain").out
    assert "No day has a number." in plain
    assert "flat" not in plain
    home.run("insights --of MOOD").says("How pleasant it was").says("How different the days were")


@pytest.mark.parametrize(
    ("line", "code", "remark"),
    [
        ("insights --of joy", 2, "Insights are of feel or of mood. Try: numbjournal insights --of mood"),
        ("insights --last 4w --from -3", 2, "two ways to say the same"),
        ("insights --from today --to -3", 2, "The first day is after the last."),
        ("insights --from 2001-01-01 --to 2001-02-01", 3, "There is no entry in that time."),
        ("insights --from nonsense", 2, "day"),
    ],
)
def test_what_cannot_be_looked_at(home: Home, line: str, code: int, remark: str) -> None:
    home.run("log 2")
    home.run(line, code=code).silent().remarks(remark)


@pytest.mark.parametrize("width", few([20, 40, 59, 60, 71, 72, 200], 3))
def test_pages_fit_their_terminal(home: Home, width: int) -> None:
    keep(home, walks(90, 2))
    home.run(
        f"mark add 'a very long name of something that happened in those days' --kind event --on {ago(40)}"
    )
    home.width = width
    assert max(map(len, home.run("insights").out.splitlines())) <= max(width, 40)
