"""What the journal knows, as pure values and functions: no clock, no files, no printing.

- What is written down: `entry`, `tag`, `mark`, `score`, `day` (the entries of one day together), `beside`
  (what stands beside them).
- What people type: `phrase` (the words after `log`), `when` (days), `query` (which entries), `onset`,
  `pause`, `topic`; `text` makes any of it safe to show.
- What is read out of days: `week`, `calendar`, `insight` (with `estimate`), `handout`, `signs` (what is
  counted, by the numbers in `rules`), `standing` (today).
- What changes: `history` (undo as a walk), `clock` (its stamps), `merge` (which version counts), `keeping`
  (what there is to say about files).
- What is imported and exported: `export_records` (a journal record by record), `record` (their format), and
  `entry_fields` (the table of an entry's fields); for files of other programs `foreign_entry` (as they write
  it), `foreign_mapping` (what that means here), `import_plan` (what it would bring).
- What is said and when: `memory` (what was shown when), `reminder`, `helpline`; `example` makes up a journal.
"""
