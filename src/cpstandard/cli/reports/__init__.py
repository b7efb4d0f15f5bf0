"""Reports of the validator in words, as JSON and as annotations of a pull request."""
