"""Results drawn with Rich."""
