"""The commands as data: this list is the `--help` page. A module is loaded when its command is typed."""

from numbjournal.catalogue import Catalogue, Row

EVERY_DAY = "Every day"
SUPPORT = "Where to turn"
LOOKING_BACK = "Looking back"
CHANGING = "Changing your mind"
WORDS = "Your words"
TAKING_ALONG = "Taking along"
KEEPING = "Keeping"


def _row(name: str, summary: str, section: str) -> Row:
    return Row(name, summary, f"{__name__}.{name}", section)


COMMANDS = Catalogue(
    (
        _row("log", "Say how much you could feel: numbjournal log 2 flat headache:3", EVERY_DAY),
        _row("crisis", "People to talk to now, in your country.", SUPPORT),
        _row("learn", "Short pages about numbness, and when to ask for help.", SUPPORT),
        _row("report", "Your week, and what the help signs say.", LOOKING_BACK),
        _row("calendar", "A year at a glance, or a month with its numbers.", LOOKING_BACK),
        _row("insights", "What many days say together, and what they do not.", LOOKING_BACK),
        _row("list", "Your entries, newest first.", LOOKING_BACK),
        _row("show", "One entry, whole.", LOOKING_BACK),
        _row("search", "Entries with certain words.", LOOKING_BACK),
        _row("edit", "Change an entry.", CHANGING),
        _row("history", "What was changed, and when.", CHANGING),
        _row("delete", "Delete entries; undo brings them back.", CHANGING),
        _row("undo", "Take the last change back.", CHANGING),
        _row("redo", "Do again what undo took back.", CHANGING),
        _row("purge", "Erase an entry for good, also from the backups.", CHANGING),
        _row("mark", "Medicines and other dated events.", WORDS),
        _row("score", "Totals of questionnaires: numbjournal score phq-9 14", WORDS),
        _row("onset", "Since when it has been like this, roughly.", WORDS),
        _row("tag", "The words for how numbness shows, and your own.", WORDS),
        _row("export", "A page to hand out, or the whole journal as a file.", TAKING_ALONG),
        _row("import", "Bring in a journal, or what another program kept.", TAKING_ALONG),
        _row("backup", "A verified copy now; backup list shows those there are.", KEEPING),
        _row("restore", "Bring the journal back from a backup.", KEEPING),
        _row("merge", "Bring in the journal of another computer of yours.", KEEPING),
        _row("doctor", "Whether everything is in order with the file.", KEEPING),
        _row("encrypt", "A passphrase for the journal and its backups.", KEEPING),
        _row("unlock", "The passphrase once, for a while: numbjournal unlock --for 12h", KEEPING),
        _row("lock", "Forget at once what unlock kept.", KEEPING),
        _row("passphrase", "Another passphrase, and another recovery code.", KEEPING),
        _row("decrypt", "The journal without a passphrase again.", KEEPING),
        _row("remind", "A quiet reminder, once a day: numbjournal remind at 21:00", KEEPING),
        _row("pause", "Let reminders rest: numbjournal pause 14d", KEEPING),
        _row("config", "Your settings.", KEEPING),
        _row("erase", "Erase everything there is of numbjournal here, for good.", KEEPING),
        _row("demo", "A made-up journal, to try everything with.", KEEPING),
    )
)
