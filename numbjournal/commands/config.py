"""`config`: the settings, shown, changed, or opened in the editor."""

from typing import Annotated

import typer
from typer.core import TyperCommand

from numbjournal.context import Run
from numbjournal.core.setting import CareKept, SettingKept, SettingShown, SettingsPage
from numbjournal.errors import Misuse
from numbjournal.options.command import JournalGroup, command_app
from numbjournal.options.completion import completing
from numbjournal.services.facts import is_in_care
from numbjournal.services.settings import edit_settings, save_setting

CARE = "care"
"""What a person says about themselves is theirs like an entry, and goes where the journal goes."""

ABOUT_CARE = "whether you already have care; kept in the journal"

app = command_app(cls=JournalGroup, invoke_without_command=True, help="Your settings.")


def complete_settings(context: typer.Context, incomplete: str) -> list[str]:
    """Names of settings for the shell."""
    return [name for name in completing(context).settings.known if name.startswith(incomplete)]


NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A setting.", autocompletion=complete_settings)
]


@app.callback()
def config(context: typer.Context) -> None:
    run = Run.of(context)
    if context.invoked_subcommand is None:
        known = run.settings.known
        values = {name: _in_force(run, name) for name in known}
        abouts = {name: setting.about for name, setting in known.items()}
        values[CARE] = run.has_journal and is_in_care(run)
        abouts[CARE] = ABOUT_CARE
        run.show(SettingsPage(values, abouts, str(run.settings.path)))


@app.command()
def get(context: typer.Context, name: NameArgument) -> None:
    """Show one setting."""
    run = Run.of(context)
    value = run.has_journal and is_in_care(run) if name == CARE else _in_force(run, name)
    run.show(SettingShown(name, value))


@app.command("set")
def set_value(
    context: typer.Context,
    name: NameArgument,
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help="Its value; contacts takes several.")
    ],
) -> None:
    """Change a setting. `care yes` says that you already have care; that is kept in the journal."""
    run = Run.of(context)
    if name == CARE:
        _set_care(run, values)
        return
    if name == "journal":
        values = [run.as_typed(value) for value in values]
    if name == "country":
        values = [run.where_to_turn.code_of(" ".join(values))]
    save_setting(run, name, values)
    run.show(SettingKept(name, run.settings.get(name)))
    if name == "country" and not run.where_to_turn.knows_set_country:
        run.output.remark(
            "No emergency number and no line is known here for it; findahelpline.com lists helplines."
        )


@app.command(cls=TyperCommand)
def unset(context: typer.Context, name: NameArgument) -> None:
    """Let a setting go back to its default."""
    run = Run.of(context)
    save_setting(run, name, [])
    run.show(SettingKept(name, run.settings.get(name)))


@app.command(cls=TyperCommand)
def edit(context: typer.Context) -> None:
    """Open the settings file in your editor."""
    edit_settings(Run.of(context))


@app.command(cls=TyperCommand)
def path(context: typer.Context) -> None:
    """Say where the settings file is."""
    run = Run.of(context)
    # It is asked for most of all where the file cannot be read.
    run.forgive_settings()
    run.output.result(str(run.settings.path))


def _set_care(run: Run, values: list[str]) -> None:
    """Raises Misuse."""
    answers = {"yes": True, "no": False}
    if len(values) != 1 or values[0].casefold() not in answers:
        raise Misuse("care is yes or no.", "numbjournal config set care yes")
    has_care = answers[values[0].casefold()]
    run.journal_or_new.set_fact(CARE, "yes" if has_care else "no", "config set")
    run.show(CareKept(has_care))


def _in_force(run: Run, name: str) -> object:
    """The value that counts now; for the journal the file that would be opened."""
    value = run.settings.get(name)
    return str(run.journal_path) if name == "journal" else value
