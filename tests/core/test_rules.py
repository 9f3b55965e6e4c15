"""Numbers of the help rules that a person changed."""

import pytest

from numbjournal.core.rules import BOUNDS, Changed, with_changes
from numbjournal.data import sign_rules
from tests.simulation.lives import RULES


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"erly": {"days": 14}}, "rules.erly in your settings is not a rule"),
        ({"early": {"dayz": 14}}, "rules.early.dayz in your settings is not a rule"),
        ({"early": {"days": "14"}}, "rules.early.days in your settings is not a number"),
        ({"early": {"days": True}}, "is not a number"),
        ({"early": {"days": 0}}, "is not a whole number from 14"),
        ({"early": {"days": 15}}, "is not a whole number of weeks"),
        ({"early": {"days": 10_000}}, "is not a whole number from 14 to 84"),
        ({"early": {"share": 75}}, "is not a share from 0.5 to 1; the default, 0.75, is used."),
        ({"early": 3}, "is not a rule"),
        ([], "is not a table"),
    ],
)
def test_a_number_that_does_not_fit_is_named(changes: object, sentence: str) -> None:
    rules = with_changes(sign_rules(), changes)
    assert sentence in rules.warnings[0]
    assert rules.changed == ()
    assert rules.numbers == RULES.numbers


@pytest.mark.parametrize("name", BOUNDS)
def test_every_number_has_bounds_of_its_own(name: str) -> None:
    section, _, key = name.partition(".")
    bound, shipped = BOUNDS[name], sign_rules()[section][key]
    most = RULES.share(bound.most) if isinstance(bound.most, str) else bound.most

    def found(value: float) -> tuple[tuple[Changed, ...], int]:
        rules = with_changes(sign_rules(), {section: {key: value}})
        return rules.changed, len(rules.warnings)

    step = 0.01 if isinstance(bound.least, float) else bound.step
    assert found(shipped) == ((), 0)
    for value in (bound.least, most):
        assert found(value) == (((Changed(name, value, shipped),) if value != shipped else ()), 0)
    for value in (bound.least - step, most + step):
        assert found(value) == ((), 1)


def test_there_are_bounds_for_every_number() -> None:
    names = {f"{section}.{key}" for section, values in sign_rules().items() for key in values}
    assert names == set(BOUNDS)


def test_a_number_is_bounded_by_the_window_that_was_set_with_it() -> None:
    changes = {"long": {"answered_weeks": 20, "weeks": 26}, "early": {"answered": 20}}
    rules = with_changes(sign_rules(), changes)
    assert [change.name for change in rules.changed] == ["long.weeks", "long.answered_weeks"]
    assert rules.warnings == (
        "rules.early.answered in your settings is not a whole number from 1 to 14; the default, 6, is used.",
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, 0.75, -1])
def test_numbers_that_are_none(value: float) -> None:
    assert with_changes(sign_rules(), {"early": {"answered": value}}).numbers == RULES.numbers


@pytest.mark.parametrize(
    ("end", "most"),
    [("strength", 4), ("in_a_week", 7), ("in_each_week", 7), ("in_a_fortnight", 14), ("few_from", 14)],
)
def test_no_number_asks_for_more_than_there_is(end: str, most: int) -> None:
    names = [name for name in BOUNDS if name.endswith(f".{end}")]
    assert names
    for name in names:
        section, _, key = name.partition(".")
        assert with_changes(sign_rules(), {section: {key: most}}).warnings == ()
        assert with_changes(sign_rules(), {section: {key: most + 1}}).changed == ()


def test_the_gate_can_be_passed_within_a_week() -> None:
    """Flat days are written up to a week late, so those of a fortnight may all be written in eight days."""
    assert with_changes(sign_rules(), {"gate": {"days_apart": 8}}).changed == ()
