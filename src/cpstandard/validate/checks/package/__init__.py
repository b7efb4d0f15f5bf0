"""Checks that see a whole package in brief."""
