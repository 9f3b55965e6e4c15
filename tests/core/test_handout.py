"""What a hand-out says, and that nothing which stays out can change it."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer, Draft, Entry, Tagging
from numbjournal.core.events import Beside
from numbjournal.core.handout import Handout, HandoutOptions, handout_of, without_private
from numbjournal.core.mark import Mark
from numbjournal.core.signs import Reading, Sign, SignInputs, read_signs
from numbjournal.core.tag import Tag, Vocabulary
from numbjournal.core.when import Span
from tests.simulation.lives import RULES

FIRST = date(2026, 8, 31)
LAST = date(2026, 11, 22)
SPAN = Span(FIRST, LAST)
USUAL = HandoutOptions()
KINDS = {"flat": "manifestation", "trauma": "cause", "self-harm": "distress", "movement": "strategy"}
VOCABULARY = Vocabulary(Tag(id, kind, id) for id, kind in KINDS.items())


def entry(number: int, day: date, feel: int | None = None, *, late: int = 0, **fields: object) -> Entry:
    answer = Answer.RATED if feel is not None else Answer.NONE
    draft = Draft(day, answer=answer, feel=feel)._replace(**fields)  # type: ignore[arg-type]
    at = datetime(day.year, day.month, day.day, 21, tzinfo=UTC) + timedelta(days=late)
    return Entry(f"id-{number}", number, at, draft)


def daily(feels: list[int | None], first: date = FIRST) -> list[Entry]:
    return [
        entry(number, first + timedelta(days=number), feel)
        for number, feel in enumerate(feels)
        if feel is not None
    ]


def reading_of(entries: list[Entry], options: HandoutOptions) -> Reading:
    seen = without_private(entries, options)
    return read_signs(SignInputs(LAST, days_of(seen), seen, KINDS, began=FIRST), RULES)


def handed(
    entries: list[Entry], span: Span = SPAN, options: HandoutOptions = USUAL, **more: object
) -> Handout:
    return handout_of(entries, span, VOCABULARY, reading_of(entries, options), options, **more)  # type: ignore[arg-type]


def test_the_line_stops_at_a_gap_and_begins_again() -> None:
    feels: list[int | None] = [4] * 10 + [None] * 4 + [2] * 10
    handout = handed(daily(feels), Span(FIRST, FIRST + timedelta(days=23)))
    assert handout.gaps == (Span(FIRST + timedelta(days=10), FIRST + timedelta(days=13)),)
    assert handout.mean[:3] == (None, None, None)
    assert handout.mean[3:10] == (4.0,) * 7
    assert handout.mean[10:17] == (None,) * 7
    assert handout.mean[17:] == (2.0,) * 7


def test_a_short_gap_is_not_named_and_is_in_no_mean() -> None:
    feels: list[int | None] = [4, 4, 4, 4, None, None, None, 8, 8]
    handout = handed(daily(feels), Span(FIRST, FIRST + timedelta(days=8)))
    assert handout.gaps == ()
    assert handout.mean[3:] == (4.0, 4.0, 4.0, 4.0, 5.0, 6.0)


def test_how_flat() -> None:
    feels: list[int | None] = [6, 2, 2, 2, None, 2, 7, 3, 3]
    flatness = handed(daily(feels), Span(FIRST, FIRST + timedelta(days=8))).flatness
    assert (flatness.flat, flatness.answered, flatness.longest) == (6, 8, 3)
    assert flatness.last_other == FIRST + timedelta(days=6)
    assert flatness.share is not None
    assert flatness.share.value == 0.75


def test_without_a_day() -> None:
    handout = handed([])
    assert handout.flatness.share is None
    assert handout.quartiles is None
    assert handout.report.logged == 0
    assert set(handout.mean) == {None}
    assert handout.gaps == (SPAN,)


def test_quartiles() -> None:
    assert handed(daily([1, 2, 3, 4, 5, 6, 7, 8])).quartiles == (2.5, 6.5)
    assert handed(daily([1, 2, 3, 4, 5])).quartiles == (2, 4)
    assert handed(daily([4])).quartiles == (4, 4)


def test_a_change_since_the_last_one_needs_days_on_both_sides() -> None:
    before = Span(FIRST, FIRST + timedelta(days=27))
    feels: list[int | None] = [6] * 28 + [2] * 13
    about = Span(before.last + timedelta(days=1), LAST)
    change = handed(daily(feels), about, before=before).change
    assert change is not None
    assert (change.days_before, change.days_after, change.pairs) == (28, 13, None)
    change = handed(daily([*feels, 2]), about, before=before).change
    assert change is not None
    assert change.pairs is not None
    assert (change.median_before, change.median_after, change.pairs.value) == (6, 2, 0)
    assert handed(daily(feels), before=SPAN).change is None


def test_signs_are_those_of_the_report() -> None:
    entries = daily([2] * 84)
    handout = handed(entries)
    assert handout.reading.results == {
        sign: result
        for sign, result in reading_of(entries, HandoutOptions()).results.items()
        if sign is not Sign.CRISIS
    }
    assert {Sign.EARLY, Sign.LASTING, Sign.LONG} <= set(handout.reading.met)


def test_what_was_not_chosen_is_not_there() -> None:
    tags = (Tagging("flat"), Tagging("trauma"), Tagging("self-harm"))
    entries = [
        entry(1, LAST, 2, note="secret", got_through="moment", tags=tags),
        entry(2, LAST, 2, note="for you", for_session=True),
        entry(3, LAST, 9, note="hidden", private=True, tags=(Tagging("movement"),)),
    ]
    handout = handed(entries)
    assert [quote.note for quote in handout.quotes] == ["for you"]
    assert handout.left_out == (1, 1, 1, 1)
    assert Sign.CRISIS not in handout.reading.results
    everything = handed(entries, options=HandoutOptions(notes="all", causes=True, safety=True, private=True))
    assert [quote.note for quote in everything.quotes] == ["secret", "for you", "hidden"]
    assert everything.left_out == (0, 0, 0, 0)
    assert everything.reading.results[Sign.CRISIS].is_met
    text = repr([day and [e.draft._asdict() for e in day.entries] for _, day in handout.report.days])
    for word in ("secret", "moment", "hidden", "trauma", "self-harm", "movement"):
        assert word not in text


def test_marks_of_the_time_only() -> None:
    marks = tuple(Mark(n, "", day, "event", "x") for n, day in ((1, LAST), (2, FIRST - timedelta(days=1))))
    assert [mark.number for mark in handed([], beside=Beside(marks)).report.beside.marks] == [1]


DRAFTS = st.builds(
    dict,
    back=st.integers(0, 90),
    feel=st.one_of(st.none(), st.integers(0, 10)),
    late=st.integers(0, 9),
    tags=st.lists(st.sampled_from([Tagging(tag) for tag in KINDS]), unique=True, max_size=3).map(tuple),
    note=st.sampled_from(["", "words"]),
)


@given(public=st.lists(DRAFTS, max_size=12), private=st.lists(DRAFTS, max_size=12))
def test_private_entries_change_nothing_but_their_count(public: list[dict], private: list[dict]) -> None:
    def made(drafts: list[dict], begin: int, *, is_private: bool) -> list[Entry]:
        return [
            entry(
                begin + number,
                LAST - timedelta(days=fields["back"]),
                fields["feel"],
                late=fields["late"],
                tags=fields["tags"],
                note=fields["note"],
                private=is_private,
            )
            for number, fields in enumerate(drafts)
        ]

    seen = made(public, 1, is_private=False)
    without, with_them = handed(seen), handed([*seen, *made(private, 100, is_private=True)])
    assert with_them._replace(left_out=without.left_out) == without
