"""Checks that see one initiative at a time."""
