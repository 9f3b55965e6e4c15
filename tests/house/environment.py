"""The page about variables of the environment."""

ENVIRONMENT = {
    "The journal and its passphrase": {
        "NUMBJOURNAL_FILE": "the journal, unless `--journal` names one; goes before the setting `journal`",
        "NUMBJOURNAL_PASSPHRASE_COMMAND": "a program and its words, started without a shell; what it writes "
        "is the passphrase, one line",
        "NUMBJOURNAL_PASSPHRASE_FILE": "a file with the passphrase, one line",
        "NUMBJOURNAL_PASSPHRASE": "the passphrase itself; other programs of your account can read it there, "
        "so a command or a file is better",
        "NUMBJOURNAL_DEBUG": "`1`: an unexpected error shows where it came from. What it shows can hold "
        "what you wrote",
    },
    "The screen": {
        "ACCESSIBLE": "anything but empty or `0`: sentences only, as with `--plain`",
        "TERM": "`dumb`: the same; otherwise what the terminal can do",
        "NO_COLOR": "anything but empty: no colours",
        "FORCE_COLOR": "anything but empty: colours also where the output is no terminal",
        "COLORTERM": "`truecolor`: the terminal has all colours",
        "COLUMNS": "how wide pages are, 1 to 1000; anything else counts as not set",
        "LINES": "how high the terminal is, likewise",
    },
    "Editors": {
        "VISUAL": "the editor for `--edit`, `edit N` and `config edit`",
        "EDITOR": "the same, where `VISUAL` is not set",
    },
    "Places, the time zone and the country": {
        "HOME": "your home folder, where the journal and the settings are unless something else is said",
        "XDG_DATA_HOME": "Linux: where programs keep data, and so a new journal",
        "XDG_CONFIG_HOME": "Linux: where programs keep settings",
        "XDG_STATE_HOME": "Linux: where programs keep their state, and so what could not be saved, if the "
        "journal's folder takes nothing",
        "XDG_RUNTIME_DIR": "Linux: a folder for this login, where drafts are while an editor is open",
        "TMPDIR": "the folder for temporary files, for drafts where there is no folder for the login",
        "TEMP": "the same, where `TMPDIR` is not set",
        "TMP": "the same, where neither is set",
        "TZ": "the time zone; where it names none that is known, what is saved has UTC, and it is said",
        "LC_ALL": "the language of your system; its country decides whose emergency number is shown, "
        "where the setting `country` is not set",
        "LC_MESSAGES": "the same, where `LC_ALL` is not set",
        "LANG": "the same, where neither is set",
    },
}
"""Name to what it does, by what it is about."""

_ORDER = """\
A passphrase is looked for in this order: `--passphrase-fd N`, the command, the file, the variable, what
`unlock` kept, and then the terminal. A source that fails ends it, so that nobody wonders which one was
used.

Programs that numbjournal starts (an editor, the passphrase command, the system's reminders) get none of
the `NUMBJOURNAL_` variables.
"""


def environment(made: str) -> str:
    """What each variable does."""
    lines = ["# Environment variables", "", made]
    for heading, variables in ENVIRONMENT.items():
        lines += [f"## {heading}", "", "| name | what it does |", "|---|---|"]
        lines += [f"| {name} | {about} |" for name, about in variables.items()]
        lines += [""]
    return "\n".join([*lines, _ORDER])
