"""Drafts a mapping for a table that nobody has mapped yet: a beginning for a person to mend."""
