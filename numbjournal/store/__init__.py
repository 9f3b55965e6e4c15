"""The only room that speaks SQL: one SQLite file that is the person's own."""
