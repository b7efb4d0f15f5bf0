"""Reads documents into records, each with its place in the source."""
