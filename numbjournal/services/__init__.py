"""Use cases: what a command does once its line is read, without the line and without the screen."""
