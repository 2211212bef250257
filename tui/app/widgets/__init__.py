"""One widget a file, named by what it shows."""
