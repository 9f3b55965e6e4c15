"""`config`: the settings, shown, changed, or opened in the editor."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app, complete_settings
from numbjournal.errors import Misuse
from numbjournal.session import Session

CARE = "care"
"""What a person says about themselves is theirs like an entry, and goes where the journal goes."""

ABOUT_CARE = "whether you already have care; kept in the journal"

app = command_app(invoke_without_command=True, help="Your settings.")

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A setting.", autocompletion=complete_settings)
]


@app.callback()
def config(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    session = Session.of(context)
    session.use(json=json, plain=plain)
    if context.invoked_subcommand is None:
        known = session.settings.known
        values = {name: _in_force(session, name) for name in known}
        abouts = {name: setting.about for name, setting in known.items()}
        values[CARE] = session.has_journal and session.looking_back.in_care
        abouts[CARE] = ABOUT_CARE
        session.pages.screen.settings(values, abouts, str(session.settings.path))


@app.command()
def get(context: typer.Context, name: NameArgument, json: JsonOption = False) -> None:
    """Show one setting."""
    session = Session.of(context)
    session.use(json=json)
    if name == CARE:
        session.voice.setting(name, session.has_journal and session.looking_back.in_care)
        return
    session.voice.setting(name, _in_force(session, name))


@app.command("set")
def set_value(
    context: typer.Context,
    name: NameArgument,
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help="Its value; contacts takes several.")
    ],
    json: JsonOption = False,
) -> None:
    """Change a setting. `care yes` says that you already have care; that is kept in the journal."""
    session = Session.of(context)
    session.use(json=json)
    if name == CARE:
        _set_care(session, values)
        return
    if name == "journal":
        values = [session.as_typed(value) for value in values]
    if name == "country":
        values = [session.where_to_turn.code_of(" ".join(values))]
    session.save_setting(name, values)
    session.voice.setting_kept(name, session.settings.get(name))
    if name == "country" and not session.where_to_turn.knows_set_country:
        session.voice.remark(
            "No emergency number and no line is known here for it; findahelpline.com lists helplines."
        )


@app.command()
def unset(context: typer.Context, name: NameArgument) -> None:
    """Let a setting go back to its default."""
    session = Session.of(context)
    session.save_setting(name, [])
    session.voice.setting_kept(name, session.settings.get(name))


@app.command()
def edit(context: typer.Context) -> None:
    """Open the settings file in your editor."""
    Session.of(context).edit_settings()


@app.command()
def path(context: typer.Context) -> None:
    """Say where the settings file is."""
    session = Session.of(context)
    # It is asked for most of all where the file cannot be read.
    session.forgive_settings()
    session.voice.result(str(session.settings.path))


def _set_care(session: Session, values: list[str]) -> None:
    """Raises Misuse."""
    answers = {"yes": True, "no": False}
    if len(values) != 1 or values[0].casefold() not in answers:
        raise Misuse("care is yes or no.", "numbjournal config set care yes")
    has_care = answers[values[0].casefold()]
    session.journal_or_new.set_fact(CARE, "yes" if has_care else "no", "config set")
    session.voice.care(is_there=has_care)


def _in_force(session: Session, name: str) -> object:
    """The value that counts now; for the journal the file that would be opened."""
    value = session.settings.get(name)
    return str(session.journal_path) if name == "journal" else value
