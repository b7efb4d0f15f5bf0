"""Reads the spreadsheet form of the standard."""
