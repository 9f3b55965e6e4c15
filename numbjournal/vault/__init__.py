"""Secrets: what opens an encrypted journal, where it comes from, and where it may be kept for a while."""
