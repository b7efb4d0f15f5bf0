"""Brings what a registry entry names to this machine."""
