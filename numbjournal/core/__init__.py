"""What the journal knows, as pure values and functions: no clock, no files, no printing."""
