"""Says what is wrong with the records of a package; never changes them."""
