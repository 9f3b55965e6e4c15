"""`remind`: once a day, at a time of one's own, and only while nothing is logged."""

from typing import Annotated

import typer
from typer.core import TyperCommand

from numbjournal.context import Run
from numbjournal.core.reminder import (
    EXAMPLE,
    ReminderNow,
    Reminders,
    ReminderSet,
    RemindersGone,
    reminder_time,
)
from numbjournal.core.when import full_date
from numbjournal.errors import Misuse
from numbjournal.options.command import command_app
from numbjournal.services import reminding

app = command_app(invoke_without_command=True, help="A quiet reminder once a day; off until you set it.")


def complete_times(incomplete: str) -> list[str]:
    """A few common times for the shell; the colon of others is typed as well."""
    return [time for time in ("8am", "noon", "6pm", "8pm", "9pm", "10pm") if time.startswith(incomplete)]


@app.callback()
def remind(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        show(context)


@app.command()
def at(
    context: typer.Context,
    time: Annotated[
        list[str], typer.Argument(metavar="TIME", help="21:00, or 9pm.", autocompletion=complete_times)
    ],
    ics: Annotated[
        str | None, typer.Option("--ics", metavar="FILE", help="An event for a calendar instead.")
    ] = None,
) -> None:
    """Remind at a time of day, unless something is logged by then. What is shown does not say of what.

    Where this computer cannot, or with --ics, it writes an event for a calendar; that one comes every day.
    """
    run = Run.of(context)
    if ics is not None and not ics.strip():
        raise Misuse("Say which file to write.", f"{EXAMPLE} --ics reminder.ics")
    kept = reminding.set_reminder(run, reminder_time(" ".join(time)), ics)
    run.show(ReminderSet(kept, run.command_here("remind off")))
    if until := reminding.paused_until(run):
        run.output.remark(
            f"Reminders rest until {full_date(until, run.today)}. To end that: numbjournal pause off"
        )


@app.command()
def off(
    context: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help="Also those of other journals.")] = False,
) -> None:
    """Remind no more. Nothing of the reminder stays on the computer."""
    run = Run.of(context)
    run.show(RemindersGone(reminding.forget_reminders(run, everyone=everyone)))


@app.command()
def show(context: typer.Context) -> None:
    """Show whether and when there is a reminder."""
    run = Run.of(context)
    own, at, off = reminding.own_reminder(run), *map(run.command_here, ("remind at 21:00", "remind off"))
    others = [kept for kept in reminding.reminders() if kept != own]
    run.show(Reminders(own, others, reminding.paused_until(run), at, off))


@app.command(cls=TyperCommand, hidden=True)
def now(
    context: typer.Context,
    set_for: Annotated[str, typer.Option("--set-for", metavar="HH:MM", help="The time it was set for.")] = "",
) -> None:
    """Show the reminder now if there is no entry today; what the timer runs."""
    run = Run.of(context)
    silence = reminding.remind(run, reminder_time(set_for) if set_for else "")
    run.show(ReminderNow(silence))
