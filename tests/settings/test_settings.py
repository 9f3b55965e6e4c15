"""The settings file: its values, its comments, and who can read it."""

import re
import shlex
import stat
import tomllib
from pathlib import Path

import pytest

from numbjournal.errors import Misuse
from numbjournal.settings import SETTINGS, Settings
from numbjournal.settings.writer import commented_settings, ensure_settings_file, write_setting
from tests.conftest import Home


def test_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none.toml")
    assert {name: settings.get(name) for name in SETTINGS} == {
        "journal": None,
        "country": None,
        "contacts": [],
        "day_starts_at": "00:00",
        "plain": False,
        "paused_until": None,
        "encrypted": False,
    }


def test_a_change_keeps_comments_and_order(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\ncountry = "DE"  # home\n\n# later\nplain = false\n')
    write_setting(path, "country", "FR")
    assert path.read_text() == '# mine\ncountry = "FR"  # home\n\n# later\nplain = false\n'
    write_setting(path, "country", None)
    assert "# later\nplain = false\n" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_explains_every_setting_and_sets_none(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ensure_settings_file(path)
    text = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tomllib.loads(text) == {}
    assert {name: Settings(path).get(name) for name in SETTINGS} == {
        name: setting.default for name, setting in SETTINGS.items()
    }
    for setting in SETTINGS.values():
        assert f"# {setting.about}" in text
    # With the signs taken away, each example is a value that fits.
    examples = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .*)$", text, re.MULTILINE)))
    assert list(examples) == list(SETTINGS)
    for name, value in examples.items():
        SETTINGS[name].check(value)


def test_what_is_set_goes_where_it_is_explained_and_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ensure_settings_file(path)
    new = path.read_text()
    values = {"journal": "/x/y.db", "country": "FR", "contacts": ["Ana", "Ben"], "plain": True}
    for name, value in values.items():
        write_setting(path, name, value)
    about = SETTINGS["country"].about
    assert f'# {about}\ncountry = "FR"\n' in path.read_text()
    assert tomllib.loads(path.read_text()) == values
    write_setting(path, "country", "DE")
    assert tomllib.loads(path.read_text()) == {**values, "country": "DE"}
    for name in values:
        write_setting(path, name, None)
    assert path.read_text() == new


def test_a_table_in_front_of_an_explanation_does_not_swallow_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[rules]\n\n{commented_settings()}")
    write_setting(path, "country", "FR")
    assert tomllib.loads(path.read_text()) == {"country": "FR", "rules": {}}


def test_the_first_entry_makes_a_file_that_explains_itself(home: Home) -> None:
    home.run("log 2")
    text = home.settings_path.read_text()
    assert tomllib.loads(text) == {"journal": str(home.journal_path)}
    assert text.count("\n# ") > 2 * len(SETTINGS) - 2


def test_a_mistake_in_one_setting_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('country = 5\nday_starts_at = "4:00"\ncontacts = ["Ana"]\nunknown = 1\n')
    settings = Settings(path)
    assert settings.get("day_starts_at") == "04:00"
    assert settings.get("contacts") == ["Ana"]
    assert settings.get("country") is None
    assert settings.warnings == {
        "country": "country is a code of two letters. Until that is mended, country counts as not set."
    }


def test_a_journal_that_cannot_be_read_from_the_settings_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("journal = 5\n")
    with pytest.raises(Misuse, match="path of a file"):
        Settings(path).get("journal")


def test_mistakes_are_said_and_the_entry_is_saved(home: Home) -> None:
    home.run("log 2")
    with home.settings_path.open("a") as file:
        file.write('day_starts_at = "25"\nplain = "maybe"\n')
    home.run("log 3").says("Saved 2 for Sunday 22 November").remarks("day_starts_at is 00:00 to 11:59.")
    home.run("config").says("day_starts_at").remarks("plain is yes or no. Until that is mended")


def test_the_command(home: Home) -> None:
    home.run("config set country de").says("DE")
    home.run(["config", "set", "contacts", "Ana, 0170 1", "Crisis team"]).says("Ana, 0170 1; Crisis team")
    home.run("config get contacts --json").says('{"contacts": ["Ana, 0170 1", "Crisis team"]}')
    home.run("config").says("DE")
    home.run("--plain config").says(str(home.settings_path))
    home.run("config path").says(str(home.settings_path))
    home.run("config unset country").says("not set")
    home.run("config unset country").says("not set")


def test_editing_the_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = home.path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "country = \\"AT\\"" >> "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", shlex.quote(str(editor)))
    home.run("config edit")
    home.run("config get country").says("AT")


def test_country_and_contacts_are_where_to_turn(home: Home) -> None:
    home.run("log self-harm").says("112 in the European Union")
    home.run("config set country JP")
    home.run(["config", "set", "contacts", "Ana, 0170 1"])
    out = home.run("log self-harm").out
    assert out.index("call 119") < out.index("Ana, 0170 1") < out.index("findahelpline.com")


def test_where_to_turn_survives_mistakes_in_the_settings(home: Home) -> None:
    home.run("log 2")
    with home.settings_path.open("a") as file:
        file.write('country = 5\ncontacts = "x"\n')
    home.run("log suicidal").says("findahelpline.com").says("Saved 2")


def test_a_late_night(home: Home) -> None:
    home.later(hours=5)
    home.run("log 2").says("for Monday 23 November:")
    home.run("config set day_starts_at 04:00")
    home.run("log 2").says("for Sunday 22 November:")


def test_plain_for_good(home: Home) -> None:
    home.run("log 2")
    home.run("config set plain yes").says("yes")
    home.run("list").says("Entry 1. Sunday 22 November: 2 of 10.")


def test_another_journal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 2")
    other = home.path / "other folder" / "o?#%.db"
    home.run(["--journal", str(other), "log", "9"]).remarks(str(other))
    home.run(["--journal", str(other), "list"]).says("9")
    home.run("config get journal").says(str(home.journal_path))
    monkeypatch.setenv("NUMBJOURNAL_FILE", str(other))
    home.run("list --json").says('"feel": 9')
