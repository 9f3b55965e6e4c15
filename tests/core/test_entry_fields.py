"""The table of an entry's fields: complete, in order, and the same there and back."""

import json

from hypothesis import given

from numbjournal.core.entry import Draft
from numbjournal.core.entry_fields import FIELDS, draft_of, plain_fields
from tests.store.test_journal import drafts


def test_every_field_of_a_draft_has_a_row_in_its_place() -> None:
    assert tuple(field.name for field in FIELDS) == Draft._fields


@given(drafts())
def test_the_plain_form_and_back(draft: Draft) -> None:
    fields = plain_fields(draft)
    assert draft_of(json.loads(json.dumps(fields))) == draft
    assert draft_of({**fields, "by_choice": int(draft.by_choice)}) == draft
