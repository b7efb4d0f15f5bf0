"""Importer plugin of cpstandard."""
