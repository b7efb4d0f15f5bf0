"""Runs the command line with ``python -m cpstandard``."""

from cpstandard.cli import main

if __name__ == "__main__":
    main()
