"""The page about settings: the file's, the one that is in the journal, and the numbers of the help signs."""

from pathlib import Path

import numbjournal.data
from numbjournal.commands.config import ABOUT_CARE, CARE
from numbjournal.output.text.settings import setting_text
from numbjournal.settings import SETTINGS

SIGNS = Path(numbjournal.data.__file__).parent / "rules" / "signs.toml"

_TABLE = f"""\
All but `{CARE}` stand in the settings file: `numbjournal config path` says where that is, `numbjournal
config edit` opens it. A value that does not fit counts as not set, and a remark names it; `journal`
alone has to fit. Where the file is a link, as in a folder of dotfiles, the file that it leads to is
changed and the link stays; a file that cannot be read as TOML is left alone.

## The numbers of the help signs

The table `[rules]` of the settings file changes the numbers that the [help
signs](../explanation/help-signs.md) count with; a number that does not fit is named, and the default is
used. The report says which are your own. These are the defaults, each under the name it has in that
table:
"""


def settings_page(made: str) -> str:
    """What can be set, and what holds where nothing was."""
    lines = ["# Settings", "", made, "| name | what it is | default |", "|---|---|---|"]
    lines += [f"| {name} | {s.about} | {setting_text(s.default)} |" for name, s in SETTINGS.items()]
    lines += [f"| {CARE} | {ABOUT_CARE} | no |", "", _TABLE]
    return "\n".join([*lines, "```toml", SIGNS.read_text(encoding="utf-8").rstrip(), "```", ""])
