"""A paper in full: from Markdown to blocks, from blocks to the lines of a screen."""
