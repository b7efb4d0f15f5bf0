"""One module for each kind of page; each yields the files of its pages."""
