"""A report in sentences, one fact a line."""

from numbjournal.core.day import shown_number
from numbjournal.core.report import ReportPage, SignReasons, SignsSnoozed
from numbjournal.core.signs import CrisisHelp
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.wording.report import day_sentence, facts, footer, title, week_days
from numbjournal.wording.signs import SNOOZE_OFF


def crisis_help(shown: CrisisHelp, page: TextPage) -> None:
    page.result(shown.text + "\n")


def report_page(shown: ReportPage, page: TextPage) -> None:
    report, vocabulary = shown.report, shown.vocabulary
    page.result(f"{title(report)}, {full_date(report.first)} to {full_date(report.last)}.")
    if report.draws_weeks:
        for week in report.by_week:
            said = f"{shown_number(week.middle)} of 10" if week.middle is not None else "no number"
            page.result(f"Week from {full_date(week.first)}: {said}, {week_days(week)}.")
    else:
        for day, found in report.days:
            page.result(f"{full_date(day, page.today)}: {day_sentence(found, vocabulary)}")
    for name, value in facts(report, vocabulary):
        page.verbatim(f"{name}: {value}" + ("" if value.endswith('"') else "."))
    for line in shown.said:
        page.verbatim(line)
    for line in footer(shown.topic):
        page.result(line)


def sign_reasons(reasons: SignReasons, page: TextPage) -> None:
    for line in reasons.why:
        page.result(line)


def signs_snoozed(snoozed: SignsSnoozed, page: TextPage) -> None:
    if snoozed.until is None:
        page.result("The help signs do not wait any more.")
    else:
        day = full_date(snoozed.until, page.today)
        page.result(f"Until {day} the help signs wait, unless there is more to say. {SNOOZE_OFF}")
