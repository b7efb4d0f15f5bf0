"""Opens what a publisher gave: bytes, text with its encoding, raw tables, members of a zip."""
