"""Once, after four weeks: whether logging helps."""

from datetime import datetime, timedelta

import pexpect
import pytest

from numbjournal.store.remembered import memory_of, remember
from tests.conftest import Home, few
from tests.stories.test_being_asked import FEEL, NOTE, TAGS
from tests.terminal import ended, stop_with, terminal, wait_for_keys

QUESTION = "Does logging help you so far"


@pytest.fixture
def after_four_weeks(home: Home) -> Home:
    """A journal of the last four weeks by the machine's clock, which the terminal's program goes by."""
    now = datetime.now().astimezone()
    for back in range(36, 0, -3):
        home.now = now - timedelta(days=back)
        home.run("log 6")
    home.now = now
    return home


def answered(home: Home) -> str | None:
    return home.journal.fact("helping")


def asks(home: Home, line: str = "log 6", **environment: str) -> bool:
    """Whether a command on a terminal comes to the question; it is skipped then."""
    with terminal(home, line, **environment) as child:
        asked = child.expect([QUESTION, pexpect.EOF]) == 0
        if asked:
            child.sendline("")
            child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        return asked


def test_asked_once_and_kept(after_four_weeks: Home) -> None:
    home = after_four_weeks
    with terminal(home, "log 6") as child:
        child.expect("Saved 13")
        child.expect(QUESTION)
        child.expect("1 it helps   2 no difference   3 it makes things worse   Enter skip")
        child.send("2")
        child.expect("Kept: logging makes no difference. Undo with: numbjournal undo")
        assert ended(child) == 0
    assert answered(home) == "neutral"
    home.later(days=1)
    assert not asks(home)
    home.run("export - --format jsonl").says('"helping"')
    home.run("undo --steps 2").says("Entry 14 is taken back.").says('"helping" is taken back.')
    assert answered(home) is None
    assert not asks(home)


@pytest.mark.parametrize("environment", few([{}, {"ACCESSIBLE": "1"}], 2), ids=["keys", "lines"])
def test_worse_is_met_with_a_way_to_stop(after_four_weeks: Home, environment: dict[str, str]) -> None:
    home = after_four_weeks
    with terminal(home, "log 6", **environment) as child:
        child.expect(QUESTION)
        if not environment:
            wait_for_keys(child)
        child.sendline("3")
        child.expect("Kept: logging makes things worse.")
        for command in (
            "pause 14d",
            "remind off",
            "export handout.html",
            "erase",
            "crisis",
            "learn when-to-get-help",
        ):
            child.expect_exact(f"numbjournal {command}")
        assert ended(child) == 0
    assert answered(home) == "worse"
    for command in (
        "pause 14d",
        "remind off",
        "export handout.html --yes",
        "crisis",
        "learn when-to-get-help",
    ):
        home.monkeypatch.chdir(home.path)
        home.run(command)
    home.run("erase --yes")


@pytest.mark.full
def test_after_the_questions_of_log_too(after_four_weeks: Home) -> None:
    with terminal(after_four_weeks) as child:
        child.expect(FEEL)
        child.send("6")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 13")
        child.expect(QUESTION)
        child.send("h")
        child.expect("findahelpline.com")
        child.expect(QUESTION)
        child.send("1")
        child.expect("Kept: logging helps.")
        assert ended(child) == 0


@pytest.mark.full
@pytest.mark.parametrize("stop", few(["sendintr", "sendeof"], 2))
def test_skipped_or_stopped_is_never_asked_again(after_four_weeks: Home, stop: str) -> None:
    home = after_four_weeks
    with terminal(home, "log 6") as child:
        child.expect(QUESTION)
        stop_with(child, stop)
        assert ended(child) == 0
    assert answered(home) is None
    home.run("undo").says("Entry 13 is taken back.")
    home.run("redo")
    home.later(days=1)
    for backup in home.journal_path.with_name("journal.db-backups").iterdir():
        backup.unlink()
    assert not asks(home)


@pytest.mark.full
@pytest.mark.parametrize(
    "line", few(["log 6 --json", "log suicidal", "edit 1 --mood 5", "tag add moth", "list"], 3)
)
def test_what_is_not_followed_by_it(after_four_weeks: Home, line: str) -> None:
    assert not asks(after_four_weeks, line)


@pytest.mark.full
def test_it_waits_for_a_day_with_a_terminal(after_four_weeks: Home) -> None:
    home = after_four_weeks
    assert QUESTION not in home.run("log 6").err
    assert not asks(home)
    for backup in home.journal_path.with_name("journal.db-backups").iterdir():
        backup.unlink()
    assert asks(home)


def test_who_was_away_is_welcomed_before_the_first_question(home: Home) -> None:
    home.now = datetime.now().astimezone() - timedelta(days=20)
    home.run("log 6")
    with terminal(home) as child:
        child.expect("Welcome back.\r\nHow much could you feel")
        stop_with(child, "sendintr")
        child.expect("Nothing was changed.")


@pytest.mark.full
def test_not_before_four_weeks(home: Home) -> None:
    now = datetime.now().astimezone()
    for back in range(27, 0, -1):
        home.now = now - timedelta(days=back)
        home.run("log 6")
    # Entries about days before the first use make it no longer.
    home.run("log 6 --on -30")
    assert not asks(home)


def test_not_after_a_few_entries(home: Home) -> None:
    home.now = datetime.now().astimezone() - timedelta(days=60)
    home.run("log 6")
    home.now += timedelta(days=50)
    home.run("log 6")
    assert not asks(home)


@pytest.mark.full
def test_not_beside_a_hint_at_the_report(home: Home) -> None:
    now = datetime.now().astimezone()
    for back in range(36, 0, -2):
        home.now = now - timedelta(days=back)
        home.run("log 1")
    for backup in home.journal_path.with_name("journal.db-backups").iterdir():
        backup.unlink()
    home.now = now
    journal = home.journal
    remember(journal, memory_of(journal)._replace(hinted=None))
    with terminal(home, "log 1") as child:
        child.expect("There is something in your week worth reading")
        assert child.expect([QUESTION, pexpect.EOF]) == 1
