"""From a query tree to documents and their exact scores, over arrays."""
