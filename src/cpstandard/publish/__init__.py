"""Renders the directory: pages, downloads and the static API."""
