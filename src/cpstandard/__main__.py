"""Runs the command line with ``python -m cpstandard``."""

from cpstandard.cli import run

if __name__ == "__main__":
    run()
