"""Brings records of any version to the current one and completes their provenance."""
