"""The checks, one module each; the folder says what one call of a check sees."""
