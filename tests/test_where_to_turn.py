"""Where to turn is said once, and is never kept back by something else that is wrong."""

from pathlib import Path

from numbjournal.core.tag import Vocabulary
from numbjournal.data import shipped_tags
from numbjournal.settings import Settings
from numbjournal.where_to_turn import WhereToTurn
from tests.conftest import SUNDAY

FAILED = ["log", "99", "want", "to", "die:9"]


def shipped() -> Vocabulary:
    return Vocabulary(shipped_tags())


def with_settings(path: Path, **environ: str) -> WhereToTurn:
    return WhereToTurn(Settings(path), lambda: SUNDAY, environ)


def test_a_failed_command_is_answered_unless_it_was_already(tmp_path: Path) -> None:
    help_text = with_settings(tmp_path / "none.toml")
    assert help_text.for_failed(["log", "99", "flat"], shipped) == ""
    help_text.text("asked")
    assert "findahelpline.com" in help_text.for_failed(FAILED, shipped)
    assert help_text.for_failed(FAILED, shipped) == ""


def test_settings_that_cannot_be_read_keep_nothing_back(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("[broken")
    text = with_settings(settings).text("suicidal-thoughts")
    assert "112 in the European Union" in text
    assert "findahelpline.com" in text
    assert "call 119" in with_settings(settings, LANG="ja_JP.UTF-8").text("suicidal-thoughts")


def test_a_country_that_is_set_goes_before_the_language(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('country = "XX"')
    help_text = with_settings(settings, LANG="ja_JP.UTF-8")
    assert not help_text.knows_set_country
    assert "call 119" not in help_text.text()
    settings.write_text('country = "NL"')
    help_text = with_settings(settings, LANG="ja_JP.UTF-8")
    assert help_text.knows_set_country
    assert "call 113 or 0800-0113" in help_text.text()
