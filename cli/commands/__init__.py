"""One file for each command; what takes long to import is imported when the command runs."""
