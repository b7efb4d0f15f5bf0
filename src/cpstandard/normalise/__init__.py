"""Brings records of any version to the current one and completes their provenance."""

from cpstandard.normalise.records import global_id, normalise, tidy

__all__ = ["global_id", "normalise", "tidy"]
