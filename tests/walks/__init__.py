"""A newcomer's way: a file in, the report out, and what it tells to mend is mended in one go."""
