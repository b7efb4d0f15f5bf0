"""Finds records of several publishers that speak of the same organisation or initiative."""
