"""Changes that another program made: what the history does not know."""

_LATEST = "(SELECT max(id) FROM history WHERE thing = 'entry' GROUP BY key)"

CHANGED_OUTSIDE = f"""
    SELECT entry.id AS id, entry.number AS number, last.after AS before, entry.record AS after
        FROM entry_record AS entry
        LEFT JOIN (SELECT key, after FROM history WHERE id IN {_LATEST}) AS last ON last.key = entry.id
        WHERE last.after IS NOT entry.record
    UNION ALL
    SELECT key, json_extract(after, '$.number'), after, NULL FROM history
        WHERE id IN {_LATEST} AND after IS NOT NULL AND key NOT IN (SELECT id FROM entry)
    ORDER BY number"""
"""Entries (id, number, before, after) that are not as history last recorded them, or gone without a record.

Triggers record only what this program changes (`migrations`), so a change made with another tool shows here.
"""
