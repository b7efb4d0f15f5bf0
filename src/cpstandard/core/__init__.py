"""The vocabulary in which the stages speak: no files, no network, no clock, no terminal."""
