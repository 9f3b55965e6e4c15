"""The questionnaires of scores.toml; apart from the rest, so that keeping an entry loads none of it."""

from numbjournal.core.score import Instrument
from numbjournal.core.signs import Sign
from numbjournal.data import read_table


def instruments() -> dict[str, Instrument]:
    """The questionnaires whose totals can be kept, by id."""
    found = {}
    for record in read_table("scores.toml")["instrument"]:
        # The graver sign first: a total speaks for the first that it reaches.
        helps = (("severe", Sign.DISTRESS), ("interfering", Sign.INTERFERING), ("showing", None))
        found[record["id"]] = Instrument(
            record["id"],
            record["name"],
            record["low"],
            record["high"],
            cut_offs=tuple(record.get("cut_offs", ())),
            higher_is_better=record.get("higher_is_better", False),
            change=record.get("change", 0),
            helps=tuple((record[key], sign) for key, sign in helps if key in record),
            loinc=record.get("loinc", ""),
        )
    return found
