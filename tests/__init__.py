"""Tests mirror the package; stories/ reads like a person's day, house/ keeps the project's own rules."""
