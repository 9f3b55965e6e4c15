"""People to talk to, whatever else does not work."""

import json
from pathlib import Path

import pytest

from tests.conftest import Home


def test_a_country_that_is_set(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("config set country GB")
    home.run("config set contacts 'a friend, 555'")
    out = home.run("crisis").out
    order = ["call 999 or 112", "a friend, 555", "Samaritans: 116 123", "Shout", "findahelpline.com"]
    assert [out.index(part) for part in order] == sorted(out.index(part) for part in order)
    assert "Compared with published lists on Sunday 22 November 2026" in out
    assert "year ago" not in out
    home.later(days=366)
    home.run("crisis").says("more than a year ago").says("Samaritans: 116 123")


def test_a_country_that_is_guessed_is_said_and_nothing_is_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    home.run("crisis").says("Showing Germany (from your system's language). Others: numbjournal crisis --all")
    assert list(home.path.iterdir()) == []
    monkeypatch.setenv("LANG", "C.UTF-8")
    home.run("crisis").says("112 in the European Union").says("Others: numbjournal crisis --all")


@pytest.mark.parametrize("typed", ["AT", "at", "Austria", " austria "])
def test_a_country_by_code_or_name(home: Home, typed: str) -> None:
    out = home.run(["crisis", typed]).says("TelefonSeelsorge: 142").out
    assert "Showing" not in out


def test_a_country_without_a_line_of_its_own(home: Home) -> None:
    home.run("crisis Denmark").says("call 112.").says("No line is known here for Denmark.")
    home.run("crisis Atlantis").says("findahelpline.com").says("No line is known here for Atlantis.")
    assert "\x1b" not in home.run(["crisis", "\x1b[31mred"]).out


def test_everywhere(home: Home) -> None:
    out = home.run("crisis --all").out
    for part in ("Denmark (DK): if you aren't safe now, 112", "CVV: 188", "1767 or WhatsApp 9151 1767"):
        assert part in out


def test_the_lines_of_ones_own_come_first(home: Home) -> None:
    home.run("config set country DE")
    own = home.settings_path.with_name("helplines.toml")
    own.write_text('[[line]]\ncountry = "de"\nname = "My clinic"\nhours = "24/7"\ncall = "555"\n')
    out = home.run("crisis").out
    assert out.index("My clinic: 555") < out.index("TelefonSeelsorge")
    home.run("log suicidal").says("My clinic: 555")


@pytest.mark.parametrize("content", ["[broken", "line = 3", '[[line]]\nname = "x"', "\xff"])
def test_a_damaged_file_of_ones_own_is_named_and_the_shipped_lines_shown(home: Home, content: str) -> None:
    home.run("config set country DE")
    home.settings_path.with_name("helplines.toml").write_bytes(content.encode("latin-1"))
    result = home.run("crisis").says("TelefonSeelsorge")
    result.remarks("helplines.toml cannot be used")
    assert result.err.count("\n") == 1


def no_settings(home: Home) -> None:
    pass


def broken_settings(home: Home) -> None:
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.write_text("[broken")


def damaged_journal(home: Home) -> None:
    home.run("log 2")
    home.journal_path.write_bytes(b"not a journal")


def missing_journal(home: Home) -> None:
    home.run("log 2")
    home.journal_path.unlink()


def no_home(home: Home) -> None:
    home.monkeypatch.setenv("HOME", "~")


@pytest.mark.parametrize("trouble", [no_settings, broken_settings, damaged_journal, missing_journal, no_home])
@pytest.mark.parametrize("way", ["", "--plain", "--json"])
def test_it_works_whatever_else_does_not(home: Home, trouble, way: str) -> None:
    trouble(home)
    home.run(f"crisis DE {way}").says("TelefonSeelsorge")


def test_as_data(home: Home) -> None:
    found = json.loads(home.run("crisis BE --json").out)
    assert found["data"]["emergency"] == "112"
    assert [line["call"] for line in found["data"]["lines"]] == ["1813", "0800 32 123"]
    assert found["data"]["lines"][0]["checked"] == "2026-11-22"


def test_it_is_never_logged(home: Home, tmp_path: Path) -> None:
    home.run("log 2")
    before = home.run("history --json").out
    home.run("crisis")
    home.run("crisis DE")
    assert home.run("history --json").out == before
