"""The only room that speaks SQL: one SQLite file that is the person's own.

- The file: `driver`, `engine` (opening it, errors in words), `migrations` and `schema` (its tables), `key`,
  `encryption` (the file under another key), `checkup` (what `doctor` finds), `consistency` (what SQLite's own
  check does not see).
- Every day: `journal` (every verb, a transaction and a step each), `rows` (values and rows), `beside` (marks,
  scores), `search`, `range` (many days at once), `unsaved` (what could not be saved yet).
- Copies: `daily` (is today's there), `alone` (one program at a time), `backup`, `restore`, `salvage` (what a
  damaged file still holds), `synced` (folders that another program carries about).
- For good: `trace` (what is left of an entry), `purge` (one entry), `erasing` (everything).
- Two journals: `other` (another device's file, opened and not trusted), `versions` (what a journal knows),
  `join` (both as one), `merge` (the whole of it).
- In and out: `incoming`, `outgoing`, `example`; `outside` (changes that another program made to the file).
"""
