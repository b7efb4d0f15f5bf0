"""The local preview of a built site: a small web server for this machine alone."""
