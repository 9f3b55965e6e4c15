"""The shipped numbers of the help rules, as the documentation states them."""

from numbjournal.core.rules import with_changes
from numbjournal.data import sign_rules

STATED = {
    "early": {"days": 14, "answered": 6, "in_each_week": 2, "share": 0.75, "from_day": 11},
    "lasting": {
        "days": 28, "answered": 12, "in_each_week": 2, "share": 0.75, "in_each_half": 0.666, "from_day": 25,
    },
    "long": {"weeks": 12, "answered_weeks": 8, "in_each_week": 2, "share": 0.75},
    "gate": {"days_apart": 5},
    "onset": {"days": 30},
    "interfering": {"strength": 3, "in_a_week": 3, "in_a_fortnight": 5, "of_few": 0.5, "few_from": 4},
    "distress": {"strength": 3, "in_a_week": 3},
    "medication": {"days_after": 56, "quiet_before": 28},
    "score": {"days": 28},
    "stale": {"days": 13},
    "ladder": {"every": 14, "every_in_care": 28},
}  # fmt: skip


def test_the_shipped_numbers() -> None:
    assert sign_rules() == STATED


def test_every_shipped_number_could_be_set_by_a_person() -> None:
    rules = with_changes({section: dict.fromkeys(values, -1) for section, values in STATED.items()}, STATED)
    assert rules.warnings == ()
    assert rules.numbers == STATED
