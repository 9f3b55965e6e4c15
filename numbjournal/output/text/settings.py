"""Settings, and what a person said about themselves, in sentences."""

from typing import Any

from numbjournal.core.onset import ALWAYS, OnsetPage, onset_words
from numbjournal.core.setting import CareKept, SettingKept, SettingShown, SettingsPage
from numbjournal.core.text import one_line, visible
from numbjournal.output.text.page import UNDO, TextPage


def settings_page(found: SettingsPage, page: TextPage) -> None:
    for name, value in found.settings.items():
        page.result(f"{name}: {setting_text(value)} ({found.abouts[name]})")
    page.result(f"These are kept in {visible(found.path)}")


def setting_kept(kept: SettingKept, page: TextPage) -> None:
    page.result(f"{kept.name} is now {setting_text(kept.value)}.")


def setting_shown(shown: SettingShown, page: TextPage) -> None:
    page.result(setting_text(shown.value))


def onset_page(onset: OnsetPage, page: TextPage) -> None:
    kept = f" {UNDO}" if onset.is_new else ""
    if onset.day is None:
        said = (
            "Taken back: since when it has been like this."
            if onset.is_new
            else 'Nothing is said about it yet. To say it: numbjournal onset "since March"'
        )
    elif onset.day == ALWAYS:
        said = "Kept: always, as long as you can remember."
    else:
        said = f"Kept: since {onset_words(onset.day)}."
    page.result(said + kept)


def care_kept(kept: CareKept, page: TextPage) -> None:
    words = "you already have care" if kept.care else "you have no care at present"
    page.result(f"Kept: {words}. {UNDO}")


def setting_text(value: Any) -> str:
    """A setting as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(one_line(item) for item in value) or "none"
    return "not set" if value is None else visible(str(value))
