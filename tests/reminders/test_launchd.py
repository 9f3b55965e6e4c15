"""The agent for launchd, with a stand-in for launchctl: no Mac is at hand in these tests."""

import os
import plistlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from numbjournal.core.reminder import TITLE, WORDS, Reminder
from numbjournal.errors import Refused
from numbjournal.reminders import notice, reminder_command
from numbjournal.reminders.launchd import Launchd, agent
from tests.conftest import Home

ODD = Reminder("09:05", "/home/you/a & b <c> \"d\" 'e' %h $HOME 数.db")


def test_the_agent_is_a_property_list_with_every_word_as_it_is() -> None:
    found = plistlib.loads(agent(ODD, reminder_command(ODD)))
    assert found["ProgramArguments"] == list(reminder_command(ODD).command)
    assert found["StartCalendarInterval"] == {"Hour": 9, "Minute": 5}
    assert {found[f"Standard{name}Path"] for name in ("In", "Out", "Error")} == {os.devnull}
    assert "RunAtLoad" not in found
    assert "KeepAlive" not in found


if sys.platform == "darwin":

    def test_plutil_takes_it(tmp_path: Path) -> None:
        path = tmp_path / "x.plist"
        path.write_bytes(agent(ODD, reminder_command(ODD)))
        subprocess.run(["plutil", "-lint", str(path)], check=True)


def test_a_reminder_is_kept_changed_and_forgotten(home: Home) -> None:
    launchd = Launchd()
    assert launchd.missing() == ""
    kept = launchd.keep(ODD)
    path = Path(kept.path)
    assert path.parent == home.path / "Library/LaunchAgents"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert launchd.kept() == [kept]
    changed = launchd.keep(ODD._replace(at="21:00"))
    assert launchd.kept() == [changed]
    launchd.forget(changed)
    assert list(path.parent.iterdir()) == []
    domain = f"gui/{os.getuid()}"
    once = [f"launchctl bootout {domain}/{path.stem}", f"launchctl bootstrap {domain} {path}"]
    assert home.system.calls == [*once, *once, once[0]]


def test_what_launchd_does_not_take_leaves_nothing(home: Home) -> None:
    home.system.fail("launchctl")
    with pytest.raises(Refused, match="did not take"):
        Launchd().keep(ODD)
    assert list((home.path / "Library/LaunchAgents").iterdir()) == []


def test_an_agent_of_somebody_else_stays(home: Home) -> None:
    launchd = Launchd()
    path = Path(launchd.keep(ODD).path)
    for other in (b"", b"<plist", plistlib.dumps({"Label": "x"}), plistlib.dumps([1])):
        path.write_bytes(other)
        with pytest.raises(Refused, match="not from numbjournal"):
            launchd.keep(ODD)
        assert path.read_bytes() == other
        assert launchd.kept() == []


def test_the_notice_on_a_mac(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "PROGRAM", "osascript")
    assert notice.show()
    assert home.system.calls == [f'osascript -e display notification "{WORDS}" with title "{TITLE}"']
