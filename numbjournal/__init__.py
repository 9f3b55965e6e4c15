"""numbjournal: a terminal journal for mood and emotional numbness."""

__version__ = "0.1.0"
