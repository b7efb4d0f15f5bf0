"""What people do to a spreadsheet, and what the validator is to say about it."""
