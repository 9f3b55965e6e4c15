"""Results as sentences, one fact a line: for `--plain`, for screen readers, and for what is short anyway."""
