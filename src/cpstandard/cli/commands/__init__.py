"""The commands, one module each; each holds one click command named ``command``."""
