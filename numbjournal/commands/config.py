"""`config`: the settings, shown, changed, or opened in the editor."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session
from numbjournal.settings import SETTINGS

app = command_app(invoke_without_command=True, help="Your settings.")

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A setting.", autocompletion=lambda: list(SETTINGS))
]


@app.callback()
def config(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    session = Session.of(context)
    session.use(json=json, plain=plain)
    if context.invoked_subcommand is None:
        values = {name: _in_force(session, name) for name in SETTINGS}
        abouts = {name: setting.about for name, setting in SETTINGS.items()}
        session.screen.settings(values, abouts, str(session.settings.path))


@app.command()
def get(context: typer.Context, name: NameArgument, json: JsonOption = False) -> None:
    """Show one setting."""
    session = Session.of(context)
    session.use(json=json)
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
    """Change a setting."""
    session = Session.of(context)
    session.use(json=json)
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
    session.voice.result(str(session.settings.path))


def _in_force(session: Session, name: str) -> object:
    """The value that counts now; for the journal the file that would be opened."""
    value = session.settings.get(name)
    return str(session.journal_path) if name == "journal" else value
