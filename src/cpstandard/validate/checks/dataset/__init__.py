"""Checks that see the package of today beside that of last time."""
