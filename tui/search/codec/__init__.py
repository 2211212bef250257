"""What Whoosh needs to read and write files of arrays as its own."""
